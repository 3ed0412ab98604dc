"""Actuals whose number, beside its target, cannot be meant as it stands: the wrong side of an edge, of all for of each, 2% for 98%.

In: a quantity with its folded text, its target and what stands around it. Out: whether a person has to read it. Not here: what the
words around a number say of it (doubts), units (fitting), the score.
"""

from __future__ import annotations

import re
from decimal import Decimal

from pbexcel.records import Measured, Target
from pbexcel.values.context import Context
from pbexcel.values.direction import direction_of
from pbexcel.values.doubts import GROWTH, asks_for_change
from pbexcel.values.folding import fold
from pbexcel.values.phrases import holds
from pbexcel.values.quantity import Quantity
from pbexcel.values.units import convert

_BY_SIGN = re.compile(r"[<>=]")  # ≥93% is a target's sign copied along; 75%以上 against ≥80% may be 85 %
_NOT_QUITE = re.compile(r"近\d|基本(?:达到|完成|实现|为|在)?\d")  # 近1000人, 接近90%, 基本达到98%: less than it
_AND_MORE = re.compile(r"\d[十百千万亿]*[余多]|\d[^\d]{1,3}多$")  # 200余人, 3天多: more than it
_TO = re.compile(r"(?:提高|提升|增加|增长|上升|下降|降低|减少|压减|缩短|升|降)(?:到|至|为)")  # 提高到90%: where it is to stand
_LEVEL = re.compile(r"([一-鿿]{2,}?)(?:为|是|达到?|:)?\d")
_MANY, _MANY_PER_CENT = 2, 5  # times a change that is more than a change done well
_PER = re.compile(r"每(?!年)|[人户日月次亩班村场]均|日(?:供|处理|产)|班额")
_OF_ALL = 5  # times what is asked of each can only be the number of all
_WHOLE, _HALF, _FEW, _TEN, _NEARLY = Decimal(100), Decimal(50), Decimal(20), Decimal(10), Decimal("0.95")  # per cent; the last a part of the target


def is_doubtful(quantity: Quantity, folded: str, target: Target, target_text: str, context: Context) -> bool:
    """Whether the number cannot be taken for the measured value; `may_be_the_whole` is told apart, for it has a finding of its own."""
    return (
        is_wrong_edge(quantity, folded, target, context)
        or is_smaller_change(quantity, folded, target, target_text, context)
        or is_of_all(quantity, target, target_text, context)
        or is_other_side(quantity, target, context)
        or is_about_the_edge(quantity, folded, target)
    )


def is_wrong_edge(quantity: Quantity, folded: str, target: Target, context: Context) -> bool:
    """Whether an actual is an edge that leaves the target open: ≤95% or 近95% against ≥95%, 75%以上 against ≥80%, 3天以上 and 4天以内 against ≤3天."""
    if not isinstance(target, Measured):
        return False
    if quantity.op is None and folded.isascii():
        return False
    less = quantity.op in ("<", "<=") or _NOT_QUITE.search(folded) is not None
    more = quantity.op in (">", ">=") or _AND_MORE.search(folded) is not None
    if not less and not more:
        return False
    match direction_of(target, context):
        case "forward":
            return less or (quantity.number < target.number and _BY_SIGN.search(folded) is None and quantity.op is not None)
        case "reverse":
            return more or (quantity.op is not None and _BY_SIGN.search(folded) is None and _is_above(quantity, target))
        case "equal":
            return quantity.op in ("<", ">")
    return False


def _is_above(quantity: Quantity, target: Measured) -> bool:
    given = convert(quantity.number, quantity.unit or target.unit, target.unit)
    return given is not None and given > target.number


def is_smaller_change(quantity: Quantity, folded: str, target: Target, target_text: str, context: Context) -> bool:
    """Whether a number may be by how much something rose instead of where it stands: 提升5% against ≥90%, 新增20张 against 500张."""
    if not isinstance(target, Measured) or not (holds("saved", folded) or "新增" in folded) or _TO.search(folded):
        return False
    asked = fold(target_text)
    if _TO.search(asked):
        return True
    if quantity.number >= target.number or holds("change", asked):
        return False
    if "新增" in folded:
        return "新增" not in context.name
    return target.unit == "%" and not asks_for_change(target, context)


def may_be_the_whole(quantity: Quantity, folded: str, target: Target, target_text: str, context: Context) -> bool:
    """Whether a number may be what something has grown to instead of by how much: 350张 where 新增50张 were asked."""
    if not isinstance(target, Measured) or quantity.change or quantity.unit != target.unit or holds("saved", folded):
        return False
    asked = fold(target_text)
    level = _LEVEL.match(folded)
    if target.change and level is not None and level[1] in asked and not holds("change", level[1]) and GROWTH.search(fold(context.name)) is None:
        return True  # 投诉率10% where 投诉率下降10% was asked
    if not (target.change or (holds("change", asked) and not _TO.search(asked))) or GROWTH.search(fold(context.name)):
        return False
    return quantity.number >= target.number * (_MANY_PER_CENT if target.unit == "%" else _MANY)


def is_of_all(quantity: Quantity, target: Target, target_text: str, context: Context) -> bool:
    """Whether a number is so far above what was asked of each that it can only be that of all: 1150件 for 月均100件, 40次 for 4次 of 每月巡查."""
    if not isinstance(target, Measured) or "/" in target.unit or "/" in quantity.unit or target.number <= 0:
        return False
    if _PER.search(fold(target_text) + fold(context.name)) is None:
        return False
    given = convert(quantity.number, quantity.unit or target.unit, target.unit)
    return given is not None and given >= target.number * _OF_ALL


def is_other_side(quantity: Quantity, target: Target, context: Context) -> bool:
    """Whether a missed share is met as what is left of the whole, or with its point moved: 2% and 9.6% for ≥95%, 99% for ≤1% of 差错率."""
    if not isinstance(target, Measured) or target.unit != "%" or quantity.unit != "%" or not _FEW <= abs(target.number - _HALF) <= _HALF:
        return False
    number, edge = quantity.number, target.number
    match direction_of(target, context):
        case "forward" | "equal" if number < edge and edge > _HALF:
            moved = (number * 10, number * 100) if number < _TEN else ()
            return number < 0 or _WHOLE - number >= edge or any(edge * _NEARLY <= other <= _WHOLE for other in moved)
        case "reverse" if number > edge and edge < _HALF:
            return number <= _WHOLE and _WHOLE - number <= edge * _MANY and number > _WHOLE - _FEW
    return False


def is_about_the_edge(quantity: Quantity, folded: str, target: Target) -> bool:
    """Whether a number said to be about so much stands right at the target: 约1000人 for ≥1000人; 1000余人 is more."""
    if not isinstance(target, Measured) or target.about or not quantity.about:
        return False
    if _AND_MORE.search(folded) or _NOT_QUITE.search(folded):  # it says on which side
        return False
    return convert(quantity.number, quantity.unit or target.unit, target.unit) == target.number
