"""The sheet 自评表 of a blank form, as the official form prints it.

In: an empty openpyxl sheet and a plan. Out: the sheet with labels, boxes and empty input cells.
Not here: drop-downs and prompts (template_guided), live checks (template_light), the other sheets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from pbexcel.forms import template_style as style
from pbexcel.forms.template_plan import FUND_HEADERS, FUND_ROWS, INDICATOR_HEADERS, Col, Fund, Plan

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = {
    Col.SIDE: 5, Col.LEVEL1: 12, Col.LEVEL2: 18, Col.NAME: 24, Col.TARGET: 17, Col.ACTUAL: 17, Col.WEIGHT: 9, Col.POINTS: 11, Col.REASON: 30,
}  # fmt: skip
AS_TEXT = "@"  # a target such as =8个 must not become a formula, nor 2021-12-31 a serial number


def draw_form(sheet: Worksheet, plan: Plan, year: int | None) -> None:
    """Write the whole form: head, money, goals, indicators, total, grade, contact and signature."""
    for column, width in WIDTHS.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    _head(sheet, plan, year)
    _money(sheet, plan)
    _goals(sheet, plan)
    _indicators(sheet, plan)
    _foot(sheet, plan)
    _page(sheet, plan)


def _label(sheet: Worksheet, row: int, column: int, text: object, *, to: tuple[int, int] | None = None) -> Cell:
    """A locked label, over a merged area when `to` gives its last row and column."""
    _box(sheet, row, column, to or (row, column), filled=True)
    cell = sheet.cell(row, column, text)
    cell.font, cell.alignment = style.LABEL, style.CENTRE
    return cell


def _input(
    sheet: Worksheet, row: int, column: int, *, to: tuple[int, int] | None = None,
    align: Alignment = style.CENTRE, number_format: str = "General",
) -> Cell:  # fmt: skip
    """An empty cell that staff fill."""
    last_row, last_column = to or (row, column)
    _box(sheet, row, column, (last_row, last_column), filled=False)
    for line in sheet.iter_rows(row, last_row, column, last_column):
        for cell in line:
            cell.protection = style.UNLOCKED
    cell = sheet.cell(row, column)
    cell.font, cell.alignment, cell.number_format = style.TEXT, align, number_format
    return cell


def _box(sheet: Worksheet, row: int, column: int, to: tuple[int, int], *, filled: bool) -> None:
    # every cell of a merged area needs its own border, or the outline breaks in Excel
    for line in sheet.iter_rows(row, to[0], column, to[1]):
        for cell in line:
            cell.border = style.BOX
            cell.protection = style.LOCKED
            if filled:
                cell.fill = style.LABEL_FILL
    if to != (row, column):
        sheet.merge_cells(start_row=row, start_column=column, end_row=to[0], end_column=to[1])


def _head(sheet: Worksheet, plan: Plan, year: int | None) -> None:
    for row, text, font, height in (
        (plan.title, "项目支出绩效自评表", style.TITLE, 34),
        (plan.year, f"（ {year if year else '    '} 年度）", style.SUBTITLE, 22),
    ):
        sheet.merge_cells(start_row=row, start_column=Col.SIDE, end_row=row, end_column=Col.REASON)
        cell = sheet.cell(row, Col.SIDE, text)
        cell.font, cell.alignment = font, style.CENTRE
        sheet.row_dimensions[row].height = height
    sheet.cell(plan.year, Col.SIDE).protection = style.UNLOCKED
    _label(sheet, plan.project, Col.SIDE, "项目名称", to=(plan.project, Col.LEVEL1))
    _input(sheet, plan.project, Col.LEVEL2, to=(plan.project, Col.REASON), number_format=AS_TEXT)
    _label(sheet, plan.department, Col.SIDE, "主管部门", to=(plan.department, Col.LEVEL1))
    _input(sheet, plan.department, Col.LEVEL2, to=(plan.department, Col.TARGET), number_format=AS_TEXT)
    _label(sheet, plan.department, Col.ACTUAL, "实施单位")
    _input(sheet, plan.department, Col.WEIGHT, to=(plan.department, Col.REASON), number_format=AS_TEXT)
    for row in (plan.project, plan.department):
        sheet.row_dimensions[row].height = 26


def _money(sheet: Worksheet, plan: Plan) -> None:
    _label(sheet, plan.fund_header, Col.SIDE, "项目资金\n（万元）", to=(plan.fund_last, Col.LEVEL1))
    _label(sheet, plan.fund_header, Fund.LABEL, None)
    for column, text in enumerate(FUND_HEADERS, Fund.INITIAL):
        _label(sheet, plan.fund_header, column, text)
    for row, text in enumerate(FUND_ROWS, plan.fund_total):
        label = _label(sheet, row, Fund.LABEL, text)
        label.alignment = style.LEFT if row > plan.fund_total else style.CENTRE
        for column in (Fund.INITIAL, Fund.BUDGET, Fund.EXECUTED):
            _input(sheet, row, column)
        if row == plan.fund_total:
            _label(sheet, row, Fund.WEIGHT, plan.variant.execution)
            _input(sheet, row, Fund.RATE, number_format="0.00%")
            _input(sheet, row, Fund.POINTS)
        else:
            _label(sheet, row, Fund.WEIGHT, "—")
            _label(sheet, row, Fund.RATE, None)
            _label(sheet, row, Fund.POINTS, "—")
    for row in range(plan.fund_header, plan.fund_last + 1):
        sheet.row_dimensions[row].height = 22


def _goals(sheet: Worksheet, plan: Plan) -> None:
    _label(sheet, plan.goal_header, Col.SIDE, "年度\n总体\n目标", to=(plan.goal, Col.SIDE))
    _label(sheet, plan.goal_header, Col.LEVEL1, "预期目标", to=(plan.goal_header, Col.TARGET))
    _label(sheet, plan.goal_header, Col.ACTUAL, "实际完成情况", to=(plan.goal_header, Col.REASON))
    _input(sheet, plan.goal, Col.LEVEL1, to=(plan.goal, Col.TARGET), align=style.TOP, number_format=AS_TEXT)
    _input(sheet, plan.goal, Col.ACTUAL, to=(plan.goal, Col.REASON), align=style.TOP, number_format=AS_TEXT)
    sheet.row_dimensions[plan.goal_header].height = 22
    sheet.row_dimensions[plan.goal].height = 96


def _indicators(sheet: Worksheet, plan: Plan) -> None:
    _label(sheet, plan.header, Col.SIDE, "绩\n效\n指\n标", to=(plan.last, Col.SIDE))
    for column, text in enumerate(INDICATOR_HEADERS, Col.LEVEL1):
        _label(sheet, plan.header, column, text)
    sheet.row_dimensions[plan.header].height = 34
    for block in plan.blocks:
        _label(
            sheet,
            block.first,
            Col.LEVEL1,
            f"{block.level.name}\n（{block.level.points}分）",
            to=(block.last, Col.LEVEL1),
        )
        row = block.first
        for second, rows in block.level.second:
            for line in range(row, row + rows):
                _indicator_row(sheet, line, second)
            row += rows


def _indicator_row(sheet: Worksheet, row: int, second: str) -> None:
    _input(sheet, row, Col.LEVEL2, number_format=AS_TEXT).value = second
    for column in (Col.NAME, Col.TARGET, Col.ACTUAL):
        _input(sheet, row, column, number_format=AS_TEXT)
    for column in (Col.WEIGHT, Col.POINTS):
        _input(sheet, row, column)
    _input(sheet, row, Col.REASON, align=style.LEFT, number_format=AS_TEXT)
    sheet.row_dimensions[row].height = 26


def _foot(sheet: Worksheet, plan: Plan) -> None:
    _label(sheet, plan.total, Col.SIDE, "总分", to=(plan.total, Col.ACTUAL))
    _label(sheet, plan.total, Col.WEIGHT, plan.variant.execution + sum(block.level.points for block in plan.blocks))
    _input(sheet, plan.total, Col.POINTS)
    _label(sheet, plan.total, Col.REASON, None)
    _label(sheet, plan.grade, Col.SIDE, "自评等级", to=(plan.grade, Col.ACTUAL))
    _input(sheet, plan.grade, Col.WEIGHT, to=(plan.grade, Col.REASON))
    _label(sheet, plan.contact, Col.SIDE, "联系人", to=(plan.contact, Col.LEVEL1))
    _input(sheet, plan.contact, Col.LEVEL2, to=(plan.contact, Col.NAME), number_format=AS_TEXT)
    _label(sheet, plan.contact, Col.TARGET, "电子邮箱")
    _input(sheet, plan.contact, Col.ACTUAL, to=(plan.contact, Col.REASON), number_format=AS_TEXT)
    for row in (plan.total, plan.grade, plan.contact):
        sheet.row_dimensions[row].height = 24
    # no boxes: this line is signed and stamped on paper
    for column, text in (
        (Col.SIDE, "单位盖章："),
        (Col.NAME, "填报人："),
        (Col.ACTUAL, "负责人："),
        (Col.REASON, "日期："),
    ):
        cell = sheet.cell(plan.signature, column, text)
        cell.font, cell.alignment = style.TEXT, style.SIGNED
    sheet.row_dimensions[plan.signature].height = 36


def _page(sheet: Worksheet, plan: Plan) -> None:
    """A4 landscape, one page wide, the indicator headers again on every page, page numbers below."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"A1:{get_column_letter(Col.REASON)}{plan.signature}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.7, 0.3, 0.35
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.oddFooter.center.size = 10
    sheet.sheet_view.showGridLines = False
