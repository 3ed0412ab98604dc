"""Read 实际完成值: 100%, 19.8万元, ≥90% (a copied target), 200余人, 已完成, 2021年11月30日.

In: the text of a cell, its target as read and as written, what stands around it. Out: an `Actual` with its findings.
Not here: whether the target is met (room `scoring`), units (fitting).
"""

from __future__ import annotations

import re
from decimal import Decimal

from pbexcel.problems import Finding
from pbexcel.records import (
    Actual,
    Between,
    Blank,
    Deadline,
    Done,
    Measured,
    Number,
    Placeholder,
    Rate,
    Several,
    Stated,
    Target,
    Tier,
    TierName,
    Unreadable,
)
from pbexcel.values.context import Context, Reading
from pbexcel.values.days import Day, read_day
from pbexcel.values.doubts import is_planned, is_smaller_change, is_wrong_edge, may_be_the_whole, says_less
from pbexcel.values.folding import fold
from pbexcel.values.naming import hint_of, is_rate
from pbexcel.values.numerals import ARABIC, arabic
from pbexcel.values.parts import (
    LONGEST,
    best_of_scale,
    in_money,
    is_nothing,
    is_scale,
    is_wordy,
    looks_numeric,
    read_span,
    several,
    without_nature,
)
from pbexcel.values.phrases import holds, whole, words_of
from pbexcel.values.quantity import Quantity, read_quantity
from pbexcel.values.units import split_unit

_EDGES = ";,。、.\"'“”‘’!"
_TIERS: tuple[tuple[str, TierName], ...] = (("achieved", "达成"), ("partly", "部分达成"), ("missed", "未达成"))
_MARKS = re.compile(r"[,;。、!:()]")
_BARE_NUMBER = re.compile(r"[-+]?[\d,.]+")
_CAUSE = re.compile(r"(?<=.)\((?:因|受|由于)[^()]*\)$")  # 8场（因疫情减少2场）
_AFTER_PLAN = re.compile(rf"(?:年初|原)?(?:计划|目标|应)(?:完成|举办|开展|组织|实施)?({ARABIC})([^\d,;、]{{1,4}})[,;、]?(?:实际|已)*(?:完成|举办|开展|组织|实施)了?({ARABIC})([^\d,;、]{{1,4}})")
_OF_PLANNED = re.compile(rf"(?:实际)?(?:已)?(?:完成)?({ARABIC})([^\d/]{{0,4}})/({ARABIC})([^\d/]{{0,4}})")
_NO_WORD = frozenset("0123456789%‰")
_WHOLE, _ROUNDED = 100, Decimal("0.5")  # per cent


def read_actual(text: str, target: Target, target_text: str, context: Context) -> Reading[Actual]:
    """What an actual text says about its target. Any text gives a value; what is not understood never becomes a number."""
    folded = fold(text).strip(_EDGES)
    if not folded:
        return Reading(Blank()) if not is_nothing(fold(text)) else _placeholder(text)
    if isinstance(target, Measured) and target.number == 0 and (folded in whole("none_at_all") or folded[0] == "零"):
        return Reading(Number(Decimal(0), target.unit), (Finding("T217", text.strip()),) if folded == "无" else ())
    if is_nothing(folded):
        return _placeholder(text)
    if len(folded) > LONGEST:
        return Reading(Stated(text.strip()))
    tier = _tier(folded, target, target_text)
    if tier is not None:
        return Reading(Tier(tier))
    if isinstance(target, Deadline) or not (isinstance(target, Measured) and _BARE_NUMBER.fullmatch(folded)):
        day = read_day(folded, _year(context, target))
        if day is not None:
            if is_planned(folded):
                return Reading(Unreadable(text.strip()), (Finding("T204", text.strip()),))
            return Reading(Done(day.on, day.start, day.yearless))
    said = _CAUSE.sub("", folded)
    quantity = None if _speaks_of_difference(said, target_text, context) else read_quantity(said)
    if quantity is not None:
        if (
            says_less(folded, target, target_text, context)
            or is_wrong_edge(quantity, folded, target, context)
            or is_smaller_change(quantity, folded, target, target_text, context)
        ):
            return Reading(Unreadable(text.strip()), (Finding("T204", text.strip()),))
        if may_be_the_whole(quantity, folded, target, context):
            return Reading(Unreadable(text.strip()), (Finding("T218", text.strip()),))
        return _number(in_money(quantity, context), text.strip(), target, context)
    return _read_other(text.strip(), folded, target, context)


def _placeholder(text: str) -> Reading[Actual]:
    return Reading(Placeholder(text.strip()), (Finding("T216", text.strip()),))


def _year(context: Context, target: Target) -> int | None:
    """The year of the form; where it names none, that of the target's day."""
    if context.year is None and isinstance(target, Deadline) and not target.yearless:
        return target.on.year
    return context.year


