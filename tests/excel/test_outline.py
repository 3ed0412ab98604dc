"""Comparing two states of a worksheet: equal rows are left out, and nothing that differs ever is."""

from __future__ import annotations

import pytest

from pbexcel.excel.outline import narrowed, outline

ROWS = [b'<row r="1" ht="20"><c r="A1"><v>1</v></c></row>', b'<row r="2"><c r="A2"><v>2</v></c></row>', b'<row r="3"/>', b'<row r="4"/>']


def sheet(rows: list[bytes], tail: bytes = b"<pageMargins/>") -> bytes:
    return b'<worksheet xmlns="u"><sheetData>' + b"".join(rows) + b"</sheetData>" + tail + b"</worksheet>"


def same(old: bytes, new: bytes) -> bool:
    first, second = (outline(one, "s", {(2, 1)}, False, False) for one in narrowed(old, new))
    return first == second


def test_equal_rows_are_left_out() -> None:
    changed = [ROWS[0], ROWS[1].replace(b"<v>2", b"<v>9"), *ROWS[2:]]
    old, new = narrowed(sheet(ROWS), sheet(changed))
    assert b'r="1"' not in old + new
    assert b'r="2"' in old
    assert same(sheet(ROWS), sheet(changed))


@pytest.mark.parametrize(
    "changed",
    [
        sheet([ROWS[0].replace(b"20", b"21"), *ROWS[1:]]),
        sheet([ROWS[0].replace(b"<v>1", b"<v>7"), *ROWS[1:]]),
        sheet(ROWS, b"<pageMargins left='1'/>"),
        sheet([*ROWS[:3], b'<row r="4" hidden="1"/>']),
    ],
)
def test_a_difference_outside_the_declared_cells_is_found(changed: bytes) -> None:
    assert not same(sheet(ROWS), changed)


@pytest.mark.parametrize("odd", [[ROWS[0], b"<!-- <row --> ", *ROWS[1:]], [b"<row ><c><v>1</v></c></row>", *ROWS[1:]]])
def test_rows_that_cannot_be_told_apart_are_compared_whole(odd: list[bytes]) -> None:
    changed = [one.replace(b"<v>1", b"<v>8") for one in odd]
    assert narrowed(sheet(odd), sheet(changed)) == (sheet(odd), sheet(changed))


def test_a_cell_of_an_extension_is_no_cell() -> None:
    row = b'<row r="1"><c r="A1"><extLst><y:c xmlns:y="y" r="D9"/></extLst></c><c><v>%d</v></c></row>'
    first, second = (outline(sheet([row % number]), "s", {(1, 2)}, False, False) for number in (1, 2))
    assert first == second
