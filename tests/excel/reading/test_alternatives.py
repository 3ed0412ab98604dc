"""Cells written in two ways, of which a program takes the one it knows: nobody can say what such a form holds."""

from __future__ import annotations

import pytest

from pbexcel.excel.limits import DEFAULT
from pbexcel.excel.markup import MAIN
from pbexcel.excel.reading.sheet_reading import read_worksheet
from pbexcel.faults import Unopenable

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
EITHER = '<mc:AlternateContent><mc:Choice Requires="x99">{choice}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>'


def sheet(rows: str, behind: str = "") -> bytes:
    return f'<worksheet xmlns="{MAIN}" xmlns:mc="{MC}"><sheetData>{rows}</sheetData>{behind}</worksheet>'.encode()


def test_cells_in_two_ways_are_refused():
    cells = EITHER.format(choice='<c r="A1"><v>3</v></c>', fallback='<c r="A1"/>')
    with pytest.raises(Unopenable, match="两种内容"):
        read_worksheet(sheet(f'<row r="1">{cells}</row>'), "sheet1.xml", DEFAULT)


def test_controls_in_two_ways_and_the_word_in_a_cell_are_no_matter():
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>AlternateContent</t></is></c></row>'
    read = read_worksheet(sheet(row, EITHER.format(choice="<controls/>", fallback="")), "sheet1.xml", DEFAULT)
    assert read.cells[1, 1].value == "AlternateContent"
