"""Units: their names, spellings, families, and conversion inside a family.

In: units.toml, and a folded text that follows a number. Out: the unit's name, what is left of the text, converted numbers.
Not here: numbers and comparators (quantity), whether a unit fits (fitting).
"""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from pbexcel.frozen import frozen
from pbexcel.values.folding import fold

SCALES = {
    "十": 10, "百": 100, "千": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_TIMES = ("天", "日", "周", "月", "季度", "年", "学年", "学期", "小时", "次")


@frozen
class Units:
    """The list, ready to use: family and factor by name, name by spelling, patterns of a spelling and of what is counted per."""

    family: dict[str, tuple[str, Fraction]]
    names: dict[str, str]
    spelled: re.Pattern[str]
    per: re.Pattern[str]


@cache
def data() -> dict[str, Any]:
    """units.toml as it stands."""
    return tomllib.loads((files("pbexcel.values") / "units.toml").read_text(encoding="utf-8"))


@cache
def units() -> Units:
    family: dict[str, tuple[str, Fraction]] = {}
    names: dict[str, str] = {}
    page = data()
    for kind, entry in page["family"].items():
        for name, factor in entry["units"].items():
            family[name] = (kind, Fraction(factor))
            names[fold(name)] = name
    for name in page["classifiers"]["units"]:
        names.setdefault(fold(str(name)), str(name))
    for entry in (*page["family"].values(), page["classifiers"]):
        for name, spellings in entry["aliases"].items():
            for spelling in spellings:
                names.setdefault(fold(spelling), name)
    spelled = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    counted = "|".join((*sorted(map(str, page["denominators"]["words"]), key=len, reverse=True), spelled))
    one = rf"(?:{counted}|[一-鿿A-Za-z]{{1,4}}(?![一-鿿A-Za-z]))(?:\([一-鿿]{{1,4}}\))?"
    return Units(family, names, re.compile(spelled), re.compile(rf"(?!\.)(?:[/每·.]{one})+"))


def split_unit(text: str) -> tuple[str, str]:
    """The unit a folded text begins with and what follows it: 万亩以上 is (万亩, 以上). ("", text) where there is none."""
    known = units()
    for scale in ("", *_scales_of(text)):
        if found := known.spelled.match(text, len(scale)):
            per = known.per.match(text, found.end())
            name = scale + known.names[found[0]]
            return (name + _per(per[0]), text[per.end() :]) if per else (name, text[found.end() :])
    if text.startswith("/") and (per := known.per.match(text)):
        return _per(per[0]), text[per.end() :]
    alone = next((scale for scale in _scales_of(text) if not _LETTER.match(text, len(scale))), "")
    return alone, text[len(alone) :]


_LETTER = re.compile("[一-鿿A-Za-z]")


def _scales_of(text: str) -> tuple[str, ...]:
    """The scales a text begins with, the longest first: 百万亩 is 百万 亩, not 百 万亩."""
    return tuple(text[:length] for length in (2, 1) if text[:length] in SCALES) if text[:1] in SCALES else ()


def is_listed(unit: str) -> bool:
    """Whether a unit, its scale and what it is counted per aside, stands in the list."""
    _, base = scale_of(unit.split("/", 1)[0])
    return not base or base in units().names or base in units().family


def per_name(numerator: str, denominators: str) -> str:
    """The name of a rate: 元 and 每人每月 are 元/人·月."""
    return numerator + _per(denominators)


def _per(written: str) -> str:
    parts = [part for part in re.split(r"[/每·.]", written) if part]
    if parts == ["人", "次"]:
        parts = ["人次"]
    parts.sort(key=lambda part: part in _TIMES)  # 元/月·人 is 元/人·月
    return "/" + "·".join(parts) if parts else ""


def scale_of(unit: str) -> tuple[int, str]:
    """The factor a unit begins with and what it stands before: 万亩 is (10000, 亩)."""
    if unit in units().family or unit in units().names:
        return 1, unit
    for length in (2, 1):
        if unit[:length] in SCALES:
            return SCALES[unit[:length]], unit[length:]
    return 1, unit


def is_counted_alike(unit: str, other: str) -> bool:
    """Whether both count the same things one by one: 5个 and 5处 of 公园; 个 says nothing of its own, 批 and 次 do."""
    return (unit == "个" and other in _one_by_one()) or (other == "个" and unit in _one_by_one())


def is_counted_nearly_alike(unit: str, other: str) -> bool:
    """Whether staff write one for the other: 2台 and 2辆 of 车, 3场 and 3次 of 活动. A 批 may be several 次."""
    return any(unit in group and other in group for group in _alike())


@cache
def _alike() -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, data()["classifiers"]["alike"]))


@cache
def _one_by_one() -> frozenset[str]:
    return frozenset(data()["classifiers"]["one_by_one"])


@cache
def measure_of(unit: str) -> tuple[str, Fraction]:
    """Family and factor of a unit; a unit of no family is a family of its own, a rate keeps what it is counted per."""
    numerator, slash, per = unit.partition("/")
    scale, base = scale_of(numerator)
    base = units().names.get(base, base)
    kind, factor = units().family.get(base, (base, Fraction(1)))
    if slash:
        kind = f"{kind or 'money'}/{_denominators(per)}"
    return kind, factor * scale


def _denominators(per: str) -> str:
    """What a rate is counted per, by family where the list knows it: 平米 and 平方米 are the same."""
    known = units()
    return "·".join(f"{known.family[part][0]}:{known.family[part][1]}" if part in known.family else part for part in per.split("·"))


def convert(number: Decimal, unit: str, to: str) -> Decimal | None:
    """A number of one unit in another of the same family, exact where it can be; None where they do not convert."""
    if unit == to:
        return number
    family, factor = measure_of(unit)
    other, divisor = measure_of(to)
    if family != other:
        return None
    if factor == divisor:
        return number
    (upper, lower), (times, over) = number.as_integer_ratio(), (factor / divisor).as_integer_ratio()
    return Decimal(upper * times) / Decimal(lower * over)
