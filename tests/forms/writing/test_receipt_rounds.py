"""Typed scores are never lost, however often a form goes round; scoring a scored file changes nothing."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from drawn import SEED
from rounds import CUT, SHEET, drawn, edited, saved, sent, typed_of

from pbexcel.api import read_form
from pbexcel.excel.package import open_package
from pbexcel.forms.writing.own_sheets import DETAIL, PROBLEMS
from pbexcel.forms.writing.receipt import CELLS, RECEIPT, remembered
from pbexcel.verify import verified

TYPED = ["10", "10", "10", "10", "5", "5", "5", "5", "10", "9", "10", "9"]


def test_scoring_a_scored_file_changes_no_byte_for_three_rounds(tmp_path: Path) -> None:
    first, copy = sent(drawn(), tmp_path)
    assert first.changed_cells
    assert first.typed_total == Decimal(98)
    for _ in range(3):
        again, next_copy = sent(copy, tmp_path)
        assert next_copy == copy
        assert again.changed_cells == ()
        same = {"sha256", "changed_cells", "untouched_parts"}
        assert again.model_dump(exclude=same) == first.model_dump(exclude=same)


def test_typed_scores_stand_in_the_record_and_in_the_detail_sheet_of_every_round(tmp_path: Path) -> None:
    data = drawn()
    for actual in ("25万元", "30万元", "24万元"):
        record, data = sent(edited(data, {"E18": actual}) if actual != "25万元" else data, tmp_path)
        assert typed_of(record) == TYPED
        detail = openpyxl.load_workbook(io.BytesIO(data))[DETAIL]
        shown = [row[6].value for row in detail.iter_rows() if row[1].value == "软件升级"]
        assert shown == [5]
    assert record.lines[5].points == Decimal("4.17")


def test_a_score_typed_over_ours_is_the_units_own(tmp_path: Path) -> None:
    _, copy = sent(drawn(), tmp_path)
    record, again = sent(edited(copy, {"G18": 3}), tmp_path)
    assert record.lines[5].typed == Decimal(3)
    assert record.lines[5].points == Decimal(3)
    assert typed_of(sent(again, tmp_path)[0])[6] == "3"


def test_a_row_inserted_above_does_not_lose_what_was_typed(tmp_path: Path) -> None:
    _, copy = sent(drawn(CUT.replace("质量指标|系统验收合格率|≥99.5%|100%|10|10|", "质量指标|系统验收合格率|≥99.5%|100%|10||"), total=False), tmp_path)
    book = openpyxl.load_workbook(io.BytesIO(copy))
    sheet = book[SHEET]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.insert_rows(3)
    record, _ = sent(saved(book), tmp_path)
    assert typed_of(record)[1:] == ["10", None, *TYPED[3:]]
    assert record.lines[5].cell == f"{SHEET}!G19"


def test_a_sheet_of_another_name_is_still_the_same_form(tmp_path: Path) -> None:
    _, copy = sent(drawn(), tmp_path)
    book = openpyxl.load_workbook(io.BytesIO(copy))
    book[SHEET].title = "二〇二一年"
    record, _ = sent(saved(book), tmp_path)
    assert typed_of(record)[1:] == TYPED[1:]


def test_a_broken_receipt_is_no_receipt(tmp_path: Path) -> None:
    _, copy = sent(drawn(), tmp_path)
    for name, text in ((RECEIPT, '{"receipt": 1}'), (RECEIPT, "[]"), (CELLS, "eJw="), (CELLS, "四"), (RECEIPT, "")):
        book = openpyxl.load_workbook(io.BytesIO(copy))
        for kept in list(book.custom_doc_props.props):
            if kept.name == name:
                kept.value = text
            elif kept.name.startswith(name + "."):
                book.custom_doc_props.props.remove(kept)
        data = saved(book)
        assert remembered(open_package(data)) is None
        assert verified(data).status == "no_receipt"
        assert sent(data, tmp_path)[0].status == "scored"


def test_the_receipt_names_the_file_as_it_was_handed_in_until_somebody_edits_it(tmp_path: Path) -> None:
    first, copy = sent(drawn(), tmp_path)
    again, second = sent(copy, tmp_path)
    third, changed = sent(edited(second, {"E18": "24万元"}), tmp_path)
    inputs = [verified(data).receipt.input for data in (copy, second, changed)]  # type: ignore[union-attr]
    assert inputs == [first.sha256, first.sha256, third.sha256]
    assert again.sha256 != first.sha256


def test_verify_says_unchanged_and_names_every_edited_cell(tmp_path: Path) -> None:
    record, copy = sent(drawn(), tmp_path)
    verdict = verified(copy)
    assert (verdict.status, [(one.total, one.grade) for one in verdict.forms]) == ("unchanged", [(record.total, record.grade)])
    assert verified(edited(copy, {})).status == "unchanged", "saved by another program, nothing edited"
    verdict = verified(edited(copy, {"G18": 5, "H14": "补充说明", "C3": "另一个项目"}))
    assert verdict.status == "edited"
    assert [(str(one.at), one.was, one.now) for one in verdict.edited] == [
        ("自评表!C3", "不动产登记电子证书（证明）建设项目", "另一个项目"),
        ("自评表!H14", "（空）", "补充说明"),
        ("自评表!G18", "=ROUND(20/25*5,2)", "5"),
    ]
    changed = verified(edited(copy, {"E18": "40万元"}))
    assert [(one.name, one.was, one.now) for one in changed.differences] == [
        ("软件升级", "4.00", "2.50"), ("总分", "97.00", "95.50"),
    ]  # fmt: skip


def test_verify_names_edits_of_our_own_sheets(tmp_path: Path) -> None:
    _, copy = sent(drawn(), tmp_path)
    verdict = verified(edited(copy, {"A3": "改分说明：没有改动"}, DETAIL))
    assert [str(one.at) for one in verdict.edited] == [f"{DETAIL}!A3"]


def test_verify_tells_a_file_that_was_never_scored_or_is_no_workbook() -> None:
    assert verified(drawn()).status == "no_receipt"
    assert verified(b"PK").status == "unreadable"


@pytest.mark.parametrize("name", [DETAIL, PROBLEMS])
def test_a_sheet_of_the_units_own_with_our_name_is_left_alone(tmp_path: Path, name: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(drawn()))
    book.create_sheet(name)["A1"] = "我们自己的明细"
    _, copy = sent(saved(book), tmp_path)
    after = openpyxl.load_workbook(io.BytesIO(copy))
    assert after[name]["A1"].value == "我们自己的明细"
    assert after[f"{name}(2)"]["A1"].value == name
    assert sent(copy, tmp_path)[1] == copy


def test_a_form_that_says_what_we_would_write_keeps_its_cells(tmp_path: Path) -> None:
    record, copy = sent(drawn(SEED, total=False), tmp_path)
    assert (record.total, record.changed_cells) == (Decimal(98), ())
    assert sent(copy, tmp_path)[1] == copy


def test_a_scored_copy_is_read_as_it_was_filled_in(tmp_path: Path) -> None:
    _, copy = sent(drawn(), tmp_path)
    file = tmp_path / "评分.xlsx"
    file.write_bytes(copy)
    form = read_form(file).form
    assert form.indicators[5].typed.value == 5
    assert form.total.value == 98


def with_macros_and_seal(data: bytes) -> bytes:
    """The form as an .xlsm with a VBA project, a picture and a WPS cell image: parts a rewriting library would lose."""
    before, after = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in before.infolist():
            part = before.read(item).replace(
                b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
            )
            if item.filename == "[Content_Types].xml":
                part = part.replace(b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>')
            if item.filename == "xl/_rels/workbook.xml.rels":
                kind = b"http://schemas.microsoft.com/office/2006/relationships/vbaProject"
                part = part.replace(b"</Relationships>", b'<Relationship Id="rIdM" Type="' + kind + b'" Target="vbaProject.bin"/></Relationships>')
            archive.writestr(item, part)
        for name in KEPT:
            archive.writestr(name, KEPT[name])
    return after.getvalue()


KEPT = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0", "xl/media/seal.png": b"\x89PNG", "xl/cellimages.xml": b"<wps/>"}


def test_macros_are_kept_and_never_run_and_pictures_stay(tmp_path: Path) -> None:
    record, copy = sent(with_macros_and_seal(drawn()), tmp_path)
    assert record.status == "scored"
    assert "L119" in [found.code for found in record.problems]
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        assert {name: archive.read(name) for name in KEPT} == KEPT
    assert sent(copy, tmp_path)[1] == copy


def test_numbers_too_large_for_any_column_go_round_as_well(tmp_path: Path) -> None:
    first, copy = sent(drawn(CUT.replace("25万元", "1" * 30).replace("100%|10|10|", "9" * 301 + "%|10|10|", 1)), tmp_path)
    assert first.status == "scored"
    assert sent(copy, tmp_path)[1] == copy
