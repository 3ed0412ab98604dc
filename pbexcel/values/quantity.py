"""One quantity with its comparator and its unit: ≥50个, 98%以上, 每人每月500元, 正向 大于等于 98 %.

In: a folded text. Out: a `Quantity`, or None where the text is not one. Not here: days, ranges, several values.

The text is cut at its only number. Before it may stand a 指标性质, a unit (万元≤3584), a comparator, words of `lead`;
behind it a unit, words of comparison (以上) and of `tail`. Where other words stand around it the unit must be a listed one,
and words of `denial` (还差3场) refuse the whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from pbexcel.quickly_made import quickly_made
from pbexcel.records import Op
from pbexcel.values.folding import GAP
from pbexcel.values.numerals import ARABIC, CHINESE, arabic, chinese
from pbexcel.values.phrases import either, holds, whole
from pbexcel.values.units import SCALES, is_listed, per_name, split_unit

_NUMBER = re.compile(ARABIC)
_IN_CHINESE = re.compile(rf"(百分之)?({CHINESE})")
_SIGN: dict[str, Op] = {">=": ">=", "<=": "<=", ">": ">", "<": "<", "=": "=", "==": "=", ">==": ">=", "<==": "<=", ">=>": ">=", "≡": "="}
_WORDS: tuple[tuple[str, Op], ...] = (
    ("at_least", ">="), ("at_most", "<="), ("more_than", ">"), ("less_than", "<"), ("equal_to", "="),
)  # fmt: skip
_REMARK = re.compile(r"\((?:含|已|其中|不含|按|以|见|详|根据|问卷|抽样|全年|年度|当年|满分|总分)[^()]*\)?$|\((?!次\))[一-鿿A-Za-z、,，/·%]*\)$")
_ASIDE = re.compile(r"([^()]+)\([^()]*[0-9][^()]*\)")
_MORE = re.compile(rf"({'|'.join(sorted(SCALES, key=len, reverse=True))})?(余|多)(?=.)")
_EACH = re.compile(r"每(?:个)?(人|户|月|年|季度|季|周|天|日|亩|生|学期|学年|家|村|次|场|平方米|平米|公里|吨|头|只|床|辆|台|套|名|位|株|棵|米|学生|小时|件|处|座|棵|间|栋|公顷|标段|站|所)")
_LETTERS = re.compile(r"[一-鿿A-Za-z·/()]+")
_CJK = re.compile(r"[一-鿿:]*")
_LONGEST_LEAD, _LONGEST_UNIT, _LONGEST_TAIL = 10, 6, 10
_YEARS, _MONTHS = range(1900, 2100), range(1, 13)
_NO_UNIT = re.compile(r"[成折]|百分之")


@quickly_made
@dataclass(frozen=True, slots=True)
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


@quickly_made
@dataclass(frozen=True, slots=True)
class _Before:
    op: Op | None = None
    unit: str = ""
    per: str = ""
    about: bool = False
    nature: str = ""
    lead: str = ""
    minus: bool = False


@quickly_made
@dataclass(frozen=True, slots=True)
class _After:
    unit: str = ""
    op: Op | None = None
    about: bool = False
    words: str = ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands before a number, what stands behind its unit, and words of `lead` only."""
    words = either("at_least", "more_than", "at_most", "less_than", "equal_to")
    nature, about, lead = either("nature"), either("about"), either("lead")
    before = re.compile(
        rf"(?:(?P<nature>{nature})[:,]?)?(?P<lead>.*?)(?P<word>{words})?(?P<sign>[<>=≡]+)?(?P<about>{about})?(?P<minus>[-+])?$"
    )
    after = re.compile(
        rf"(?P<about>{either('about_after')})?(?P<part>含)?(?P<sign>[<>=]+)?"
        rf"(?:(?P<least>{either('at_least_after')})|(?P<most>{either('at_most_after')}))?(?P<words>.*)$"
    )
    return before, after, re.compile(f"(?:{lead})*")


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
    if len(numbers) > 1 or any(map(str.isdigit, tail)) or any(map(str.isdigit, head)):
        return None
    return _around(head, arabic(first[0]), tail)


def _in_chinese(text: str) -> Quantity | None:
    """A number in Chinese, where nothing but comparators stands before it and a listed unit behind it."""
    if _EACH.match(text) is None and len(text) > 16:
        return None
    for match in _IN_CHINESE.finditer(text):
        number = chinese(match[2])
        rest = text[match.end() :]
        if number is None or _NO_UNIT.match(rest) or (not match[1] and not split_unit(rest)[0]):
            continue
        found = _around(text[: match.start()], number, ("%" if match[1] else "") + rest, words=False)
        if found is not None and is_listed(found.unit):
            return found
    return None


