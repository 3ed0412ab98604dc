"""The budget and the executed amount that count, out of the 项目资金 block.

In: `Money` as read. Out: `Amount`s with where they come from. Not here: the execution score (`execution`), the checks.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Literal, TypeAlias

from pbexcel.frozen import frozen
from pbexcel.records import CellRef, FundRow, Money, Read

Origin: TypeAlias = Literal["total", "parts", "initial"]


@frozen
class Amount:
    """An amount in the form's unit; `number` is None where the form holds none. `at` is the cell of the total row."""

    number: Decimal | None
    origin: Origin
    at: CellRef | None
    text: str


def budget_of(money: Money) -> Amount:
    """全年预算数 of the total row, else the sum of its 其中 rows, else 年初预算数 in the same order."""
    own = _amount(money, lambda row: row.budget)
    if own.number:
        return own
    first = initial_of(money)
    if first.number:
        return Amount(first.number, "initial", own.at or first.at, own.text)
    return own


def initial_of(money: Money) -> Amount:
    """年初预算数 of the total row; where it is empty or 0, the sum of the 其中 rows."""
    return _amount(money, lambda row: row.initial)


def executed_of(money: Money) -> Amount:
    """全年执行数 of the total row; where it is empty or 0, the sum of the 其中 rows."""
    return _amount(money, lambda row: row.executed)


def _amount(money: Money, column: Callable[[FundRow], Read[Decimal | None]]) -> Amount:
    read = column(money.total)
    if read.value:
        return Amount(read.value, "total", read.at, read.text)
    parts = [part.value for part in map(column, money.parts) if part.value]
    if parts:
        return Amount(sum(parts, Decimal(0)), "parts", read.at, read.text)
    return Amount(read.value, "total", read.at, read.text)
