"""The tables of a run: what counts, in which order, in which unit."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from made_records import GRADES, SEED_LINES, failed, form, line, mixed_run, money, problem

from pbexcel.report import ChecksRecord
from pbexcel.summary.facts import in_wan
from pbexcel.summary.figures import losses, overstatements, own_forms, same_reasons, standing, standings
from pbexcel.summary.sentences import conclusion
from pbexcel.summary.table import LINE_COLUMNS, PROBLEM_COLUMNS, PROJECT_COLUMNS, to_frames, to_tables, total_of

NAMES = [name for name, _ in GRADES]


def test_the_sentence_of_the_seed_comes_out_of_its_form() -> None:
    frames = to_frames([form()], GRADES)
    said = "总预算110万元，实际支出109.62万元，执行率99.65%；产出50分、效益30分、满意度10分，11个三级指标；总得分98分，优"
    assert frames.projects["conclusion"].tolist() == [said]


def test_a_form_without_a_total_has_no_sentence() -> None:
    assert conclusion({"status": "returned", "total": None}) == ""


def test_the_points_of_the_lines_add_up_to_the_total() -> None:
    frames = to_frames(mixed_run(), GRADES)
    for place, row in enumerate(zip(frames.projects["counted"], frames.projects["total"], strict=True)):
        if row[0]:
            assert total_of(frames.lines.loc[frames.lines["record"] == place, "points"]) == row[1]


def test_money_in_yuan_becomes_wan_and_money_of_no_unit_stays() -> None:
    assert in_wan(Decimal("500000"), "元") == 50
    assert in_wan(Decimal("110"), "万元") == in_wan(Decimal("110"), "") == 110
    assert in_wan(None, "元") is None


def test_only_scored_forms_count_and_a_copy_counts_once() -> None:
    projects = to_frames(mixed_run(), GRADES).projects
    counted = projects[projects["counted"].astype(bool)]
    assert sorted(counted["project"]) == ["不动产登记电子证书（证明）建设项目", "设备更新项目", "软件升级项目"]
    copied = projects[projects["copy_of"] != ""]
    assert copied["copy_of"].tolist() == ["不动产登记电子证书（证明）建设项目.xlsx"] or copied["file"].tolist() == ["不动产登记电子证书（证明）建设项目.xlsx"]
    assert sorted(projects["copies"]) == [1] * 8 + [2]


def test_two_files_that_say_the_same_count_once() -> None:
    same = (problem("B707", "提醒", None),)
    projects = to_frames([form(file="一.xlsx", problems=same), form(file="二.xlsx", problems=same)], GRADES).projects
    assert projects["counted"].tolist() == [True, False]


def test_a_replaced_form_counts_no_longer() -> None:
    assert to_frames([form(replaced_by="新的.xlsx")], GRADES).projects["counted"].tolist() == [False]


def test_departments_stand_in_the_order_of_pinyin_and_the_nameless_last() -> None:
    names = ["水利局", "", "财政局", "教育局"]
    frames = to_frames([form(department=name or None, file=f"{name}.xlsx") for name in names], GRADES)
    assert frames.projects["department"].tolist() == ["财政局", "教育局", "水利局", ""]


def test_overstatement_is_what_single_lines_were_typed_too_high() -> None:
    modest = line("谦虚", "10", "10", typed="7", cell="自评表!H30")
    padded = line("虚高", "8", "10", typed="10", cell="自评表!H31", reason="")
    record = form(lines=(modest, padded), typed_total=Decimal(27), problems=(problem(cell="自评表!H31", costs="2.00"),))
    row = to_frames([record], GRADES).projects.iloc[0]
    assert (row["overstated"], row["overstated_lines"], row["overstated_in"]) == (Decimal("2.00"), 1, "虚高（高 2 分）")
    assert row["gap"] == -1


@pytest.mark.parametrize(("total", "gap"), [("98", "8"), ("89.5", "-0.5"), ("90", "0"), ("61", "1"), ("40", "-20")])
def test_the_distance_to_the_grade_line_is_to_the_nearest(total: str, gap: str) -> None:
    record = form().model_copy(update={"total": Decimal(total)})
    assert to_frames([record], GRADES).projects["to_grade_line"].tolist() == [Decimal(gap)]


def test_lines_decided_by_rule_by_a_person_and_by_nobody_are_told_apart() -> None:
    undecided = line().model_copy(update={"outcome": "open", "computed": None, "points": None})
    lines = [line(outcome="auto"), line(outcome="typed"), line(outcome="manual", computed=None), undecided]
    row = to_frames([form(lines=lines, status="returned")], GRADES).projects.iloc[0]
    assert [row[f"{who}_lines"] for who in ("auto", "manual", "open")] == [2, 1, 1]
    assert [row[f"{who}_weight"] for who in ("auto", "manual", "open")] == [30, 10, 10]


def test_an_empty_run_gives_empty_tables_with_all_columns() -> None:
    frames = to_frames([], GRADES)
    assert tuple(frames.projects.columns) == PROJECT_COLUMNS
    assert tuple(frames.lines.columns) == ("record", *LINE_COLUMNS)
    assert tuple(frames.problems.columns) == ("record", *PROBLEM_COLUMNS)
    assert len(frames.projects) == len(frames.lines) == len(frames.problems) == 0


def test_a_file_nobody_could_read_is_a_row_without_numbers() -> None:
    row = to_frames([failed()], GRADES).projects.iloc[0]
    assert (row["status"], row["counted"], row["total"], row["budget"]) == ("failed", False, None, None)


def test_averages_are_plain_and_by_budget() -> None:
    light, heavy = form("轻", lines=[line(points="80", weight="90")], execution=money("100", "100")), form("重", execution=money("300", "300"))
    found = standing(own_forms(to_tables([light, heavy], GRADES)), NAMES)
    assert (found.average, found.weighted) == (Decimal(94), Decimal(96))
    assert (found.grades, found.good, found.rate) == ((2, 0, 0, 0), 1, 1)


def test_the_standings_of_units_add_up_to_those_of_departments() -> None:
    forms = own_forms(to_tables(mixed_run(), GRADES))
    departments, units = (dict(standings(forms, by, NAMES)) for by in (("department",), ("department", "unit")))
    for (department,), found in departments.items():
        own = [one for key, one in units.items() if key[0] == department]
        assert sum(one.forms for one in own) == found.forms
        assert sum(one.budget for one in own) == found.budget


def test_pareto_runs_to_the_whole() -> None:
    found = losses(to_tables(mixed_run(), GRADES))
    lost = found.everywhere
    assert [loss.points for loss in lost] == sorted((loss.points for loss in lost), reverse=True)
    assert lost[-1].running == 1
    assert sum(loss.points for loss in lost) == found.points


def test_one_reason_in_two_projects_is_found_and_in_two_copies_of_one_is_not() -> None:
    assert [len(reason.projects) for reason in same_reasons(to_tables(mixed_run(), GRADES))] == [2]
    reason = "受疫情影响设备到货推迟，已督促供应商加快发货。"
    own = form(lines=[line(reason=reason), *SEED_LINES[1:]])
    assert same_reasons(to_tables([own, own.model_copy(update={"file": "又一份.xlsx"})], GRADES)) == []


def test_the_most_overstated_project_comes_first() -> None:
    rows = overstatements(to_tables(mixed_run(), GRADES))
    assert rows["project"][0] == "设备更新项目"


@settings(max_examples=15, deadline=None)
@given(some.permutations(range(9)))
def test_the_order_of_the_records_does_not_matter(order: list[int]) -> None:
    records = mixed_run()
    shuffled = to_frames([records[number] for number in order], GRADES)
    assert shuffled.projects.equals(to_frames(records, GRADES).projects)


def test_the_checks_of_all_forms_are_added_up() -> None:
    one = form().model_copy(update={"checks": ChecksRecord(passed=("甲",), found=("乙",))})
    other = form().model_copy(update={"checks": ChecksRecord(passed=("甲",), could_not_run=("乙：没有预算数",))})
    rows = [tuple(row) for row in to_frames([one, other], GRADES).checks.itertuples(index=False)]
    assert rows == [("乙", 1, 0, 1, 0), ("甲", 0, 2, 0, 0)]


def test_every_column_is_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "summary.md").read_text(encoding="utf-8")
    implied = {f"{kind}_{what}" for kind in ("benefit", "satisfaction", "cost") for what in ("weight", "cell")}
    columns = {*PROJECT_COLUMNS, *LINE_COLUMNS, *PROBLEM_COLUMNS, "record"} - implied
    assert [name for name in sorted(columns) if f"`{name}`" not in page] == []
