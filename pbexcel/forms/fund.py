"""The 项目资金 block: budget, executed sum, weight, rate and typed score.

In: the grid and the rows the block may stand in. Out: `Money`, or None when the form has no such block.
Not here: whether the amounts make sense (scoring/checks) and what they score (scoring/execution).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from pbexcel.excel.sheet import Cell
from pbexcel.forms import numbers
from pbexcel.forms.layouts import compact, lexicon
from pbexcel.forms.tables import Grid, Table, fund_table
from pbexcel.records import CellRef, FundRow, Money, Read

_NONE: Read[Decimal | None] = Read(None)


def read_money(grid: Grid, first: int, last: int) -> Money | None:
    """Read the block between two rows; amounts stay in the unit the form names."""
    table = fund_table(grid, first, last)
    if table is None:
        return None
    unit = _unit(grid, first, table)
    total: tuple[int, FundRow] | None = None
    parts: list[FundRow] = []
    for row, cells in grid.between(table.bottom + 1, last):
        label = _label(cells, table)
        if any(lexicon().row("fund_end", cell.text) for _, cell in cells):
            break
        if label is None:
            continue
        fund_row = _fund_row(grid, row, table, label, unit)
        if total is None and not label.startswith("其中") and (not label or lexicon().row("fund_total", label)):
            total = (row, fund_row)
        elif label:
            parts.append(fund_row)
    if total is None:
        row = table.bottom + 1
        total = (row, _fund_row(grid, row, table, "", unit))
    return Money(
        unit=unit,
        total=total[1],
        parts=tuple(parts),
        weight=_cell(grid, total[0], table, "weight", numbers.points),
        rate=_cell(grid, total[0], table, "rate", numbers.share),
        typed=_cell(grid, total[0], table, "typed", numbers.points),
    )


def _label(cells: list[tuple[int, Cell]], table: Table) -> str | None:
    """The text left of the amounts ("" when there is none); None when the row is no fund row at all."""
    leftmost = min(columns[0] for columns in table.columns.values())
    labels = [cell.text.strip() for column, cell in cells if column < leftmost]
    amounts = [cell for column, cell in cells if column >= leftmost]
    labels = [label for label in labels if not compact(label).startswith(("项目资金", "资金情况", "预算执行"))]
    if not labels and not amounts:
        return None
    return labels[-1] if labels else ""


def _fund_row(grid: Grid, row: int, table: Table, label: str, unit: str) -> FundRow:
    def amount(role: str) -> Read[Decimal | None]:
        return _cell(grid, row, table, role, lambda cell, at: numbers.money(cell, at, unit))

    return FundRow(label, amount("initial"), amount("budget"), amount("executed"))


def _cell(
    grid: Grid, row: int, table: Table, role: str, read: Callable[[Cell, CellRef | None], Read[Decimal | None]]
) -> Read[Decimal | None]:
    columns = table.columns.get(role)
    return read(grid.cell(row, columns[0]), grid.ref(row, columns[0])) if columns else _NONE


def _unit(grid: Grid, first: int, table: Table) -> str:
    """万元 or 元 as the block, its header or the line above it says; "" when it says nothing or both."""
    said = set()
    for _, cells in grid.between(first, table.bottom + 1):
        for _, cell in cells:
            text = compact(cell.text)
            if "资金" in text or "预算" in text or "执行" in text or "单位:" in text:
                if "万元" in text:
                    said.add("万元")
                elif "(元)" in text or "单位:元" in text:
                    said.add("元")
    return said.pop() if len(said) == 1 else ""
