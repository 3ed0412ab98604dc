"""What a cell held before it was written, kept in a few words, and a sheet seen as if it still held it.

In: a sheet and places; later the sheet of the written file. Out: `Kept`; a `Sheet` with those cells as they were.
Not here: where the words are kept meanwhile, and whether a cell still holds what was written (forms/writing/receipt).

The look of a cell is not kept: writing never changes it.
"""

from __future__ import annotations

from collections.abc import Mapping

from pbexcel.excel.reading.cell import RawCell, RawFormula, cell_of
from pbexcel.excel.reading.sheet import Sheet
from pbexcel.frozen import frozen

At = tuple[int, int]
TEXT = "str"


@frozen
class Kept:
    """A cell's content. `type` is that of the `<c>` element, shared and inline texts both as `str`; None is an empty cell."""

    type: str | None = None
    value: str | None = None
    formula: str | None = None


def kept(sheet: Sheet, at: At) -> Kept:
    """What the cell holds now, shared texts looked up."""
    cell, stored = sheet.cells.get(at), sheet.stored(*at)
    if cell is None:
        return Kept()
    if sheet.stored_type(*at) in ("s", "inlineStr", "str"):
        return Kept(TEXT, cell.text if cell.kind == "text" else None, cell.formula)
    return Kept(sheet.stored_type(*at), stored, cell.formula)


def as_before(sheet: Sheet, before: Mapping[At, Kept], date1904: bool) -> Sheet:
    """The sheet as it was before some cells were written; formats are those the cells have now."""
    cells, formulas = dict(sheet.cells), dict(sheet.formulas)
    raw = {at: RawCell(was.type, None, was.value) for at, was in before.items()}
    for at, was in before.items():
        code = sheet.at(*at).number_format
        formulas.pop(at, None)
        if was.formula is not None:
            formulas[at] = RawFormula("normal", was.formula, None, None) if was.formula else RawFormula("shared", "", None, None)
        if was.value is None and was.formula is None:
            cells.pop(at, None)
        else:
            cells[at] = cell_of(raw[at], was.value, formulas.get(at), code, date1904)
    return sheet.seen_with(cells, formulas, raw)
