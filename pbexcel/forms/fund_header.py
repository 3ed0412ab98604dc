"""Find the header of the 项目资金 block, in one row or two.

In: a grid and the rows the block may stand in. Out: its `Table`, or None where amounts are written beside labels instead (fund).
Not here: the amounts (fund), the header of the indicators (headers).
"""

from __future__ import annotations

import re

from pbexcel.excel.reading.cell import Cell
from pbexcel.forms.headers import columns_of
from pbexcel.forms.layouts import key, lexicon
from pbexcel.forms.other_years import without_other_years
from pbexcel.forms.tables import Grid, Table
from pbexcel.spelling import compact

_SAID_INSIDE = re.compile(r":[\d¥]")  # 执行数：49
_AMOUNT = re.compile(r"[\d,]+(?:\.\d+)?(?:[千万亿]?元)?")


def fund_table(grid: Grid, first: int, last: int) -> Table | None:
    """The header of the 项目资金 block between two rows: it names an executed sum and a budget, and above a list of sub-projects also its
    weight, rate or score. It may stand in two rows."""
    plain: Table | None = None
    for row, cells in grid.between(first, last):
        claims = _fund_claims(grid, row, cells)
        if "executed" not in {role for role, _ in claims.values()}:
            continue
        bottom = _second_fund_row(grid, row, claims) if row < last else row
        _unknown_budget(cells, claims)
        roles = {role for role, _ in claims.values()}
        values = any(_AMOUNT.fullmatch(compact(cell.text)) or _SAID_INSIDE.search(key(cell.text)) for _, cell in cells)
        if roles & {"initial", "budget"} and not values:
            table = Table(row, bottom, columns_of(claims, {column: key(grid.cell(row, column).text) for column in claims}))
            if roles & {"weight", "rate", "typed"}:
                return table
            plain = plain or table
    return plain


def _unknown_budget(cells: list[tuple[int, Cell]], claims: dict[int, tuple[str, int]]) -> None:
    """A header nobody knows, alone between 年初预算数 and 全年执行数, is that of the budget: 全年可执行指标. The first budget is not what was to be spent."""
    first = {role: column for column, (role, _) in sorted(claims.items(), reverse=True)}
    if "budget" in first or not {"initial", "executed"} <= first.keys():
        return
    between = [column for column, _ in cells if first["initial"] < column < first["executed"] and column not in claims]
    if len(between) == 1:
        claims[between[0]] = ("budget", 0)


def _fund_claims(grid: Grid, row: int, cells: list[tuple[int, Cell]]) -> dict[int, tuple[str, int]]:
    words = lexicon()
    claims: dict[int, tuple[str, int]] = {}
    for column, cell in cells:
        role = words.fund_column(cell.text)
        if role:
            claim = (role, words.fund_rank(role, cell.text))
            claims.update(dict.fromkeys(range(column, grid.end(row, column)[1] + 1), claim))
    _drop_label(grid, row, claims)
    return without_other_years(grid, row, claims)


def _drop_label(grid: Grid, row: int, claims: dict[int, tuple[str, int]]) -> None:
    """预算资金（万元） down the side of the block is its label where another header claims the same: 全年预算数."""
    left = min(claims, default=0)
    if not left or grid.end(row, left)[0] == row:
        return
    span = range(left, grid.end(row, left)[1] + 1)
    if any(role == claims[left][0] for column, (role, _) in claims.items() if column not in span):
        for column in span:
            claims.pop(column, None)


def _second_fund_row(grid: Grid, row: int, claims: dict[int, tuple[str, int]]) -> int:
    """Take in 年初预算 | 调整后预算 under 预算数; the last row of the header."""
    lower = [(column, cell) for column, cell in grid.rows.get(row + 1, []) if column in claims]
    found = _fund_claims(grid, row + 1, lower)
    merged = any(grid.end(row, column)[0] > row for column, _ in grid.rows[row] if column in claims)
    below = "".join(cell.text for _, cell in grid.rows.get(row + 1, []))
    summed = not any(map(str.isdigit, below)) and any("fund_total" in lexicon().rows_named(cell.text) for _, cell in lower)  # 合计 is a header here
    if not lower or (found.keys() < {column for column, _ in lower} and not merged and not summed):
        return row
    claims.update(found)
    for column, _ in grid.rows[row]:  # 财政资金 | 合计 below 全年执行数
        span = range(column, grid.end(row, column)[1] + 1)
        sums = [place for place, cell in lower if place in span and "fund_total" in lexicon().rows_named(cell.text)]
        if len(sums) == 1:
            for place in span:
                if place not in sums:
                    claims.pop(place, None)
    return row + 1