def _speaks_of_difference(folded: str, target_text: str, context: Context) -> bool:
    """Whether the number is what was saved or added (节约0.2万元) while the target asks for the whole, or an edge (不足90%)."""
    if folded.isascii():
        return False
    if folded.startswith(words_of("less_than")):
        return True
    return holds("saved", folded) and not holds("saved", fold(target_text) + fold(context.name))


def _tier(folded: str, target: Target, target_text: str) -> TierName | None:
    """The tier a status word names; the best grade of a scale that is the target is 达成."""
    if folded[-1] in _NO_WORD:
        return None
    words = _MARKS.sub("", folded)
    for name, tier in _TIERS:
        if words in whole(name):
            return tier
    if isinstance(target, Stated):
        asked = fold(target_text)
        scale = without_nature(asked)
        if is_scale(scale) and words and words in (best_of_scale(scale), best_of_scale(scale) + "秀"):
            return "达成"
        if words.endswith(asked) and words != asked and _reached(words.removesuffix(asked)):
            return "达成"
    return None


def _reached(before: str) -> bool:
    """Whether what stands before the target's own words says that it was reached: 已建立."""
    return before in whole("reached")


def _number(quantity: Quantity, text: str, target: Target, context: Context) -> Reading[Actual]:
    findings = (Finding("T212", text),) if quantity.about else ()
    number = Number(quantity.number, quantity.unit)
    if quantity.unit not in ("%", "‰") or not _asks_other_than_rate(target, quantity, context):
        return Reading(number, findings)
    share = quantity.number / (_WHOLE if quantity.unit == "%" else _WHOLE * 10)
    if share < 0:
        return Reading(number, findings)
    code = "T211" if isinstance(target, Stated) else "T210"
    return Reading(Rate(share), (*findings, Finding(code, text)))


def _asks_other_than_rate(target: Target, quantity: Quantity, context: Context) -> bool:
    """Whether a target asks for a quantity, a day or a statement, so that a percentage can only be a completion rate."""
    if isinstance(target, (Stated, Deadline)):
        return True
    if not isinstance(target, (Measured, Between)):
        return False
    unit = target.unit or hint_of(context.name)[1]
    if unit:
        return unit not in ("%", "‰", "‱", "比例", "倍", "百分点", "个百分点", "分")
    if is_rate(context.name) or not isinstance(target, Measured):
        return False
    return not target.number / 2 <= quantity.number <= target.number * 2  # 95.2 answered by 95.2% is the same number


def _read_other(text: str, folded: str, target: Target, context: Context) -> Reading[Actual]:
    counted = _of_planned(folded, target)
    if counted is not None:
        return Reading(counted)
    span = read_span(folded, context)
    if span is not None:
        return Reading(Several((Number(span.low, span.unit), Number(span.high, span.unit))))
    if is_scale(folded):
        return Reading(Unreadable(text), (Finding("T204", text),))
    if not looks_numeric(folded):
        return Reading(Stated(text))
    parts = several(folded, context)
    if told := _told_twice(parts, target):
        return Reading(told)
    if parts:
        return Reading(Several(tuple(_part(part) for part in parts)))
    if is_wordy(folded):
        return Reading(Stated(text))
    return Reading(Unreadable(text), (Finding("T204", text),))


def _told_twice(parts: tuple[Quantity | Day, ...], target: Target) -> Number | None:
    """The number of 8场，完成率80% where 10场 were asked: the percentage says nothing new."""
    if len(parts) != 2 or not isinstance(target, Measured) or target.number <= 0 or target.unit == "%":
        return None
    shares = [part.number for part in parts if isinstance(part, Quantity) and part.unit == "%"]
    values = [part for part in parts if isinstance(part, Quantity) and part.unit == target.unit]
    if len(shares) != 1 or len(values) != 1:
        return None
    exact = values[0].number / target.number * _WHOLE
    return Number(values[0].number, values[0].unit) if abs(exact - shares[0]) < _ROUNDED else None


def _of_planned(folded: str, target: Target) -> Number | None:
    """What was done of what was planned: 28/30场 or 计划30场，完成28场 where 30 were asked is 28, 30/30 is all; None where that cannot be told."""
    match = _OF_PLANNED.fullmatch(folded) if "/" in folded else _AFTER_PLAN.fullmatch(folded)
    if match is None or not isinstance(target, Measured):
        return None
    one, other, units = arabic(match[1]), arabic(match[3]), {split_unit(unit) for unit in (match[2], match[4]) if unit}
    if len(units) > 1 or any(rest or not unit for unit, rest in units):
        return None
    unit = next(iter(units))[0] if units else ""
    if target.unit == "%" and one == other > 0 and unit != "%":
        return Number(Decimal(_WHOLE), "%")
    if one != other and target.number not in (one, other):
        return None
    if "/" not in folded and one != target.number:
        return None  # another plan than the target
    return Number(other if one == target.number else one, unit)


def _part(part: Quantity | Day) -> Actual:
    return Done(part.on, part.start, part.yearless) if isinstance(part, Day) else Number(part.number, part.unit)
