"""Weights written as shares of one: 0.5 | 0.3 | 0.1 and 0.1 for the execution rate are 50, 30, 10 and 10 points.

In: the indicators, the money, the weights added up. Out: the same in points, and a notice of it. Not here: shares in cells formatted as % (numbers),
which are read as people see them.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pbexcel.problems import Problem, problem
from pbexcel.records import Indicator, Money, Read
from pbexcel.spelling import plain_number

WHOLE = Decimal(100)
_ONE = Decimal(1)

Weight = Read[Decimal | None]


def in_points(
    indicators: list[Indicator], money: Money | None, total: Weight
) -> tuple[list[Indicator], Money | None, Weight, list[Problem]]:
    """Only where no weight is above one, all of them together are exactly one whole, and the scores are no shares themselves."""
    weights = [row.weight.value for row in indicators if row.weight.value is not None]
    fund = money.weight.value if money else None
    whole = sum(weights, Decimal(0)) * WHOLE + _points(fund or Decimal(0))
    if not weights or max(weights) > _ONE or min(weights) <= 0 or whole != WHOLE or (len(weights) == 1 and not fund):
        return indicators, money, total, []
    typed = [read.value for read in (*(row.typed for row in indicators), *([money.typed] if money else [])) if read.value is not None]
    if typed and max(typed) <= _ONE:
        return indicators, money, total, []
    rows = [replace(row, weight=_in_points(row.weight)) for row in indicators]
    first = next(row for row in indicators if row.weight.value is not None)
    said = problem("W317", at=first.weight.at, read=first.weight.text, points=plain_number(_points(first.weight.value or _ONE)))
    return rows, replace(money, weight=_in_points(money.weight)) if money else None, _in_points(total), [said]


def _in_points(weight: Weight) -> Weight:
    return weight if weight.value is None else replace(weight, value=_points(weight.value))


def _points(number: Decimal) -> Decimal:
    return number * WHOLE if number <= _ONE else number
