"""How high a row of a form must be for the text in it, for forms that come with text.

In: a sheet, a plan, a row. Out: its height is set; such rows still grow when staff type more (package).
Not here: blank rows, whose height is that of one line with room.
"""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING

from pbexcel.forms.template import style
from pbexcel.forms.template.plan import Plan

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_LINE = 16  # points of a line
_TALLEST = 400  # points; Excel ends at 409
_MARGIN = 2  # characters of a cell's width that hold no text


def fit(sheet: Worksheet, plan: Plan, row: int) -> None:
    """Set the height of an indicator row by the longest of its texts."""
    lines = max(_lines(sheet.cell(row, number).value, column.width) for number, column in enumerate(plan.variant.columns[2:], 3))
    if lines > 1:
        sheet.row_dimensions[row].height = min(_LINE * lines, _TALLEST) + style.GROWN


def fit_goal(sheet: Worksheet, plan: Plan) -> None:
    """Set the height of 年度总体目标 by the longer of its two texts; a short one keeps the room it has."""
    actual = plan.column("actual")
    sides = ((plan.column("level1"), range(2, actual)), (actual, range(actual, plan.width + 1)))
    widths = [column.width for column in plan.variant.columns]
    lines = max(_lines(sheet.cell(plan.goal, start).value, sum(widths[column - 1] for column in columns)) for start, columns in sides)
    sheet.row_dimensions[plan.goal].height = max(sheet.row_dimensions[plan.goal].height, min(_LINE * lines, _TALLEST))


def _lines(value: object, width: int) -> int:
    """Lines a text takes in a cell; a Chinese character is as wide as two others."""
    text = "" if value is None else str(value)
    room = max(width - _MARGIN, 2)
    return sum(max(1, math.ceil(_wide(line) / room)) for line in text.splitlines())


def _wide(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)
