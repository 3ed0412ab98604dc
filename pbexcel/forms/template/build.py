"""The blank self-evaluation form as a workbook.

In: a year, a number of indicator rows, a variant. Out: an openpyxl workbook, or its bytes.
Not here: the cells of each sheet (form and its neighbours), pre-filled forms (prefill), writing files.
"""

from __future__ import annotations

from openpyxl import Workbook

from pbexcel.forms.template.form import draw_form
from pbexcel.forms.template.guided import guide
from pbexcel.forms.template.light import add_light
from pbexcel.forms.template.lists import add_lists
from pbexcel.forms.template.package import workbook_bytes
from pbexcel.forms.template.plan import SHEET, Plan, plan_for
from pbexcel.forms.template.sheets import add_guide, add_metadata, add_results, add_rules
from pbexcel.forms.template.variants import variants
from pbexcel.rules import in_words, load_rules


def build_template(*, year: int | None = None, indicator_rows: int = 30, variant: str = "standard") -> Workbook:
    """Build the blank form; `variant` is one of variants.toml. Raises ValueError for too few rows."""
    return build(plan_for(variants()[variant], indicator_rows), year)


def build(plan: Plan, year: int | None) -> Workbook:
    """Build the blank form of a plan, for the rules its variant is made for."""
    profile = load_rules(plan.variant.rules)
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    draw_form(sheet, plan, year)
    guide(sheet, plan)
    add_guide(book)
    add_rules(book, plan, in_words(profile))
    add_results(book)
    add_lists(book, plan, tuple(band.name for band in profile.grades))
    add_light(book, plan, profile)
    add_metadata(book, plan, profile)
    _protect(book)
    book.properties.title = "项目支出绩效自评表"
    book.properties.creator = "pbexcel"
    return book


def _protect(book: Workbook) -> None:
    """Labels locked, inputs open, no password; rows and columns may be inserted, widened and hidden as before."""
    sheet = book[SHEET]
    sheet.protection.sheet = True
    # False means: not protected against
    sheet.protection.formatCells = sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.insertRows = sheet.protection.deleteRows = False
    sheet.protection.insertHyperlinks = sheet.protection.sort = sheet.protection.autoFilter = False


def template_bytes(*, year: int | None = None, indicator_rows: int = 30, variant: str = "standard") -> bytes:
    """The blank form as xlsx bytes, the same every time."""
    return workbook_bytes(build_template(year=year, indicator_rows=indicator_rows, variant=variant))
