"""Whether a total written as a formula still says what we say it is.

In: a formula of a total cell, the grid, and the values about to be written. Out: its value, or None when the formula
does more than add up cells. Not here: a spreadsheet engine; a formula that is not understood is replaced by its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from pbexcel.forms.tables import Grid

_CELL = r"\$?([A-Z]{1,3})\$?(\d{1,7})"
_TERM = re.compile(rf"(?:SUM\(([^()]*)\)|{_CELL}|(\d+(?:\.\d+)?))", re.IGNORECASE)
_RANGE = re.compile(rf"{_CELL}(?::{_CELL})?", re.IGNORECASE)
_LARGEST_RANGE = 5000


def added_up(formula: str, grid: Grid, coming: Mapping[tuple[int, int], Decimal]) -> Decimal | None:
    """The sum a formula such as `SUM(G12:G22)+H6` gives once the `coming` values stand in their cells."""
    total = Decimal(0)
    for term in formula.replace(" ", "").split("+"):
        match = _TERM.fullmatch(term)
        if not match:
            return None
        if match[4]:
            total += Decimal(match[4])
            continue
        for part in (match[1] if match[1] is not None else term).split(","):
            cells = _cells(part)
            if cells is None:
                return None
            total += sum((_value(grid, coming, at) for at in cells), Decimal(0))
    return total


def _cells(part: str) -> list[tuple[int, int]] | None:
    match = _RANGE.fullmatch(part)
    if not match:
        return None
    left, top = _column(match[1]), int(match[2])
    right, bottom = (_column(match[3]), int(match[4])) if match[3] else (left, top)
    if (bottom - top + 1) * (right - left + 1) > _LARGEST_RANGE:
        return None
    return list(_area(top, left, bottom, right))


def _area(top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield row, column


def _value(grid: Grid, coming: Mapping[tuple[int, int], Decimal], at: tuple[int, int]) -> Decimal:
    if at in coming:
        return coming[at]
    cell = grid.sheet.cells.get(at)
    return cell.value if cell is not None and isinstance(cell.value, Decimal) else Decimal(0)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
