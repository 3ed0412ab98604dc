"""The patcher on the torture workbook: what is declared changes, nothing else does."""

import io
import re
import struct
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from torture import MAIN, bare, parts, torture, zipped

from pbexcel.excel.changing.patch import Changes, Edit, PatchRefused, patch
from pbexcel.excel.package import open_package
from pbexcel.excel.proving.proof import verify_patch
from pbexcel.faults import Unopenable
from pbexcel.records import CellRef

FORM = "自评表"


def at(row: int, column: int, sheet: str = FORM) -> CellRef:
    return CellRef(sheet, row, column)


def patched(data: bytes, *edits: Edit) -> bytes:
    """The patched file, proven."""
    package = open_package(data)
    after = patch(package, edits)
    assert verify_patch(package, after.data, edits) == ()
    return after.data


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


SCORE = Edit(at(3, 7), Decimal("9.57"))


@pytest.mark.parametrize("macros", [False, True])
@pytest.mark.parametrize("strict", [False, True])
def test_no_feature_is_lost_and_every_other_part_stays_byte_identical(macros: bool, strict: bool) -> None:
    data = torture(macros=macros, strict=strict)
    before, after = members(data), members(patched(data, SCORE))
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    # the hidden sheet holds formulas that depend on the score
    assert changed == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    old, new = before["xl/worksheets/sheet1.xml"], after["xl/worksheets/sheet1.xml"]
    assert old.replace(b"<v>9.5</v>", b"<v>9.57</v>").replace(b"<v>19.5</v>", b"").replace(b' t="str"><f>IF', b"><f>IF").replace(
        "<v>需说明</v>".encode(), b""
    ) == new  # fmt: skip


def test_untouched_members_are_copied_with_their_packed_bytes() -> None:
    data = torture()
    package = open_package(data)
    result = patch(package, [SCORE])
    after = open_package(result.data)
    for name in set(package.part_names) - set(result.rewritten_parts):
        old, new = package.archive.members[name], after.archive.members[name]
        assert data[old.start : old.stop] == result.data[new.start : new.stop]
    assert result.untouched_parts == len(package.part_names) - 2


def test_the_same_input_gives_the_same_bytes_and_nothing_to_do_gives_the_input() -> None:
    data = torture()
    assert patched(data, SCORE) == patched(data, SCORE)
    package = open_package(data)
    result = patch(package, [Edit(at(3, 7), Decimal("9.50")), Edit(at(1, 1), "项目支出绩效自评表"), Edit(at(11, 4), "")])
    assert result.data == data
    assert result.plan.changed == ()
    assert result.untouched_parts == len(package.part_names)


def test_writing_twice_changes_nothing_more() -> None:
    once = patched(torture(), SCORE, Edit(at(4, 7), Decimal(5)), Edit(at(20, 2), "优"))
    assert patched(once, SCORE, Edit(at(4, 7), Decimal(5)), Edit(at(20, 2), "优")) == once


def read_by_openpyxl(data: bytes, sheet: str = FORM) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))[sheet]


def test_absent_cells_and_rows_are_put_where_they_belong_and_styled_like_their_column() -> None:
    data = patched(
        torture(),
        Edit(at(7, 7), Decimal(1)), Edit(at(11, 2), "甲"), Edit(at(2, 2), "乙"), Edit(at(30, 1), "丙"), Edit(at(30, 27), "丁"),
        Edit(at(6, 1), "戊"), Edit(at(10, 40), "己"),
    )  # fmt: skip
    sheet = members(data)["xl/worksheets/sheet1.xml"].decode()
    assert '<row r="6" spans="1:8"><c r="A6" t="inlineStr">' in sheet
    assert '<row r="7"><c r="G7" s="2"><v>1</v></c></row><row r="8"' in sheet
    assert '<row r="11"><c r="B11" t="inlineStr"><is><t>甲</t></is></c></row><row r="12">' in sheet
    assert '</row><row r="30"><c r="A30" t="inlineStr">' in sheet
    assert '<c r="B2" t="inlineStr"><is><t>乙</t></is></c><c r="F2"' in sheet
    assert open_package(data).sheet(FORM).at(10, 40).text == "己"


