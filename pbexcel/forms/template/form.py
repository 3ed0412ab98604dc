"""The sheet 自评表 of a blank form, as the official form prints it.

In: an empty openpyxl sheet and a plan. Out: the sheet with labels, boxes and empty input cells.
Not here: drop-downs and prompts (guided), live checks (light), the other sheets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from pbexcel.forms.template import style
from pbexcel.forms.template.plan import FUND_ROLES, FUND_ROWS, Plan

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.worksheet import Worksheet

AS_TEXT = "@"  # a target such as =8个 must not become a formula, nor 2021-12-31 a serial number
MONEY, POINTS, SHARE = "#,##0.00####;-#,##0.00####;0", "General", "0.00%"


def draw_form(sheet: Worksheet, plan: Plan, year: int | None) -> None:
    """Write the whole form: head, money, goals, indicators, total, grade, contact and signature."""
    for number, column in enumerate(plan.variant.columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.column_dimensions[get_column_letter(plan.width + 1)].width = 0.5
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
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=plan.width)
        cell = sheet.cell(row, 1, text)
        cell.font, cell.alignment = font, style.CENTRE
        sheet.row_dimensions[row].height = height
    sheet.cell(plan.year, 1).protection = style.UNLOCKED
    level1, level2, actual = plan.column("level1"), plan.column("level2"), plan.column("actual")
    _label(sheet, plan.project, 1, "项目名称", to=(plan.project, level1))
    _input(sheet, plan.project, level2, to=(plan.project, plan.width), number_format=AS_TEXT)
    _label(sheet, plan.department, 1, "主管部门", to=(plan.department, level1))
    _input(sheet, plan.department, level2, to=(plan.department, actual - 1), number_format=AS_TEXT)
    _label(sheet, plan.department, actual, "实施单位")
    _input(sheet, plan.department, actual + 1, to=(plan.department, plan.width), number_format=AS_TEXT)
    for row in (plan.project, plan.department):
        sheet.row_dimensions[row].height = 26


def _money(sheet: Worksheet, plan: Plan) -> None:
    _label(sheet, plan.fund_header, 1, "项目资金\n（万元）", to=(plan.fund_last, plan.column("level1")))
    for role, text in zip(FUND_ROLES, (None, *plan.variant.fund_headers), strict=True):
        first, last = plan.fund(role)
        _label(sheet, plan.fund_header, first, text, to=(plan.fund_header, last))
    for row, label in enumerate(FUND_ROWS, plan.fund_total):
        total = row == plan.fund_total
        first, last = plan.fund("label")
        _label(sheet, row, first, label, to=(row, last)).alignment = style.CENTRE if total else style.LEFT
        for role in ("initial", "budget", "executed"):
            first, last = plan.fund(role)
            _input(sheet, row, first, to=(row, last), number_format=MONEY)
        _execution(sheet, plan, row)
    for row in range(plan.fund_header, plan.fund_last + 1):
        sheet.row_dimensions[row].height = 24


def _execution(sheet: Worksheet, plan: Plan, row: int) -> None:
    """Weight, rate and points of a fund row; only the total row has them."""
    total = row == plan.fund_total
    first, last = plan.fund("weight")
    _label(sheet, row, first, plan.variant.execution if total else "—", to=(row, last)).font = style.TEXT
    first, last = plan.fund("rate")
    _label(sheet, row, first, None, to=(row, last)).font = style.TEXT
    first, last = plan.fund("points")
    if total:
        _input(sheet, row, first, to=(row, last))
    else:
        _label(sheet, row, first, "—", to=(row, last)).font = style.TEXT


def _goals(sheet: Worksheet, plan: Plan) -> None:
    level1, actual = plan.column("level1"), plan.column("actual")
    _label(sheet, plan.goal_header, 1, "年度\n总体\n目标", to=(plan.goal, 1))
    _label(sheet, plan.goal_header, level1, "预期目标", to=(plan.goal_header, actual - 1))
    _label(sheet, plan.goal_header, actual, "实际完成情况", to=(plan.goal_header, plan.width))
    _input(sheet, plan.goal, level1, to=(plan.goal, actual - 1), align=style.TOP, number_format=AS_TEXT)
    _input(sheet, plan.goal, actual, to=(plan.goal, plan.width), align=style.TOP, number_format=AS_TEXT)
    sheet.row_dimensions[plan.goal_header].height = 22
    sheet.row_dimensions[plan.goal].height = 96


def _indicators(sheet: Worksheet, plan: Plan) -> None:
    _label(sheet, plan.header, 1, "绩\n效\n指\n标", to=(plan.last, 1))
    for number, column in enumerate(plan.variant.columns[1:], 2):
        _label(sheet, plan.header, number, column.header)
    sheet.row_dimensions[plan.header].height = 34
    for block in plan.blocks:
        text = f"{block.level.name}\n（{block.level.points:f}分）" if block.level.name else None
        label = _label(sheet, block.first, plan.column("level1"), text, to=(block.last, plan.column("level1")))
        if text is None:  # the approved list did not say: staff may write it
            label.protection = style.UNLOCKED
        row = block.first
        for second, rows in block.level.second:
            for line in range(row, row + rows):
                _indicator_row(sheet, plan, line, second)
            row += rows
        if block.first == block.last:  # a label of two lines beside one row
            sheet.row_dimensions[block.first].height = style.TWO_LINES


def _indicator_row(sheet: Worksheet, plan: Plan, row: int, second: str) -> None:
    for number, column in enumerate(plan.variant.columns[2:], 3):
        numeric = column.role in ("weight", "points")
        align = style.LEFT if column.role in ("name", "reason") else style.CENTRE
        _input(sheet, row, number, align=align, number_format=POINTS if numeric else AS_TEXT)
    sheet.cell(row, plan.column("level2")).value = second or None
    # a long reason makes its row grow (package); an empty cell in a large font keeps the others from shrinking
    sheet.row_dimensions[row].height = style.GROWING
    sheet.cell(row, plan.width + 1).font = style.TALL


def _foot(sheet: Worksheet, plan: Plan) -> None:
    level1, level2, actual, weight = (plan.column(role) for role in ("level1", "level2", "actual", "weight"))
    _label(sheet, plan.total, 1, "总分", to=(plan.total, weight - 1))
    _label(sheet, plan.total, weight, None)
    _input(sheet, plan.total, weight + 1)
    _label(sheet, plan.total, plan.width, None, to=(plan.total, plan.width))
    _label(sheet, plan.grade, 1, "自评等级", to=(plan.grade, weight - 1))
    _input(sheet, plan.grade, weight, to=(plan.grade, plan.width))
    _label(sheet, plan.contact, 1, "联系人", to=(plan.contact, level1))
    _input(sheet, plan.contact, level2, to=(plan.contact, actual - 2), number_format=AS_TEXT)
    _label(sheet, plan.contact, actual - 1, "电子邮箱")
    _input(sheet, plan.contact, actual, to=(plan.contact, plan.width), number_format=AS_TEXT)
    for row in (plan.total, plan.grade, plan.contact):
        sheet.row_dimensions[row].height = 26
    # no boxes: this line is signed and stamped on paper
    for column, text in (
        (1, "单位盖章："),
        (plan.column("name"), "填报人："),
        (actual, "负责人："),
        (plan.width, "日期："),
    ):
        cell = sheet.cell(plan.signature, column, text)
        cell.font, cell.alignment, cell.protection = style.TEXT, style.SIGNED, style.UNLOCKED
    sheet.row_dimensions[plan.signature].height = 40


def _page(sheet: Worksheet, plan: Plan) -> None:
    """A4 landscape, one page wide, the indicator headers again on every page, page numbers below."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"A{plan.title}:{get_column_letter(plan.width)}{plan.signature}"
    sheet.print_title_rows = f"{plan.header}:{plan.header}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.7, 0.3, 0.35
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.oddFooter.center.size = 10
    sheet.sheet_view.showGridLines = False