def _around(head: str, number: Decimal, tail: str, *, words: bool = True) -> Quantity | None:
    before, after = _before(head), _after(tail)
    if before is None or after is None or _NO_UNIT.match(tail):
        return None
    embedded = bool(before.lead) or bool(after.words)
    if embedded and not words:
        return None
    if after.unit and before.unit and after.unit != before.unit:
        return None
    unit = after.unit or before.unit
    if (unit == "年" and number in _YEARS) or (unit == "月" and number in _MONTHS):
        return None  # a day that was not understood, not so many years or months
    if before.per and (unit in SCALES or "/" in unit or not is_listed(unit)):
        return None
    if embedded and not (unit and is_listed(unit)) and not _plain_words(before.lead, after.words):
        return None
    op = _one_op(before.op, after.op)
    if op == "?":
        return None
    if before.per:
        unit = per_name(unit, before.per)
    return Quantity(
        op, -number if before.minus else number, unit, before.about or after.about, before.nature, holds("change", before.lead),  # type: ignore[arg-type]
    )  # fmt: skip


def _one_op(before: Op | None, after: Op | None) -> Op | str | None:
    """One comparator of two: 不低于95%以上 is >=; two that contradict are none ("?")."""
    if before is None or after is None or before == after:
        return before or after
    if before == "=":
        return after
    same_way = before[0] == after[0]
    return f"{before[0]}=" if same_way else "?"


def _before(head: str) -> _Before | None:
    if not head:
        return _Before()
    match = _patterns()[0].match(head)
    if match is None:
        return None
    sign, word, lead = match["sign"] or "", match["word"] or "", match["lead"].strip("(:,、")
    if sign and sign not in _SIGN:
        return None
    op = _one_op(_op_of(word), _SIGN[sign] if sign else None)
    if op == "?":
        return None
    each = "".join(f"·{found[1]}" for found in _EACH.finditer(lead))
    lead = _EACH.sub("", lead) if each else lead
    unit, rest = split_unit(lead) if lead else ("", "")
    if unit and not rest:
        lead = ""
    else:
        unit = ""
        if lead and not _is_lead(lead):
            return None
    return _Before(op, unit, each, bool(match["about"]), match["nature"] or "", lead, match["minus"] == "-")  # type: ignore[arg-type]


def _is_lead(lead: str) -> bool:
    if _patterns()[2].fullmatch(lead):
        return True
    return 1 < len(lead) <= _LONGEST_LEAD and _CJK.fullmatch(lead) is not None and not holds("denial", lead)


def _plain_words(lead: str, tail: str) -> bool:
    """Whether nothing but known words stand around a number: 达到95, 100完成."""
    return _patterns()[2].fullmatch(lead) is not None and (not tail or tail in whole("tail"))


def _op_of(word: str) -> Op | None:
    return _ops().get(word)


@cache
def _ops() -> dict[str, Op]:
    return {word: op for name, op in reversed(_WORDS) for word in whole(name)}


def _after(tail: str) -> _After | None:
    if not tail:
        return _After()
    about = False
    more = _MORE.match(tail)  # 200余人, 1万余人
    if more:
        tail, about = (more[1] or "") + tail[more.end() :], True
    unit, rest = split_unit(tail)
    if unit and rest.startswith("(") and rest[1:].rstrip(")") in ("套", "台", "个", "%", "百分比", "只", unit):
        rest = ""
    match = _patterns()[1].match(rest)
    assert match is not None
    sign, words = match["sign"] or "", match["words"].strip(":,、()")
    if sign and sign not in _SIGN:
        return None
    op = _SIGN[sign] if sign else ">=" if match["least"] else "<=" if match["most"] else None
    about = about or bool(match["about"])
    if not words:
        return _After(unit, op, about)
    if not unit and not sign and not match["least"] and not match["most"]:
        return _unlisted(match["words"], about)
    if len(words) > _LONGEST_TAIL or not _LETTERS.fullmatch(words) or holds("denial", words):
        return None
    return _After(unit, op, about, words)


def _unlisted(words: str, about: bool) -> _After | None:
    """A unit that is not in the list is taken as written, if it is short; 完成 and the like are no unit."""
    if words in whole("tail"):
        return _After("", None, about, words)
    if len(words) > _LONGEST_UNIT or not _LETTERS.fullmatch(words) or _NO_UNIT.match(words):
        return None
    if holds("denial", words) or holds("achieved", words) or not ("一" <= words[0] <= "鿿"):
        return None
    return _After(words, None, about)