def test_a_merged_area_is_written_in_its_first_cell() -> None:
    data = torture()
    package = open_package(data)
    result = patch(package, [Edit(at(1, 5), "题")])
    assert result.plan.changed == (at(1, 1),)
    assert open_package(result.data).sheet(FORM).at(1, 8).text == "题"


@pytest.mark.parametrize("text", ["=1+1", " 前后有空格 ", "一\n二", "<&>\"'", "_x000D_", "a\x07b\r", "😀", "@SUM(A1)", "x" * 32_767])
def test_text_comes_back_exactly_and_is_never_a_formula(text: str) -> None:
    plain = bare(f'<worksheet xmlns="{MAIN}"><sheetData><row r="3"><c r="A3"/></row></sheetData></worksheet>'.encode())
    data = patched(plain, Edit(at(3, 1, "S"), text))
    found = read_by_openpyxl(data, "S").cell(3, 1)
    assert unescape(found.value) == text
    assert found.data_type in ("s", "inlineStr")


@pytest.mark.parametrize(
    ("number", "stored"),
    [("9.50", "9.5"), ("100", "100"), ("1E+2", "100"), ("0.00", "0"), ("-0", "0"), ("0.1234567890123456789", "0.123456789012346")],
)
def test_numbers_are_stored_plainly(number: str, stored: str) -> None:
    data = patched(torture(), Edit(at(30, 30), Decimal(number)))
    assert f"<v>{stored}</v>".encode() in members(data)["xl/worksheets/sheet1.xml"]


def test_a_value_is_written_beside_its_formula() -> None:
    data = patched(torture(), SCORE, Edit(at(8, 7), Decimal("19.57"), "SUM(G3:G6)"), Edit(at(10, 1), "优", 'IF(G8>1,"优","差")'))
    sheet = members(data)["xl/worksheets/sheet1.xml"].decode()
    assert '<c r="G8" s="2"><f>SUM(G3:G6)</f><v>19.57</v></c>' in sheet
    assert '<c r="A10" t="str"><f>IF(G8&gt;1,&quot;优&quot;,&quot;差&quot;)</f><v>优</v></c>' in sheet


def test_formulas_that_depend_on_a_change_lose_their_kept_result_through_all_steps() -> None:
    package = open_package(torture())
    result = patch(package, [SCORE])
    gone = {str(place) for place in result.plan.stale}
    # IF beside it, the sum, the other sheet's formula on the sum, the name 总分, and a formula on that formula
    assert gone == {"自评表!H3", "自评表!G8", "其他!A1", "其他!C1", "其他!D1"}
    kept = open_package(result.data).sheet("其他")
    assert kept.at(1, 2).text == "10"
    assert not kept.at(1, 1).has_cached_value
    assert kept.at(1, 1).formula == "自评表!G8+1"


def test_a_total_whose_value_is_known_and_unchanged_keeps_its_dependents() -> None:
    result = patch(open_package(torture()), [Edit(at(30, 1), Decimal(1))])
    assert result.plan.stale == ()


def test_the_calculation_chain_goes_whole_when_a_formula_is_overwritten() -> None:
    data = torture()
    after = members(patched(data, Edit(at(8, 6), Decimal(25))))
    assert "xl/calcChain.xml" not in after
    assert b"calcChain" not in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]
    assert b'Id="rId4"' in after["xl/_rels/workbook.xml.rels"]
    assert "xl/calcChain.xml" in members(patched(data, SCORE))


def refusal(data: bytes, *edits: Edit) -> str:
    with pytest.raises(PatchRefused) as refused:
        patch(open_package(data), edits)
    assert isinstance(refused.value, Unopenable)
    return refused.value.code


def test_formulas_that_others_hang_on_are_not_torn_apart() -> None:
    data = torture()
    assert refusal(data, Edit(at(5, 7), Decimal(1))) == "F119"
    assert refusal(data, Edit(at(9, 8), Decimal(1))) == "F119"
    assert refusal(data, Edit(at(10, 8), Decimal(1))) == "F119"


