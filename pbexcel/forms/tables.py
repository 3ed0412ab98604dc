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

from pbexcel.excel.reading.sheet import EMPTY, Cell, Sheet
from pbexcel.forms.layouts import Lexicon, compact, key, lexicon, recognise
from pbexcel.records import CellRef

_TABLE_ROLES = frozenset(("level1", "level2", "name", "nature", "target", "adjusted", "unit", "actual", "weight", "typed", "converted"))
_PARTS = frozenset(("nature", "unit"))  # of a target
_LEVELS = ("level1", "level2", "name")
FEW = 4  # so many cells at most stand in a row of a form's head
HEAD = ("project", "department", "unit")  # labels only the head of a form has
_TALLEST_HEADER = 3
_FEWEST = 3  # roles a header row has at least
_LONGEST_SPLIT = 12  # characters of a header written in two cells
_YEAR = re.compile(r"20\d\d(?=年)")
_SAID_INSIDE = re.compile(r":[\d¥]")  # 执行数：49
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


def indicator_tables(grid: Grid) -> list[Table]:
    """Every 绩效指标 header on the sheet, top to bottom. `layout` is None when no family fits its columns."""
    words = lexicon()
    found: list[Table] = []
    bottom = 0
    for row, cells in grid.rows.items():
        if row <= bottom or len(cells) < _FEWEST:
            continue
        claims = _claims(grid, row, cells, words)
        if len(claims) < _FEWEST:
            continue
        _lowest_level_is_the_name(cells, claims)
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
        column, first = cells[0][0], cells[0][1].text
        if before.is_outside(column) and words.row("total", first):
            return False
        if column <= before.left and len(cells) <= FEW and words.label(first) in HEAD:
            return False
    return True


def is_next_page(grid: Grid, row: int, table: Table) -> bool:
    """Whether a title among the rows stands over nothing but the same header once more: （续表）."""
    words = lexicon()
    for lower, cells in grid.between(row + 1, row + _TALLEST_HEADER):
        if words.label(cells[0][1].text) in HEAD:
            return False
        if all(words.column(grid.cell(lower, table.columns[role][0]).text) == role for role in ("name", "actual") if role in table.columns):
            return True
    return False


def _claims(grid: Grid, row: int, cells: list[tuple[int, Cell]], words: Lexicon) -> dict[int, tuple[str, int]]:
    """Column to (role, rank) for the cells of a row that are header words; a merged header claims all its columns."""
    claims: dict[int, tuple[str, int]] = {}
    for column, cell in cells:
        role = words.column(cell.text) or _split_over_two_rows(grid, row, column, words)
        # 绩效指标 down the side of the whole block is no header of a column
        if role and grid.end(row, column)[0] - row < _TALLEST_HEADER:
            claim = (role, words.rank(role, cell.text))
            claims.update(dict.fromkeys(range(column, grid.end(row, column)[1] + 1), claim))
    earlier = _of_earlier_years(grid, row) if len(claims) >= _FEWEST else set()
    for column in earlier & claims.keys():  # 2021年完成值 beside 2022年完成值; but 2021年设定目标值 alone is the target
        if any(claims[other][0] == claims[column][0] for other in claims.keys() - earlier):
            del claims[column]
    return claims


def _of_earlier_years(grid: Grid, row: int) -> set[int]:
    """The columns of headers that name an earlier year than another header of the row, or last year."""
    years: dict[int, int] = {}
    for column, cell in grid.rows.get(row, []):
        named = _YEAR.search(compact(cell.text))
        year = int(named[0]) if named else 0 if lexicon().column(cell.text) == "ignored" else None
        if year is not None:
            years.update(dict.fromkeys(range(column, grid.end(row, column)[1] + 1), year))
    return {column for column, year in years.items() if year < max(years.values(), default=0) or not year}


def _split_over_two_rows(grid: Grid, row: int, column: int, words: Lexicon) -> str | None:
    """年度 above 指标值 in two cells is one header."""
    below = grid.cells.get((row + 1, column))
    if below is None or grid.end(row, column)[0] > row:
        return None
    whole = grid.cell(row, column).text + below.text
    if whole.isascii() or len(compact(whole)) > _LONGEST_SPLIT:  # numbers are no words
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


def _lowest_level_is_the_name(cells: list[tuple[int, Cell]], claims: dict[int, tuple[str, int]]) -> None:
    """A header with 一级指标 and 二级指标 only: the second level is what is measured, unless an unknown column stands right of it."""
    roles = {role: column for column, (role, _) in sorted(claims.items(), reverse=True)}
    if "name" in roles or not {"level1", "level2", "target", "actual"} <= roles.keys():
        return
    between = range(roles["level2"], min(roles["target"], roles["actual"]))
    if all(column in claims for column, _ in cells if column in between):
        claims.update({column: ("name", rank) for column, (role, rank) in claims.items() if role == "level2"})


