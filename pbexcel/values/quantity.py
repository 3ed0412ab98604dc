"""One quantity with its comparator and its unit: ≥50个, 98%以上, 每人每月500元, 正向 大于等于 98 %.

In: a folded text. Out: a `Quantity`, or None where the text is not one. Not here: days, ranges, several values.

The text is cut at its only number; what may stand before and behind it is for `around` to say. Where other words stand around
it the unit must be a listed one, and words of `denial` (还差3场) refuse the whole.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pbexcel.frozen import frozen
from pbexcel.records import Op
from pbexcel.values.around import EACH, NO_UNIT, one_op, plain_words, read_after, read_before
from pbexcel.values.folding import GAP
from pbexcel.values.numerals import ARABIC, CHINESE, arabic, chinese
from pbexcel.values.phrases import holds
from pbexcel.values.units import SCALES, is_listed, measure_of, per_name, split_unit

_NUMBER = re.compile(ARABIC)
_IN_CHINESE = re.compile(rf"(百分之)?({CHINESE})")
_REMARK = re.compile(r"\((?:含|已|其中|不含|按|以|见|详|根据|问卷|抽样|全年|年度|当年|满分|总分)[^()]*\)?$|\((?!次\))[一-鿿A-Za-z、,，/·%]*\)$")
_ASIDE = re.compile(r"([^()]+)\([^()]*[0-9][^()]*\)")
_LONG_TIME = re.compile(r"([^\d]*)(\d+)(天|个?小时|分钟?)(\d+)(个?小时|分钟?|秒钟?)(\D*)")  # 1小时20分, 4分58秒
_PARTS_OF_TIME = {("天", "小"): (24, "小时"), ("小", "分"): (60, "分钟"), ("分", "秒"): (60, "秒")}
_LETTER, _SIGNS = ("X", "x"), ("<", ">", "=")
_YEARS, _MONTHS = range(1900, 2100), range(1, 13)


@frozen
class Quantity:
    """A number with what stands around it. `about`: written as 约, 余, 左右; `nature`: 正向, 反向 … written before it.

    `change`: the words before it say that it is how much something grew or shrank.
    """

    op: Op | None
    number: Decimal
    unit: str
    about: bool = False
    nature: str = ""
    change: bool = False


@lru_cache(maxsize=16384)
def read_quantity(text: str) -> Quantity | None:
    """The one quantity a folded text says, or None."""
    if text.endswith(")"):
        shorter = _REMARK.sub("", text)
        if shorter == text and (aside := _ASIDE.fullmatch(text)):  # 82.5%(33/40)
            main = read_quantity(aside[1])
            return main if main is not None and main.unit and is_listed(main.unit) else None
        text = shorter
    if GAP in text:
        return None
    numbers = list(_NUMBER.finditer(text))
    if not numbers:
        return _in_chinese(text)
    first = numbers[0]
    head, tail = text[: first.start()], text[first.end() :]
    if head[:1] in _LETTER and head[1:2] in _SIGNS:  # X≥90%
        head = head[1:]
    if len(numbers) > 1 or any(map(str.isdigit, tail)) or any(map(str.isdigit, head)):
        return _long_time(text)
    return _around(head, arabic(first[0]), tail)


def _long_time(text: str) -> Quantity | None:
    """A time in two units, in the smaller one: 1小时20分 is 80分钟."""
    match = _LONG_TIME.fullmatch(text)
    if match is None:
        return None
    head, more, large, less, small, tail = match.groups()
    parts = _PARTS_OF_TIME.get((large.lstrip("个")[0], small.lstrip("个")[0]))
    if parts is None or int(less) >= parts[0]:
        return None
    return _around(head, Decimal(int(more) * parts[0] + int(less)), parts[1] + tail)


def _is_counted(noun: str, unit: str) -> bool:
    """Whether a word before a number that could be a unit names what is counted: 乡镇≥20场, 场次≥20场; 万元≤3天 is a slip."""
    measure = measure_of(noun)
    return measure == measure_of(unit) or (measure[0] == noun and len(noun) > 1 and not noun.endswith("次"))


def _in_chinese(text: str) -> Quantity | None:
    """A number in Chinese, where nothing but comparators stands before it and a listed unit behind it."""
    if EACH.match(text) is None and len(text) > 16:
        return None
    for match in _IN_CHINESE.finditer(text):
        number = chinese(match[2])
        rest = text[match.end() :]
        if number is None or NO_UNIT.match(rest) or (not match[1] and not split_unit(rest)[0]):
            continue
        found = _around(text[: match.start()], number, ("%" if match[1] else "") + rest, words=False)
        if found is not None and is_listed(found.unit):
            return found
    return None


def _around(head: str, number: Decimal, tail: str, *, words: bool = True) -> Quantity | None:
    before, after = read_before(head), read_after(tail)
    if before is None or after is None or NO_UNIT.match(tail):
        return None
    embedded = bool(before.lead) or bool(after.words)
    if embedded and not words:
        return None
    if after.unit and before.unit and after.unit != before.unit and not _is_counted(before.unit, after.unit):
        return None
    unit = after.unit or before.unit
    if (unit == "年" and number in _YEARS) or (unit == "月" and number in _MONTHS):
        return None  # a day that was not understood, not so many years or months
    if before.per and (unit in SCALES or "/" in unit or not is_listed(unit)):
        return None
    if embedded and not (unit and is_listed(unit)) and not plain_words(before.lead, after.words):
        return None
    op = one_op(before.op, after.op)
    if op == "?":
        return None
    if before.per:
        unit = per_name(unit, before.per)
    return Quantity(
        op, -number if before.minus else number, unit, before.about or after.about, before.nature, holds("change", before.lead) and not before.lead.endswith(("到", "至", "为")),  # type: ignore[arg-type]
    )  # fmt: skip
