"""Percentages written without %: 95, 0.95 and 1 against ≥90%.

In: a target that means per cent, a bare number, the direction. Out: `Fitted`, or `Misfit` where two readings end differently.
Not here: other units (fitting).
"""

from __future__ import annotations

from decimal import Decimal

from pbexcel.problems import Finding
from pbexcel.records import Between, Direction, Measured
from pbexcel.spelling import plain_number
from pbexcel.values.fitted import Fitted, Misfit

_ONE, _HUNDRED = Decimal(1), Decimal(100)
_TEN_PER_CENT = Decimal(10)  # below it a bare 0.1 is 0.1 %, not 10 %
_CLOSE = Decimal(5)
_HALF, _SHARES, _MARKS = Decimal(50), Decimal(3), Decimal(10)


def bare_share(target: Measured | Between, number: Decimal, direction: Direction) -> Fitted | Misfit:
    """A number without % against a percentage: 95 is 95 %; 0.95 is 95 % where that is the only sensible reading."""
    edge = edge_of(target)
    if Decimal(0) < number < _ONE and edge >= _TEN_PER_CENT and direction == "forward":
        as_share = number * _HUNDRED
        return Fitted(as_share, (Finding("T213", plain_number(number), (("percent", f"{plain_number(as_share)}%"),)),))
    other = _other_percentage(number, edge, direction)
    if other is None or (meets(target, number, direction) and meets(target, other, direction)):
        return Fitted(number, (Finding("T209", plain_number(number)),))
    args = (("one", f"{plain_number(number)}%"), ("other", f"{plain_number(other)}%"))
    return Misfit(Finding("T215", plain_number(number), args))


def _other_percentage(number: Decimal, edge: Decimal, direction: Direction) -> Decimal | None:
    """What else a small number without % may mean: a share (1.02 is 102 %, 0.06 against 5 % is 6 %, either way), a mark out of ten (9.5)."""
    if number <= 0 or number > _TEN_PER_CENT:
        return None
    if edge < _TEN_PER_CENT:
        small = number <= _ONE and (number < edge / _CLOSE if direction == "forward" else direction == "reverse" and number * _HUNDRED <= edge * _CLOSE)
        return number * _HUNDRED if small else None
    if number <= _ONE:
        return number * _HUNDRED
    if edge < _HALF:
        return None
    return number * (_HUNDRED if number <= _SHARES else _MARKS)


def meets(target: Measured | Between, number: Decimal, direction: Direction) -> bool:
    """Whether a number in the target's unit meets it; without a known direction only the number itself does."""
    if isinstance(target, Between):
        return target.low <= number <= target.high
    if direction == "reverse":
        return number <= target.number
    return number == target.number if direction in ("equal", "unclear") else number >= target.number


def both_bare(target: Measured | Between, number: Decimal, direction: Direction) -> Fitted | Misfit:
    """Neither side of a share has a %: 0.99 against 98 and 99 against 0.98 are 99 %."""
    edge = edge_of(target)
    if edge >= _HALF and number <= _TEN_PER_CENT:
        return bare_share(target, number, direction)
    return Fitted(number / _HUNDRED if Decimal(0) < edge <= _ONE and number >= _HALF else number)


def edge_of(target: Measured | Between) -> Decimal:
    """The number a target is compared by first."""
    return target.number if isinstance(target, Measured) else target.low
