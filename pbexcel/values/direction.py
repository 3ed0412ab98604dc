"""Is more better, or less? From the comparator; else from 指标性质, the name and the 二级指标, in a fixed order.

In: a target as read and what stands around it. Out: a `Direction`; `unclear` where only a person can tell.
Not here: what follows from it (room `scoring`). Where target and actual are equal it does not matter.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache

from pbexcel.records import Between, Deadline, Direction, Measured, Op, Stated, Target
from pbexcel.values.context import Context
from pbexcel.values.folding import fold
from pbexcel.values.naming import hint_of
from pbexcel.values.phrases import either, holds, lists, words_of
from pbexcel.values.units import measure_of

_BY_SIGN: dict[str, Direction] = {">": "forward", "<": "reverse", "=": "equal"}
# as 指标性质 says it: 正向, 反向指标, 逆指标, 越小越好
_FORWARD, _REVERSE = re.compile("正(?:$|向|性|指标|相关)|越[大高多]|>"), re.compile("[反逆负](?:$|向|性|指标|相关)|越[小低少]|<")
_WHOLE, _HALF = 100, 50  # per cent
_END = 60  # characters of a name that say what it counts
_GRADES = ("级", "等", "等级", "类")  # 一级 may be better than 二级, or worse
_SAVED_OR_SPENT = re.compile("节约|节省")  # 节约成本 5万元: saved, or spent less than?
_SUMS = ("资金", "金额", "经费", "投资", "总额", "投资额", "资金额", "费用", "费", "成本", "价格", "造价", "单价")


def direction_of(target: Target, context: Context) -> Direction:
    """The direction of a target. Sources in this order: comparator, 指标性质, name, second level."""
    if isinstance(target, Measured):
        if target.change:
            return "forward"
        if target.op is not None:
            return _BY_SIGN[target.op[0]]
    elif isinstance(target, Stated):
        return "stated"
    elif isinstance(target, Between):
        return "between"
    elif isinstance(target, Deadline):
        return "deadline"
    nature = fold(context.nature)
    if _FORWARD.match(nature):
        return "forward"
    if _REVERSE.match(nature):
        return "reverse"
    hinted = hint_of(context.name)
    if isinstance(target, Measured) and (target.unit in _GRADES or target.number < 0):
        return "unclear"
    if hinted[0]:
        return _by_hint(hinted[0])
    if not isinstance(target, Measured):
        return _by_name(context.level1, context.level2, context.name, "", _Size.OTHER)
    unit = target.unit or hinted[1]
    return _by_name(context.level1, context.level2, context.name, unit, _size(target.number))


def _by_hint(op: Op) -> Direction:
    return _BY_SIGN[op[0]]


@cache
def _achieved() -> re.Pattern[str]:
    words, ends = "|".join(lists()["achievement"]["words"]), "|".join(sorted(lists()["achievement"]["endings"], key=len, reverse=True))
    return re.compile(rf"(?:{words})(?:{ends})(?:\(.*\))?[。.]?$")


@cache
def _declining() -> re.Pattern[str]:
    """收入减少额, 合格率下降率: what nobody wants less of."""
    return re.compile(rf"(?:{'|'.join(words_of('gains'))})(?:率|度|数|额|量)?(?:减少|下降|降低|下滑)")


@cache
def _cured() -> re.Pattern[str]:
    return re.compile(rf"不(?:合格|达标|满意|良|规范|合规|准确).*(?:{'|'.join(words_of('harm_turned'))}|报告|监测|回访|复检|检测|督办|纠正|清收|清理)|未完成.*督办")


def _is_cured(said: str) -> bool:
    """Whether something is done about what is not as it should be: 不合格产品处理率."""
    return _cured().search(said) is not None


class _Size(Enum):
    """What the number of a target says about its direction."""

    ZERO = "0 is a limit"
    LOW = "as a share, less than half: 犯罪率 and 优秀率 may both be 5%"
    WHOLE = "100 without a unit is a share"
    OTHER = "nothing"


def _size(number: Decimal) -> _Size:
    return _Size.ZERO if number == 0 else _Size.LOW if number < _HALF else _Size.WHOLE if number == _WHOLE else _Size.OTHER


@lru_cache(maxsize=8192)
def _by_name(level1: str, level2: str, name: str, unit: str, size: _Size) -> Direction:
    """The order of design: a bare 0 is a limit; then achievement, harm, cost, the second level."""
    said, level = fold(name), fold(level2) + fold(level1)
    money = measure_of(unit)[0].startswith("money") if unit else said.endswith(_SUMS)
    rate = unit in ("%", "‰", "比例") or (not unit and size is _Size.WHOLE)
    under_cost = holds("cost", fold(level2)) or holds("cost", fold(level1))
    if size is _Size.ZERO:
        return "reverse"
    if holds("negated", said):
        return "unclear" if _is_cured(said) else "reverse"
    if holds("undirected", said) or _declining().search(said) or (under_cost and _SAVED_OR_SPENT.match(said) and not said.endswith(words_of("saving"))):
        return "unclear"
    if said.endswith(words_of("saving")) or (not money and _is_achievement(said, rate, under_cost)):
        return "forward"
    if _is_harm(said):
        return "reverse"
    if _is_beside_a_harm(said):
        return "unclear"
    if under_cost:
        return _of_cost(said, unit, money)
    if money and any(word in level for word in ("数量", "质量")):
        return "unclear"  # an amount of money as a quantity: to be spent, or not to be exceeded?
    if rate and unit in ("%", "‰") and size is _Size.LOW and not holds("growing", said):
        return "unclear"
    if any(word in level for word in ("数量", "质量", "满意")):
        return "unclear" if _takes_time(said, level, unit) else "forward"
    return _of_effect(said, level, unit, rate)


def _is_achievement(said: str, rate: bool, under_cost: bool) -> bool:
    if not _achieved().search(said) or _is_harm(said):
        return False
    if under_cost:
        return rate and "成本控制" not in said and not said.endswith(("成本", "费用"))
    return rate or said.endswith(("率", "度"))


def _is_harm(said: str) -> bool:
    """Whether a harm is what a name counts, not what is done about it: 事故起数, not 事故救援成功率."""
    return holds("harm", said) and not holds("harm_turned", said) and _counts_harm().search(said[-_END:]) is not None


@cache
def _counts_harm() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('harm')})(?:{either('harm_counted')})*+(?:\(.*\))?[。.]?$")


def _is_beside_a_harm(said: str) -> bool:
    """Whether a name holds a harm and something behind it that nobody knows: only a person can tell what it counts."""
    return holds("harm", said) and not holds("harm_turned", said) and not holds("acted_on", said)


def _of_cost(said: str, unit: str, money: bool) -> Direction:
    """An amount per head is a standard where it is paid out to somebody, else a price; an amount is a limit."""
    if not money:
        return "unclear"
    is_standard = "/" in unit or "标准" in said
    return "equal" if is_standard and holds("fixed_rate", said) else "reverse"


def _takes_time(said: str, level: str, unit: str) -> bool:
    """Whether a number of days or hours may be how long something takes (平均取件时间) and not how much of it was done (培训天数)."""
    if not unit or measure_of(unit)[0] not in ("time", "工作日", "个工作日") or holds("lasting", said) or holds("growing", said):
        return False
    return "质量" in level or "平均" in said or holds("duration", said)


def _of_effect(said: str, level: str, unit: str, rate: bool) -> Direction:
    """效益, 时效 and what has no level: gains are forward, how long something takes is reverse, the rest is a person's."""
    if holds("duration", said) and not holds("lasting", said) and unit and measure_of(unit)[0] in ("time", "calendar", "工作日", "个工作日"):
        return "reverse"
    if rate and not holds("cost", said):
        return "forward"
    return "forward" if holds("growing", said) else "unclear"
