"""What people and programs do to a form changes nothing that it says: moved, stretched, unmerged, spaced, stored as text."""

from collections.abc import Callable

import openpyxl
import pytest
from drawn import SEED, package_of, workbook_of
from openpyxl.worksheet.worksheet import Worksheet
from test_families import FAMILIES

from pbexcel.forms.reading import read_forms

FORMS = {"北仑": SEED, **dict(zip(("四川", "云南", "河北", "重庆", "湖北", "转移支付", "上海"), (family[0] for family in FAMILIES), strict=True))}
Place = Callable[[int], int]


def copied(sheet: Worksheet, row: Place = int, column: Place = int, *, merged: bool = True) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    copy = book.active
    copy.title = sheet.title
    for line in sheet.iter_rows():
        for cell in line:
            if cell.value is not None:
                made = copy.cell(row(cell.row), column(cell.column), cell.value)
                made.data_type = cell.data_type
    for area in sheet.merged_cells.ranges if merged else ():
        copy.merge_cells(
            start_row=row(area.min_row), end_row=row(area.max_row), start_column=column(area.min_col), end_column=column(area.max_col)
        )
    return book


def spaced(sheet: Worksheet) -> openpyxl.Workbook:
    """Headers spread with wide blanks and broken lines, as people do to fill a cell."""
    book = copied(sheet)
    for line in book.active.iter_rows():
        for cell in line:
            if cell.value in ("三级指标", "年度指标值", "实际完成值", "得分", "分值", "项目名称", "主管部门", "总分", "全年执行数", "度量单位"):
                cell.value = "\n".join("　".join(str(cell.value)))
    return book


HANDLED: dict[str, Callable[[Worksheet], openpyxl.Workbook]] = {
    "moved": lambda sheet: copied(sheet, lambda row: row + 4, lambda column: column + 3),
    "empty columns between": lambda sheet: copied(sheet, int, lambda column: 2 * column),
    "empty rows between": lambda sheet: copied(sheet, lambda row: 2 * row),
    "unmerged": lambda sheet: copied(sheet, merged=False),
    "spaced headers": spaced,
}


def said(book: openpyxl.Workbook) -> list[object]:
    (read,) = read_forms(package_of(book)).forms
    form, money = read.form, read.form.money
    assert money is not None
    amounts = [one.value for one in (money.total.initial, money.total.budget, money.total.executed, money.weight, money.rate, money.typed)]
    head = [one.value for one in (form.year, form.project, form.department, form.unit, form.total, form.total_weight, form.grade)]
    rows = [
        (i.level1.value, i.level2.value, i.name.text, i.target.text, i.actual.text, i.weight.value, i.typed.value, i.child)
        for i in form.indicators
    ]
    return [form.layout, *head, money.unit, *amounts, *(points.value for points in form.level1_points), *rows]


@pytest.mark.parametrize("way", HANDLED)
@pytest.mark.parametrize("name", FORMS)
def test_a_handled_form_says_the_same(name: str, way: str) -> None:
    sheet = workbook_of(FORMS[name]).active
    assert said(HANDLED[way](sheet)) == said(copied(sheet))


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    book = workbook_of(SEED)
    book.active.row_dimensions[15].hidden = True
    book.active.column_dimensions["F"].hidden = True
    (read,) = read_forms(package_of(book)).forms
    assert said(book) == said(workbook_of(SEED))
    assert "L115" in [problem.code for problem in read.problems]


def test_a_hundred_empty_styled_rows_below_change_nothing() -> None:
    book = workbook_of(SEED)
    for row in range(30, 130):
        for column in range(1, 9):
            book.active.cell(row, column).number_format = "0.00"
    assert said(book) == said(workbook_of(SEED))
