"""How a number format makes a number look, without ever rounding it.

In: a format code such as `0.0"%"` and a number. Out: whether it is a date, how many decimals show, and the text.
Not here: which cell has which format (styles).

The text keeps every digit of the value; the format only adds what changes its meaning: a percent sign (with the value
times 100), a scale (`0!.0,"万"` shows 12345 as 1.2万: the text is 1.2345万), a unit written into the format, the year
and month of a date. Thousands separators, colours and padding say nothing and are left out.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pbexcel.frozen import frozen
from pbexcel.spelling import plain_number

Shown = Literal["number", "date", "time", "text"]

_TOKEN = re.compile(
    r'"([^"]*)"?'  # 1 quoted
    r"|[\\!](.)"  # 2 escaped
    r"|[_*](.)"  # 3 padding: the width of a character, or a character repeated
    r"|\[([^\]]*)\]"  # 4 colour, condition, currency, elapsed time
    r"|(General|G/通用格式)"  # 5
    r"|(AM/PM|A/P|上午/下午)"  # 6
    r"|([yYmMdDhHsSeEgGbB]+[+-]?)"  # 7 letters of dates, or an exponent
    r"|([0#?]+)"  # 8 digits
    r"|(.)",  # 9 anything else
    re.DOTALL,
)
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_WORD = re.compile(r"[^\W\d_]")


@frozen
class Section:
    """One of the up to four parts of a format: for positive, negative and zero numbers and for text."""

    shown: Shown
    prefix: str
    suffix: str
    decimals: int | None
    scale: int
    """power of ten the value is multiplied by before it is shown: 2 for a percent sign, -3 for a trailing comma"""
    pattern: tuple[str, ...]
    """digits and the literals between them, where there are such (`0000"年"00"月"`); else empty"""
    parts: frozenset[str]
    """which of y, m, d a date shows"""
    condition: tuple[str, Decimal] | None


def _sections(code: str) -> list[list[tuple[int, str]]]:
    """The tokens of each section: number of the group in _TOKEN and its text."""
    found: list[list[tuple[int, str]]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = match.lastindex or 1
        text = match[kind] or ""
        if kind == 9 and text == ";":
            found.append([])
        else:
            found[-1].append((kind, text))
    return found


def _section(tokens: list[tuple[int, str]]) -> Section:
    condition = next((_condition(text) for kind, text in tokens if kind == 4 and _CONDITION.match(text)), None)
    if _is_exponent(tokens):
        return Section("number", "", "", _decimals(tokens), 0, (), frozenset(), condition)
    letters = [text.lower() for kind, text in tokens if kind == 7]
    elapsed = [text for kind, text in tokens if kind == 4 and text.lower().strip("hms") == "" and text]
    if letters or elapsed:
        return _date_section(letters, bool(elapsed), condition)
    if any(kind == 9 and text == "@" for kind, text in tokens):
        return Section("text", "", "", None, 0, (), frozenset(), condition)
    return _number_section(tokens, condition)


def _condition(text: str) -> tuple[str, Decimal]:
    found = _CONDITION.match(text)
    assert found is not None
    return found[1], Decimal(found[2])


def _is_exponent(tokens: list[tuple[int, str]]) -> bool:
    return any(kind == 7 and text in ("E+", "E-", "e+", "e-") for kind, text in tokens)


def _decimals(tokens: list[tuple[int, str]]) -> int | None:
    """Digits behind the point; None for General."""
    behind, point = 0, False
    for kind, text in tokens:
        if kind == 5:
            return None
        if kind == 9 and text == ".":
            point = True
        elif kind == 8 and point:
            behind += len(text)
        elif kind == 7:
            break
    return behind


def _date_section(letters: list[str], elapsed: bool, condition: tuple[str, Decimal] | None) -> Section:
    """Minutes and months share a letter: m is a month unless hours or seconds stand beside it and no day or year does."""
    has = frozenset(text[0] for text in letters)
    parts = {"y"} if has & {"y", "e", "g", "b"} else set()
    parts |= {"d"} if "d" in has else set()
    if "m" in has and (parts or not has & {"h", "s"}):
        parts.add("m")
    shown: Shown = "date" if parts and not elapsed else "time"
    return Section(shown, "", "", None, 0, (), frozenset(parts), condition)


def _number_section(tokens: list[tuple[int, str]], condition: tuple[str, Decimal] | None) -> Section:
    prefix, between = "", ""
    pattern: list[str] = []
    scale, point, has_digits = 0, False, False
    commas = 0
    for kind, text in tokens:
        if kind in (5, 8):
            if between and has_digits:
                pattern.append(between)
            between, commas, has_digits = "", 0, True
            pattern.append(text)
        elif kind == 9 and text == "." and not point:
            point = True
            pattern.append("\0")
        elif kind == 9 and text == ",":
            commas += has_digits
        elif kind == 3:
            continue
        else:
            word = _currency(text) if kind == 4 else text
            scale += 2 if kind == 9 and text == "%" else 0
            if has_digits:
                between += word
            else:
                prefix += word
    suffix = between
    has_general = any(kind == 5 for kind, _ in tokens)
    decimals = None if has_general or not has_digits else _decimals(tokens)
    scale -= 3 * commas
    shape, scale = _folded_point(pattern, scale, point)
    return Section("number", prefix.strip(), suffix.strip(), decimals, scale, shape, frozenset(), condition)


def _folded_point(pattern: list[str], scale: int, point: bool) -> tuple[tuple[str, ...], int]:
    """`0!.0,` and its like: a literal point among the digits moves the scale. Other literals there stay a pattern."""
    literals = [text for text in pattern if text.strip("0#?") and text != "\0" and text not in ("General", "G/通用格式")]
    if literals == ["."] and not point:
        behind = sum(len(text) for text in pattern[pattern.index(".") + 1 :])
        return (), scale - behind
    if literals and "/" not in literals and not point and scale == 0:
        return tuple(pattern), scale
    return (), scale


def _currency(text: str) -> str:
    """`[$¥-804]` shows ¥; other brackets show nothing."""
    return text[1:].partition("-")[0] if text.startswith("$") else ""


@frozen
class NumberFormat:
    """A format code taken apart."""

    code: str
    sections: tuple[Section, ...]

    @property
    def decimals(self) -> int | None:
        """Digits the format shows behind the point; None for General and for dates."""
        return self.sections[0].decimals

    def section_for(self, value: Decimal) -> tuple[Section, bool]:
        """The section that shows this number, and whether it shows the number without its sign."""
        numbers = [section for section in self.sections[:3] if section.shown != "text"] or [self.sections[0]]
        if any(section.condition for section in numbers):
            for section in numbers:
                if section.condition is None or _holds(section.condition, value):
                    return section, False
            return numbers[-1], False
        if value < 0 and len(numbers) > 1:
            return numbers[1], True
        if value == 0 and len(numbers) > 2:
            return numbers[2], False
        return numbers[0], False

    def text(self, value: Decimal) -> str:
        """The number as people read it, with all its digits."""
        section, unsigned = self.section_for(value)
        prefix, suffix = section.prefix, section.suffix
        if unsigned:
            prefix, suffix = prefix.strip("-−("), suffix.strip(")")
        if section.decimals is None and not section.pattern and not _has_general(self.code):
            return prefix if _WORD.search(prefix) else plain_number(value)
        if section.pattern and value == value.to_integral_value():
            digits = _filled(section.pattern, plain_number(abs(value)))
        else:
            digits = plain_number(abs(value).scaleb(section.scale))
        sign = "-" if value < 0 else ""
        # a comparator stands before the sign: ≥-5, while a currency stands behind it: -¥5
        return f"{prefix}{sign}{digits}{suffix}" if prefix[-1:] in "≥≤＞＜><=＝" else f"{sign}{prefix}{digits}{suffix}"


def _has_general(code: str) -> bool:
    return "General" in code or "G/通用格式" in code


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    op, bound = condition
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[op]


def _filled(pattern: tuple[str, ...], digits: str) -> str:
    """Digits put into a pattern from the right: 202112 in `0000"年"00` is 2021年12."""
    shown = ""
    left = digits
    for place in reversed(pattern):
        if place.strip("0#?"):
            shown = place + shown if left or "0" in pattern[0] else shown
            continue
        taken, left = left[-len(place) :], left[: -len(place)]
        shown = taken.rjust(place.count("0"), "0") + shown
    return left + shown


@lru_cache(maxsize=1024)
def number_format(code: str) -> NumberFormat:
    """A format code taken apart; any text is accepted, what is no format shows the plain number."""
    return NumberFormat(code, tuple(_section(tokens) for tokens in _sections(code)))


def date_of(serial: Decimal, date1904: bool) -> date | None:
    """The day of a date serial; None where it is none. Excel's 29 February 1900 never was: it is read as 1 March."""
    if not 1 <= serial < 2_958_466:
        return None
    days = int(serial)
    if date1904:
        return date(1904, 1, 1) + timedelta(days=days) if days < 2_957_004 else None
    return date(1899, 12, 30) + timedelta(days=days if days >= 60 else days + 1)


def date_text(day: date, parts: frozenset[str]) -> str:
    """A date in words that the value language reads: a format that hides the day means the month."""
    if "d" in parts or not parts:
        return f"{day.year}年{day.month}月{day.day}日"
    if "m" in parts:
        return f"{day.year}年{day.month}月"
    return f"{day.year}年"


def time_text(serial: Decimal) -> str:
    """A time of day or a span of time as hours and minutes."""
    minutes, seconds = divmod(int((serial * 86_400).to_integral_value()), 60)
    shown = f"{minutes // 60}:{minutes % 60:02}"
    return f"{shown}:{seconds:02}" if seconds else shown
