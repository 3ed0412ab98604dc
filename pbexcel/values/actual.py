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
from pbexcel.values.chosen import answering
from pbexcel.values.context import Context, Reading
from pbexcel.values.days import Day, finished_on, read_day
from pbexcel.values.doubtful_numbers import is_doubtful, may_be_the_whole
from pbexcel.values.doubts import GROWTH, is_earlier_stage, is_late_or_gone, is_planned, says_less
from pbexcel.values.folding import fold
from pbexcel.values.kinds import is_other_kind
from pbexcel.values.naming import hint_of, is_rate
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
from pbexcel.values.plainly import plainly, without_excuse
from pbexcel.values.quantity import Quantity, read_quantity
from pbexcel.values.retold import is_changed_as_asked, is_none_at_all, of_planned

_EDGES = ";,。、.\"'“”‘’!"
_TIERS: tuple[tuple[str, TierName], ...] = (("achieved", "达成"), ("partly", "部分达成"), ("missed", "未达成"))
_BETTER_THAN_PASSED = re.compile(r"优|良好|^良|[级等]$|显著|明显|大幅")  # 达标 says nothing of 优秀
_DONE_HOW = re.compile("(?:按[时期]|如期|及时|准时|提前|高质量|高标准|足额|规范|优质|保质保量)(?:地)?(?:完成|完工|竣工|办结|落实)?$|(?:按[时期]|如期|及时|高质量|足额|规范)完成")
_MARKS = re.compile(r"[,;。、!:()]")
_UP_OR_DOWN_TO = re.compile(r"(?:提高|提升|增加|增长|上升|下降|降低|减少|压减|缩短)(?:到|至|为)了?\d")
_BARE_NUMBER = re.compile(r"[-+]?[\d,.]+")
_CAUSE = re.compile(r"(?<=.)\((?:因|受|由于)[^()]*\)$")  # 8场（因疫情减少2场）
_NO_WORD = frozenset("0123456789%‰")
_WHOLE = 100  # per cent
_MANY_DAYS = 100  # of a year: a share of them may be meant
_WORDS = re.compile("[一-鿿]+")


def read_actual(text: str, target: Target, target_text: str, context: Context) -> Reading[Actual]:
    """What an actual text says about its target. Any text gives a value; what is not understood never becomes a number."""
    folded = fold(text).strip(_EDGES)
    if not folded:
        return Reading(Blank()) if not is_nothing(fold(text)) else _placeholder(text)
    if isinstance(target, Measured) and is_none_at_all(folded, target, fold(target_text) + fold(context.name)):
        return Reading(Number(Decimal(0), target.unit), (Finding("T217", text.strip()),) if folded == "无" else ())
    if is_nothing(folded):
        return _placeholder(text)
    if len(folded) > LONGEST:
        return Reading(Stated(text.strip()))
    tier = _tier(folded, target, target_text)
    if tier is not None:
        return Reading(Tier(tier))
    if isinstance(target, Deadline) or not (isinstance(target, Measured) and _BARE_NUMBER.fullmatch(folded)):
        year, asked = _year(context, target), fold(target_text) + fold(context.name)
        day, said = read_day(folded, year), folded
        if day is None and not is_earlier_stage(asked, ""):
            day, said = finished_on(folded, year) or (None, "")
        if day is not None:
            if is_planned(said) or is_earlier_stage(said, asked) or is_other_kind(said, asked):
                return _doubted(text)
            return Reading(Done(day.on, day.start, day.yearless))
    if isinstance(target, Stated) and is_changed_as_asked(folded, fold(target_text), fold(context.name)):
        return Reading(Tier("达成"))
    folded = without_excuse(folded, target, context)
    said = plainly(_CAUSE.sub("", folded), target, context)
    quantity = None if _speaks_of_difference(said, target_text, context) else read_quantity(said)
    if quantity is not None:
        if says_less(folded, target, target_text, context) or is_doubtful(quantity, folded, target, target_text, context):
            return _doubted(text)
        if may_be_the_whole(quantity, folded, target, target_text, context):
            return Reading(Unreadable(text.strip()), (Finding("T218", text.strip()),))
        return _number(in_money(quantity, context), text.strip(), target, target_text, context)
    return _read_other(text.strip(), folded, target, target_text, context)