def test_a_shared_formula_may_go_when_all_its_cells_are_written() -> None:
    data = patched(torture(), Edit(at(5, 7), Decimal(1)), Edit(at(6, 7), Decimal(2)))
    assert b'si="0"' not in members(data)["xl/worksheets/sheet1.xml"]
    only_the_sharer = patched(torture(), Edit(at(6, 7), Decimal(2)))
    assert b'<f t="shared" ref="G5:G6" si="0">F5*1</f>' in members(only_the_sharer)["xl/worksheets/sheet1.xml"]


def test_a_shared_formula_keeps_its_formula_when_only_its_value_is_given() -> None:
    data = patched(torture(), Edit(at(5, 7), Decimal(4), "F5*1"))
    assert b'<f t="shared" ref="G5:G6" si="0">F5*1</f><v>4</v>' in members(data)["xl/worksheets/sheet1.xml"]


def test_what_cannot_be_written_is_refused() -> None:
    data = torture()
    assert refusal(data, Edit(at(3, 7), Decimal("NaN"))) == "F121"
    assert refusal(data, Edit(at(3, 7), Decimal("Infinity"))) == "F121"
    assert refusal(data, Edit(at(3, 7), Decimal("1E+400"))) == "F121"
    assert refusal(data, Edit(at(3, 1), "x" * 32_768)) == "F121"
    assert refusal(data, Edit(at(3, 1), "\ud800")) == "F121"
    assert refusal(data, Edit(at(3, 7), Decimal(1), "")) == "F121"
    assert refusal(data, Edit(at(3, 7, "没有"), Decimal(1))) == "F120"
    assert refusal(data, SCORE, Edit(at(3, 7), Decimal(1))) == "F120"
    assert refusal(data, Edit(at(1, 11), "丙")) == "F122"
    assert refusal(zipped({**parts(), "_xmlsignatures/sig1.xml": b"<s/>"}), SCORE) == "F118"


def test_a_refusal_travels_between_processes() -> None:
    import pickle

    refused = pickle.loads(pickle.dumps(PatchRefused("F119", "G5")))
    assert (type(refused), refused.code, refused.detail) == (PatchRefused, "F119", "G5")


def test_archives_written_as_a_stream_or_in_zip64_are_patched() -> None:
    streamed = zipped(parts(), stream=True)
    assert struct.unpack_from("<H", streamed, 6)[0] & 8
    after = members(patched(streamed, SCORE))
    assert {name for name, data in parts().items() if after[name] != data} == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts().items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(data)
    assert members(patched(buffer.getvalue(), SCORE)).keys() == parts().keys()


