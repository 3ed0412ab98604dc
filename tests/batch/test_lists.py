"""What is given beside the forms of a run: roster, approved targets, last year's run, people's decisions."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pbexcel.batch.lists import Lists
from pbexcel.batch.reviewing import publish_review
from pbexcel.batch.run import Run, Terms, all_of, check_files
from pbexcel.faults import FolderFault, RulesFault
from pbexcel.records import Decision
from pbexcel.report import FileRecord
from pbexcel.review.decisions import read_decisions

SAMPLES = Path(__file__).parents[2] / "samples"
SEED = "不动产登记电子证书（证明）建设项目.xlsx"
CENTRE = "宁波市北仑区不动产登记服务中心"
WORDS = "自评表!F34"  # the actual of a stated target
SCORE = "自评表!H34"


def checked(folder: Path, **lists: Path) -> Run:
    return check_files([folder], Terms(lists=Lists(**lists)))


def only(run: Run) -> FileRecord:
    (record,) = list(run.records)
    return record


def codes(record: FileRecord) -> list[str]:
    return [found.code for found in record.problems]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "收件"
    folder.mkdir()
    shutil.copy(SAMPLES / SEED, folder)
    return folder


def edited(inbox: Path, **cells: object) -> Path:
    book = openpyxl.load_workbook(inbox / SEED)
    for at, value in cells.items():
        book["自评表"][at] = value
    book.save(inbox / SEED)
    return inbox


def saved(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


# --- roster ---


def test_who_has_not_filed_and_who_was_not_expected(inbox: Path, tmp_path: Path) -> None:
    roster = saved(tmp_path / "名单.csv", "实施单位,联系人,邮箱,项目名称", "北仑区第一中学,李,,校舍维修")
    run = checked(inbox, roster=roster)
    assert [(row.unit, row.project) for row in run.not_filed or ()] == [("北仑区第一中学", "校舍维修")]
    assert "B721" in codes(only(run))
    assert run.exit_code == 0


def test_an_expected_form_is_not_told_of(inbox: Path, tmp_path: Path) -> None:
    run = checked(inbox, roster=saved(tmp_path / "名单.csv", "实施单位,联系人,邮箱", f"{CENTRE},王,"))
    assert run.not_filed == ()
    assert "B721" not in codes(only(run))
    assert checked(inbox).not_filed is None


def test_every_check_across_the_files_is_accounted_for(inbox: Path, tmp_path: Path) -> None:
    shutil.copy(inbox / SEED, inbox / "副本.xlsx")
    plain = checked(inbox).checks
    assert "没有完全相同的文件" in plain.found
    assert plain.not_applicable == ("名单外没有多报的", "名单里的都报了")
    roster = saved(tmp_path / "名单.csv", "实施单位,联系人,邮箱", "北仑区第一中学,李,")
    with_roster = checked(inbox, roster=roster).checks
    assert {"名单外没有多报的", "名单里的都报了"} <= set(with_roster.found)
    assert len([*plain.passed, *plain.found, *plain.not_applicable]) == len([*with_roster.passed, *with_roster.found])


# --- approved targets ---


def test_a_target_other_than_the_approved_one_is_told(inbox: Path, tmp_path: Path) -> None:
    rows = SAMPLES.joinpath("年初绩效目标清单.csv").read_text(encoding="utf-8-sig").splitlines()
    same = saved(tmp_path / "批复.csv", *rows)
    record = only(checked(inbox, approved=same))
    assert not {"P531", "P532", "P533", "P534", "P535", "P536"} & set(codes(record))
    assert "与批复的指标一致" in record.checks.passed
    other = saved(tmp_path / "批复2.csv", *(row.replace("≤20万元", "≤15万元").replace("=20万元", "=15万元") for row in rows))
    assert "P531" in codes(only(checked(inbox, approved=other)))


def test_a_project_the_list_does_not_have_is_told(inbox: Path, tmp_path: Path) -> None:
    approved = saved(tmp_path / "批复.csv", "项目名称,三级指标,年度指标值,分值", "别的项目,人数,≥1人,10")
    assert "P536" in codes(only(checked(inbox, approved=approved)))
    assert "与批复的指标一致" in only(checked(inbox)).checks.not_applicable


def test_a_list_with_a_wrong_row_stops_the_run_before_it_starts(inbox: Path, tmp_path: Path) -> None:
    approved = saved(tmp_path / "批复.csv", "项目名称,三级指标,年度指标值,分值", "别的项目,人数,≥1人,十分")
    with pytest.raises(RulesFault, match="第 2 行「分值」"):
        checked(inbox, approved=approved)


# --- last year ---


def test_actuals_of_last_year_are_told(inbox: Path, tmp_path: Path) -> None:
    edited(inbox, F15="2.5台", F24="0.43小时", F25="0.71小时")
    before = tmp_path / "去年"
    before.mkdir()
    record = only(checked(inbox))
    before.joinpath("run.jsonl").write_text(record.model_dump_json() + "\n", encoding="utf-8")
    assert "B731" in codes(only(checked(inbox, last_year=before)))
    edited(inbox, F15="2台", F24="0.4小时", F25="0.6小时")
    now = only(checked(inbox, last_year=before))
    assert "B731" not in codes(now)
    assert "完成值不是照抄上年" in now.checks.passed


def test_a_folder_without_a_run_is_refused(inbox: Path, tmp_path: Path) -> None:
    with pytest.raises(FolderFault, match=r"run\.jsonl"):
        checked(inbox, last_year=tmp_path)


# --- decisions ---


def decided(points: object) -> Callable[[Path], None]:
    """Fill the first row of a 复核表 in."""

    def fill(path: Path) -> None:
        book = openpyxl.load_workbook(path)
        for column, value in zip((12, 13, 14), (points, "看了验收单", "张三"), strict=True):
            book.active.cell(2, column).value = value
        book.save(path)

    return fill


def test_a_line_left_open_is_asked_about_decided_and_scored(inbox: Path, tmp_path: Path) -> None:
    edited(inbox, F34="运行良好", H34=None)
    run = checked(inbox)
    assert only(run).status == "returned"
    assert publish_review(run.records, {}, tmp_path) == 1
    table = tmp_path / "复核表.xlsx"
    decided(8.5)(table)
    again = checked(inbox, decisions=table)
    record = only(again)
    assert record.status == "scored"
    assert "P523" in codes(record)
    line = next(line for line in record.lines if line.cell == SCORE)
    assert (line.points, line.outcome) == (Decimal("8.5"), "manual")
    assert "张三" in line.because


def test_a_decision_stands_in_the_next_table_and_is_passed_back_with_it(inbox: Path, tmp_path: Path) -> None:
    edited(inbox, F34="运行良好", H34=None)
    publish_review(checked(inbox).records, {}, tmp_path)
    table = tmp_path / "复核表.xlsx"
    decided(8.5)(table)
    lists = Lists(decisions=table)
    assert publish_review(checked(inbox, decisions=table).records, lists.decisions_read(), tmp_path) == 0
    assert lists.decisions_read()[SEED][SCORE] == Decision(Decimal("8.5"), "看了验收单", "张三", "大幅提高", "运行良好")
    assert not (tmp_path / "历史版本").exists()


def test_a_table_filled_in_and_not_passed_back_is_kept(inbox: Path, tmp_path: Path) -> None:
    edited(inbox, F34="运行良好", H34=None)
    run = checked(inbox)
    publish_review(run.records, {}, tmp_path)
    decided(8.5)(tmp_path / "复核表.xlsx")
    filled = (tmp_path / "复核表.xlsx").read_bytes()
    publish_review(run.records, {}, tmp_path)
    (kept,) = (tmp_path / "历史版本").iterdir()
    assert kept.read_bytes() == filled
    assert read_decisions((tmp_path / "复核表.xlsx").read_bytes(), "复核表.xlsx") == {}


def test_a_decision_lapses_when_the_actual_has_changed(inbox: Path, tmp_path: Path) -> None:
    edited(inbox, F34="运行良好", H34=None)
    publish_review(checked(inbox).records, {}, tmp_path)
    table = tmp_path / "复核表.xlsx"
    decided(8.5)(table)
    edited(inbox, F34="运行一般")
    record = only(checked(inbox, decisions=table))
    assert record.status == "returned"
    assert "P524" in codes(record)


def test_a_decision_for_no_line_of_the_run_is_named(inbox: Path, tmp_path: Path) -> None:
    edited(inbox, F34="运行良好", H34=None)
    publish_review(checked(inbox).records, {}, tmp_path)
    decided(8.5)(tmp_path / "复核表.xlsx")
    (inbox / SEED).rename(inbox / "改了名.xlsx")
    assert checked(inbox, decisions=tmp_path / "复核表.xlsx").unused == (f"{SEED} {SCORE}",)


def test_a_file_is_worked_on_again_when_a_list_has_changed(tmp_path: Path) -> None:
    approved = saved(tmp_path / "批复.csv", "项目名称,三级指标,年度指标值,分值", "甲,人数,≥1人,10")
    terms = Terms(lists=Lists(approved=approved))
    before = all_of(terms)
    assert before == all_of(terms) != all_of(replace(terms, lists=Lists()))
    saved(approved, "项目名称,三级指标,年度指标值,分值", "甲,人数,≥2人,10")
    assert all_of(terms) != before


# --- rules by year and region ---


def test_rules_are_chosen_by_year_and_region(inbox: Path) -> None:
    (record,) = list(check_files([inbox], Terms("auto")).records)
    assert record.rules is not None
    assert record.rules.id == "mof-2020"
    book = openpyxl.load_workbook(inbox / SEED)
    buffer = io.BytesIO()
    book["自评表"]["C6"] = "黄石市教育局"
    book.save(buffer)
    (inbox / SEED).write_bytes(buffer.getvalue())
    (record,) = list(check_files([inbox], Terms("auto")).records)
    assert record.rules is not None
    assert record.rules.id == "hubei"
