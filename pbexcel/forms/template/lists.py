"""The hidden sheet 字典: what the drop-downs offer, under names that every spreadsheet program knows.

In: a workbook, the plan of its form, the grades of its rules. Out: the sheet and the defined names.
Not here: which cell offers which list (guided).

Lists are reached by defined names: Excel 2007 cannot point a validation at another sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName

from pbexcel.forms.template.plan import Plan

if TYPE_CHECKING:
    from openpyxl import Workbook

SHEET = "字典"
SECOND = "二级_"  # 二级_产出, 二级_效益, …: the second levels of a first level; 二级_全部: of all
CHOICES = "完成情况"
DIGITS = "数字"
NATURES = "指标性质"
GRADES = "等级"
# 财预〔2020〕10号: how a stated target may be answered
TIERS = ("达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差")
_NATURES = ("≥", "≤", "＝", "＞", "＜", "定性")


def add_lists(book: Workbook, plan: Plan, grades: tuple[str, ...]) -> None:
    """Write the sheet, one list a column, and name each list."""
    sheet = book.create_sheet(SHEET)
    sheet.sheet_state = "hidden"
    lists = {
        SECOND + level.name.removesuffix("指标"): tuple(name for name, _ in level.second)
        for level in plan.variant.levels
    }
    lists[SECOND + "全部"] = tuple(name for level in plan.variant.levels for name, _ in level.second)
    lists |= {CHOICES: TIERS, CHOICES + "无": ("",), NATURES: _NATURES, GRADES: grades, DIGITS: tuple("0123456789")}
    for column, (name, items) in enumerate(lists.items(), 1):
        letter = get_column_letter(column)
        sheet.cell(1, column, name)
        sheet.column_dimensions[letter].width = 26
        for row, item in enumerate(items, 2):
            cell = sheet.cell(row, column, item or None)
            cell.number_format = "@"
        book.defined_names[name] = DefinedName(name, attr_text=f"'{SHEET}'!${letter}$2:${letter}${len(items) + 1}")
    sheet.protection.sheet = True
