"""What targets and actuals have in common: placeholders, ranges, several values in one cell, and what is no value at all.

In: folded texts. Out: small values that target and actual turn into theirs. Not here: one quantity (quantity), one day (days).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import TypeVar

from pbexcel.frozen import frozen
from pbexcel.values.context import Context
from pbexcel.values.days import Day, day_of, searching
from pbexcel.values.folding import fold
from pbexcel.values.naming import alone_means_money, counts_share
from pbexcel.values.numerals import ARABIC, arabic
from pbexcel.values.phrases import either, whole
from pbexcel.values.quantity import Quantity, read_quantity
from pbexcel.values.units import SCALES, is_listed, split_unit

LONGEST = 500  # characters: longer texts are prose; looking for numbers in them everywhere would take minutes
_NOTHING = re.compile(r"[-—/\\*×xX.·~_。、,;:()]+|(?:(?:>=|<=|[<>=])?\(?(?:>=|<=|[<>=])?(?:\*+|×+|[xX]{2,}|_{2,})[^\d]{0,8}\)?)")
_NUMBER = r"[-+]?" + ARABIC
_RANGE = re.compile(rf"(?P<low>{_NUMBER})(?P<one>[^\d~—至到±+-]{{0,8}}?)(?:\(含\))?(?:-{{1,2}}|—{{1,2}}|~|至|到)(?P<high>{_NUMBER})(?P<two>.*)$")
_AROUND = re.compile(rf"(?P<mid>{ARABIC})?(?P<unit>[^\d±]{{0,4}})(?:±|\+/-|\+-)(?P<by>{ARABIC})(?P<two>.*)$")
_BOUNDED = re.compile(rf"(?P<low>{ARABIC}[^\d<>=]{{0,6}}?)(?P<a><=?)[^\d<>=]{{0,8}}(?P<b><=?)(?P<high>{ARABIC}.*)$")
_ANY_NUMBER = re.compile(ARABIC)
_PROPER = re.compile(r"\d+(?:[×*xX:]\d+)+|[A-Za-z]+[-.]?\d+|\d+[A-HJ-NP-Za-hj-km-np-z]+(?![A-Za-z0-9])|第\d+|〔\d+〕|\(\d{4}\)\d+号|\d+号|\d{5,}热线|[A-Z]+/?[A-Z]*\d+(?:[-.]\d+)*")
_PARTED = re.compile(r"[;。\n、]|,(?!\d{3}(?!\d))|且|和|及|并")
_TENTHS = r"[零〇一二两三四五六七八九十百千][成折]"  # the last numeral is enough: a long row of them would be tried from each
_LOOKS_NUMERIC = re.compile(rf"\d|百分之|{_TENTHS}")
_MARKS = re.compile(rf"[\d%‰$^<>=±]|百分之|{_TENTHS}")
_WORDY = 4  # so many letters besides numbers and units make a sentence
_LETTER = re.compile(r"[一-鿿]")


@frozen
class Span:
    """From `low` to `high`, both in `unit`."""

    low: Decimal
    high: Decimal
    unit: str


Q = TypeVar("Q", Quantity, Span)


@lru_cache(maxsize=8192)
def is_nothing(folded: str) -> bool:
    """Whether a text stands for nothing: —, /, 无, **, （≥**人）."""
    return _NOTHING.fullmatch(folded) is not None or folded in whole("placeholder")


def in_money(quantity: Q, context: Context) -> Q:
    """A quantity or a span: 万 and 亿 alone are 万元 and 亿元 where the row speaks of money, and where it speaks of nothing else."""
    if quantity.unit in SCALES and quantity.unit[-1] in "万亿" and alone_means_money(context.level2, context.name):
        return replace(quantity, unit=quantity.unit + "元")
    return quantity


def read_span(folded: str, context: Context) -> Span | None:
    """A range: 18—54周岁, 80%–90%, ±5%, 误差≤±5%, 95±2%, 80%≤x≤90%. None where it is none or runs backwards."""
    span = _span(folded, context.name)
    return in_money(span, context) if span else None


def _span(folded: str, name: str) -> Span | None:
    text = folded.strip("()")
    if not _ANY_NUMBER.search(text):
        return None
    match = _BOUNDED.fullmatch(text)
    if match:
        return _joined(read_quantity(match["low"]), read_quantity(match["high"]))
    if "±" in text or "+" in text:
        match = _AROUND.fullmatch(text, _tolerance().match(text).end())  # type: ignore[union-attr]
        if match:
            return _around(match, name)
    lead = _lead().match(text)
    match = _RANGE.fullmatch(text, lead.end() if lead else 0)
    if match is None:
        return None
    high = read_quantity(match["high"].lstrip("+-") + match["two"])
    unit, rest = split_unit(match["one"])
    if high is None or high.op is not None or rest:
        return None
    number = -high.number if match["high"].startswith("-") else high.number
    low = Quantity(None, arabic(match["low"]), unit or high.unit)
    return _joined(low, replace(high, number=number))


def _joined(low: Quantity | None, high: Quantity | None) -> Span | None:
    if low is None or high is None:
        return None
    unit = high.unit or low.unit
    if (low.unit or unit) != unit or low.number > high.number or high.op or low.op:
        return None
    return Span(low.number, high.number, unit)


@cache
def _tolerance() -> re.Pattern[str]:
    """What may stand before the ± of a tolerance and leaves it what it is: 误差≤, 偏差率不超过, 控制在."""
    return re.compile(rf"(?:[一-鿿]{{0,6}}(?:误差|偏差|偏离|浮动|波动|变动|差异)[率度值]?[:为在]?)?(?:(?:{either('at_most')}|<=|<)(?=±|\+))?")


def _around(match: re.Match[str], name: str) -> Span | None:
    by, middle = read_quantity(match["by"] + match["two"]), match["mid"]
    unit = split_unit(match["unit"])[0]
    if by is None or by.op not in ((None,) if middle else (None, "<=")) or (match["unit"] and not unit):
        return None
    if middle is None:
        return Span(-by.number, by.number, by.unit) if not unit else None
    if unit != by.unit and not (by.unit and not unit and (by.unit != "%" or counts_share(name))):
        return None  # 100±5% may be 95 to 105 or a tolerance of the tolerance; a share of 95±2% is 93 % to 97 %
    number = arabic(middle)
    return Span(number - by.number, number + by.number, by.unit)


def is_scale(folded: str) -> bool:
    """Whether a text lists the grades of a scale instead of one: 优90%良80%中70%, 优良中低差, 优/良/中/差."""
    graded, bare = _scales()
    return folded in whole("ladder") or len(graded.findall(folded)) >= 2 or bare.fullmatch(folded) is not None


@cache
def _scales() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A grade with a number behind it; nothing but grades."""
    word = either("scale")
    return re.compile(rf"(?:{word})(?=[^\u4e00-\u9fff]*\d)"), re.compile(rf"(?:(?:{word})[、/,;.]*){{3,}}")


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(f"(?:{either('lead')})*")


