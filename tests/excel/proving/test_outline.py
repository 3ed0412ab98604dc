"""Comparing two states of a worksheet: equal rows are left out, and nothing that differs ever is."""

from __future__ import annotations

import pytest

from pbexcel.excel.proving.outline import narrowed, outline, same_bytes_apart_from

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


MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PLAIN = b'<worksheet %s><sheetData><row r="1"><c r="A1" s="2"><v>1</v></c><c r="B1"/></row></sheetData></worksheet>' % MAIN


@pytest.mark.parametrize(
    "changed",
    [
        PLAIN.replace(b"<v>1</v>", b"<v>2</v>"),
        PLAIN.replace(b'<c r="A1" s="2"><v>1</v></c>', b'<c r="A1" s="2"/>'),
        PLAIN.replace(b'<c r="A1" s="2"><v>1</v></c>', b""),
    ],
)
def test_sheets_that_differ_in_the_cells_alone_are_the_same_bytes_apart_from_them(changed: bytes) -> None:
    assert same_bytes_apart_from({(1, 1)}, PLAIN, changed)
    assert not same_bytes_apart_from({(1, 2)}, PLAIN, changed)


@pytest.mark.parametrize(
    "changed",
    [
        PLAIN.replace(b'<c r="B1"/>', b'<c r="B1" s="3"/>'),
        PLAIN.replace(b"</row>", b'<c r="A1"><v>3</v></c></row>'),
        PLAIN.replace(b"<v>1</v>", b'<v>1</v><c r="C1"/>'),
        PLAIN.replace(b'<row r="1">', b'<row r="1" hidden="1">'),
    ],
    ids=["another cell", "the cell again", "a cell in the cell", "the row"],
)
def test_what_differs_beside_the_cells_is_seen(changed: bytes) -> None:
    assert not same_bytes_apart_from({(1, 1)}, PLAIN, changed)


@pytest.mark.parametrize(
    ("what", "by"),
    [
        (b"<sheetData>", b'<!-- <c r="A1"> --><sheetData>'),
        (b"<sheetData>", b'<?x <c r="A1"> ?><sheetData>'),
        (b'<c r="B1"/>', b'<c r="B1"><y:z xmlns="other" xmlns:y="y"/></c>'),
        (MAIN, b'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'),
    ],
    ids=["a comment", "an instruction", "another language", "no language"],
)
def test_where_only_a_parser_can_tell_the_cells_nothing_is_said(what: bytes, by: bytes) -> None:
    odd = PLAIN.replace(what, by)
    assert not same_bytes_apart_from({(1, 1)}, odd, odd)
