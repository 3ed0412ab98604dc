"""The 项目资金 block: budget, executed sum, weight, rate and typed score.

In: the grid and the rows the block may stand in. Out: `Money`, or None when the form has no such block.
Not here: whether the amounts make sense (scoring/checks) and what they score (scoring/execution).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from pbexcel.excel.reading.sheet import EMPTY, Cell
from pbexcel.forms import numbers
from pbexcel.forms.fund_header import fund_table
from pbexcel.forms.layouts import key, lexicon
from pbexcel.forms.tables import Grid, Table
from pbexcel.records import CellRef, FundRow, Money, Read
from pbexcel.spelling import compact

_NONE: Read[Decimal | None] = Read(None)
_SPEAKS_OF_MONEY = ("资金", "预算", "执行", "单位:", "金额", "拨款", "支出", "经费")
_AMOUNTS = ("initial", "budget", "executed")
_SAME_RATE = Decimal("0.001")  # a printed rate is rounded
_UNITS = ("千元", "亿元", "万元")
_ALONE = re.compile(r"\((?:单位:?)?[千万亿]?元\)")  # below 项目资金, in a cell of its own
_NUMBER = re.compile(r"[\d,.]+")
_SAID = re.compile(r"([^\s:：;；,，。]{2,14})\s*[:：]\s*((?:[^;；，。\s]|，(?=\d{3}(?!\d)))+)")
_BLOCK_LABELS = ("项目资金", "资金情况", "资金投入", "预算执行", "预算资金", "资金来源")


def read_money(grid: Grid, first: int, last: int) -> Money | None:
    """Read the block between two rows; amounts in 元 or 万元 stay as they are, those in 千元 and 亿元 become 万元."""
    table = fund_table(grid, first, last)
    if table is None:
        return _in_pairs(grid, first, last)
    said = _unit(grid, first, table.bottom + 2)
    found = _fund_rows(grid, table, last, said)
    rows = {row: fund for row, fund, _ in found}
    total_row = next((row for row, _, named in found if named), None) or next((row for row in rows if not rows[row].label), None)
    if total_row is None and _only_sources(list(rows.values()), _rates_told(grid, table, min(rows, default=1))):
        total_row = min(rows)
        total = replace(rows[total_row], label="", **{role: replace(getattr(rows[total_row], role), value=None, text="") for role in _AMOUNTS})
        parts = tuple(rows.values())
    else:
        total_row = total_row or min(rows, default=table.bottom + 1)
        total = rows.get(total_row) or _fund_row(grid, total_row, table, "", said)
        parts = tuple(fund for row, fund in rows.items() if row != total_row and fund.label)
    weight, rate = _cell(grid, total_row, table, "weight", numbers.points), _cell(grid, total_row, table, "rate", numbers.share)
    if total_row in rows and len(parts) == len(rows) and rate.value is not None and not _is_rate_of(parts, rate.value):
        rate = _NONE  # that of the first source alone
    return Money(
        unit=_kept(said),
        total=total,
        parts=parts,
        weight=weight if weight.at else _printed_weight(grid, table),
        rate=rate,
        typed=_cell(grid, total_row, table, "typed", numbers.points),
    )


def _rates_told(grid: Grid, table: Table, row: int) -> list[Decimal]:
    """The rates the first row of the block tells: as printed, and as its score has it where weight and score are merged over several rows."""
    weight, typed, printed = (_cell(grid, row, table, role, read).value for role, read in (("weight", numbers.points), ("typed", numbers.points), ("rate", numbers.share)))
    merged = all(grid.end(row, table.columns[role][0])[0] > row for role in ("weight", "typed") if role in table.columns)
    told = [printed] if printed is not None else []
    return [*told, typed / weight] if merged and weight and typed is not None else told


def _only_sources(rows: Sequence[FundRow], told: list[Decimal]) -> bool:
    """Whether the rows are sources of money without their sum: a rate told is that of all of them and not of the first."""
    if any(compact(row.label).startswith("其中") for row in rows):
        return False
    return any(_is_rate_of(rows, rate) and not _is_rate_of(rows[:1], rate) for rate in told)


def _is_rate_of(rows: Sequence[FundRow], rate: Decimal) -> bool:
    own = _rate_of(rows)
    return own is not None and abs(own - rate) < _SAME_RATE


def _rate_of(rows: Sequence[FundRow]) -> Decimal | None:
    budget = sum((row.budget.value or row.initial.value or Decimal(0) for row in rows), Decimal(0))
    return sum((row.executed.value or Decimal(0) for row in rows), Decimal(0)) / budget if budget else None


def _fund_rows(grid: Grid, table: Table, last: int, said: str) -> list[tuple[int, FundRow, bool]]:
    """The rows of the block with their numbers, and whether a row is named as the total."""
    found: list[tuple[int, FundRow, bool]] = []
    for row, cells in grid.between(table.bottom + 1, last):
        if _is_end(cells):
            break
        label = _label(cells, table)
        if label is not None:
            bare = compact(label)
            named = not bare.startswith("其中") and ("fund_total" in lexicon().rows_begun(label) or "总额" in bare or "总金额" in bare)
            found.append((row, _fund_row(grid, row, table, label, said), named))
    return found


def _is_end(cells: list[tuple[int, Cell]]) -> bool:
    words = lexicon()
    return any("fund_end" in words.rows_begun(cell.text) for _, cell in cells)


def _label(cells: list[tuple[int, Cell]], table: Table) -> str | None:
    """The text left of the amounts ("" when there is none); None when the row is no fund row at all."""
    labels = [cell.text.strip() for column, cell in cells if column < table.left]
    amounts = [cell for column, cell in cells if column >= table.left]
    labels = [label for label in labels if not compact(label).startswith(_BLOCK_LABELS) and not _NUMBER.fullmatch(compact(label))]
    if not labels and not amounts:
        return None
    return labels[-1] if labels else ""


def _fund_row(grid: Grid, row: int, table: Table, label: str, said: str) -> FundRow:
    amount = partial(numbers.money, unit=_kept(said), said=said)
    return FundRow(label, *(_cell(grid, row, table, role, amount) for role in _AMOUNTS))


def _cell(
    grid: Grid, row: int, table: Table, role: str, read: Callable[[Cell, CellRef | None], Read[Decimal | None]]
) -> Read[Decimal | None]:
    columns = table.columns.get(role)
    return read(grid.cell(row, columns[0]), grid.ref(row, columns[0])) if columns else _NONE


def _printed_weight(grid: Grid, table: Table) -> Read[Decimal | None]:
    """A block without a weight column may print its points in a label: 预算执行情况（20分）, 得分(20分*执行率)."""
    for column, cell in grid.rows[table.top]:
        says = compact(cell.text).startswith(_BLOCK_LABELS) or lexicon().fund_column(cell.text) == "typed"
        printed = numbers.printed_points(cell.text) if says else None
        if printed:
            return Read(printed, cell.text, grid.ref(table.top, column))
    return _NONE


def _in_pairs(grid: Grid, first: int, last: int) -> Money | None:
    """A block written as labels and values, in a line or one below the other: 资金总额（万元） | 100 | 实际支出 | 81, or 执行数：81 in a cell."""
    said = _unit(grid, first, last)
    reads: dict[str, Read[Decimal | None]] = {}
    owned: set[str] = set()  # roles said by a word of their own: 预算数 says it better than 财政拨款预算数
    for row, cells in grid.between(first, last):
        if reads and _is_end(cells):
            break
        for column, cell in cells:
            for label, value, at in _labelled(grid, row, column, cell):
                role = lexicon().fund_column(label) or ("budget" if "fund_total" in lexicon().rows_named(label) else "")
                if role not in (*_AMOUNTS, "weight", "rate", "typed"):
                    continue
                own = key(label) in lexicon().fund[role].words
                if role in reads and (role in owned or not own):
                    continue
                if role in _AMOUNTS:
                    read = numbers.money(value, at, _kept(said), said)
                else:
                    read = numbers.share(value, at) if role == "rate" else numbers.points(value, at)
                if read.value is not None:
                    reads[role] = read
                    owned |= {role} if own else set()
    if "executed" not in reads or not reads.keys() & {"initial", "budget"}:
        return None
    total = FundRow("", *(reads.get(role, _NONE) for role in _AMOUNTS))
    typed = reads.get("typed", _NONE) if "weight" in reads else _NONE  # 自评得分 without a 分值 is that of the whole form
    return Money(_kept(said), total, (), reads.get("weight", _NONE), reads.get("rate", _NONE), typed)


def _labelled(grid: Grid, row: int, column: int, cell: Cell) -> Iterator[tuple[str, Cell, CellRef | None]]:
    """A label with the cell right of it, with the one below it, and every label: value in its own text."""
    bottom, right = grid.end(row, column)
    yield cell.text, grid.cell(row, right + 1), grid.ref(row, right + 1)
    yield cell.text, grid.cell(bottom + 1, column), grid.ref(bottom + 1, column)
    for label, value in _SAID.findall(cell.text):
        yield label, replace(EMPTY, text=value), None  # such a cell is read, and never written over


def _kept(said: str) -> str:
    return "万元" if said in ("千元", "亿元") else said


def _unit(grid: Grid, first: int, last: int) -> str:
    """元, 千元, 万元 or 亿元 as the block, its header or the line above it says; "" when it says nothing or several."""
    said = set()
    for _, cells in grid.between(first, last):
        for _, cell in cells:
            text = compact(cell.text)
            if "元" in text and (_ALONE.fullmatch(text) or any(map(text.__contains__, _SPEAKS_OF_MONEY))):
                unit = next((unit for unit in _UNITS if unit in text), "")
                if unit or "(元)" in text or "单位:元" in text:
                    said.add(unit or "元")
    return said.pop() if len(said) == 1 else ""
