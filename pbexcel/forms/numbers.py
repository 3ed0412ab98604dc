"""Numbers of a form that are no targets or actuals: weights, scores, amounts of money, the execution rate, the year.

In: a cell. Out: a `Read` with the number, or None beside the text that is not one.
Not here: targets and actuals (room `values`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from pbexcel.excel.reading.sheet import Cell
from pbexcel.records import CellRef, Read
from pbexcel.spelling import compact

_POINTS = re.compile(r"([+-]?\d+(?:\.\d+)?)(?:分|%)?")
_MONEY = re.compile(r"([+-]?\d+(?:\.\d+)?)(亿元|万元|千元|元|亿|万)?")
_OF_WHICH = re.compile(r"\((?:其中|含)[^()]*\)$")
_SHARE = re.compile(r"([+-]?\d+(?:\.\d+)?)(%|分)?")
_IN_YUAN = {"亿元": Decimal(10) ** 8, "亿": Decimal(10) ** 8, "万元": Decimal(10) ** 4, "万": Decimal(10) ** 4, "千元": Decimal(1000), "元": Decimal(1)}
_NOTHING = frozenset(("", "-", "--", "—", "——", "–", "/", "\\", "无", "*", "**"))
# 产出指标(50分), (50分), 效益指标30分), 产出指标(50), 产出[50%], 产出指标:50分; a bare 指标1 prints no points
_PRINTED_POINTS = re.compile(
    r"[(\[【〔{:,、-]*(?:共|权重|分值|满分|计|:)*"
    r"(?:(?<![\d.])(\d+(?:\.\d+)?)(?:分|(?<=权重\d\d)%)|(?<=[(\[【〔:])(\d+(?:\.\d+)?)%?(?=[)\]】〕]|$)|(\d+(?:\.\d+)?)(?=[)\]】〕]))"
    r"[)\]】〕}]*"
)
# a share written as a bare number: 99.65 means 99.65 %, 0.9965 means 99.65 %; no real execution rate lies between
_LARGEST_BARE_SHARE = Decimal("1.5")


def _bare(cell: Cell) -> str:
    text = compact(cell.text).replace(",", "")
    return "" if text in _NOTHING else text


@lru_cache(maxsize=1024)
def _points(text: str) -> Decimal | None:
    match = _POINTS.fullmatch(text)
    return Decimal(match[1]) if match else None


def points(cell: Cell, at: CellRef | None) -> Read[Decimal | None]:
    """A weight or a score: 10, 10分, 10 %. A dash is an empty cell; other text gives None beside the text."""
    text = _bare(cell)
    return Read(_points(text), cell.text if text else "", at)


def before_bracket(text: str) -> Decimal | None:
    """The number that a text with a remark in brackets begins with: 95（自评等级：优） is 95."""
    match = _POINTS.match(compact(text).replace(",", ""))
    return Decimal(match[1]) if match else None


def money(cell: Cell, at: CellRef | None, unit: str, said: str = "") -> Read[Decimal | None]:
    """An amount in the form's unit (万元 or 元, "" if unknown): 620.82万元 on a form in 元 is 6208200.

    `said` is what the form names for amounts without a unit of their own, where that is another one: 千元, 亿元.
    """
    text = _OF_WHICH.sub("", _bare(cell)).lstrip("¥")
    match = _MONEY.fullmatch(text)
    if not match:
        return Read(None, cell.text if text else "", at)
    written = match[2] or said or unit
    number = Decimal(match[1])
    if written != unit:
        number = number * _IN_YUAN[written] / _IN_YUAN[unit or "万元"]
    return Read(number, cell.text, at)


def share(cell: Cell, at: CellRef | None) -> Read[Decimal | None]:
    """An execution rate as a share: 99.65%, 0.9965 and 99.65 are 0.9965."""
    text = _bare(cell)
    match = _SHARE.fullmatch(text)
    if not match:
        return Read(None, cell.text if text else "", at)
    number = Decimal(match[1])
    return Read(number / 100 if match[2] == "%" or number > _LARGEST_BARE_SHARE else number, cell.text, at)


@lru_cache(maxsize=1024)
def printed_points(text: str) -> Decimal | None:
    """The points printed in a first-level cell: 产出指标（50分）, (50分), 效益指标 30分), 产出指标(50)."""
    said = compact(text)
    match = None if said.isalpha() else _PRINTED_POINTS.search(said)
    return Decimal(match[1] or match[2] or match[3]) if match else None


@lru_cache(maxsize=1024)
def without_points(text: str) -> str:
    """The name in a first-level cell without its points: 产出指标（50分） is 产出指标."""
    said = compact(text)
    return said if said.isalpha() else _PRINTED_POINTS.sub("", said, count=1).strip("(:*★[【")
