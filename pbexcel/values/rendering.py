"""Values as the tool itself would write them: ≥99.5%, 18～54岁, 2021-12-31.

In: a target or an actual as understood. Out: a short text that reads back as the same value. Not here: scores and sentences.
"""

from __future__ import annotations

from decimal import Decimal

from pbexcel.records import (
    Actual,
    Between,
    Blank,
    Deadline,
    Done,
    Measured,
    Number,
    Op,
    Placeholder,
    Rate,
    Several,
    Stated,
    Target,
    Tier,
    Unreadable,
)
from pbexcel.spelling import plain_number

_SIGNS: dict[Op, str] = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "="}


def as_written(value: Target | Actual) -> str:
    """A value in its plainest spelling; a text in words stays as it is, nothing at all is "" ."""
    match value:
        case Measured(op, number, unit, change, about):
            return ("变动" if change else "") + (_SIGNS[op] if op else "") + ("约" if about else "") + _with_unit(number, unit)
        case Number(number, unit):
            return _with_unit(number, unit)
        case Between(low, high, unit):
            return f"{plain_number(low)}～{_with_unit(high, unit)}"
        case Deadline() | Done():
            return _day(value)
        case Rate(share):
            return f"{plain_number(share * 100)}%"
        case Tier(tier):
            return tier
        case Several(parts):
            return "；".join(as_written(part) for part in parts)
        case Stated(text) | Placeholder(text) | Unreadable(text):
            return text
        case Blank():
            return ""


def _with_unit(number: Decimal, unit: str) -> str:
    return plain_number(number) + unit


def _day(value: Deadline | Done) -> str:
    days = [day for day in (value.start, value.on) if day is not None]
    return "至".join(f"{day.month}月{day.day}日" if value.yearless else f"{day:%Y-%m-%d}" for day in days)
