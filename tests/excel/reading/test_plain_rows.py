"""Rows taken apart without a parser's handlers say what the handlers hear; whatever is unusual is left to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from torture import MAIN

from pbexcel.excel.limits import DEFAULT, Limits
from pbexcel.excel.reading.plain_rows import place_of_rows, plain_rows
from pbexcel.excel.reading.sheet_reading import RawSheet, read_worksheet
from pbexcel.faults import Unopenable

TAIL = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
ORDINARY = (
    '<row r="1"><c r="A1" s="3"/><c r="B1" t="s"><v>0</v></c></row>',
    '<row r="2" spans="1:8 9:16" ht="24" customHeight="1" x14ac:dyDescent="0.25"><c r="A2" t="n" /></row>',
    '<row r="1" hidden="1" /><row r="2" ht="0"></row>\n <row r="9" collapsed="false" hidden="false"/>',
    '<row r="3"><c r="A3" s="1" t="str"><f>"甲"&amp;B1&lt;&#50;&#x4e59;</f><v>甲 &amp;amp; &quot;乙&apos;&gt;</v></c></row>',
    '<row r="3"><c r="A3"><f t="shared" ref="A3:A5" si="0">B3</f><v>1</v></c><c r="A4"><f t="shared" si="0"/><v>1</v></c></row>',
    '<row r="3"><c r="A3"><f t="array" ref="A3:A5">B3</f></c><c r="B3"><f>C3</f><v/></c><c r="C3"><f>1</f><v></v></c></row>',
    '<row r="3"><c r="A3" t="inlineStr"><is><t xml:space="preserve"> 甲>乙\n </t></is></c><c r="XFD3" cm="1" vm="2"><v>1</v></c></row>',
    '<row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="B1"></c></row><row r="999999" ht="0.5"/><row r="1000000"/>',
    '<row r="5"><c r="Z99" t="e"><v>#N/A</v></c><c r="A1" t="b"><v>1</v></c></row>',
    "",
)  # fmt: skip
UNUSUAL = (
    '<row><c r="A1"><v>1</v></c></row><row hidden="1"/>',
    '<row r="1"><c s="1" r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"  s="1"><v>1</v></c></row>',
    "<row r='1'><c r='A1'><v>1</v></c></row>",
    '<row r="1"><c><v>1</v></c></row>',
    '<row r="1"><c r="$A$1"><v>1</v></c></row>',
    '<row r="1"><c r="a1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>',
    '<row r="1"><c r="A1"><v/>3</c></row>',
    '<row r="1"><c r="A1"><f/>3<v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v><f>2</f></c></row>',
    '<row r="1"><c r="A1"><v>1\r\n</v></c></row>',
    '<row r="1"><c r="A1"><!-- 2 --><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v><![CDATA[<v>]]></v></c></row>',
    '<row r="1"><c r="A1"><?v 2?><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is></c></row>',
    '<row r="1"><c r="A1" t="inlineStr"><is/></c></row>',
    '<row r="1"><y:c xmlns:y="urn:y" r="A1"><v>1</v></y:c></row>',
    '<row r="1"><c r="A1" t="x&amp;"><v>1</v></c></row>',
    '<row r="1" a="&lt;"><c r="A1"><v>1</v></c></row>',
    '<row r="1">甲<c r="A1"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c></row></sheetData><sheetData><row r="2"><c r="A2"><v>1</v></c></row>',
    '<row r="1"><c r="A1"><v>1</v></c></row></sheetData><row r="2"><c r="A2"><v>1</v></c></row><sheetData>',
)  # fmt: skip


def worksheet(rows: str, head: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}" xmlns:x14ac="urn:x">{head}<sheetData>{rows}</sheetData>{TAIL}</worksheet>'


def heard(text: str) -> RawSheet | str:
    """What the handlers hear: with a comment behind it nothing is taken apart."""
    return said(text.replace(TAIL, TAIL + "<!-- -->"))


def is_taken_apart(text: str) -> bool:
    data = text.encode()
    rows = place_of_rows(data, DEFAULT)
    return rows is not None and plain_rows(data[rows[0] : rows[1]].decode(), DEFAULT) is not None


def said(text: str, limits: Limits = DEFAULT) -> RawSheet | str:
    try:
        return read_worksheet(text.encode(), "sheet", limits)
    except Unopenable as refused:
        return str(refused)


@pytest.mark.parametrize("rows", ORDINARY)
@pytest.mark.parametrize("head", ["", '<sheetFormatPr zeroHeight="1"/><cols><col min="2" max="3" hidden="1"/></cols>'])
def test_ordinary_rows_are_taken_apart_and_say_what_a_parser_hears(rows: str, head: str) -> None:
    text = worksheet(rows, head)
    assert is_taken_apart(text)
    assert not is_taken_apart(text.replace(TAIL, TAIL + "<!-- -->"))
    assert said(text) == heard(text)


@pytest.mark.parametrize("rows", UNUSUAL)
def test_unusual_rows_are_left_to_the_parser(rows: str) -> None:
    text = worksheet(rows)
    assert not is_taken_apart(text)
    assert said(text) == heard(text)


@given(st.lists(st.sampled_from([*ORDINARY, *UNUSUAL]), max_size=6), st.randoms(use_true_random=False))
def test_any_mixture_of_rows_says_what_a_parser_hears(rows: list[str], random) -> None:  # type: ignore[no-untyped-def]
    text = worksheet("".join(rows).replace("A1", random.choice(["A1", "C7"]), 1))
    assert said(text) == heard(text)


_PIECES = (
    "<row", "</row>", "<c", "</c>", "<v>", "</v>", "<v/>", "<f>", "</f>", "<is><t>", "</t></is>", ' r="A1"', ' r="B2"', ' s="1"', ' t="s"',
    ">", "/>", " ", "1", "甲", "&lt;", "&", "\n",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_broken_rows_are_refused_and_never_guessed_at(pieces: list[str]) -> None:
    text = worksheet("".join(pieces))
    found = said(text)
    assert (found if isinstance(found, RawSheet) else found[:4]) == (other if isinstance(other := heard(text), RawSheet) else other[:4])


@pytest.mark.parametrize("rows", [ORDINARY[0] + "<row>", ORDINARY[0] + "&nbsp;", ORDINARY[0] + "\x01", '<row r="1" r="2"/>'])
def test_rows_that_are_no_xml_are_refused(rows: str) -> None:
    assert "不是完整的 XML" in str(said(worksheet(rows)))


def test_the_same_cell_twice_and_a_cell_off_the_sheet_are_refused() -> None:
    assert "两次" in str(said(worksheet(ORDINARY[7] + ORDINARY[7])))
    assert "单元格地址" in str(said(worksheet('<row r="1"><c r="XFE1"><v>1</v></c></row>')))
    assert "行号" in str(said(worksheet('<row r="1048577"/>')))


@pytest.mark.parametrize("limits", [Limits(cells=1), Limits(cell_elements=1), Limits(merges=0)])
def test_limits_hold_for_ordinary_rows_too(limits: Limits) -> None:
    assert "超过" in str(said(worksheet(ORDINARY[5] + ORDINARY[7]), limits))


def test_a_long_formula_reads_like_a_short_one() -> None:
    text = worksheet(f'<row r="1"><c r="A1"><f>{"B1&amp;" * 300}1</f></c></row>')
    found = said(text)
    assert found == heard(text)
    assert isinstance(found, RawSheet)
    assert found.formulas[1, 1].text == "B1&" * 300 + "1"
