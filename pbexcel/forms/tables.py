"""Where things stand on a sheet: header rows, their columns, and the rows below them.

In: a `Sheet` of cells and the lexicon. Out: a `Table` for each 绩效指标 block, and for the 项目资金 block above one.
Not here: what the cells say (reading, fund, values). Nothing relies on a fixed address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

from pbexcel.excel.sheet import EMPTY, Cell, Sheet
from pbexcel.forms.layouts import Lexicon, compact, lexicon, recognise
from pbexcel.records import CellRef

_TABLE_ROLES = frozenset(("level1", "level2", "name", "nature", "target", "adjusted", "unit", "actual", "weight", "typed", "converted"))
_LEVELS = ("level1", "level2", "name")
_TALLEST_HEADER = 3
_FEWEST = 3  # roles a header row has at least
_LONGEST_SPLIT = 12  # characters of a header written in two cells
_AMOUNT = re.compile(r"[\d,]+(?:\.\d+)?(?:[千万亿]?元)?")


class Grid:
    """A sheet row by row. Cells covered by a merge are read as the merge's top-left cell."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.anchor = sheet, sheet.anchor

    @cached_property
    def cells(self) -> Mapping[tuple[int, int], Cell]:
        return self.sheet.cells

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
    def left(self) -> int:
        """The leftmost column that has a role."""
        return min(columns[0] for columns in self.columns.values())


def indicator_tables(grid: Grid) -> list[Table]:
    """Every 绩效指标 header on the sheet, top to bottom. `layout` is None when no family fits its columns."""
    words = lexicon()
    found: list[Table] = []
    bottom = 0
    for row, cells in grid.rows.items():
        if row <= bottom or len(cells) < _FEWEST:
            continue
        claims = _claims(grid, row, cells, words)
        if _is_header(claims):
            table = _with_second_row(grid, row, claims, words)
            bottom = table.bottom
            if not (found and _goes_on(grid, found[-1], table)):
                found.append(table)
    return found


def _goes_on(grid: Grid, before: Table, table: Table) -> bool:
    """Whether a header only repeats the one above it (a new page, 年度绩效目标2) inside the same form."""
    if before.columns != table.columns:
        return False
    words = lexicon()
    for _, cells in grid.between(before.bottom + 1, table.top - 1):
        if words.row("total", cells[0][1].text) or "自评表" in compact(cells[0][1].text):
            return False
        if any(words.label(cell.text) in ("project", "department", "unit") for _, cell in cells):
            return False
    return True


def _claims(grid: Grid, row: int, cells: list[tuple[int, Cell]], words: Lexicon) -> dict[int, tuple[str, int]]:
    """Column to (role, rank) for the cells of a row that are header words; a merged header claims all its columns."""
    claims: dict[int, tuple[str, int]] = {}
    for column, cell in cells:
        role = words.column(cell.text) or _split_over_two_rows(grid, row, column, words)
        # 绩效指标 down the side of the whole block is no header of a column
        if role and grid.end(row, column)[0] - row < _TALLEST_HEADER:
            claim = (role, words.rank(role, cell.text))
            claims.update(dict.fromkeys(range(column, grid.end(row, column)[1] + 1), claim))
    return claims


def _split_over_two_rows(grid: Grid, row: int, column: int, words: Lexicon) -> str | None:
    """年度 above 指标值 in two cells is one header."""
    below = grid.cells.get((row + 1, column))
    if below is None or grid.end(row, column)[0] > row:
        return None
    above = grid.cell(row, column).text
    whole = above + below.text
    if whole.isascii() or len(compact(above)) + len(compact(below.text)) > _LONGEST_SPLIT:  # numbers are no words
        return None
    return words.column(whole)


def _completes(
    grid: Grid, row: int, column: int, below: Cell, claims: Mapping[int, tuple[str, int]], words: Lexicon
) -> bool:
    """Whether a cell under a header only goes on with its words: 指标 under 一级, 及改进措施 under 偏差原因分析."""
    whole = grid.cell(row, column).text + below.text
    if column not in claims or words.column(whole) != claims[column][0]:
        return False
    return words.column(below.text) is None or words.is_word(claims[column][0], whole)


def _is_header(claims: Mapping[int, tuple[str, int]]) -> bool:
    roles = {role for role, _ in claims.values()} & _TABLE_ROLES
    return "name" in roles and bool(roles & {"target", "actual"}) and len(roles) >= _FEWEST


def _with_second_row(grid: Grid, row: int, claims: dict[int, tuple[str, int]], words: Lexicon) -> Table:
    """Take in a second header row (指标性质 | 指标值 | 度量单位 under 年度指标值) when there is one."""
    tall = min(max((grid.end(row, column)[0] for column, _ in grid.rows[row] if column in claims), default=row), row + 2)
    bottom = row
    for lower in range(row + 1, row + 3):
        cells = grid.rows.get(lower, [])
        own = [(column, cell) for column, cell in cells if not _completes(grid, row, column, cell, claims, words)]
        if not all(words.column(cell.text) for _, cell in own) or (lower > tall and len(cells) < 2):
            break
        bottom = lower
        lower_claims = _claims(grid, lower, own, words)
        for column, _ in grid.rows[row]:  # 年度指标值 over three columns leaves nothing to itself
            span = range(column, grid.end(row, column)[1] + 1)
            if lower_claims.keys() & set(span):
                for covered in span:
                    claims.pop(covered, None)
        claims.update(lower_claims)
    columns = _columns(claims)
    return Table(row, bottom, columns, recognise(columns, bottom - row + 1))


def _columns(claims: Mapping[int, tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """Role to its columns; where several headers claim a role the strongest keeps it."""
    best: dict[str, int] = {}
    for role, rank in claims.values():
        best[role] = min(rank, best.get(role, rank))
    name = min((column for column, (role, rank) in claims.items() if role == "name" and rank == best["name"]), default=0)
    # 一级指标 | 权重 | 二级指标 | 权重 | 三级指标 | 权重: the weight of an indicator stands right of its name
    right = any(role == "weight" and rank == best[role] and column > name for column, (role, rank) in claims.items())
    columns: dict[str, tuple[int, ...]] = {}
    for column, (role, rank) in sorted(claims.items()):
        if role == "weight" and right and column < name:
            continue
        if rank == best[role] and (role not in columns or column == columns[role][-1] + 1):
            columns[role] = (*columns.get(role, ()), column)
    return columns


def fund_table(grid: Grid, first: int, last: int) -> Table | None:
    """The header row of the 项目资金 block between two rows: it names an executed sum and a budget."""
    words = lexicon()
    for row, cells in grid.between(first, last):
        claims: dict[int, tuple[str, int]] = {}
        for column, cell in cells:
            role = words.fund_column(cell.text)
            if role:
                claim = (role, words.fund_rank(role, cell.text))
                claims.update(dict.fromkeys(range(column, grid.end(row, column)[1] + 1), claim))
        roles = {role for role, _ in claims.values()}
        values = any(_AMOUNT.fullmatch(compact(cell.text)) for _, cell in cells)
        if "executed" in roles and roles & {"initial", "budget"} and not values:
            return Table(row, row, _columns(claims))
    return None