def test_a_prefix_on_every_element_is_kept() -> None:
    plain = '<worksheet xmlns="M"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="3"/></sheetData></worksheet>'
    prefixed = re.sub(r"<(/?)(\w)", r"<\1x:\2", plain).replace("xmlns=", "xmlns:x=").replace(
        '"M"', '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    )
    edits = [Edit(at(row, 2, "S"), "字") for row in (1, 2, 3, 4)] + [Edit(at(1, 1, "S"), Decimal(2), "1+1")]
    data = patched(bare(prefixed.encode()), *edits)
    sheet = members(data)["xl/worksheets/sheet1.xml"].decode()
    assert '<x:c r="A1"><x:f>1+1</x:f><x:v>2</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>字</x:t></x:is></x:c></x:row>' in sheet
    assert sheet.count("<x:row") == 4
    assert read_by_openpyxl(data, "S").cell(4, 2).value == "字"


def test_the_proof_sees_every_kind_of_stray_change() -> None:
    data = torture()
    package = open_package(data)
    good = members(patch(package, [SCORE]).data)
    one, two = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"
    for part, old, new in (
        (one, b"<v>9.57</v>", b"<v>9.58</v>"),  # the declared cell
        (one, b'<c r="F3"><v>10</v>', b'<c r="F3"><v>11</v>'),  # another cell
        (one, b'<c r="G3" s="2">', b'<c r="G3" s="1">'),  # its style
        (one, b'<c r="B1" s="1"/>', b'<c r="B1" s="2"/>'),  # the style of an empty cell
        (one, b'ref="G8:H8"', b'ref="F8:H8"'),  # a merged area
        (one, b"<f>SUM(G3:G6)</f>", b"<f>SUM(G3:G5)</f>"),  # a dependent's formula
        (one, b'operator="lessThan"', b'operator="equal"'),  # a conditional format
        (one, b'hidden="1"><c r="A4"', b'><c r="A4"'),  # a hidden row
        (two, b"<v>10</v>", b"<v>1</v>"),
    ):
        assert old in good[part], old
        broken = rezipped(data, {one: good[one], two: good[two], part: good[part].replace(old, new)})
        assert verify_patch(package, broken, [SCORE]) != (), old
    assert verify_patch(package, rezipped(data, {one: good[one], two: good[two]}), [SCORE]) == ()
    assert verify_patch(package, rezipped(data, {one: good[one], two: good[two], "xl/media/image1.png": b"x"}), [SCORE]) != ()
    assert verify_patch(package, data[:-30], [SCORE]) != ()
    assert verify_patch(package, data, [SCORE]) != ()


def rezipped(data: bytes, replaced: dict[str, bytes]) -> bytes:
    from pbexcel.excel.archive import rebuild

    return rebuild(open_package(data).archive, replaced, frozenset(), {})


@settings(deadline=None, max_examples=60)
@given(
    places=st.lists(
        st.tuples(st.sampled_from([3, 4, 7, 8, 11, 13]), st.integers(1, 30)), min_size=1, max_size=8, unique=True
    ),
    value=st.one_of(
        st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4),
        st.text(st.characters(codec="utf-8"), max_size=30),
    ),
)
def test_any_edit_is_proven_or_refused(places: list[tuple[int, int]], value: Decimal | str) -> None:
    package = open_package(torture())
    edits = [Edit(at(row, column), value) for row, column in places]
    try:
        after = patch(package, edits)
    except PatchRefused:
        return
    assert verify_patch(package, after.data, Changes(edits=tuple(edits))) == ()


def test_all_cells_of_one_shared_formula_may_be_overwritten_while_another_one_stays() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"{top}</f><v>1</v></c><c r="B{n}"><f t="shared" si="1"{other}</f><v>1</v></c></row>'
        for n, top, other in ((1, ' ref="A1:A2">1+1', ' ref="B1:B2">2+2'), (2, ">", ">"))
    )
    data = bare(f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode())
    both = [Edit(at(1, 1, "S"), Decimal(5)), Edit(at(2, 1, "S"), Decimal(6))]
    sheet = open_package(patched(data, *both)).sheet("S")
    assert [sheet.at(1, 1).value, sheet.at(2, 1).value, sheet.at(1, 2).formula] == [5, 6, "2+2"]
    with pytest.raises(PatchRefused, match="共享公式"):
        patched(data, both[0])


def test_marks_of_an_array_or_a_picture_go_with_the_formula_they_belonged_to() -> None:
    cell = '<c r="A1" cm="1" vm="1"><f>1+1</f><v>2</v></c>'
    data = bare(f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cell}</row></sheetData></worksheet>'.encode())
    kept = members(patched(data, Edit(at(1, 1, "S"), Decimal(3), "1+1")))["xl/worksheets/sheet1.xml"]
    new = members(patched(data, Edit(at(1, 1, "S"), Decimal(3), "1+2")))["xl/worksheets/sheet1.xml"]
    assert b'<c r="A1" cm="1"><f>1+1</f><v>3</v></c>' in kept
    assert b'<c r="A1"><f>1+2</f><v>3</v></c>' in new


def test_a_cell_that_was_not_there_is_put_between_its_neighbours() -> None:
    data = bare(f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="C1"><v>3</v></c></row></sheetData></worksheet>'.encode())
    sheet = members(patched(data, Edit(at(1, 2, "S"), Decimal(2))))["xl/worksheets/sheet1.xml"]
    assert b'<c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c>' in sheet
