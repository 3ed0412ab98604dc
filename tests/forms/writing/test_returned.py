"""Returned copies: open on 问题清单, faulty cells marked, nothing else changed; corrected, the marks are gone."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
from drawn import SEED
from rounds import CUT, SHEET, drawn, edited, sent

from pbexcel.excel.package import open_package
from pbexcel.forms.writing.own_sheets import DETAIL, PROBLEMS

FAULTY = SEED.replace("系统正常运行率|≥99.5%|100%|10|10|", "系统正常运行率|≥99.5%||10|10|")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_returned_copy_opens_on_the_problem_list_with_the_faulty_cells_marked(tmp_path: Path) -> None:
    data = drawn(FAULTY)
    record, copy = sent(data, tmp_path)
    assert record.status == "returned"
    book = openpyxl.load_workbook(io.BytesIO(copy))
    assert book.active.title == PROBLEMS
    assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == [PROBLEMS]
    assert DETAIL not in book.sheetnames
    found = next(one for one in record.problems if one.severity == "退回")
    assert found.cell == f"{SHEET}!E15"
    row = next(row for row in book[PROBLEMS].iter_rows() if row[2].value == found.code)
    assert [cell.value for cell in row[3:8]] == [found.severity, found.title, found.read, found.expected, found.fix]
    assert row[1].hyperlink.location == f"'{SHEET}'!E15"
    sheet = book[SHEET]
    assert "怎么改" in sheet["E15"].comment.text
    coloured = {str(area) for areas in sheet.conditional_formatting for area in areas.sqref.ranges}
    assert "E15" in coloured


def test_nothing_but_marks_is_changed_in_the_sheet(tmp_path: Path) -> None:
    data = drawn(FAULTY)
    _, copy = sent(data, tmp_path)
    before, after = (open_package(one).sheet(SHEET) for one in (data, copy))
    assert before.cells == after.cells
    assert before.merges == after.merges
    changed = {name for name, part in parts(data).items() if parts(copy).get(name) != part}
    assert changed == {
        "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml",
    }  # fmt: skip


def test_corrected_as_it_is_it_is_scored_and_the_marks_are_gone(tmp_path: Path) -> None:
    _, copy = sent(drawn(FAULTY), tmp_path)
    record, scored = sent(edited(copy, {"E15": "100%"}), tmp_path)
    assert record.status == "scored"
    book = openpyxl.load_workbook(io.BytesIO(scored))
    sheet = book[SHEET]
    assert not list(sheet.conditional_formatting)
    assert all(cell.comment is None for row in sheet.iter_rows() for cell in row)
    assert book.active.title == SHEET
    assert not any(name.startswith("xl/comments") or name.endswith(".vml") for name in parts(scored))
    assert book[PROBLEMS]["A2"].value.startswith("这份表已经评分")
    assert sent(scored, tmp_path)[1] == scored


def test_returned_again_it_is_marked_for_what_is_wrong_now(tmp_path: Path) -> None:
    _, copy = sent(drawn(FAULTY), tmp_path)
    record, again = sent(edited(copy, {"E15": "100%", "E14": None}), tmp_path)
    assert record.status == "returned"
    sheet = openpyxl.load_workbook(io.BytesIO(again))[SHEET]
    assert sheet["E15"].comment is None
    assert sheet["E14"].comment is not None
    assert sent(again, tmp_path)[1] == again


def test_a_scored_copy_that_comes_back_broken_loses_its_stale_detail_and_no_typed_score(tmp_path: Path) -> None:
    _, scored = sent(drawn(CUT), tmp_path)
    record, returned = sent(edited(scored, {"E15": None}), tmp_path)
    assert record.status == "returned"
    assert record.lines[5].typed == 5
    detail = openpyxl.load_workbook(io.BytesIO(returned))[DETAIL]
    assert "退回" in detail["A2"].value
    assert detail.max_row == 3
    record, _ = sent(edited(returned, {"E15": "100%"}), tmp_path)
    assert (record.status, record.lines[5].typed) == ("scored", 5)


def test_a_note_of_somebody_else_stays_and_gets_no_second_one(tmp_path: Path) -> None:
    from openpyxl.comments import Comment

    book = openpyxl.load_workbook(io.BytesIO(drawn(FAULTY)))
    book[SHEET]["E15"].comment = Comment("请张三补", "李四")
    buffer = io.BytesIO()
    book.save(buffer)
    _, copy = sent(buffer.getvalue(), tmp_path)
    assert openpyxl.load_workbook(io.BytesIO(copy))[SHEET]["E15"].comment.text == "请张三补"
    record, scored = sent(edited(copy, {"E15": "100%"}), tmp_path)
    assert record.status == "scored"
    assert openpyxl.load_workbook(io.BytesIO(scored))[SHEET]["E15"].comment.text == "请张三补"


def test_a_workbook_without_a_form_goes_back_with_a_list_that_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "会议记录"
    buffer = io.BytesIO()
    book.save(buffer)
    record, copy = sent(buffer.getvalue(), tmp_path)
    assert record.status == "returned"
    assert openpyxl.load_workbook(io.BytesIO(copy)).active.title == PROBLEMS
