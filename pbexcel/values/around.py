"""What stands around a number: 正向 不低于 before it, 个以上 behind it.

In: the folded text before or behind the only number of a text. Out: `Before`, `After`; None where something else stands there.
Not here: the number, and whether both sides go together (quantity).

Before a number may stand a 指标性质, a unit (万元≤3584), 每人每月, a comparator, words of `lead` (同比增长 is 增长); behind it a unit, words of
comparison (以上) and of `tail`. A unit that is no listed one is taken as written if it is short.
"""

from __future__ import annotations

import re
from functools import cache

from pbexcel.frozen import frozen
from pbexcel.records import Op
from pbexcel.values.phrases import either, holds, whole
from pbexcel.values.units import SCALES, split_unit

_SIGN: dict[str, Op] = {">=": ">=", "<=": "<=", ">": ">", "<": "<", "=": "=", "==": "=", ">==": ">=", "<==": "<=", ">=>": ">=", "≡": "="}
_WORDS: tuple[tuple[str, Op], ...] = (
    ("at_least", ">="), ("at_most", "<="), ("more_than", ">"), ("less_than", "<"), ("equal_to", "="),
)  # fmt: skip
_MORE = re.compile(rf"({'|'.join(sorted(SCALES, key=len, reverse=True))})?(余|多)(?=.)")
EACH = re.compile(r"每(?:个)?(人|乡镇|街道|社区|班|户|月|年|季度|季|周|天|日|亩|生|学期|学年|家|村|次|场|平方米|平米|公里|吨|头|只|床|辆|台|套|名|位|株|棵|米|学生|小时|件|处|座|棵|间|栋|公顷|标段|站|所)")
SINCE = re.compile(r"(?:同比|环比|[较比](?:上|去|前|往)(?:一)?年(?:度|同期)?)(?=增|提|上|下|降|减|压|缩|变)")
_TURNED = str.maketrans("<>", "><")  # 98%≤合格率, 90%<X: what follows the sign is what is measured
_LETTERS = re.compile(r"[一-鿿A-Za-z·/()]+")
_CJK = re.compile(r"(?:[一-鿿:]|[A-Za-z]{1,6}(?=[一-鿿]))*")  # LED灯100个
_LONGEST_LEAD, _LONGEST_UNIT, _LONGEST_TAIL = 10, 6, 10
NO_UNIT = re.compile(r"[成折]|百分之")


@frozen
class Before:
    """What stands before a number; `per`: 每人每月, `lead`: words that leave the number what it is."""

    op: Op | None = None
    unit: str = ""
    per: str = ""
    about: bool = False
    nature: str = ""
    lead: str = ""
    minus: bool = False


@frozen
class After:
    """What stands behind a number; `words`: those behind its unit that leave it what it is."""

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
        rf"(?:(?P<nature>{nature})[:,]?)?(?P<lead>.*?)(?P<word>{words})?(?P<sign>[<>=≡]+)?(?:(?<!节)(?P<about>{about}))?(?P<minus>[-+])?$"
    )
    after = re.compile(
        rf"(?P<about>{either('about_after')})?(?P<part>含)?(?P<sign>[<>=]+)?"
        rf"(?:(?P<least>{either('at_least_after')})|(?P<most>{either('at_most_after')}))?(?P<words>.*)$"
    )
    return before, after, re.compile(f"(?:{lead})*")


def one_op(before: Op | None, after: Op | None) -> Op | str | None:
    """One comparator of two: 不低于95%以上 is >=; two that contradict are none ("?")."""
    if before is None or after is None or before == after:
        return before or after
    if before == "=":
        return after
    same_way = before[0] == after[0]
    return f"{before[0]}=" if same_way else "?"


def read_before(head: str) -> Before | None:
    if not head:
        return Before()
    match = _patterns()[0].match(head)
    if match is None:
        return None
    sign, word, lead = match["sign"] or "", match["word"] or "", match["lead"].strip("(:,、")
    if sign and sign not in _SIGN:
        return None
    op = one_op(_op_of(word), _SIGN[sign] if sign else None)
    if op == "?":
        return None
    lead = SINCE.sub("", lead, count=1) if "比" in lead or "较" in lead else lead
    each = "".join(f"·{found[1]}" for found in EACH.finditer(lead))
    lead = EACH.sub("", lead) if each else lead
    unit, rest = split_unit(lead) if lead else ("", "")
    if unit and not rest:
        lead = ""
    else:
        unit = ""
        if lead and not _is_lead(lead):
            return None
    return Before(op, unit, each, bool(match["about"]), match["nature"] or "", lead, match["minus"] == "-")  # type: ignore[arg-type]


def _is_lead(lead: str) -> bool:
    if _patterns()[2].fullmatch(lead):
        return True
    return 1 < len(lead) <= _LONGEST_LEAD and _CJK.fullmatch(lead) is not None and not holds("denial", lead)


def plain_words(lead: str, tail: str) -> bool:
    """Whether nothing but known words stand around a number: 达到95, 100完成."""
    return _patterns()[2].fullmatch(lead) is not None and (not tail or tail in whole("tail"))


def _op_of(word: str) -> Op | None:
    return _ops().get(word)


@cache
def _ops() -> dict[str, Op]:
    return {word: op for name, op in reversed(_WORDS) for word in whole(name)}


def read_after(tail: str) -> After | None:
    if not tail:
        return After()
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
    op = _SIGN[sign.translate(_TURNED) if words else sign] if sign else ">=" if match["least"] else "<=" if match["most"] else None
    about = about or bool(match["about"])
    if not words:
        return After(unit, op, about)
    if not unit and not sign and not match["least"] and not match["most"]:
        return _unlisted(match["words"], about)
    if len(words) > _LONGEST_TAIL or not _LETTERS.fullmatch(words) or holds("denial", words):
        return None
    return After(unit, op, about, words)


def _unlisted(words: str, about: bool) -> After | None:
    """A unit that is not in the list is taken as written, if it is short; 完成 and the like are no unit."""
    if words in whole("tail"):
        return After("", None, about, words)
    if len(words) > _LONGEST_UNIT or not _LETTERS.fullmatch(words) or NO_UNIT.match(words):
        return None
    if holds("denial", words) or holds("achieved", words) or not ("一" <= words[0] <= "鿿"):
        return None
    return After(words, None, about)
