"""Where wanted cells stand in a worksheet: found by a search where that is sure, by a walk otherwise, and both say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbexcel.excel.changing.cell_spans import CellSpan, find_places, find_plain_cells
from pbexcel.excel.limits import DEFAULT
from pbexcel.excel.markup import MAIN
from pbexcel.faults import Unopenable
from pbexcel.records import column_letters

PLAIN_CELLS = (
    "<c {r}/>",
    '<c {r} s="3" />',
    '<c {r} s="3"></c>',
    "<c {r}><v>9.5</v></c>",
    '<c {r} t="s"><f>SUM(B1:B2)</f><v>1</v></c>',
    '<c {r} t="str"><f t="shared" si="0"/><v>优</v></c>',
    '<c {r} t="inlineStr"><is><t xml:space="preserve"> 完成 </t></is></c>',
    '<c {r} t="inlineStr"><is><r><rPr><b/></rPr><t>完</t></r><r><t>成</t></r></is></c>',
)


def sheet(cells: str) -> bytes:
    return f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><cols><col min="1" max="2" style="1"/></cols><sheetData>{cells}</sheetData></worksheet>'.encode()


def spans(cell: CellSpan) -> tuple[int, ...]:
    formula = (cell.formula.start, cell.formula.stop) if cell.formula else (-1, -1)
    return cell.element.start, cell.element.tag_stop, cell.element.stop, *formula


@given(st.lists(st.lists(st.sampled_from(PLAIN_CELLS), min_size=1, max_size=30), min_size=1, max_size=4), st.randoms())
def test_a_search_finds_what_a_walk_finds(rows, random):
    places = [(row, column) for row, cells in enumerate(rows, start=1) for column in range(1, len(cells) + 1)]
    wanted = random.sample(places, random.randint(1, len(places)))
    written = "".join(
        f'<row r="{row}">' + "".join(cell.format(r=f'r="{column_letters(at)}{row}"') for at, cell in enumerate(cells, start=1)) + "</row>"
        for row, cells in enumerate(rows, start=1)
    )
    data = sheet(written)

    found = find_plain_cells(data, wanted)
    walked = find_places(data, "sheet1.xml", wanted, DEFAULT).cells

    assert found is not None
    assert {one.at: spans(one) for one in found} == {at: spans(one) for at, one in walked.items()}


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param('<row r="1"><c r="A1"/></row>', id="absent"),
        pytest.param('<row r="1"><c r="B11"/></row>', id="only one that begins like it"),
        pytest.param('<row r="1"><c r="B1"/><c r="B1"><v>2</v></c></row>', id="there twice"),
        pytest.param('<row r="1"><c r="A1"/><c><v>1</v></c><c r="B1"/></row>', id="another without its address"),
        pytest.param('<row r="1"><c s="1" r="B1"/></row>', id="the address not first"),
        pytest.param('<!--<c r="B1"/>--><row r="1"><c r="A1"/></row>', id="only in a comment"),
        pytest.param('<row r="1"><c r="B1" t="str"><v><![CDATA[<c r="B1"/>]]></v></c></row>', id="in a CDATA section"),
        pytest.param('<?x <c r="B1"/>?><row r="1"><c r="A1"/></row>', id="only in an instruction"),
        pytest.param('<row r="1"><c r="B1"><v>1</v><extLst><ext/></extLst></c></row>', id="with an extension"),
        pytest.param('<row r="1"><c r="B1"><v>1</v><f>A1</f></c></row>', id="its parts in another order"),
        pytest.param('<row r="1"><c r="B1" ><c r="C1"/></c></row>', id="a cell in the cell"),
        pytest.param('<row r="1"><c r="A1"/></row><c r="B1" xmlns="urn:x"/>', id="only in another language"),
    ],
)
def test_a_walk_is_asked_for_where_a_search_cannot_tell(cells):
    assert find_plain_cells(sheet(cells), [(1, 2)]) is None


def test_a_wanted_cell_that_is_there_twice_is_damage():
    with pytest.raises(Unopenable, match="1 行 2 列出现了两次"):
        find_places(sheet('<row r="1"><c r="B1"><v>7</v></c><c r="B1"/></row>'), "sheet1.xml", [(1, 2)], DEFAULT)


def test_a_worksheet_with_a_prefix_is_walked():
    data = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="B1"/></x:row></x:sheetData></x:worksheet>'.encode()
    assert find_plain_cells(data, [(1, 2)]) is None
