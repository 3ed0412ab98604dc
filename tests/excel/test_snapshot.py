"""What cells said, in short: kept, read back, and compared with what they say now."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from torture import bare, torture

from pbexcel.excel.changing.patch import Edit, patch
from pbexcel.excel.package import open_package
from pbexcel.excel.reading.restoring import Kept, as_before, kept
from pbexcel.excel.snapshot import (
    LONGEST,
    MOST_CELLS,
    cut,
    edited_since,
    matched_rows,
    packed,
    rows_of,
    same,
    short,
    short_formula,
    snapshot_of,
    unpacked,
)
from pbexcel.records import CellRef

FORM = "自评表"
texts = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=40).map(lambda text: "'" + cut(text))
tables = st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 12)), texts | st.integers(0, 9).map(lambda n: f"#{n}"), max_size=60)


@given(st.dictionaries(st.text(min_size=1, max_size=10), tables, max_size=3))
def test_a_snapshot_is_read_back_as_it_was(found: dict[str, dict[tuple[int, int], str]]) -> None:
    snapshot = snapshot_of({name: rows_of(cells.items()) for name, cells in found.items()})
    assert unpacked(packed(snapshot)) == snapshot


@given(tables)
def test_nothing_is_edited_where_nothing_changed(cells: dict[tuple[int, int], str]) -> None:
    rows = rows_of(cells.items())
    assert edited_since(snapshot_of({"甲": rows}), {"甲": rows}) == []


@given(tables, st.integers(1, 40), st.integers(1, 12))
def test_an_edited_number_is_named_where_it_stands(cells: dict[tuple[int, int], str], row: int, column: int) -> None:
    before = {**cells, (row, column): "#1"}
    found = edited_since(snapshot_of({"甲": rows_of(before.items())}), {"甲": rows_of({**before, (row, column): "#2"}.items())})
    assert [(one.at, one.was, one.now) for one in found] == [(CellRef("甲", row, column), "1", "2")]


def test_an_inserted_row_is_new_and_moves_nothing() -> None:
    before = {(row, column): f"'第{row}行第{column}格" for row in range(1, 9) for column in (1, 2)}
    after = {(row + (row >= 4), column): text for (row, column), text in before.items()} | {(4, 1): "'新的"}
    old, new = rows_of(before.items()), rows_of(after.items())
    assert matched_rows(old, new) == {row: row + (row >= 4) for row in range(1, 9)}
    (found,) = edited_since(snapshot_of({"甲": old}), {"甲": new})
    assert (str(found.at), found.was, found.now) == ("甲!A4", "（空）", "新的")


def test_a_deleted_row_is_named_cell_by_cell_and_a_deleted_sheet_once() -> None:
    before = rows_of({(row, 1): f"'第{row}行" for row in range(1, 5)}.items())
    after = {row: cells for row, cells in before.items() if row != 3}
    found = edited_since(snapshot_of({"甲": before, "乙": before}), {"甲": after})
    assert [(str(one.at), one.now) for one in found] == [("甲!A3", "（整行删除）"), ("乙!A1", "（整个工作表没有了）")]


def test_a_row_edited_beside_an_inserted_one_is_still_matched() -> None:
    old = rows_of({(1, 1): "'甲", (2, 1): "'乙", (2, 2): "'同", (3, 1): "'丙"}.items())
    new = rows_of({(1, 1): "'甲", (2, 1): "'新", (3, 1): "'乙改", (3, 2): "'同", (4, 1): "'丙"}.items())
    assert matched_rows(old, new) == {1: 1, 2: 3, 3: 4}


@given(tables, tables)
def test_rows_are_matched_one_to_one_whatever_happened(old: dict[tuple[int, int], str], new: dict[tuple[int, int], str]) -> None:
    before, after = rows_of(old.items()), rows_of(new.items())
    found = matched_rows(before, after)
    assert set(found) <= set(before)
    assert set(found.values()) <= set(after)
    assert len(set(found.values())) == len(found)
    named = {(one.at.row, one.at.column) for one in edited_since(snapshot_of({"甲": before}), {"甲": after})}
    assert bool(named) == (before != after)


def test_a_row_inserted_into_thousands_of_alike_rows_is_found_at_once() -> None:
    rows = [(("'行" if row % 2 else "#1"), f"#{row % 3}") for row in range(1, 2_400)]
    before = {row: dict(enumerate(cells, 1)) for row, cells in enumerate(rows, 1)}
    after = {row: dict(enumerate(cells, 1)) for row, cells in enumerate([*rows[:1200], ("'新的一行", "#7"), *rows[1200:]], 1)}
    found = edited_since(snapshot_of({"甲": before}), {"甲": after})
    assert [str(one.at) for one in found] == ["甲!A1201", "甲!B1201"]
    upside_down = {row: dict(enumerate(cells, 1)) for row, cells in enumerate(reversed(rows), 1)}
    assert edited_since(snapshot_of({"甲": before}), {"甲": upside_down})


def test_a_sheet_too_large_to_keep_is_kept_as_a_digest() -> None:
    large = rows_of(((row, 1), "#1") for row in range(1, MOST_CELLS + 2))
    small = rows_of([((1, 1), "'甲")])
    snapshot = snapshot_of({"大": large, "小": small})
    assert isinstance(snapshot.sheets["大"], str)
    assert snapshot.sheets["小"] == small
    assert edited_since(snapshot, {"大": large, "小": small}) == []
    (found,) = edited_since(snapshot, {"大": {**large, 1: {1: "#2"}}, "小": small})
    assert found.at.sheet == "大"


def test_a_hidden_sheet_full_of_formulas_is_kept_as_a_digest() -> None:
    rows = rows_of(((row, 1), "=A1") for row in range(1, 300))
    assert isinstance(snapshot_of({"核对": rows}, {"核对"}).sheets["核对"], str)


@pytest.mark.parametrize("text", ["", "eJw=", "四", "e30", "eJyrVkrMyVGyUlACAAyOAlM="])
def test_what_is_no_snapshot_is_none(text: str) -> None:
    assert unpacked(text) is None or unpacked(text).sheets == {}  # type: ignore[union-attr]


def test_formulas_are_compared_however_a_program_spells_them() -> None:
    spellings = ["IF('自评表'!A1, TRUE,1)", "IF(自评表!A1,TRUE(),1)"]
    assert len({short_formula(one) for one in spellings}) == 1
    assert same(short_formula(""), short_formula("A1+1")), "a shared formula written out"
    assert not same(short_formula("A1+1"), short_formula("A1+2"))
    assert not same(short_formula(""), "#5")


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=50)
def test_different_texts_are_different_in_short(one: str, other: str) -> None:
    assert (cut(one) == cut(other)) == (one == other)
    assert len(cut(one)) <= LONGEST


CHANGED = [
    Edit(CellRef(FORM, 3, 7), Decimal("9.57"), "ROUND(9.57,2)"),
    Edit(CellRef(FORM, 2, 1), "别的"),
    Edit(CellRef(FORM, 8, 7), Decimal(25)),
    Edit(CellRef(FORM, 9, 7), Decimal("0.5")),
    Edit(CellRef(FORM, 12, 1), "没有错"),
    Edit(CellRef(FORM, 12, 2), Decimal(0)),
    Edit(CellRef(FORM, 6, 7), Decimal(3)),
    Edit(CellRef(FORM, 20, 2), "新的一行"),
]


def test_cells_written_are_seen_again_as_they_were() -> None:
    package = open_package(torture())
    before = package.sheet(FORM)
    keep = {(edit.at.row, edit.at.column): kept(before, (edit.at.row, edit.at.column)) for edit in CHANGED}
    after = open_package(patch(package, CHANGED).data)
    seen = as_before(after.sheet(FORM), keep, after.date1904)
    for at, was in keep.items():
        assert seen.cells.get(at) == before.cells.get(at), at
        assert kept(seen, at) == was
    others = {at: cell for at, cell in after.sheet(FORM).cells.items() if at not in keep}
    assert {at: seen.cells[at] for at in others} == others


def test_every_kind_of_cell_has_a_short_of_its_own() -> None:
    cells = '<c r="A1"><v>1</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="inlineStr"><is><t>1</t></is></c><c r="D1" t="e"><v>#N/A</v></c><c r="E1"><f>A1</f><v>1</v></c><c r="F1" t="d"><v>2021-12-31</v></c>'  # fmt: skip
    sheet = bare(
        f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'.encode()
    )
    row = open_package(sheet).sheet("S")
    assert [short(row.at(1, column)) for column in range(1, 8)] == ["#1", "?TRUE", "'1", "!#N/A", "=A1", "@2021-12-31", ""]
    assert kept(row, (1, 7)) == Kept()
