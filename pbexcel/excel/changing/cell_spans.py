"""Where wanted cells and their rows stand in the bytes of a worksheet part.

In: the bytes of a worksheet, the cells to be written. Out: `Places`: spans of those that are there, and where the
others belong. Not here: what is written (splice), what the cells hold (reading/sheet_reading).

Rows and cells may come in any order, with or without `r`, with any prefix; the sheet is walked by the same rules the
reader has. Cells that are all there, written as nearly every program writes them, are found without a walk.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from pbexcel.excel.archive import damaged
from pbexcel.excel.changing.spans import Located, tag_stop_at
from pbexcel.excel.limits import Limits
from pbexcel.excel.markup import namespace_of, new_parser, prefix_of, run
from pbexcel.excel.places import cell_at
from pbexcel.records import column_letters


@dataclass(slots=True)
class CellSpan:
    """A `<c>` element and the spans of its formula and extensions where it has such."""

    at: tuple[int, int]
    element: Located
    formula: Located | None = None
    extension: Located | None = None


@dataclass(slots=True)
class RowSpan:
    element: Located
    cells: list[tuple[tuple[int, int], int]] = field(default_factory=list)
    """every cell and where it starts"""


@dataclass(slots=True)
class Places:
    sheet_data: Located
    rows: dict[int, RowSpan]
    """the wanted rows that are there"""
    cells: dict[tuple[int, int], CellSpan]
    """the wanted cells that are there"""
    next_row: dict[int, int]
    """for a wanted row: where the first row below it starts"""
    columns: list[tuple[int, int, str | None]]
    """first and last column of each `<col>`, and its style"""


_UNADDRESSED = re.compile(rb"""<c(?! r="[A-Z]{1,3}[1-9]\d{0,6}"[ />])[\s/>]""")
_PLAIN = re.compile(
    rb"""(<c(?: \w+="[^"<>&]*")+ ?)(?:/>|>"""
    rb"""(<f(?: \w+="[^"<>&]*")* ?(?:/>|>[^<]*</f>))?(?:<v>[^<]*</v>|<is>(?:<(?!/?c[\s/>]|/?is[\s/>])[^<>]*>[^<]*)*</is>)?</c>)"""
)


def find_plain_cells(data: bytes, wanted: Collection[tuple[int, int]]) -> list[CellSpan] | None:
    """The wanted cells by a search of the bytes; None where one is absent or anything says that only a walk can tell.

    All cells of such a sheet begin with their address, nothing hides what looks like a cell (no comment, no CDATA, one
    language only), and each wanted address stands there once.
    """
    if prefix_of(data) != "" or b"<!" in data or data.find(b"<?", 1) >= 0 or _UNADDRESSED.search(data):
        return None
    found: list[CellSpan] = []
    for at in wanted:
        begun = b'<c r="%s%d"' % (column_letters(at[1]).encode(), at[0])
        start = data.find(begun)
        cell = _PLAIN.match(data, start) if start >= 0 else None
        if cell is None or data.find(begun, cell.end()) >= 0:
            return None
        closed = data.startswith(b"/>", cell.end(1))
        element = Located("c", {}, 0, start, cell.end(1) + (2 if closed else 1), -1, cell.end())
        formula = Located("f", {}, 0, *cell.span(2), -1, cell.end(2)) if cell[2] else None
        found.append(CellSpan(at, element, formula))
    return found


def find_places(data: bytes, part: str, wanted: Collection[tuple[int, int]], limits: Limits) -> Places:
    prefix = prefix_of(data)
    name = (namespace_of(data) + " ") if prefix is None else prefix
    walk = _Walk(data, name, part, wanted, namespaces=prefix is None)
    run(walk.parser, data, part, limits)
    if walk.sheet_data is None or walk.sheet_data.stop < 0:
        raise damaged(f"{part} 没有单元格区域")
    return Places(walk.sheet_data, walk.rows, walk.cells, walk.next_row, walk.columns)


