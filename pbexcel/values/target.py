"""Read 年度指标值: ≥99.5%, 不低于95%, =8个, 12月底前, 18—54周岁, 大幅提高.

In: the text of a cell (split columns joined with blanks) and what stands around it. Out: a `Target` with its findings.
Not here: the direction (direction), the actual (actual), whether the target suits its indicator (scoring/checks).
"""

from __future__ import annotations

import re
from decimal import Decimal

from pbexcel.problems import Finding
from pbexcel.records import (
    Between,
    Blank,
    Deadline,
    Measured,
    Op,
    Placeholder,
    Several,
    Stated,
    Target,
    Unreadable,
)
from pbexcel.values.context import Context, Reading
from pbexcel.values.days import Day, read_day
from pbexcel.values.direction import direction_of
from pbexcel.values.folding import fold
from pbexcel.values.naming import hint_of
from pbexcel.values.parts import (
    LONGEST,
    in_money,
    is_nothing,
    is_scale,
    is_wordy,
    looks_numeric,
    read_span,
    several,
    without_nature,
)
from pbexcel.values.phrases import holds
from pbexcel.values.quantity import Quantity, read_quantity

_EDGES = ";,。、.\"'“”‘’"
_STRIVING = re.compile(r"(?<=[\d%])[,;]?(?:并|同时)?(?:力争|争取|努力)[^,;]*$")  # 不低于98%，力争100%: what is owed is 98%
AGES = re.compile(r"\d+(?:[-~—至到]+\d+)?(?:周岁|岁|月龄)(?:及?以[上下])?(?=[一-鿿]*.*\d)")
_LIKE_A_DAY = re.compile(r"(?:19|20)\d\d\.\d\d?")
_LOOK_ALIKE = re.compile(r"(?:\d[Oo]|[OoIl]\d|^[OoIl]+(?=[%个次人台件项起]))")


def read_target(text: str, context: Context) -> Reading[Target]:
    """What a target text asks. Any text gives a value; one that cannot be understood gives `Unreadable`, never a number."""
    folded = _STRIVING.sub("", fold(text).strip(_EDGES))
    if not folded:
        return Reading(Blank(), (Finding("T202", text),)) if not is_nothing(fold(text)) else _placeholder(text)
    if folded in ("无", "零", "没有") and direction_of(Measured(None, Decimal(0)), context) == "reverse" and holds("harm", fold(context.name)):
        return Reading(Measured(None, Decimal(0)), (Finding("T217", text.strip()),))
    if is_nothing(folded):
        return _placeholder(text)
    if len(folded) > LONGEST:
        return Reading(Stated(text.strip()))
    if folded[0] == "零" and holds("harm", folded[1:]):  # 零事故
        return Reading(Measured(None, Decimal(0)))
    plain = _read_plain(folded, context) or _read_plain(_without_ages_and_year(folded, context), context)
    if plain is not None:
        return plain
    return _read_other(text.strip(), folded, context)


def _placeholder(text: str) -> Reading[Target]:
    return Reading(Placeholder(text.strip()), (Finding("T203", text.strip()),))


def _read_plain(folded: str, context: Context) -> Reading[Target] | None:
    """A day, a quantity or a range; None where the text is none of these."""
    day = read_day(folded, context.year)
    if day is not None and ("时效" in context.level2 or not _LIKE_A_DAY.fullmatch(folded)):
        return Reading(_deadline(day))
    quantity = read_quantity(folded)
    if quantity is not None:
        return _measured(in_money(quantity, context), folded, context)
    span = read_span(folded, context)
    return Reading(Between(span.low, span.high, span.unit)) if span else None


def _without_ages_and_year(folded: str, context: Context) -> str:
    """The text less numbers that only say for whom or when: 35-64岁妇女检查≥1500人, 2022年度创建2个."""
    shorter = AGES.sub("", folded)
    return shorter.removeprefix(f"{context.year}年").removeprefix("度") if context.year else shorter


def _read_other(text: str, folded: str, context: Context) -> Reading[Target]:
    if not looks_numeric(folded) or is_scale(without_nature(folded)):
        if folded in _SIGNS:
            return Reading(Unreadable(text), (Finding("T201", text),))
        return Reading(Stated(text))
    parts = several(folded, context)
    if parts:
        return Reading(_bounded(parts) or Several(tuple(_part(part) for part in parts)))
    if is_wordy(folded):
        return Reading(Stated(text))
    return Reading(Unreadable(text), (_unreadable(text, folded),))


_SIGNS = frozenset((">=", "<=", "=", ">", "<"))


def _unreadable(text: str, folded: str) -> Finding:
    return Finding("T205", text) if _LOOK_ALIKE.search(folded) else Finding("T201", text)


def _measured(quantity: Quantity, folded: str, context: Context) -> Reading[Target]:
    findings = [Finding("T212", folded)] if quantity.about else []
    hinted = hint_of(context.name)[0] if quantity.op else None
    if hinted and quantity.op and _way(hinted) * _way(quantity.op) < 0:
        findings.append(Finding("T214", folded, (("hint", _SHOWN[hinted]), ("op", _SHOWN[quantity.op]))))
    change = quantity.change and quantity.op is None
    op = quantity.op or next((op for way, op in _UP_OR_DOWN_TO if way.search(folded)), None)
    return Reading(Measured(op, quantity.number, quantity.unit, change, quantity.about), tuple(findings))


_UP_OR_DOWN_TO: tuple[tuple[re.Pattern[str], Op], ...] = (
    (re.compile(r"(?:提高|提升|增加|增长|上升)(?:到|至)\d"), ">="), (re.compile(r"(?:下降|降低|减少|压减|缩短|降)(?:到|至)\d"), "<="),
)  # fmt: skip
_SHOWN: dict[Op, str] = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "＝"}


def _way(op: Op) -> int:
    return {">": 1, "<": -1}.get(op[0], 0)


def _bounded(parts: tuple[Quantity | Day, ...]) -> Between | None:
    """≥80%且≤90% is a range."""
    if len(parts) != 2 or not all(isinstance(part, Quantity) for part in parts):
        return None
    low, high = sorted((part for part in parts if isinstance(part, Quantity)), key=lambda part: part.number)
    if low.unit != high.unit or low.op not in (">", ">=") or high.op not in ("<", "<="):
        return None
    return Between(low.number, high.number, low.unit)


def _part(part: Quantity | Day) -> Target:
    return _deadline(part) if isinstance(part, Day) else Measured(part.op, part.number, part.unit)


def _deadline(day: Day) -> Deadline:
    return Deadline(day.on, day.start, day.yearless)
