"""Actuals whose number says less than it seems: a plan, work still going on, a distance from the target, the wrong side of an edge.

In: a folded actual, its target and what stands around them. Out: whether a person has to read it.
Not here: reading the number (quantity), the score. A number taken at face value here would be points nobody has earned, or lost.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from pbexcel.records import Measured, Target
from pbexcel.values.around import SINCE
from pbexcel.values.asides import takes_back
from pbexcel.values.context import Context
from pbexcel.values.direction import direction_of
from pbexcel.values.folding import fold
from pbexcel.values.kinds import is_other_kind, names_something_else
from pbexcel.values.phrases import either, holds, words_of
from pbexcel.values.quantity import Quantity
from pbexcel.values.units import convert

_AIM = r"(?:原|年初|年度|全年|预期|既定|计划|绩效)*(?:目标|计划|指标|任务|预算|预期|上年|去年|同期|往年)"
_DISTANCE = re.compile(rf"(?:较|比|超|超过|超出|高于|低于|多于|少于|高出){_AIM}|超额(?:完成)?了?\d")
_GROWTH = re.compile(r"(?:增长|增加|提高|提升|上升|下降|降低|减少|压减|节约|变动)(?:率|幅度|比例|比率)|[增降]幅|增速|增收率|节约率")
_OF_THE_AIM = re.compile(rf"{_AIM}(?:值|数|量)?的\d")
_MANY, _MANY_PER_CENT = 2, 5  # times a change that is more than a change done well
_TO = re.compile(r"(?:提高|提升|增加|增长|上升|下降|降低|减少|压减|缩短|升|降)(?:到|至|为)")  # 提高到90%: where it is to stand
_UP, _DOWN = re.compile(r"增长|增加|提高|提升|上升|上涨"), re.compile(r"下降|降低|减少|压减|缩短|下滑|回落")
_DONE = re.compile(r"实际|已")
_BY_SIGN = re.compile(r"[<>=]")  # ≥93% is a target's sign copied along; 75%以上 against ≥80% may be 85 %
_NOT_QUITE = re.compile(r"近\d|基本(?:达到|完成|实现|为|在)?\d")  # 近1000人, 接近90%, 基本达到98%: less than it
_AND_MORE = re.compile(r"\d[十百千万亿]*[余多]|\d[^\d]{1,3}多$")  # 200余人, 3天多: more than it


def is_planned(folded: str) -> bool:
    """Whether a text says what is to come: 预计12月完成, 计划10个."""
    return folded.startswith(words_of("planned")) and _DONE.search(folded) is None


def says_less(folded: str, target: Target, target_text: str, context: Context) -> bool:
    """Whether the one number of a text is no measured value, whatever it is compared with."""
    if folded.isascii():  # 100%: no words, so nothing said about it
        return False
    asked = fold(target_text) + fold(context.name)
    apart = _DISTANCE.search(folded) is not None and not (_asks_for_change(target, context) and SINCE.search(folded))
    if is_planned(folded) or apart or _is_turned(folded, asked) or takes_back(folded, context.year):
        return True
    if _is_opposite(folded, asked) or is_earlier_stage(folded, asked) or _is_total(folded, asked) or is_other_kind(folded, asked):
        return True
    if _names_unasked("part_of_cost", folded, asked) or _is_other_time(folded, asked) or _is_stock(folded, asked):
        return True
    if names_something_else(folded, fold(target_text)):
        return True
    if isinstance(target, Measured) and target.unit in ("%", "‰") and _OF_THE_AIM.search(folded):
        return True  # 目标的98% against ≥90%: of the target, or of the whole?
    return holds("unfinished", folded) and not holds("unfinished", asked)


@cache
def _harm_rate() -> re.Pattern[str]:
    return re.compile(rf"(?P<harm>损坏|{either('harm')})[一-鿿]{{0,4}}(?:率|比例|比率)[一-鿿:]{{0,3}}\d")


def _is_opposite(folded: str, asked: str) -> bool:
    """Whether the number is the rate of a harm that was not asked for: 延误率2% where 及时率≥95% was."""
    found = _harm_rate().search(folded)
    return found is not None and found["harm"] not in asked


def is_earlier_stage(folded: str, asked: str) -> bool:
    """Whether the number counts, or the day is that of, an earlier stage of the work: 开工8个 where 竣工8个 was asked."""
    return _names_unasked("begun", folded.replace("动工", "开工"), asked.replace("动工", "开工"))


def _names_unasked(name: str, folded: str, asked: str) -> bool:
    """Whether a text holds a word of the list that was not asked for."""
    return holds(name, folded) and any(word in folded and word not in asked for word in words_of(name))


def is_narrower_harm(folded: str, target: Target, target_text: str, context: Context) -> bool:
    """Whether only the worst of a harm is counted: 0起重大事故 where no 事故 at all was to happen."""
    if folded.isascii() or not _names_unasked("narrower", folded, fold(target_text) + fold(context.name)):
        return False
    return direction_of(target, context) == "reverse"


_OTHER_TIME = re.compile(r"(?<![较比])(?:上年度?|去年|往年|上一年度?)(?!同期|相比|增|减|提|下降)|(?:近|前)?[两二三四五]年(?:来|间|内)?(?:累计|共|合计|总)")
_STOCK = re.compile(r"累计|共有|现有|存量|总里程|总数|总量|总人数")


def _is_other_time(folded: str, asked: str) -> bool:
    """Whether the number is of last year or of several years: 上年512人, 三年累计3560人."""
    found = _OTHER_TIME.search(folded)
    return found is not None and found[0] not in asked


def _is_stock(folded: str, asked: str) -> bool:
    """Whether the number is of all there are where new ones were asked for: 共有56个 for 新增充电桩."""
    new = any(word in asked for word in ("新增", "新建", "新开")) and not any(word in folded for word in ("新增", "新建", "新开"))
    return new and _STOCK.search(folded) is not None


_EACH = re.compile(r"每(?!年|月|季|周|日|天|学期|学年|人次)[一-鿿]|单[台价个件套]|[人户]均|/[一-鿿]")
_PER = re.compile(r"每(?!年)|[人户日月次亩班村场]均|日(?:供|处理|产)|班额")
_OF_ALL = 5  # times what is asked of each can only be the number of all
_ALTOGETHER = re.compile(r"(?<!公)共(?![享同建])|总(?!体)|全年|累计|合计|全部(?!按)")


def _is_total(folded: str, asked: str) -> bool:
    """Whether the number is of all together where it was asked of each: 全年培训320人 for 每期不超过60人."""
    if _EACH.search(asked) is None or _EACH.search(folded):
        return False
    return _ALTOGETHER.search(folded) is not None and _ALTOGETHER.search(asked) is None


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
            moved = (number * 10, number * 100)
            return number < 0 or _WHOLE - number >= edge or any(edge * _NEARLY <= other <= _WHOLE for other in moved)
        case "reverse" if number > edge and edge < _HALF:
            return number <= _WHOLE and _WHOLE - number <= edge * _MANY and number > _WHOLE - _FEW
    return False


_WHOLE, _HALF, _FEW, _NEARLY = Decimal(100), Decimal(50), Decimal(20), Decimal("0.95")  # per cent; the last a part of the target


def is_about_the_edge(quantity: Quantity, folded: str, target: Target) -> bool:
    """Whether a number said to be about so much stands right at the target: 约1000人 for ≥1000人; 1000余人 is more."""
    if not isinstance(target, Measured) or target.about or not quantity.about:
        return False
    if _AND_MORE.search(folded) or _NOT_QUITE.search(folded):  # it says on which side
        return False
    return convert(quantity.number, quantity.unit or target.unit, target.unit) == target.number


def _asks_for_change(target: Target, context: Context) -> bool:
    """Whether how much something grew or shrank is the value itself: 增长10%, or a name such as 税收增长率."""
    return (isinstance(target, Measured) and target.change) or _GROWTH.search(fold(context.name)) is not None


def may_be_the_whole(quantity: Quantity, folded: str, target: Target, target_text: str, context: Context) -> bool:
    """Whether a number may be what something has grown to instead of by how much: 350张 where 新增50张 were asked."""
    if not isinstance(target, Measured) or quantity.change or quantity.unit != target.unit or holds("saved", folded):
        return False
    asked = fold(target_text)
    if not (target.change or (holds("change", asked) and not _TO.search(asked))) or _GROWTH.search(fold(context.name)):
        return False
    return quantity.number >= target.number * (_MANY_PER_CENT if target.unit == "%" else _MANY)


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
    return target.unit == "%" and not _asks_for_change(target, context)


def _is_turned(folded: str, asked: str) -> bool:
    """Whether something went up that was to go down, or the reverse: 上升1% where 下降2% was asked is no half of it."""
    return any(
        this.search(folded) and not other.search(folded) and other.search(asked) and not this.search(asked)
        for this, other in ((_UP, _DOWN), (_DOWN, _UP))
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
