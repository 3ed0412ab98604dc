"""A worksheet as cells.

In: what the XML of one worksheet says, and the strings and styles its cells refer to. Out: a `Sheet`: cells by row and
column, merges, what is hidden. A sheet knows nothing of the package it came from.
Not here: the XML (sheet_reading), what a number format does (number_format), what the cells mean (room `forms`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from pbexcel.excel.archive import damaged
from pbexcel.excel.markup import decoded
from pbexcel.excel.reading.cell import EMPTY, Cell, FormulaKind, Kind, Range, RawCell, RawFormula, cell_of
from pbexcel.excel.reading.sheet_reading import RawSheet
from pbexcel.excel.reading.styles import Styles
from pbexcel.frozen import frozen

__all__ = ["EMPTY", "Cell", "FormulaKind", "HiddenRows", "Kind", "Range", "Sheet", "SheetInfo", "SheetState", "sheet_of"]

SheetState = Literal["visible", "hidden", "veryHidden"]


@frozen
class SheetInfo:
    """A worksheet as the workbook lists it, in the order of its tabs. Chart sheets are not listed."""

    name: str
    part: str
    state: SheetState


@frozen
class HiddenRows:
    """The rows nobody sees; ask with `in`. Kept as stretches: a sheet may hide a million."""

    stretches: tuple[tuple[int, int], ...]
    shown: frozenset[int] | None
    """where rows are hidden unless written down: those that are not"""

    def __contains__(self, row: object) -> bool:
        if any(first <= row <= last for first, last in self.stretches if isinstance(row, int)):
            return True
        return self.shown is not None and row not in self.shown

    def __bool__(self) -> bool:
        return bool(self.stretches) or self.shown is not None


class Shown:
    """The cells of a sheet as people see them. Made when they are asked for: of a file written just now only few are looked at."""

    def __init__(self, raw: RawSheet, strings: Sequence[str], styles: Styles, date1904: bool) -> None:
        self._raw, self._strings, self._styles, self._date1904 = raw, strings, styles, date1904
        self._cells: Mapping[tuple[int, int], Cell] | None = None
        self._codes: dict[str | None, str] = {}
        # looked up at once: a pointer to nothing is damage, whoever asks for the cell
        pointers = {found.value for found in raw.cells.values() if found.type == "s"}
        self._texts = {value: stored_text(RawCell("s", None, value), strings) for value in pointers}

    @classmethod
    def of(cls, cells: Mapping[tuple[int, int], Cell]) -> Shown:
        """Cells that are made already."""
        made = cls.__new__(cls)
        made._cells = cells
        return made

    @property
    def cells(self) -> Mapping[tuple[int, int], Cell]:
        if self._cells is None:
            made = ((at, self._made(at, found)) for at, found in self._raw.cells.items())
            self._cells = {at: cell for at, cell in made if cell.kind != "empty" or cell.formula is not None}
        return self._cells

    def at(self, at: tuple[int, int]) -> Cell:
        if self._cells is not None:
            return self._cells.get(at, EMPTY)
        found = self._raw.cells.get(at)
        made = self._made(at, found) if found else EMPTY
        return made if made.kind != "empty" or made.formula is not None else EMPTY

    def _made(self, at: tuple[int, int], found: RawCell) -> Cell:
        if found.style not in self._codes:
            self._codes[found.style] = self._styles.format_of(found.style)
        text = self._texts[found.value] if found.type == "s" else stored_text(found, self._strings)
        return cell_of(found, text, self._raw.formulas.get(at), self._codes[found.style], self._date1904)


@frozen
class Sheet:
    """One worksheet. `cells` holds only cells with something in them, in the order of the file; `at` answers for all."""

    name: str
    state: SheetState
    merges: tuple[Range, ...]
    hidden_rows: HiddenRows
    hidden_columns: frozenset[int]
    is_protected: bool
    formulas: Mapping[tuple[int, int], RawFormula]
    _shown: Shown
    _raw: Mapping[tuple[int, int], RawCell]
    _anchors: Mapping[tuple[int, int], tuple[int, int]]

    @property
    def cells(self) -> Mapping[tuple[int, int], Cell]:
        return self._shown.cells

    @property
    def written(self) -> Mapping[tuple[int, int], RawCell]:
        """Every cell that holds something, as it is stored."""
        return self._raw

    def stored(self, row: int, column: int) -> str | None:
        """The text of the cell's value element: a number as it is stored, whatever its format shows."""
        raw = self._raw.get((row, column))
        return raw.value if raw else None

    def stored_type(self, row: int, column: int) -> str | None:
        """The type the cell's value is stored with (s, str, inlineStr, b, e, d; None for numbers)."""
        raw = self._raw.get((row, column))
        return raw.type if raw else None

    def seen_with(
        self,
        cells: Mapping[tuple[int, int], Cell],
        formulas: Mapping[tuple[int, int], RawFormula],
        raw: Mapping[tuple[int, int], RawCell],
    ) -> Sheet:
        """The same sheet with other cells; `raw` are those that are stored otherwise."""
        return replace(self, _shown=Shown.of(cells), formulas=formulas, _raw={**self._raw, **raw})

    def styles_below(self, count: int) -> bool:
        """Whether every cell's style is one of the first `count`: styles added behind them change nothing here."""
        styles = {raw.style for raw in self._raw.values()} - {None}
        return all(style is not None and style.isascii() and style.isdigit() and int(style) < count for style in styles)

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Where the cell's content stands: the top-left cell of its merged area, else the cell itself."""
        at = (row, column)
        if self._anchors or not self.merges:
            return self._anchors.get(at, at)
        return next(((merge.top, merge.left) for merge in self.merges if at in merge), at)

    def own(self, row: int, column: int) -> Cell:
        """What stands in this very cell, merged with others or not."""
        return self._shown.at((row, column))

    def at(self, row: int, column: int) -> Cell:
        """The cell people see there: that of the merged area's top-left corner; an empty cell where nothing is written."""
        return self._shown.at(self.anchor(row, column))


_SMALL = 100_000


def anchors_of(merges: list[Range]) -> dict[tuple[int, int], tuple[int, int]]:
    """Every merged cell to its anchor; none where the areas are too large to list (whole columns)."""
    if sum((area.bottom - area.top + 1) * (area.right - area.left + 1) for area in merges) > _SMALL:
        return {}
    return {
        (row, column): (area.top, area.left)
        for area in reversed(merges)
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
    }


def sheet_of(info: SheetInfo, raw: RawSheet, strings: Sequence[str], styles: Styles, date1904: bool) -> Sheet:
    """A worksheet from what its part says; Unopenable where a cell points to a string that is not there."""
    return Sheet(
        name=info.name,
        state=info.state,
        merges=tuple(raw.merges),
        hidden_rows=HiddenRows(
            tuple(raw.hidden_rows), frozenset(raw.shown_rows) if raw.shown_rows is not None else None
        ),
        hidden_columns=frozenset(raw.hidden_columns),
        is_protected=raw.is_protected,
        formulas=raw.formulas,
        _shown=Shown(raw, strings, styles, date1904),
        _raw=raw.cells,
        _anchors=anchors_of(raw.merges),
    )


def stored_text(found: RawCell, strings: Sequence[str]) -> str | None:
    """The cell's value as text, shared strings looked up."""
    if found.value is None:
        return None
    if found.type == "inlineStr":
        return decoded(found.value)
    if found.type != "s":
        return found.value
    number = found.value.strip()
    if not number:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 9) or int(number) >= len(strings):
        raise damaged(f"共享文本 {number[:20]} 不存在")
    return strings[int(number)]
