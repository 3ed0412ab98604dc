"""The blank self-evaluation form as a workbook.

In: a year, a number of indicator rows, a variant. Out: an openpyxl workbook, or its bytes.
Not here: the cells of each sheet (template_form and its neighbours), pre-filled forms (template_prefill), writing files.
"""

from __future__ import annotations

from openpyxl import Workbook

from pbexcel.forms.template_form import draw_form
from pbexcel.forms.template_package import workbook_bytes
from pbexcel.forms.template_plan import SHEET, plan_for, variants


def build_template(*, year: int | None = None, indicator_rows: int = 30, variant: str = "standard") -> Workbook:
    """Build the blank form; `variant` is one of template_variants.toml. Raises ValueError for too few rows."""
    plan = plan_for(variants()[variant], indicator_rows)
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    draw_form(sheet, plan, year)
    book.properties.title = "项目支出绩效自评表"
    book.properties.creator = "pbexcel"
    return book


def template_bytes(*, year: int | None = None, indicator_rows: int = 30, variant: str = "standard") -> bytes:
    """The blank form as xlsx bytes, the same every time."""
    return workbook_bytes(build_template(year=year, indicator_rows=indicator_rows, variant=variant))
