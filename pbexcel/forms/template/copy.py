"""A form read from an old .xls, written anew as an .xlsx on the standard template, so that it can be scored and given back.

In: the form as read and the sheet it stands on. Out: the bytes of a workbook that is read as the same form.
Not here: reading the old file (excel/old_book). Only what the form says is carried over; looks, pictures and seals are not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from openpyxl import Workbook

from pbexcel.excel.reading.sheet import Sheet
from pbexcel.forms.tables import Grid
from pbexcel.forms.template.build import build
from pbexcel.forms.template.package import workbook_bytes
from pbexcel.forms.template.plan import FUND_ROWS, SHEET, Plan, plan_of
from pbexcel.forms.template.rows import fit, fit_goal
from pbexcel.forms.template.variants import FirstLevel, variants
from pbexcel.records import Form, FundRow, Indicator, Money, Read
from pbexcel.spelling import compact

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_GOALS = (("预期目标", "level1"), ("实际完成情况", "actual"))
_BRACKET = re.compile(r"\s*([（(])")
_LONGEST_GOAL = 5000  # characters of 年度总体目标 that are carried over


def on_template(form: Form, sheet: Sheet) -> bytes:
    """The form on the standard template; one without a weight column, or with weights merged over rows, which the template has not, keeps its cells."""
    weights = [(row.row, row.weight.at) for row in form.indicators]
    if all(at is None for _, at in weights) or any(at is not None and at.row != row for row, at in weights):
        return _cell_by_cell(sheet)
    groups = [(first, list(rows)) for first, rows in groupby(form.indicators, key=lambda row: (row.level1.at, row.level1.text, row.level1.value))]
    levels = tuple(
        FirstLevel(value, sum((row.weight.value or Decimal(0) for row in rows), Decimal(0)), tuple((row.level2.value, 1) for row in rows))
        for (_, _, value), rows in groups
    )
    plan = plan_of(variants()["standard"], levels)
    book = build(plan, form.year.value)
    page = book[SHEET]
    _write_head(page, plan, form)
    _write_goals(page, plan, Grid(sheet), form)
    fit_goal(page, plan)
    if form.money:
        _write_money(page, plan, form.money)
    else:
        _write(page, plan.fund_total, plan.fund("weight")[0], None)
    for block, ((_, text, value), _) in zip(plan.blocks, groups, strict=True):
        _write(page, block.first, plan.column("level1"), _BRACKET.sub(r"\n\1", text.strip(), count=1) or value)
    for row, indicator in enumerate(form.indicators, plan.first):
        _write_row(page, plan, row, indicator)
        fit(page, plan, row)
    _write(page, plan.total, plan.column("points"), form.total.value)
    _write(page, plan.grade, plan.column("weight"), form.grade.value)
    return workbook_bytes(book)


def _write_head(page: Worksheet, plan: Plan, form: Form) -> None:
    if form.title.value:
        _write(page, plan.title, 1, form.title.value)
    _write(page, plan.project, plan.column("level2"), form.project.value)
    _write(page, plan.department, plan.column("level2"), form.department.value)
    _write(page, plan.department, plan.column("actual") + 1, form.unit.value)


def _write_goals(page: Worksheet, plan: Plan, grid: Grid, form: Form) -> None:
    """年度总体目标, which scoring does not need and staff wrote: the cell below its label."""
    first = min((row.row for row in form.indicators), default=1)
    for label, role in _GOALS:
        for row, cells in grid.between(1, first - 1):
            column = next((column for column, cell in cells if compact(cell.text).endswith(label)), None)
            if column is not None:
                below = grid.cell(grid.end(row, column)[0] + 1, column).text.strip()
                _write(page, plan.goal, plan.column(role), below[:_LONGEST_GOAL])
                break


def _write_money(page: Worksheet, plan: Plan, money: Money) -> None:
    if money.unit != "万元":
        _write(page, plan.fund_header, 1, f"项目资金\n（{money.unit}）" if money.unit else "项目资金")
    places = plan.fund_last - plan.fund_total
    for row, part in enumerate((replace(money.total, label=FUND_ROWS[0]), *_gathered(money.parts, places)), plan.fund_total):
        _write(page, row, plan.fund("label")[0], part.label)
        for role, read in (("initial", part.initial), ("budget", part.budget), ("executed", part.executed)):
            _write(page, row, plan.fund(role)[0], _said(read))
    _write(page, plan.fund_total, plan.fund("weight")[0], _said(money.weight))
    _write(page, plan.fund_total, plan.fund("points")[0], _said(money.typed))
    if money.rate.value is not None:
        _write(page, plan.fund_total, plan.fund("rate")[0], money.rate.value)


def _gathered(parts: Sequence[FundRow], places: int) -> list[FundRow]:
    """The 其中 rows in as many rows as there are; what is too many is added up in the last of them."""
    if len(parts) <= places:
        return list(parts)
    rest = parts[places - 1 :]

    def added(values: list[Read[Decimal | None]]) -> Read[Decimal | None]:
        numbers = [read.value for read in values if read.value is not None]
        return Read(sum(numbers, Decimal(0)) if numbers else None)

    last = FundRow(
        "、".join(part.label.strip() for part in rest),
        added([part.initial for part in rest]),
        added([part.budget for part in rest]),
        added([part.executed for part in rest]),
    )
    return [*parts[: places - 1], last]


def _write_row(page: Worksheet, plan: Plan, row: int, indicator: Indicator) -> None:
    _write(page, row, plan.column("level2"), indicator.level2.text.strip())
    _write(page, row, plan.column("name"), indicator.name.text)
    _write(page, row, plan.column("target"), indicator.target.text)
    _write(page, row, plan.column("actual"), indicator.actual.text)
    _write(page, row, plan.column("weight"), _said(indicator.weight))
    _write(page, row, plan.column("points"), _said(indicator.typed))
    _write(page, row, plan.column("reason"), indicator.reason.text)


def _said(read: Read[Decimal | None]) -> Decimal | str | None:
    """The number; the text as it stood where it is none, so that it is found again."""
    return read.value if read.value is not None else read.text or None


def _write(page: Worksheet, row: int, column: int, value: str | Decimal | None) -> None:
    cell = page.cell(row, column)
    cell.value = value if value != "" else None
    if isinstance(value, str) and value:
        cell.data_type = "s"  # =8个 is a target and no formula


def _cell_by_cell(sheet: Sheet) -> bytes:
    """The sheet as it stands: values, number formats, merged areas, hidden rows."""
    book = Workbook()
    page = book.active
    page.title = sheet.name
    for (row, column), cell in sheet.cells.items():
        _write(page, row, column, cell.value if isinstance(cell.value, Decimal) else cell.text)
        page.cell(row, column).number_format = cell.number_format
    for merge in sheet.merges:
        page.merge_cells(start_row=merge.top, start_column=merge.left, end_row=merge.bottom, end_column=merge.right)
    for row in {at[0] for at in sheet.cells if at[0] in sheet.hidden_rows}:
        page.row_dimensions[row].hidden = True
    return workbook_bytes(book)
