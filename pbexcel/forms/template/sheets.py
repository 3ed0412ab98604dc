"""The sheets around 自评表: 填报说明, 评分标准, 评分明细 and 问题清单 (prepared), 元数据 (hidden).

In: a workbook, the plan of its form, the rules it is made for. Out: the sheets and the document properties.
Not here: the lists (lists), the live checks (light), filling 评分明细 after scoring (forms/writing/detail).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter

from pbexcel.forms.template import style
from pbexcel.forms.template.plan import TEMPLATE_ID, TEMPLATE_VERSION, Plan
from pbexcel.forms.writing.own_sheets import DETAIL, HEADINGS, PROBLEMS, widths
from pbexcel.rules.profile import Profile

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


@cache
def guide() -> dict[str, Any]:
    """The guide for staff, as data."""
    return tomllib.loads((files("pbexcel.forms.template") / "guide.toml").read_text(encoding="utf-8"))


def guide_markdown() -> str:
    """The guide as docs/填报指南.md prints it."""
    said = guide()
    lines = [
        f"# {said['title']}",
        "",
        said["lead"],
        "",
        "![填到一半的自评表：最上面一行说第 16 行的实际完成值没有填，那一格也变了颜色](images/自评表.png)",
        "",
    ]
    for number, step in enumerate(said["step"], 1):
        lines += [f"## {number}. {step['title']}", "", *(f"- {line}" for line in step["lines"]), ""]
    blocked = said["blocked"]
    lines += [f"## {blocked['title']}", "", blocked["lead"], "", "| 格子 | 填不进去的 | 可以填 |", "|---|---|---|"]
    lines += [f"| {' | '.join(row)} |" for row in blocked["rows"]]
    return "\n".join(lines) + "\n"


def add_guide(book: Workbook) -> None:
    """The sheet 填报说明."""
    sheet, said = book.create_sheet("填报说明"), guide()
    _columns(sheet, (6, 34, 42, 34))
    row = _line(sheet, 1, 1, said["title"], style.TITLE, 34)
    row = _line(sheet, row, 1, said["lead"], style.TEXT)
    for number, step in enumerate(said["step"], 1):
        row = _line(sheet, row, 1, f"{number}. {step['title']}", style.HEADING, 26)
        for line in step["lines"]:
            sheet.cell(row, 1, "·").alignment = style.DOT
            row = _line(sheet, row, 2, line, style.TEXT)
    blocked = said["blocked"]
    row = _line(sheet, row, 1, blocked["title"], style.HEADING, 26)
    row = _line(sheet, row, 2, blocked["lead"], style.TEXT)
    for cells in (("格子", "填不进去的", "可以填"), *blocked["rows"]):
        _row(sheet, row, cells, header=cells[0] == "格子", column=2)
        row += 1
    _finish(sheet, row - 1, 4, portrait=True)


def add_rules(book: Workbook, plan: Plan, rules_lines: Sequence[str]) -> None:
    """The sheet 评分标准: the rules in words, as the profile says them."""
    sheet = book.create_sheet("评分标准")
    _columns(sheet, (6, 110))
    row = _line(sheet, 1, 1, "评分标准", style.TITLE, 34, last=2)
    row = _line(sheet, row, 1, f"表样：{plan.variant.title}", style.TEXT, last=2)
    for number, line in enumerate(rules_lines, 1):
        sheet.cell(row, 1, number).alignment = style.DOT
        sheet.cell(row, 1).font = style.TEXT
        row = _line(sheet, row, 2, line, style.TEXT, last=2, width=110)
    _finish(sheet, row - 1, 2, portrait=True)


def add_results(book: Workbook) -> None:
    """评分明细 and 问题清单, to be written when the form is scored."""
    for name, note in (
        (DETAIL, "评分以后，每一条指标怎么算的写在这里；现在不用填。"),
        (PROBLEMS, "评分以后，需要改的地方逐条写在这里；现在不用填。"),
    ):
        sheet, headings = book.create_sheet(name), HEADINGS[name]
        _columns(sheet, widths(name))
        _line(sheet, 1, 1, name, style.TITLE, 34, last=len(headings))
        _line(sheet, 2, 1, note, style.TEXT, last=len(headings))
        _row(sheet, 3, headings, header=True)
        _finish(sheet, 3, len(headings), portrait=False)


def add_metadata(book: Workbook, plan: Plan, profile: Profile) -> None:
    """The hidden sheet 元数据, and the same facts as document properties."""
    facts = {
        "pbexcel.template": TEMPLATE_ID,
        "pbexcel.template.version": TEMPLATE_VERSION,
        "pbexcel.template.variant": plan.variant.id,
        "pbexcel.template.rules": profile.id,
    }
    sheet = book.create_sheet("元数据")
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    for row, (name, text) in enumerate(facts.items(), 1):
        sheet.cell(row, 1, name)
        sheet.cell(row, 2, text).number_format = "@"
        book.custom_doc_props.append(StringProperty(name=name, value=text))
    _columns(sheet, (30, 30))


def _columns(sheet: Worksheet, widths: Iterable[float]) -> None:
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _line(
    sheet: Worksheet,
    row: int,
    column: int,
    text: str,
    font: Any,
    height: float | None = None,
    *,
    last: int = 4,
    width: int = 110,
) -> int:
    """One line of text over the width of the sheet; gives the next row. Rows of merged cells do not grow by themselves."""
    if last > column:
        sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=last)
    cell = sheet.cell(row, column, text)
    cell.font, cell.alignment = font, style.CENTRE if font is style.TITLE else style.READ
    wide = sum(2 if ord(letter) > 0x2E80 or letter in "“”‘’…—≥≤＝" else 1 for letter in text)
    sheet.row_dimensions[row].height = height or 18 * -(-wide // (width - 8)) + 3
    return row + 1


def _row(sheet: Worksheet, row: int, cells: Sequence[str], *, header: bool, column: int = 1) -> None:
    for number, text in enumerate(cells, column):
        cell = sheet.cell(row, number, text)
        cell.font, cell.border = style.LABEL if header else style.TEXT, style.BOX
        cell.alignment = style.CENTRE
        if header:
            cell.fill = style.LABEL_FILL
    sheet.row_dimensions[row].height = 22


def _finish(sheet: Worksheet, last: int, width: int, *, portrait: bool) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "portrait" if portrait else "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_area = f"A1:{get_column_letter(width)}{last}"
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
