"""A sheet row by row, and a table on it: a band of header rows and the columns of each role.

In: a `Sheet` of cells. Out: `Grid`, `Table`. Not here: finding a header (headers, fund_header), what the cells say (rows, fund, values).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from pbexcel.excel.reading.sheet import EMPTY, Cell, Sheet
from pbexcel.forms.layouts import lexicon
from pbexcel.records import CellRef
from pbexcel.spelling import compact

_LEVELS = ("level1", "level2", "name")
FEW = 4  # so many cells at most stand in a row of a form's head
HEAD = ("project", "department", "unit")  # labels only the head of a form has
TALLEST_HEADER = 3


class Grid:
    """A sheet row by row, or some of its columns where tables stand side by side. Cells covered by a merge are read as the merge's top-left cell."""

    def __init__(self, sheet: Sheet, columns: range | None = None) -> None:
        self.sheet, self.anchor, self._columns = sheet, sheet.anchor, columns
        self.first = columns.start if columns else 1

    @cached_property
    def cells(self) -> Mapping[tuple[int, int], Cell]:
        if self._columns is None:
            return self.sheet.cells
        return {at: cell for at, cell in self.sheet.cells.items() if at[1] in self._columns}

    @cached_property
    def rows(self) -> dict[int, list[tuple[int, Cell]]]:
        """Row number to its non-blank cells, left to right; only cells that stand in the row themselves."""
        rows: dict[int, list[tuple[int, Cell]]] = {}
        for (row, column), cell in sorted(self.cells.items(), key=itemgetter(0)):
            if cell.text.strip() or cell.formula is not None:
                rows.setdefault(row, []).append((column, cell))
        return rows

    @cached_property
    def spans(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Top-left cell of a merge to its bottom row and right column."""
        return {(merge.top, merge.left): (merge.bottom, merge.right) for merge in self.sheet.merges}

    def end(self, row: int, column: int) -> tuple[int, int]:
        """Bottom row and right column of the cell, merged or not."""
        return self.spans.get((row, column), (row, column))

    def cell(self, row: int, column: int) -> Cell:
        return self.cells.get(self.anchor(row, column), EMPTY)

    def at(self, ref: CellRef) -> Cell:
        """The cell that one of our own references names."""
        return self.cells.get((ref.row, ref.column), EMPTY)

    def ref(self, row: int, column: int) -> CellRef:
        return CellRef(self.sheet.name, *self.anchor(row, column))

    def between(self, first: int, last: int) -> Iterator[tuple[int, list[tuple[int, Cell]]]]:
        """Rows that hold something, from `first` to `last` inclusive, in order."""
        for row, cells in self.rows.items():
            if first <= row <= last:
                yield row, cells

    @property
    def last(self) -> int:
        return max(self.rows, default=0)


@dataclass(frozen=True)  # without slots: what every row asks for is worked out once
class Table:
    """A header band (rows `top`..`bottom`) and the columns of each role, left to right."""

    top: int
    bottom: int
    columns: Mapping[str, tuple[int, ...]]
    layout: str | None = None
    _places: dict[tuple[str, ...], tuple[tuple[int, ...], frozenset[int]]] = field(default_factory=dict, repr=False, compare=False)

    def places(self, roles: tuple[str, ...]) -> tuple[tuple[int, ...], frozenset[int]]:
        """The columns of these roles, and those a cell seen there may stand in: a level may be merged with the name beside it."""
        if roles not in self._places:
            columns = tuple(sorted(column for role in roles for column in self.columns.get(role, ())))
            lent = [column for role in _LEVELS for column in self.columns.get(role, ())] if "name" in roles else []
            self._places[roles] = columns, frozenset((*columns, *lent))
        return self._places[roles]

    @cached_property
    def roles(self) -> Mapping[str, tuple[tuple[int, ...], frozenset[int]]]:
        """The places of each role by itself."""
        return {role: self.places((role,)) for role in self.columns}

    @cached_property
    def left(self) -> int:
        """The leftmost column that has a role."""
        return min(columns[0] for columns in self.columns.values())

    def is_outside(self, column: int) -> bool:
        """Whether what stands in a column is no indicator: left of the table, or where first levels stand."""
        return column < self.left or (column == self.left and "level1" in self.columns)

    @cached_property
    def values(self) -> int:
        """The first column of targets or actuals; 0 where there is none."""
        return min((self.columns[role][0] for role in ("target", "actual") if role in self.columns), default=0)


def right_edge(grid: Grid, table: Table) -> int:
    """The last column of a table: its header cells stand side by side; what stands behind a gap is somebody's own reckoning."""
    edge = max(columns[-1] for columns in table.columns.values())
    for column, _ in grid.rows[table.top]:
        if column <= edge + 1:
            edge = max(edge, grid.end(table.top, column)[1])
    return edge


def is_page_head(grid: Grid, cells: list[tuple[int, Cell]], table: Table) -> bool:
    """Whether a row among the indicators says nothing but the 填报单位 or the very 项目名称 that the head of the form names, too."""
    words = lexicon()
    said = {compact(cell.text) for _, cell in cells}
    above = {compact(cell.text) for _, row in grid.between(1, table.top - 1) for _, cell in row}
    if any(words.label(cell.text) == "project" for _, cell in cells):
        named = {text for text in said if text.partition(":")[2] and _names_one_of(text, above)}
        return said - named <= above and (len(said) > 1 or bool(named))
    return all(text in above or _names_one_of(text, above) for text in said)


def _names_one_of(text: str, above: set[str]) -> bool:
    """填报单位：市文化馆 where the head has 市文化馆 in a cell of its own."""
    _, colon, value = text.partition(":")
    return bool(colon) and (not value or any(value == other.partition(":")[2] or value == other for other in above))


def is_next_page(grid: Grid, row: int, table: Table) -> bool:
    """Whether a title among the rows stands over nothing but the same header once more: （续表）."""
    words = lexicon()
    for lower, cells in grid.between(row + 1, row + TALLEST_HEADER):
        if words.label(cells[0][1].text) in HEAD and not is_page_head(grid, cells, table):
            return False
        if all(words.column(grid.cell(lower, table.columns[role][0]).text) == role for role in ("name", "actual") if role in table.columns):
            return True
    return False
