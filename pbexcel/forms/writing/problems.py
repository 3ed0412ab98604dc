"""问题清单: every problem of a form with its cell, what was read, what was expected, how to fix it and what it costs.

In: problems. Out: a sheet of ours. Not here: marking the cells (copies).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pbexcel.excel.changing.changes import Look, NewSheet, SheetCell
from pbexcel.excel.changing.sheet_writing import height_of
from pbexcel.excel.reading.cell import Range
from pbexcel.forms.writing.own_sheets import HEADINGS, PROBLEMS, widths
from pbexcel.problems import Problem

SEVERITIES: dict[str, Look] = {"退回": "bad", "警告": "warning", "提醒": "text"}
_COLUMNS = len(HEADINGS[PROBLEMS])


def problem_sheet(problems: Sequence[Problem], name: str = PROBLEMS, *, returned: bool) -> NewSheet:
    """The sheet; what sends a form back stands first."""
    order = list(SEVERITIES)
    listed = sorted(problems, key=lambda one: order.index(one.severity))
    said = _said(listed, returned)
    rows = (
        (SheetCell(PROBLEMS, "title"),),
        (SheetCell(said, "said"),),
        tuple(SheetCell(text, "header") for text in HEADINGS[PROBLEMS]),
        *(_row(number, one) for number, one in enumerate(listed, 1)),
    )
    return NewSheet(
        name=name,
        rows=rows,
        widths=widths(PROBLEMS),
        merges=tuple(Range(row, 1, row, _COLUMNS) for row in (1, 2)),
        heights={1: 30, 2: height_of(said, sum(widths(PROBLEMS)))},
        frozen_rows=3,
        replaces=True,
    )


def _said(problems: Sequence[Problem], returned: bool) -> str:
    count = {severity: sum(one.severity == severity for one in problems) for severity in SEVERITIES}
    if returned:
        checked = f"，另有 {count['警告']} 处请核对" if count["警告"] else ""
        return (
            f"这份表还不能评分：{count['退回']} 处必须改{checked}，格子都标了颜色，放上鼠标看批注；点「位置」直接跳到那一格。"
            "改好保存，把这个文件原样放回收件文件夹就行，颜色、批注和本表不用自己删。"
        )
    if not problems:
        return "这份表没有发现问题。"
    said = "、".join(f"{severity} {number} 处" for severity, number in count.items() if number)
    return f"这份表已经评分，下面 {said} 请看一下，不影响已有的结果。点「位置」可以直接跳到那一格。"


def _row(number: int, one: Problem) -> tuple[SheetCell, ...]:
    return (
        SheetCell(Decimal(number), "number"), SheetCell(str(one.at) if one.at else "整个文件", "link" if one.at else "text", one.at),
        SheetCell(one.code), SheetCell(one.severity, SEVERITIES[one.severity]), SheetCell(one.title), SheetCell(one.read),
        SheetCell(one.expected), SheetCell(one.fix), SheetCell("" if one.costs is None else one.costs, "points"),
    )  # fmt: skip