def _with_second_row(grid: Grid, row: int, claims: dict[int, tuple[str, int]], words: Lexicon) -> Table:
    """Take in a second header row (指标性质 | 指标值 | 度量单位 under 年度指标值) when there is one."""
    tall = min(max((grid.end(row, column)[0] for column, _ in grid.rows[row] if column in claims), default=row), row + 2)
    bottom = row
    texts = {column: key(grid.cell(row, column).text) for column in claims}
    for lower in range(row + 1, row + 3):
        cells = grid.rows.get(lower, [])
        own = [(column, cell) for column, cell in cells if not _completes(grid, row, column, cell, claims, words)]
        if not all(words.column(cell.text) for _, cell in own) or (lower > tall and len(cells) < 2):
            break
        bottom = lower
        earlier = _of_earlier_years(grid, row) - claims.keys() | {column for column, (role, _) in claims.items() if role == "ignored"}
        lower_claims = {column: claim for column, claim in _claims(grid, lower, own, words).items() if column not in earlier}
        for column, _ in grid.rows[row]:  # 年度指标值 over three columns leaves nothing to itself
            span = range(column, grid.end(row, column)[1] + 1)
            said = {lower_claims[covered][0] for covered in span if covered in lower_claims}
            for covered in span if said else ():
                if covered in claims and (claims[covered][0] in said or said.isdisjoint(_PARTS)):
                    del claims[covered]  # but 内容 between 运算符号 and 度量单位 is the value itself
        claims.update(lower_claims)
        texts.update({column: key(grid.cell(lower, column).text) for column in lower_claims})
    _settle(claims, texts, words)
    name = min((column for column, (role, _) in claims.items() if role == "name"), default=0)
    beside = [column for lower in range(row, bottom + 1) for column, _ in grid.rows.get(lower, []) if column > name]
    if not claims.keys() >= set(beside):
        _drop_mere_explanations(claims, words)
    columns = _columns(claims, texts)
    return Table(row, bottom, columns, recognise(columns, bottom - row + 1))


def _settle(claims: dict[int, tuple[str, int]], texts: Mapping[int, str], words: Lexicon) -> None:
    """目标完成值 is the target, but the actual beside another target."""
    for column in [column for column, text in texts.items() if text in words.either and claims[column][0] == "target"]:
        if any(role == "target" and other != column for other, (role, _) in claims.items()):
            claims[column] = ("actual", len(words.columns["actual"].words))


def _drop_mere_explanations(claims: dict[int, tuple[str, int]], words: Lexicon) -> None:
    """目标值说明 alone is no target, 复核得分 alone no typed score beside a header nobody knows: that one may be it."""
    for wanted in ("target", "actual", "typed"):
        claiming = {column: rank for column, (role, rank) in claims.items() if role == wanted}
        if claiming and all(words.is_weak(wanted, rank) for rank in claiming.values()):
            for column in claiming:
                del claims[column]


def _columns(claims: Mapping[int, tuple[str, int]], texts: Mapping[int, str]) -> dict[str, tuple[int, ...]]:
    """Role to its columns; where several headers claim a role the strongest keeps it, of equals the first.

    `texts` are the headers: columns under one of them belong together, and 完成值单位 to 完成值 left of it.
    """
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
        before = columns.get(role, ())
        follows = bool(before) and column == before[-1] + 1
        together = role == "reason" or texts.get(column) == texts.get(column - 1)
        if (rank == best[role] and (not before or (follows and together))) or (follows and texts.get(column, "").endswith("值单位")):
            columns[role] = (*before, column)
    return columns


def fund_table(grid: Grid, first: int, last: int) -> Table | None:
    """The header of the 项目资金 block between two rows: it names an executed sum and a budget. It may stand in two rows."""
    for row, cells in grid.between(first, last):
        claims = _fund_claims(grid, row, cells)
        if "executed" not in {role for role, _ in claims.values()}:
            continue
        bottom = _second_fund_row(grid, row, claims) if row < last else row
        roles = {role for role, _ in claims.values()}
        values = any(_AMOUNT.fullmatch(compact(cell.text)) or _SAID_INSIDE.search(compact(cell.text)) for _, cell in cells)
        if roles & {"initial", "budget"} and not values:
            return Table(row, bottom, _columns(claims, {column: key(grid.cell(row, column).text) for column in claims}))
    return None


def _fund_claims(grid: Grid, row: int, cells: list[tuple[int, Cell]]) -> dict[int, tuple[str, int]]:
    words = lexicon()
    claims: dict[int, tuple[str, int]] = {}
    for column, cell in cells:
        role = words.fund_column(cell.text)
        if role:
            claim = (role, words.fund_rank(role, cell.text))
            claims.update(dict.fromkeys(range(column, grid.end(row, column)[1] + 1), claim))
    return claims


def _second_fund_row(grid: Grid, row: int, claims: dict[int, tuple[str, int]]) -> int:
    """Take in 年初预算 | 调整后预算 under 预算数; the last row of the header."""
    lower = [(column, cell) for column, cell in grid.rows.get(row + 1, []) if column in claims]
    found = _fund_claims(grid, row + 1, lower)
    merged = any(grid.end(row, column)[0] > row for column, _ in grid.rows[row] if column in claims)
    if not lower or (found.keys() < {column for column, _ in lower} and not merged):
        return row
    claims.update(found)
    return row + 1
