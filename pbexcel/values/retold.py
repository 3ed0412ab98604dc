"""Actuals that tell one number in more words: 28/30场, 计划30场，完成28场, 11所，剩余1所, 全年无安全事故.

In: a folded actual and its target. Out: the number, or None where the text does not tell it for certain. Not here: one quantity
(quantity), one of several (chosen), numbers that say less than they seem (doubts).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from pbexcel.records import Measured, Number, Target
from pbexcel.values.context import Context
from pbexcel.values.direction import direction_of
from pbexcel.values.naming import is_rate
from pbexcel.values.numerals import ARABIC, arabic
from pbexcel.values.phrases import holds, whole, words_of
from pbexcel.values.units import split_unit

_NONE_OF_IT = re.compile(r"(?:全年|本年度?|年度?内|当年|期间|均)*(?:未发生|没有发生|未出现|没有出现|未产生|未收到|未接到|没有收到|无|零)(?:发生|出现)?([一-鿿]{1,8})")
_GENERAL = re.compile("安全|任何|各类|相关|群众|发生|出现|情况|现象|事件|案件")  # says nothing about which harm
_AFTER_PLAN = re.compile(rf"(?:年初|原)?(?:计划|目标|应)(?:完成|举办|开展|组织|实施)?({ARABIC})([^\d,;、]{{1,4}})[,;、]?(?:(?:实际|已)+(?:完成|举办|开展|组织|实施)?了?|(?:完成|举办|开展|组织|实施)了?)({ARABIC})([^\d,;、]{{1,4}})")
_OF_PLANNED = re.compile(rf"(?:实际)?(?:已)?(?:完成)?({ARABIC})([^\d/]{{0,4}})/({ARABIC})([^\d/]{{0,4}})")
_AND_REST = re.compile(rf"[一-鿿]{{0,8}}?({ARABIC})([^\d,;、()]{{1,4}})[^\d,;、()]{{0,6}}[,;、(](?:还|尚|仍)?(?:剩余|剩|余下|尚余|缺编|缺|差)({ARABIC})([^\d,;、()]{{1,4}})[^\d]*")
_WHOLE, _ROUNDED, _CENT = Decimal(100), Decimal("0.5"), Decimal("0.01")  # per cent
_TWICE, _MONTHS = 2, 12


def is_none_at_all(folded: str, target: Measured, asked: str) -> bool:
    """Whether a text says 0 where 0 or at most so many were asked: 未发生, 全年无安全事故; 无火灾 says nothing of other harm."""
    if folded in whole("none_at_all") and (target.number == 0 or (target.op in ("<", "<=") and folded != "零" and holds("harm", asked))):
        return True
    if target.number < 0 or (target.number and target.op not in ("<", "<=")):
        return False
    match = _NONE_OF_IT.fullmatch(folded)
    if match is None or not holds("harm", match[1]):
        return False
    harm, all_asked = _GENERAL.sub("", match[1]), _GENERAL.sub("", asked)
    if harm == "事故" and "安全" in asked and not holds("harm", all_asked):
        return True  # 安全生产: its harm is the accident
    return bool(harm) and harm in all_asked and not holds("harm", all_asked.replace(harm, ""))


_SINCE = r"(?:(?:较|比|与)(?:上年|去年|上一年)度?(?:同期)?(?:相比)?|同比)"
_STEADILY = r"(?:稳步|逐步|有所|进一步|有效|已|,)"
_UP, _DOWN = "提高|提升|增长|增加|上升|上涨", "降低|下降|减少|缩短"
_COUNTED = re.compile("(?:情况|水平|起数|件数|数量|数|量|额)$")
_ASKS_FOR_CHANGE = re.compile(rf"(?:{_SINCE}|{_STEADILY})*(?:(?P<up>{_UP})|(?P<down>{_DOWN}))")
_CHANGED = re.compile(rf"(?P<of>[^\d,;]*?)(?:{_SINCE}|{_STEADILY})*(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:了|约|近)?{ARABIC}[^\d,;()]{{0,4}}")


def is_changed_as_asked(folded: str, asked: str, name: str) -> bool:
    """Whether a target that asks only for more, or only for less, is answered by how much: 下降 by 下降15%; 明显下降 by 15% is for a person."""
    wanted, told = _ASKS_FOR_CHANGE.fullmatch(asked), _CHANGED.fullmatch(folded)
    if wanted is None or told is None or bool(wanted["up"]) is not bool(told["up"]):
        return False
    return told["of"] in ("", name, _COUNTED.sub("", name)) and re.search("[1-9]", folded) is not None


def of_planned(folded: str, target: Target, context: Context) -> Number | None:
    """What was done of what was planned: 28/30场 or 计划30场，完成28场 where 30 were asked is 28, 38/40 where a percentage was is 95 %; None
    where that cannot be told."""
    rest = _AND_REST.fullmatch(folded)
    if rest is not None and isinstance(target, Measured) and not folded.startswith(words_of("planned")):
        return _with_rest(arabic(rest[1]), split_unit(rest[2])[0], arabic(rest[3]), split_unit(rest[4])[0], target)
    part = "/" in folded
    match = _OF_PLANNED.fullmatch(folded) if part else _AFTER_PLAN.fullmatch(folded)
    if match is None or not isinstance(target, Measured) or (part and direction_of(target, context) not in ("forward", "equal")):
        return None  # 3/200件 where at most 3 are right is no 200
    one, other, units = arabic(match[1]), arabic(match[3]), {split_unit(unit) for unit in (match[2], match[4]) if unit}
    if len(units) > 1 or any(rest or not unit for unit, rest in units):
        return None
    unit = next(iter(units))[0] if units else ""
    if not part:
        return Number(other, unit) if one == target.number else None  # another plan than the target
    if target.unit == "%" and unit != "%" and 0 < one <= other and (one == other or (is_rate(context.name) and _is_part(one, other, unit))):
        return Number((one * _WHOLE / other).quantize(_CENT, ROUND_HALF_UP), "%")
    return Number(one, unit) if one == other or (other == target.number and _is_part(one, other, unit)) else None


def _with_rest(done: Decimal, unit: str, rest: Decimal, same: str, target: Measured) -> Number | None:
    """11所，剩余1所 where 12 were asked is 11."""
    return Number(done, unit) if unit and unit == same and done + rest == target.number else None


def _is_part(one: Decimal, other: Decimal, unit: str) -> bool:
    """Whether 28/30 can only be 28 of 30: 12/31 may be a day, 120/80 two values, 30/27 of 30 all or not."""
    return one <= other * _TWICE if unit else _MONTHS < one < other
