"""部门汇总.xlsx: the sheets in their order.

In: records, the rules they were scored by. Out: a workbook written to a stream; the same records give the same bytes.
Not here: what stands on a sheet (its own module), the tables (`table`), publishing files (batch).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from pbexcel.frozen import frozen
from pbexcel.report import FileRecord
from pbexcel.rules import Profile, in_words
from pbexcel.summary.attention import five, matters
from pbexcel.summary.charts import compared_chart, grades_chart, pareto_chart, rates_chart
from pbexcel.summary.compared import compared_sheet, matters_sheet, pareto_sheet, same_reasons_sheet
from pbexcel.summary.export import Beside, beside
from pbexcel.summary.figures import losses, own_forms, same_reasons, standing
from pbexcel.summary.lists import Awaited, deductions_sheet, lines_sheet, problems_sheet, returned_sheet
from pbexcel.summary.look import Look
from pbexcel.summary.overview import overview_sheet, tiles_of
from pbexcel.summary.package import Book
from pbexcel.summary.projects import projects_sheet
from pbexcel.summary.report_text import report_sheet
from pbexcel.summary.rules_sheet import rules_sheet
from pbexcel.summary.sheet import MOST_ROWS, TABLE_ROW, Placed, Sheet
from pbexcel.summary.standings_sheet import standings_sheet
from pbexcel.summary.table import Tables, to_tables

SHEETS = ("一页概览", "汇总表", "等级统计", "重点关注", "自评对比", "扣分分析", "扣分明细", "指标明细", "问题清单", "相同原因", "退回与未报", "报告文字", "评分依据")
_READ = ("等级统计", "重点关注", "报告文字", "评分依据")  # sentences, which wrap however large the workbook is
_CREATED = datetime(2000, 1, 1)  # fixed, so that the same records give the same bytes
_LARGE = 20_000  # lines; from here on no row stays in memory, and tables become plain filters
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@frozen
class Limits:
    """How many rows a sheet takes before its list goes to a file beside the workbook; lines from which memory is spared."""

    rows: int = MOST_ROWS - TABLE_ROW - 2  # the header above, the totals below
    large: int = _LARGE


_USUAL = Limits()


def write_summary(
    records: Iterable[FileRecord], target: BinaryIO, *, profiles: Sequence[Profile], version: str, missing: Sequence[Awaited] = (),
    limits: Limits = _USUAL,
) -> list[Beside]:  # fmt: skip
    """Write the summary of `records`; gives back the files that must stand beside it, for lists too long for a sheet.

    `profiles` stand in words on 评分依据, the first names the grades; `missing` are rows of the roster for which nothing came in.
    """
    from xlsxwriter.exceptions import FileCreateError

    grades = profiles[0].grade_edges()
    tables = to_tables(records, grades)
    large = len(tables.lines) + len(tables.problems) > limits.large
    try:
        with Book(target, {**_OPTIONS, "in_memory": not large}) as book:
            book.set_properties({"title": "部门汇总", "created": _CREATED, "comments": f"pbexcel {version}"})
            look = Look(book)
            sheets = {name: Sheet(book, look, name, large=large, wraps=not large or name in _READ) for name in SHEETS}
            return _fill(book, sheets, tables, profiles, version, missing, limits)
    except FileCreateError as fault:  # rows of a large workbook lie on the disk until it is closed
        raise OSError(f"写汇总时临时文件夹出错：{fault}") from fault


def _fill(
    book: Any, sheets: dict[str, Sheet], tables: Tables, profiles: Sequence[Profile], version: str, missing: Sequence[Awaited], limits: Limits
) -> list[Beside]:
    grades = [name for name, _ in profiles[0].grade_edges()]
    lost, reasons = losses(tables), same_reasons(tables)
    found = matters(tables, reasons, len(missing), grades[2:])
    projects = projects_sheet(sheets["汇总表"], tables)
    by_grade = standings_sheet(sheets["等级统计"], tables, grades)
    matters_sheet(sheets["重点关注"], tables, found)
    compared = compared_sheet(sheets["自评对比"], tables)
    by_level = pareto_sheet(sheets["扣分分析"], lost.everywhere)
    left_out = [
        name for name, write, rows in (("扣分明细", deductions_sheet, lost.lines), ("指标明细", lines_sheet, len(tables.lines)),
                                       ("问题清单", problems_sheet, len(tables.problems)))
        if not _fits(sheets[name], rows, limits) or not write(sheets[name], tables)
    ]  # fmt: skip
    same_reasons_sheet(sheets["相同原因"], tables, reasons)
    returned_sheet(sheets["退回与未报"], tables, missing)
    report_sheet(sheets["报告文字"], tables, grades, found, lost)
    rules_sheet(sheets["评分依据"], tables, [line for profile in profiles for line in in_words(profile)], version)
    whole = standing(own_forms(tables), grades)
    tiles = tiles_of(whole, len(tables), len(missing), lost.points, projects, grades)
    charts = _charts(book, whole.counted, by_grade, projects, compared, by_level)
    overview_sheet(sheets["一页概览"], tiles, five(found), charts, _note(tables, profiles))
    return [beside(name, tables) for name in left_out]


def _fits(sheet: Sheet, rows: int, limits: Limits) -> bool:
    """Whether a list fits its sheet; if not, the sheet says where it is."""
    if rows <= limits.rows:
        return True
    sheet.open(sheet.name, f"共 {rows:,} 行，超过一张工作表能放的行数。")
    sheet.page.write_string(TABLE_ROW, 0, f"完整的清单在旁边的文件「部门汇总-{sheet.name}.csv」里。", sheet.look["section"])
    return False


def _charts(book: Any, counted: int, by_grade: Placed, projects: Placed, compared: Placed, lost: Placed) -> list[Any]:
    charts = [grades_chart(book, by_grade), rates_chart(book, projects)] if counted else []
    charts += [] if compared.is_empty else [compared_chart(book, compared)]
    return charts + ([] if lost.is_empty else [pareto_chart(book, lost)])


def _note(tables: Tables, profiles: Sequence[Profile]) -> str:
    departments = len(set(own_forms(tables)["department"]) - {""})
    unverified = sum(profile.unverified for profile in profiles)
    said = f"，其中 {unverified} 项没有核对过原文（未核）" if unverified else ""
    titles = "、".join(profile.title for profile in profiles)
    return f"{departments} 个主管部门；评分规则：{titles}{said}。金额单位：万元。蓝色带下划线的可以点开原表。"