def _placeholder(text: str) -> Reading[Actual]:
    return Reading(Placeholder(text.strip()), (Finding("T216", text.strip()),))


def _doubted(text: str) -> Reading[Actual]:
    return Reading(Unreadable(text.strip()), (Finding("T219", text.strip()),))


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
    if _UP_OR_DOWN_TO.search(folded):  # 提高到92% is where it stands now
        return False
    asked = fold(target_text) + fold(context.name)
    return holds("saved", folded) and not holds("saved", asked) and GROWTH.search(asked) is None


def _tier(folded: str, target: Target, target_text: str) -> TierName | None:
    """The tier a status word names; the best grade of a scale that is the target is 达成."""
    if folded[-1] in _NO_WORD:
        return None
    words = _MARKS.sub("", folded)
    if words in whole("in_time") and isinstance(target, Stated) and holds("how_well", target_text):
        return None
    if words in whole("done_at_all") and isinstance(target, Stated) and _DONE_HOW.search(fold(target_text)):
        return None  # 完成 does not say 按时完成
    if words in whole("passed") and isinstance(target, Stated) and _BETTER_THAN_PASSED.search(fold(target_text)):
        return None
    for name, tier in _TIERS:
        if words in whole(name):
            return tier
    if isinstance(target, Stated):
        asked = fold(target_text)
        scale = without_nature(asked)
        if is_scale(scale) and words and words in (best_of_scale(scale), best_of_scale(scale) + "秀"):
            return "达成"
        if words.endswith(asked) and words != asked and _reached(words.removesuffix(asked), asked):
            return "达成"
    return None


def _reached(before: str, asked: str) -> bool:
    """Whether what stands before the target's own words says that it was reached: 已建立, 持续改善."""
    return before in whole("reached") or (before in whole("going_on") and holds("gradual", asked))


def _number(quantity: Quantity, text: str, target: Target, target_text: str, context: Context) -> Reading[Actual]:
    findings = (Finding("T212", text),) if quantity.about else ()
    number = Number(quantity.number, quantity.unit)
    if quantity.unit not in ("%", "‰") or not _asks_other_than_rate(target, quantity, context):
        return Reading(number, findings)
    if not isinstance(target, Stated) and _is_of_something_else(quantity, text, target, target_text, context):
        return _doubted(text)
    share = quantity.number / (_WHOLE if quantity.unit == "%" else _WHOLE * 10)
    if share < 0:
        return Reading(number, findings)
    code = "T211" if isinstance(target, Stated) else "T210"
    return Reading(Rate(share), (*findings, Finding(code, text)))


_OF_COMPLETION = re.compile(r"(?:年度|全年|任务|目标|计划|指标|实际|全部|总体|按[时期]|如期|及时|已|均|约|完成|达成|实现|达到?|到位|的|数|率|进度|比例|程度|为|是)+")


def _is_of_something_else(quantity: Quantity, text: str, target: Target, target_text: str, context: Context) -> bool:
    """Whether a percentage that answers a quantity is no completion rate: 满意度92% for 1200人; 82.2% of 300天 may be 300 of 365 days."""
    asked = fold(target_text) + fold(context.name)
    if any(not _OF_COMPLETION.fullmatch(word) and word not in asked for word in _WORDS.findall(fold(text))):
        return True
    days = isinstance(target, Measured) and target.unit in ("天", "日") and target.number >= _MANY_DAYS
    return days and quantity.number < _WHOLE


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


def _read_other(text: str, folded: str, target: Target, target_text: str, context: Context) -> Reading[Actual]:
    counted = of_planned(folded, target, context)
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
    chosen = answering(folded, parts, target, fold(target_text), context)
    if chosen is not None:
        number, said = chosen
        return Reading(number) if not says_less(said, target, target_text, context) else _doubted(text)
    if parts and is_late_or_gone(folded, fold(target_text) + fold(context.name)):
        return _doubted(text)
    if parts:
        return Reading(Several(tuple(_part(part) for part in parts)))
    if is_wordy(folded):
        return Reading(Stated(text))
    return Reading(Unreadable(text), (Finding("T204", text),))


def _part(part: Quantity | Day) -> Actual:
    return Done(part.on, part.start, part.yearless) if isinstance(part, Day) else Number(part.number, part.unit)
