"""Sheets, marks, notes and properties put into the torture workbook: all its features stay, and everything can go again."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import openpyxl
import pytest
from torture import MAIN, bare, parts, torture

from pbexcel.excel.archive import rebuild
from pbexcel.excel.changing.marks import has_marks
from pbexcel.excel.changing.notes import SIGN
from pbexcel.excel.changing.patch import Changes, Edit, Mark, NewSheet, PatchRefused, SheetCell, patch
from pbexcel.excel.changing.properties import read_property
from pbexcel.excel.package import open_package
from pbexcel.excel.proving.proof import verify_patch
from pbexcel.records import CellRef

FORM = "自评表"
LONG = "很长的一段文字，超过一个属性放得下的二百五十五个字。" * 40


def at(row: int, column: int, sheet: str = FORM) -> CellRef:
    return CellRef(sheet, row, column)


DETAIL = NewSheet(
    name="评分明细",
    rows=(
        (SheetCell("评分明细", "title"),),
        (SheetCell("=1+1"), SheetCell(Decimal("9.50"), "points"), SheetCell("去看", "link", at(3, 7))),
        (SheetCell("  两端空格\n换行 "), SheetCell(Decimal("0.8"), "percent"), None, SheetCell("_x000D_")),
    ),
    widths=(20, 10, 10),
    frozen_rows=1,
    replaces=True,
)
EVERYTHING = Changes(
    edits=(Edit(at(3, 7), Decimal("9.57"), "ROUND(9.57,2)"),),
    sheets=(DETAIL,),
    marks=(Mark(at(3, 7), "red", "已有批注的格子"), Mark(at(4, 7), "yellow", "请填写"), Mark(at(1, 5), "red", "合并的格子")),
    properties={"pbexcel.receipt": LONG, "pbexcel.cells": "x"},
    active="评分明细",
)
# what a workbook has that a patch can lose: part, and bytes that must still stand in it
FEATURES = {
    "xl/worksheets/sheet1.xml": (
        "sheetProtection", "protectedRange", "autoFilter", "mergeCell", "phoneticPr", 'type="cellIs"', "dataValidation",
        "hyperlink", "printOptions", "pageSetup", "oddHeader", "rowBreaks", "ignoredErrors", "<drawing", "legacyDrawing ",
        "legacyDrawingHF", "<picture", "control ", "tablePart", "x14:conditionalFormatting", "x14:sparkline", "tabColor", "xr:uid",
        "state=\"frozen\"", 'hidden="1"', "x14ac:dyDescent", 't="shared"', 't="array"',
    ),
    "xl/workbook.xml": ("workbookProtection", "externalReference", "definedName", "codeName", "calcPr", "Print_Area", "图", "其他"),
    "xl/styles.xml": ("numFmt ", "方正小标宋简体", "cellStyle ", "FF9C0006", "slicerStyles"),
    "xl/comments1.xml": ("请核对", "张三", "[线程批注]"),
    "xl/drawings/vmlDrawing1.vml": ("未闭合<br>", "_x0000_s1025"),
    "docProps/custom.xml": ("property",),
}  # fmt: skip


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def written(data: bytes, changes: Changes) -> bytes:
    package = open_package(data)
    after = patch(package, changes).data
    assert verify_patch(package, after, changes) == ()
    return after


@pytest.mark.parametrize("macros", [False, True])
def test_no_feature_is_lost_when_everything_is_added_at_once(macros: bool) -> None:
    data = torture(macros=macros)
    before, after = members(data), members(written(data, EVERYTHING))
    assert set(before) - set(after) == {"xl/calcChain.xml"}, "a formula was written: Excel builds the chain anew"
    for part, signs in FEATURES.items():
        for sign in signs:
            assert sign.encode() in before[part], (part, sign)
            assert sign.encode() in after[part], (part, sign)
    touched = {*FEATURES, "xl/worksheets/sheet2.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "xl/calcChain.xml"}
    for part in set(before) - touched:
        assert before[part] == after[part], part
    assert ("xl/vbaProject.bin" in after) == macros


def test_writing_everything_twice_changes_nothing_more() -> None:
    once = written(torture(), EVERYTHING)
    assert written(once, EVERYTHING) == once


def test_a_sheet_is_read_back_by_another_reader() -> None:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()
    book = openpyxl.load_workbook(io.BytesIO(written(bare(sheet), Changes(sheets=(DETAIL,), active="评分明细"))))
    assert book.sheetnames[-1] == "评分明细"
    sheet = book["评分明细"]
    assert [sheet["A2"].value, sheet["A2"].data_type] == ["=1+1", "s"]
    assert (sheet["B2"].value, sheet["B2"].number_format) == (9.5, "0.00")
    assert sheet["C2"].hyperlink.location == "'自评表'!G3"
    assert (sheet["A3"].value, sheet["B3"].number_format) == ("  两端空格\n换行 ", "0.00%")
    assert sheet.freeze_panes == "A2"
    assert book.active.title == "评分明细"


def test_marks_colour_and_annotate_without_touching_cells_or_other_peoples_notes() -> None:
    data = torture()
    after = written(data, Changes(marks=EVERYTHING.marks))
    assert has_marks(open_package(after))
    assert not has_marks(open_package(data))
    sheet = members(after)["xl/worksheets/sheet1.xml"].decode()
    assert sheet.split("<sheetData>")[1].split("</sheetData>")[0] == parts()["xl/worksheets/sheet1.xml"].decode().split("<sheetData>")[1].split("</sheetData>")[0]  # fmt: skip
    assert 'sqref="A1:H1 G3"' in sheet
    comments = members(after)["xl/comments1.xml"].decode()
    assert comments.count('ref="G3"') == 1
    assert f"{SIGN}\n请填写" in comments
    assert 'ref="A1"' in comments


def test_taking_marks_away_leaves_the_parts_as_they_were() -> None:
    data = torture()
    marked = written(data, Changes(marks=EVERYTHING.marks))
    bare = members(written(marked, Changes(marks=())))
    before = members(data)
    for part in ("xl/worksheets/sheet1.xml", "xl/comments1.xml"):
        assert bare[part] == before[part], part
    assert set(bare) == set(before)


def test_a_long_property_is_dealt_out_and_read_together_and_others_stay() -> None:
    after = written(torture(), EVERYTHING)
    assert read_property(open_package(after), "pbexcel.receipt") == LONG
    custom = members(after)["docProps/custom.xml"].decode()
    assert parts()["docProps/custom.xml"].decode().split("<property ")[1].removesuffix("</Properties>") in custom
    gone = written(after, Changes(properties={"pbexcel.receipt": None, "pbexcel.cells": None}))
    assert members(gone)["docProps/custom.xml"] == parts()["docProps/custom.xml"]


def test_a_strict_workbook_takes_cells_but_no_parts() -> None:
    package = open_package(torture(strict=True))
    for changes in (Changes(sheets=(DETAIL,)), Changes(marks=EVERYTHING.marks), Changes(properties={"a": "b"})):
        with pytest.raises(PatchRefused) as refused:
            patch(package, changes)
        assert refused.value.code == "F123"
    assert written(torture(strict=True), Changes(edits=EVERYTHING.edits)) != package.data


def test_a_sheet_that_is_there_is_refused_unless_it_is_to_be_written_anew() -> None:
    data = written(torture(), Changes(sheets=(DETAIL,)))
    with pytest.raises(PatchRefused):
        patch(open_package(data), Changes(sheets=(NewSheet("评分明细", ()),)))


def printed(names: str) -> bytes:
    """The torture workbook with a sheet of ours and defined names that print it."""
    data = members(written(torture(), Changes(sheets=(DETAIL,))))
    book = data["xl/workbook.xml"].decode()
    head, _, rest = book.partition("<definedNames>")
    data["xl/workbook.xml"] = (head + f"<definedNames>{names}</definedNames>" + rest.partition("</definedNames>")[2]).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in data.items():
            archive.writestr(name, part)
    return buffer.getvalue()


AREA = '<definedName name="_xlnm.Print_Area" localSheetId="{}">{}!$A$1:$C$3</definedName>'


def test_a_sheet_written_anew_loses_its_print_area_and_no_other_does() -> None:
    other = AREA.format(0, FORM)
    after = written(printed(other + AREA.format(3, "评分明细")), Changes(sheets=(DETAIL,)))
    assert open_package(after).workbook.names == (("_xlnm.Print_Area", f"{FORM}!$A$1:$C$3", 0),)


def test_the_list_of_names_goes_with_its_last_name() -> None:
    after = written(printed(AREA.format(3, "评分明细")), Changes(sheets=(DETAIL,)))
    assert b"definedNames" not in members(after)["xl/workbook.xml"]


def test_the_proof_finds_a_name_that_went_without_being_asked() -> None:
    data = printed(AREA.format(0, FORM) + AREA.format(3, "评分明细"))
    package = open_package(data)
    changes = Changes(sheets=(DETAIL,))
    good = members(patch(package, changes).data)
    good["xl/workbook.xml"] = good["xl/workbook.xml"].replace(AREA.format(0, FORM).encode(), b"")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in good.items():
            archive.writestr(name, part)
    assert any("xl/workbook.xml" in wrong for wrong in verify_patch(package, buffer.getvalue(), changes))


def test_a_sheet_no_program_would_accept_is_a_mistake_of_the_caller() -> None:
    package = open_package(torture())
    for name in ("", "a" * 32, "a/b", "'a"):
        with pytest.raises(ValueError, match="no sheet can be called"):
            patch(package, Changes(sheets=(NewSheet(name, ()),)))


ADDED = Changes(sheets=(DETAIL,), properties={"pbexcel.receipt": "甲" * 300})
NEW_SHEET = "xl/worksheets/sheet3.xml"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/styles.xml", b'formatCode="0.00_ "', b'formatCode="0.0_ "'),
        ("xl/styles.xml", b'<font><sz val="11"/><name val="\xe5\xae\x8b\xe4\xbd\x93"/></font>', b""),
        ("xl/styles.xml", b'<cellXfs count="9">', b'<cellXfs count="9"><xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0"/>'),
        ("xl/styles.xml", b'name="\xe5\xb8\xb8\xe8\xa7\x84" xfId="0"', b'name="\xe5\xb8\xb8\xe8\xa7\x84" xfId="1"'),
        ("xl/styles.xml", b"</styleSheet>", b""),
        ("xl/workbook.xml", b'lockStructure="1"', b'lockStructure="0"'),
        ("xl/workbook.xml", b"$G$8</definedName>", b"$G$9</definedName>"),
        ("xl/workbook.xml", b'state="hidden" r:id="rId2"', b'r:id="rId2" state="visible"'),
        ("xl/workbook.xml", b'<sheet name="\xe5\x9b\xbe" sheetId="4" r:id="rId9"/>', b""),
        ("xl/_rels/workbook.xml.rels", b"externalLinks/externalLink1.xml", b"externalLinks/externalLink2.xml"),
        ("xl/_rels/workbook.xml.rels", b'Target="styles.xml"', b'Target="other.xml"'),
        ("[Content_Types].xml", b'<Override PartName="/xl/charts/chart1.xml"', b'<Override PartName="/xl/charts/chart2.xml"'),
        ("[Content_Types].xml", b"</Types>", b"<Override></Types>"),
        ("_rels/.rels", b"</Relationships>", b""),
        ("docProps/custom.xml", "甲</vt:lpwstr>".encode(), b"</vt:lpwstr>"),
        ("docProps/custom.xml", b"pbexcel.receipt.2", b"pbexcel.receipt.3"),
        (NEW_SHEET, b"<v>9.5</v>", b"<v>9.6</v>"),
        (NEW_SHEET, b"<v>9.5</v>", b""),
        (NEW_SHEET, b'<c r="B2" s="6">', b'<c r="B2" s="6" t="str">'),
        (NEW_SHEET, b'<c r="B2" s="6">', b'<c r="B2" s="6"><f>19/2</f>'),
        (NEW_SHEET, b">=1+1<", b">=1+2<"),
        (NEW_SHEET, b't="inlineStr"><is><t>=1+1</t></is>', b't="str"><v>=1+1</v>'),
        (NEW_SHEET, b"_x005F_x000D_", b"_x000D_"),
        (NEW_SHEET, b'<c r="D3"', b'<c r="E3"'),
        (NEW_SHEET, b'<c r="D3"', b'<c r="C3"><v>1</v></c><c r="D3"'),
        (NEW_SHEET, b"</row></sheetData>", b'</row><row r="4"><c r="A4"><v>1</v></c></row></sheetData>'),
        (NEW_SHEET, b"</worksheet>", b""),
    ],
)  # fmt: skip
def test_the_proof_sees_every_stray_change_beside_an_added_sheet(part: str, old: bytes, new: bytes) -> None:
    package = open_package(torture())
    good = patch(package, ADDED).data
    assert verify_patch(package, good, ADDED) == ()
    there = members(good)[part]
    assert old in there
    broken = rebuild(open_package(good).archive, {part: there.replace(old, new, 1)}, frozenset(), {})
    assert verify_patch(package, broken, ADDED) != ()
