"""Two rounds of the same forms beside each other."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
from click.testing import CliRunner

from pbexcel.cli import group
from pbexcel.problems import problem
from pbexcel.records import CellRef
from pbexcel.report import FileRecord, LineRecord, ProblemRecord, Status, ValueRecord, problem_record
from pbexcel.review.rounds import Pairing, compare_rounds
from pbexcel.review.rounds_sheet import write_rounds


def line(row: int, name: str, *, target: str = "≥95%", actual: str = "93%", typed: str = "9") -> LineRecord:
    return LineRecord(
        cell=f"自评表!H{row}", level1="产出指标", level2="质量指标", name=name, target=ValueRecord(text=target, kind="measured"),
        actual=ValueRecord(text=actual, kind="number"), direction="forward", completion=None, weight=Decimal(10),
        typed=Decimal(typed), computed=None, points=None, outcome="auto", because="",
    )  # fmt: skip


def found(code: str, row: int, column: int = 8) -> ProblemRecord:
    return problem_record(problem(code, at=CellRef("自评表", row, column), points="9", weight="10"))


def record(
    *lines: LineRecord, problems: tuple[ProblemRecord, ...] = (), file: str = "甲.xlsx", project: str | None = "项目",
    status: Status = "scored",
) -> FileRecord:  # fmt: skip
    return FileRecord(file=file, status=status, project=project, unit="单位", lines=lines, problems=problems)


def compared(old: FileRecord, new: FileRecord) -> Pairing:
    (pairing,) = compare_rounds([old], [new])
    return pairing


def codes(problems: tuple[ProblemRecord, ...]) -> list[str]:
    return [one.code for one in problems]


def test_a_finding_that_is_gone_was_put_right_one_that_stays_was_not_and_one_that_comes_is_new() -> None:
    old = record(line(11, "合格率"), problems=(found("R601", 11), found("T204", 11, 6)))
    new = record(line(11, "合格率"), problems=(found("R601", 11), found("P520", 11, 6)))
    pairing = compared(old, new)
    assert (codes(pairing.fixed), codes(pairing.remaining), codes(pairing.appeared)) == (["T204"], ["R601"], ["P520"])


def test_a_row_inserted_above_makes_no_new_finding() -> None:
    old = record(line(11, "合格率"), problems=(found("R601", 11),))
    new = record(line(11, "数量"), line(12, "合格率"), problems=(found("R601", 12),))
    pairing = compared(old, new)
    assert codes(pairing.remaining) == ["R601"]
    assert pairing.appeared == ()
    assert [(one.where, one.what) for one in pairing.changed] == [("数量", "新增的指标")]


def test_a_changed_value_is_told_from_old_to_new() -> None:
    pairing = compared(record(line(11, "合格率")), record(line(11, "合格率", target="≥90%", typed="10")))
    assert [(one.what, one.old, one.new) for one in pairing.changed] == [("年度指标值", "≥95%", "≥90%"), ("自评得分", "9", "10")]


def test_blanks_and_full_width_are_no_change() -> None:
    assert compared(record(line(11, "合格率")), record(line(11, " 合格率", target="≥９５％ "))).changed == ()


def test_an_indicator_that_is_gone_is_told() -> None:
    pairing = compared(record(line(11, "甲"), line(12, "乙")), record(line(11, "甲")))
    assert [(one.where, one.what) for one in pairing.changed] == [("乙", "指标删去了")]


def test_a_renamed_file_is_still_the_same_project() -> None:
    assert compared(record(line(11, "甲")), record(line(11, "甲"), file="甲（改）.xlsx")).state == "both"


def test_a_form_that_cannot_be_read_any_more_has_put_nothing_right() -> None:
    old = record(line(11, "甲"), problems=(found("R601", 11),))
    pairing = compared(old, record(status="failed", project=None))
    assert (pairing.state, pairing.fixed) == ("not_comparable", ())


def test_forms_of_one_round_only_are_named() -> None:
    pairings = compare_rounds([record(line(11, "甲"))], [record(line(11, "甲"), file="乙.xlsx", project="别的")])
    assert [(one.state, one.shown.project) for one in pairings] == [("only_new", "别的"), ("only_old", "项目")]


def test_every_form_of_both_rounds_appears_once() -> None:
    old = [record(line(11, "甲"), file=f"{number}.xlsx") for number in range(3)]
    new = [record(line(11, "甲"), file=f"{number}.xlsx") for number in range(1, 5)]
    pairings = compare_rounds(old, new)
    assert sorted(one.new.file for one in pairings if one.new) == ["1.xlsx", "2.xlsx", "3.xlsx", "4.xlsx"]
    assert sorted(one.old.file for one in pairings if one.old) == ["0.xlsx", "1.xlsx", "2.xlsx"]
    assert all(one.old.file == one.new.file for one in pairings if one.old and one.new and one.new.file in ("1.xlsx", "2.xlsx"))


def test_the_workbook_has_a_row_for_each_form_finding_and_change() -> None:
    old = record(line(11, "合格率"), problems=(found("R601", 11),))
    buffer = io.BytesIO()
    write_rounds(compare_rounds([old], [record(line(11, "合格率", actual="=1+1"))]), buffer)
    book = openpyxl.load_workbook(buffer)
    assert [sheet.title for sheet in book] == ["对比", "问题", "数值改动"]
    assert [row[1] for row in list(book["问题"].values)[1:]] == ["已整改"]
    change = list(book["数值改动"].values)[1]
    assert change[4:] == ("93%", "=1+1")
    assert book["数值改动"]["F2"].data_type == "s", "a text of a form is never a formula"


def test_compare_reads_two_out_folders(tmp_path: Path) -> None:
    for name, actual in (("旧", "93%"), ("新", "96%")):
        (tmp_path / name).mkdir()
        text = record(line(11, "合格率", actual=actual)).model_dump_json()
        tmp_path.joinpath(name, "run.jsonl").write_text(text + "\n", encoding="utf-8")
    result = CliRunner().invoke(group, ["compare", str(tmp_path / "旧"), str(tmp_path / "新"), "--json"])
    form, counts = [json.loads(text) for text in result.stdout.splitlines()]
    assert form["changed"] == [{"where": "合格率", "what": "实际完成值", "cell": None, "old": "93%", "new": "96%"}]
    assert counts == {"forms": 1, "fixed": 0, "remaining": 0, "new": 0, "changed": 1}
    assert (tmp_path / "新" / "整改对比.xlsx").is_file()


def test_a_folder_without_a_run_ends_with_5(tmp_path: Path) -> None:
    assert CliRunner().invoke(group, ["compare", str(tmp_path), str(tmp_path)]).exit_code == 5
