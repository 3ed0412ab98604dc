"""A workbook that holds several forms: each is scored and told by itself, the workbook comes back as one."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from drawn import SEED, workbook_of

from pbexcel.batch.run import Run, Terms, score_files
from pbexcel.batch.watching.wave import Task, run_wave
from pbexcel.report import FileRecord
from pbexcel.verify import verified

FIRST, SECOND = "不动产登记电子证书（证明）建设项目", "不动产登记档案数字化项目"
OTHER = SEED.replace(FIRST, SECOND).replace("|98%|10|9|", "|97%|10|9|")


def laid(folder: Path, *forms: str, name: str = "两个项目.xlsx") -> Path:
    folder.mkdir(exist_ok=True)
    workbook_of(*forms, names=[f"项目{number}" for number in range(1, len(forms) + 1)]).save(folder / name)
    return folder


def score(given: Path, out: Path) -> Run:
    return score_files([given], out, Terms())


def records(run: Run) -> list[FileRecord]:
    return list(run.records)


def codes(record: FileRecord) -> list[str]:
    return [found.code for found in record.problems if found.severity == "退回"]


def test_each_form_has_a_record_of_its_own_and_both_are_written_into_the_one_copy(tmp_path: Path) -> None:
    first, second = records(score(laid(tmp_path / "收件", SEED, OTHER), tmp_path / "out"))
    assert [(one.sheet, one.project, one.total, one.grade) for one in (first, second)] == [
        ("项目1", FIRST, Decimal("98.00"), "优"), ("项目2", SECOND, Decimal("98.00"), "优"),
    ]  # fmt: skip
    assert first.output == second.output == "已评分/两个项目.xlsx"
    assert {line.cell.split("!")[0] for line in second.lines} == {"项目2"}
    book = openpyxl.load_workbook(tmp_path / "out" / "已评分" / "两个项目.xlsx")
    assert book.sheetnames == ["项目1", "项目2", "评分明细", "问题清单"]
    told = [row[0].value for row in book["评分明细"].iter_rows() if str(row[0].value).startswith("项目：")]
    assert [FIRST in told[0], SECOND in told[1], len(told)] == [True, True, 2]


def test_forms_are_told_in_the_order_of_their_tabs_however_those_are_called(tmp_path: Path) -> None:
    given = tmp_path / "收件"
    given.mkdir()
    workbook_of(SEED, OTHER, names=["二月", "一月"]).save(given / "两个项目.xlsx")
    run = score(given, tmp_path / "out")
    assert [one.sheet for one in records(run)] == ["二月", "一月"]
    assert [one.sheet for one in records(score(given, tmp_path / "out"))] == ["二月", "一月"]


def test_forms_below_one_another_on_one_sheet_are_told_apart(tmp_path: Path) -> None:
    given = laid(tmp_path / "收件", f"{SEED}\n\n{OTHER}")
    assert [(one.sheet, one.project, one.status) for one in records(score(given, tmp_path / "out"))] == [
        ("项目1（第 1 张）", FIRST, "scored"), ("项目1（第 2 张）", SECOND, "scored"),
    ]  # fmt: skip


@pytest.mark.parametrize("second", [SEED, SEED.replace(FIRST, "")])
def test_forms_of_one_project_or_without_a_name_go_back_with_every_line_told(second: str, tmp_path: Path) -> None:
    run = score(laid(tmp_path / "收件", SEED, second), tmp_path / "out")
    assert [one.status for one in records(run)] == ["returned", "returned"]
    assert all("L102" in codes(one) and len(one.lines) == 11 and one.total is None for one in records(run))


def test_a_form_to_be_corrected_holds_the_others_up_until_it_is(tmp_path: Path) -> None:
    given = laid(tmp_path / "收件", SEED, OTHER.replace("|97%|10|9|", "||10|9|"))
    first, second = records(score(given, tmp_path / "out"))
    assert (first.status, codes(first), second.status, codes(second)) == ("returned", ["L121"], "returned", ["P509"])
    back = openpyxl.load_workbook(tmp_path / "out" / "退回" / "两个项目.xlsx")
    assert back.active is not None
    assert back.active.title == "问题清单"
    at = next(line.actual.cell for line in second.lines if line.actual.kind == "blank")
    back["项目2"][str(at).split("!")[1]] = "97%"
    back.save(given / "两个项目.xlsx")
    assert [one.status for one in records(score(given, tmp_path / "out"))] == ["scored", "scored"]


def test_a_scored_workbook_scored_again_is_the_same_and_verifies(tmp_path: Path) -> None:
    score(laid(tmp_path / "收件", SEED.replace("|10|9|", "|10||"), OTHER), tmp_path / "out")
    copy = (tmp_path / "out" / "已评分" / "两个项目.xlsx").read_bytes()
    again = tmp_path / "again"
    again.mkdir()
    (again / "两个项目.xlsx").write_bytes(copy)
    score(again, tmp_path / "out2")
    assert (tmp_path / "out2" / "已评分" / "两个项目.xlsx").read_bytes() == copy
    verdict = verified(copy)
    assert (verdict.status, [one.was.sheet for one in verdict.forms]) == ("unchanged", ["项目1", "项目2"])


def test_a_score_edited_in_one_form_is_found_there(tmp_path: Path) -> None:
    score(laid(tmp_path / "收件", SEED, OTHER), tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "已评分" / "两个项目.xlsx")
    book["项目2"]["E15"] = "8台"
    buffer = io.BytesIO()
    book.save(buffer)
    verdict = verified(buffer.getvalue())
    assert verdict.status == "edited"
    assert ("项目2!E15", True) in [(str(one.at), one.now.endswith("8台")) for one in verdict.edited]
    assert {one.cell.split("!")[0] for one in verdict.differences if one.cell} == {"项目2"}


def test_the_summary_has_a_row_for_each(tmp_path: Path) -> None:
    score(laid(tmp_path / "收件", SEED, OTHER), tmp_path / "out")
    sheet = openpyxl.load_workbook(tmp_path / "out" / "部门汇总.xlsx")["汇总表"]
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert FIRST in said
    assert SECOND in said


def test_a_name_that_fits_one_of_its_own_forms_is_no_mistake(tmp_path: Path) -> None:
    run = score(laid(tmp_path / "收件", SEED, OTHER, name=f"{FIRST}自评表.xlsx"), tmp_path / "out")
    assert "B709" not in [found.code for one in records(run) for found in one.problems]


def test_the_same_workbook_under_two_names_is_told_and_counted_once(tmp_path: Path) -> None:
    given = laid(tmp_path / "收件", SEED, OTHER)
    (given / "副本.xlsx").write_bytes((given / "两个项目.xlsx").read_bytes())
    run = score(given, tmp_path / "out")
    assert [one.status for one in records(run)] == ["scored"] * 4
    assert run.files == 2
    assert "B703" in [found.code for one in records(run) for found in one.problems]


def test_a_newer_file_of_one_project_replaces_only_that_form(tmp_path: Path) -> None:
    from pbexcel.batch.collect import collect

    given, out = laid(tmp_path / "收件", SEED, OTHER), tmp_path / "out"
    out.mkdir()
    run_wave(Task(collect([given])), out, Terms(), {}, lambda: False)
    later = laid(tmp_path / "又交", OTHER.replace("|97%|10|9|", "|99%|10|10|"), name="新的.xlsx")
    for _ in range(2):
        wave = run_wave(Task(collect([later])), out, Terms(), {}, lambda: False)
        assert [(one.file, one.project, one.status, one.replaced_by) for one in wave.records] == [
            ("两个项目.xlsx", FIRST, "scored", None), ("两个项目.xlsx", SECOND, "skipped", "新的.xlsx"),
            ("新的.xlsx", SECOND, "scored", None),
        ]  # fmt: skip