def without_nature(folded: str) -> str:
    """A text without the 指标性质 it begins or ends with: 定性优良中低差 is 优良中低差."""
    return _nature().sub("", folded)


def nature_in(text: str) -> str:
    """The 指标性质 a text begins or ends with: 反向 of 反向 5件 and of 5件（反向）; "" where there is none."""
    match = _nature().search(fold(text))
    return match[0].strip("():,") if match else ""


@cache
def _nature() -> re.Pattern[str]:
    return re.compile(rf"^(?:{either('nature')})[:,]?|\(?(?:{either('nature')})\)?$")


@cache
def _grade() -> re.Pattern[str]:
    return re.compile(either("scale"))


def best_of_scale(folded: str) -> str:
    """The first grade a scale lists; it is the best one by custom (优良中差)."""
    match = _grade().search(folded)
    return folded[0] if folded in whole("ladder") else match[0] if match else ""


def several(folded: str, context: Context) -> tuple[Quantity | Day, ...]:
    """The values of a text that says more than one, in order; empty where not every number of it can be told."""
    text = folded
    found: list[tuple[int, Quantity | Day]] = []
    for match in searching().finditer(folded):
        day = day_of(match, context.year) if any(map(str.isdigit, match[0])) else None
        if day is not None:
            found.append((match.start(), day))
            text = text[: match.start()] + ";" * (match.end() - match.start()) + text[match.end() :]
    place = 0
    for clause in _PARTED.split(text):
        start = text.index(clause, place) if clause else place
        place = start + len(clause)
        found += [(start + at, quantity) for at, quantity in _in_clause(clause, context)]
    numbers = len(_ANY_NUMBER.findall(_PROPER.sub("", text)))
    counted = sum(isinstance(value, Quantity) for _, value in found)
    return tuple(value for _, value in sorted(found, key=lambda pair: pair[0])) if counted >= numbers and len(found) > 1 else ()


def _in_clause(clause: str, context: Context) -> list[tuple[int, Quantity]]:
    numbers = list(_ANY_NUMBER.finditer(clause))
    if not numbers:
        return []
    if len(numbers) == 1:
        one = read_quantity(clause)
        if one is not None:
            return [(numbers[0].start(), in_money(one, context))]
    found, begin = [], 0
    for number, following in zip(numbers, [*numbers[1:], None], strict=True):
        unit, rest = split_unit(clause[number.end() :])
        end = len(clause) - len(rest)
        if not unit or not is_listed(unit):
            return []
        near = read_quantity(clause[_sign_before(clause, begin, number.start()) : end])
        if near is None:
            return []
        found.append((number.start(), in_money(near, context)))
        begin = end
        if following is not None and following.start() < end:
            return []
    return found


def _sign_before(clause: str, begin: int, number: int) -> int:
    """Where the comparator before a number begins, if one stands right before it."""
    match = _comparing().search(clause[begin:number])
    return begin + match.start() if match else number


@cache
def _comparing() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('at_least', 'more_than', 'at_most', 'less_than', 'equal_to')}|[<>=]+)$")


def is_wordy(folded: str) -> bool:
    """Whether a text with numbers is a sentence all the same: 维护12345热线, 符合GB/T19001标准."""
    bare = _PROPER.sub("", folded)
    if not _MARKS.search(bare):
        return True
    letters = len(_LETTER.findall(_set_phrases().sub("", bare)))
    return letters >= _WORDY and re.search(_TENTHS, bare) is None


@cache
def _set_phrases() -> re.Pattern[str]:
    """What says something about a number and makes no sentence of it."""
    names = ("about", "about_after", "at_least", "more_than", "at_most", "less_than", "equal_to", "at_least_after", "at_most_after", "nature")
    return re.compile(either(*names))


def looks_numeric(folded: str) -> bool:
    """Whether there is a number in a text at all."""
    return _LOOKS_NUMERIC.search(folded) is not None