class _Walk:
    def __init__(self, data: bytes, name: str, part: str, wanted: Collection[tuple[int, int]], *, namespaces: bool) -> None:
        self._data, self._part, self._space = data, part, len(name)
        self._c, self._row_name, self._sheet_data, self._col = (name + one for one in ("c", "row", "sheetData", "col"))
        self._wanted = frozenset(wanted)
        self._wanted_rows = frozenset(row for row, _ in wanted)
        self._refs = frozenset(f"{column_letters(column)}{row}" for row, column in wanted)
        self._unplaced = sorted(self._wanted_rows, reverse=True)
        self._number = self._column = 0
        self._row: RowSpan | None = None
        self._cell: CellSpan | None = None
        self._inner: list[Located] = []
        self.sheet_data: Located | None = None
        self.rows: dict[int, RowSpan] = {}
        self.cells: dict[tuple[int, int], CellSpan] = {}
        self.next_row: dict[int, int] = {}
        self.columns: list[tuple[int, int, str | None]] = []
        self.parser = new_parser(part, namespaces=namespaces)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _here(self, name: str, attributes: dict[str, str]) -> Located:
        at = self.parser.CurrentByteIndex
        return Located(name[self._space :], attributes, 0, at, tag_stop_at(self._data, at))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._cell is not None:
            self._inner.append(self._here(name, attributes))
        elif name == self._c:
            self._start_cell(name, attributes)
        elif name == self._row_name:
            self._start_row(name, attributes)
        elif name == self._sheet_data:
            self.sheet_data = self._here(name, attributes)
        elif name == self._col:
            self.columns.append((self._end_of_columns(attributes, "min"), self._end_of_columns(attributes, "max"), attributes.get("style")))

    def _end_of_columns(self, attributes: dict[str, str], end: str) -> int:
        number = attributes.get(end, "")
        if not (number.isascii() and number.isdigit() and len(number) < 6):
            raise damaged(f"{self._part} 的列号 {number[:20]}")
        return int(number)

    def _start_row(self, name: str, attributes: dict[str, str]) -> None:
        self._number = int(attributes["r"]) if "r" in attributes else self._number + 1
        self._column = 0
        self._row = None
        while self._unplaced and self._number > self._unplaced[-1]:
            self.next_row[self._unplaced.pop()] = self.parser.CurrentByteIndex
        if self._number in self._wanted_rows:
            self._row = RowSpan(self._here(name, attributes))
            self.rows.setdefault(self._number, self._row)

    def _start_cell(self, name: str, attributes: dict[str, str]) -> None:
        ref = attributes.get("r")
        if self._row is None and ref not in self._refs:
            return  # most cells of a large sheet
        at = cell_at(ref) if ref is not None else (self._number, self._column + 1)
        self._column = at[1]
        if self._row is not None:
            self._row.cells.append((at, self.parser.CurrentByteIndex))
        if at in self._wanted:
            self._cell = CellSpan(at, self._here(name, attributes))

    def _end(self, name: str) -> None:
        if self._cell is not None:
            if self._inner:
                self._end_inner(self._cell, self._inner.pop())
            else:
                self._end_cell(self._cell)
        elif name == self._row_name:
            if self._row is not None:
                self._close(self._row.element)
                self._row = None
        elif name == self._sheet_data and self.sheet_data is not None:
            self._close(self.sheet_data)

    def _end_inner(self, cell: CellSpan, element: Located) -> None:
        self._close(element)
        if self._inner:
            return
        if element.name == "f":
            cell.formula = element
        elif element.name == "extLst":
            cell.extension = element

    def _end_cell(self, cell: CellSpan) -> None:
        self._close(cell.element)
        self._cell = None
        if cell.at in self.cells:  # programs take one or the other; the reader passes over one that is empty
            raise damaged(f"{self._part} 里 {cell.at[0]} 行 {cell.at[1]} 列出现了两次")
        self.cells[cell.at] = cell

    def _close(self, element: Located) -> None:
        if self._data[element.tag_stop - 2 : element.tag_stop] == b"/>":
            element.inner_stop = element.stop = element.tag_stop
        else:
            element.inner_stop = self.parser.CurrentByteIndex
            element.stop = self._data.index(b">", element.inner_stop) + 1
