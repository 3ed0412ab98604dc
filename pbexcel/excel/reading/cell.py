"""One cell: what it holds, what people see, how it is formatted.

In: the raw attributes and text of a `<c>` element. Out: a `Cell`. Not here: finding cells (sheet, sheet_reading).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from pbexcel.excel.markup import decoded
from pbexcel.excel.reading.number_format import date_of, date_text, number_format, time_text
from pbexcel.frozen import frozen
from pbexcel.spelling import plain_number

Kind = Literal["number", "text", "bool", "error", "date", "empty"]
FormulaKind = Literal["normal", "shared", "array", "data"]

_SHORT = re.compile(r"-?\d{1,15}(?:\.\d{1,14})?", re.ASCII)
_TYPED_NUMBER = re.compile(r"[\s\u00a0\u3000]*[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?[\s\u00a0\u3000]*", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", re.ASCII)


@frozen
class Range:
    """A rectangle of cells; all four sides belong to it."""

    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, at: object) -> bool:
        if not (isinstance(at, tuple) and len(at) == 2):
            return False
        row, column = at
        return bool(self.top <= row <= self.bottom and self.left <= column <= self.right)


class RawCell(NamedTuple):
    """A `<c>` element: its t and s attributes and the text of its value (None where there is none)."""

    type: str | None
    style: str | None
    value: str | None


class RawFormula(NamedTuple):
    """An `<f>` element. `text` is "" for the cells that share a master's formula; `ref` and `group` only for masters and sharers."""

    kind: FormulaKind
    text: str
    ref: str | None
    group: str | None


@frozen
class Cell:
    """A cell as it stands.

    `value` is Decimal, str, bool or date by `kind`; numbers carry 15 significant digits, as Excel shows them (a share
    formatted as percent stays a share: 0.9965). `text` is what people read, with every digit: 99.65%, 98个,
    2021年12月31日. `formula` has no leading "="; it is "" in cells that share the formula of another one.
    """

    kind: Kind
    value: Decimal | str | bool | date | None
    text: str
    number_format: str
    formula: str | None = None
    formula_kind: FormulaKind | None = None
    has_cached_value: bool = False

    @property
    def decimals(self) -> int | None:
        """The digits behind the point that the format shows; None for General and dates."""
        return number_format(self.number_format).decimals

    @property
    def stored_as_text(self) -> bool:
        """Whether the cell is a text that looks like a number."""
        return self.kind == "text" and _TYPED_NUMBER.fullmatch(self.text) is not None


EMPTY = Cell("empty", None, "", "General")


def decimal_of(text: str) -> Decimal | None:
    """A stored number with the 15 digits that count; None if it is none. Excel stores 109.62 as 109.61999999999999."""
    if _SHORT.fullmatch(text) and len(text) <= 16:
        return Decimal(text)
    try:
        number = float(text)
    except ValueError:
        return None
    if number - number != 0 or "_" in text:  # infinite, or no number at all
        return None
    return Decimal(format(number, ".15g"))


def cell_of(raw: RawCell, text: str | None, formula: RawFormula | None, code: str, date1904: bool) -> Cell:
    """The cell of a raw element; `text` is its value with a shared string looked up, `code` its number format."""
    kind, value, shown = _content(raw.type, text, code, date1904, formula is not None)
    if formula is None:
        return Cell(kind, value, shown, code)
    return Cell(kind, value, shown, code, formula.text, formula.kind, _is_cached(raw))


def _is_cached(raw: RawCell) -> bool:
    """Writers that calculate nothing leave `<v></v>` behind; an empty text result is `t="str"`."""
    return raw.value is not None and (raw.value != "" or raw.type == "str")


def _content(
    kind: str | None, text: str | None, code: str, date1904: bool, has_formula: bool
) -> tuple[Kind, Decimal | str | bool | date | None, str]:
    if text is None or (text == "" and not (has_formula and kind == "str")):
        return "empty", None, ""
    if kind in ("s", "inlineStr", "str"):
        shown = decoded(text) if kind == "str" else text
        return "text", shown, shown
    if kind == "b":
        return "bool", text.strip() == "1", "TRUE" if text.strip() == "1" else "FALSE"
    if kind == "e":
        return "error", text, text
    if kind == "d":
        return _iso_date(text)
    number = decimal_of(text.strip())
    if number is None:
        return "text", text, text
    return _number(number, code, date1904)


def _iso_date(text: str) -> tuple[Kind, Decimal | str | bool | date | None, str]:
    found = _ISO_DATE.fullmatch(text.strip())
    try:
        day = date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        day = None
    return ("date", day, date_text(day, frozenset("ymd"))) if day else ("text", text, text)


def _number(number: Decimal, code: str, date1904: bool) -> tuple[Kind, Decimal | str | bool | date | None, str]:
    if code == "General":
        return "number", number, plain_number(number)
    looks = number_format(code)
    section, _ = looks.section_for(number)
    if section.shown == "date":
        day = date_of(number, date1904)
        if day is not None:
            return "date", day, date_text(day, section.parts)
    elif section.shown == "time" and 0 <= number < 1_000_000:
        return "text", time_text(number), time_text(number)
    if section.shown != "number":
        return "number", number, plain_number(number)
    return "number", number, looks.text(number)
