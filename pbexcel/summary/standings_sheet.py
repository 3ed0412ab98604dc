"""等级统计: grades, departments, units.

In: the tables, the names of the grades. Out: three tables under each other. Not here: the figures (`figures`).

Their totals are of all rows: the tables carry no filters, for a mean of means would be wrong once rows are hidden.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from pbexcel.summary.figures import Standing, counted, own_forms, share, standing, standings
from pbexcel.summary.projects import FOOTER
from pbexcel.summary.sheet import TABLE_ROW, Column, Placed, Sheet
from pbexcel.summary.table import Some, Tables, total_of

NO_NAME = "（没有填）"
GRADES = (
    Column("grade", "等级", 24, "centre", charted=True), Column("projects", "项目数", 24, "whole", "all", charted=True),
    Column("share", "占比", 8, "share", "all"), Column("budget", "全年预算数", 8, "amount", "all"),
    Column("average", "平均分", 8, "points", "=IF({projects}=0,0,SUMPRODUCT({projects_all},{average_all})/{projects})"),
)  # fmt: skip


def group_columns(grades: Sequence[str]) -> tuple[Column, ...]:
    """Columns of the tables by department and by unit."""
    mean = "=IF({counted}=0,0,SUMPRODUCT({counted_all},{average_all})/{counted})"
    weighted = "=IF({budget}=0,0,SUMPRODUCT({budget_all},{weighted_all})/{budget})"
    return (
        Column("department", "主管部门", 24, "wrap"), Column("unit", "实施单位", 24, "wrap"), Column("forms", "报送表数", 8, "whole", "all"),
        Column("counted", "计入项目", 13, "whole", "all"), Column("returned", "退回", 8, "whole", "all"),
        Column("conflict", "冲突", 8, "whole", "all"), Column("failed", "失败", 8, "whole", "all"),
        *(Column(f"grade{number}", grade, 7, "whole", "all") for number, grade in enumerate(grades)),
        Column("good", "优良率" if tuple(grades[:2]) == ("优", "良") else f"{'、'.join(grades[:2])}率", 9, "share",
               "=IF({counted}=0,0,({grade0}+{grade1})/{counted})" if len(grades) > 1 else ""),
        Column("budget", "全年预算数", 13, "amount", "all"), Column("executed", "全年执行数", 13, "amount", "all"),
        Column("rate", "执行率", 9, "share", "=IF({budget}=0,0,{executed}/{budget})"),
        Column("average", "平均分", 8, "points", mean), Column("weighted", "按预算加权平均", 9, "points", weighted),
        Column("auto", "自动判定分值占比", 9, "share"), Column("manual", "人工判定分值占比", 9, "share"),
        Column("overstated", "自评虚高项目", 8, "whole", "all"), Column("over", "虚高分数", 8, "points", "all"),
    )  # fmt: skip


def standings_sheet(sheet: Sheet, tables: Tables, grades: Sequence[str]) -> Placed:
    """Write the sheet; where the grades stand, for the chart."""
    forms = own_forms(tables)
    sheet.open("等级统计", "金额单位：万元。平均分、等级和金额只算计入汇总的项目；加权平均按全年预算数。")
    columns = group_columns(grades)
    for number, column in enumerate(columns):
        sheet.page.set_column(number, number, column.width)
    placed = sheet.table(GRADES, *_grades(forms, grades), at=TABLE_ROW)
    for number, column in enumerate(columns):
        sheet.page.set_column(number, number, column.width)
    row = placed.last + 4
    for title, by in (("按主管部门", ("department",)), ("按实施单位", ("department", "unit"))):
        sheet.page.set_row(row - 1, 22)
        sheet.page.write_string(row - 1, 0, title, sheet.look["section"])
        rows = [(*_names(key), *_figures(found)) for key, found in standings(forms, by, grades)]
        whole = standing(forms, grades)
        totals = ["合计", "", *_figures(whole)]
        row = sheet.table(columns, rows, totals, at=row).last + 4
    sheet.print_as(frozen=(TABLE_ROW, 2), footer=f"{FOOTER}　等级统计")
    return placed


def _names(key: tuple[str, ...]) -> tuple[str, str]:
    return (key[0] or NO_NAME, (key[1] or NO_NAME) if len(key) > 1 else "")


def _figures(found: Standing) -> Iterator[Any]:
    yield from (found.forms, found.counted, found.returned, found.conflict, found.failed, *found.grades, found.good)
    money = (found.budget, found.executed) if found.counted else (None, None)
    yield from (*money, found.rate, found.average, found.weighted, found.auto_share, found.manual_share)
    yield from (found.overstated, found.overstated_points or None)


def _grades(forms: Some, grades: Sequence[str]) -> tuple[list[tuple[Any, ...]], list[Any]]:
    rows = counted(forms)
    found = []
    for grade in grades:
        own = rows.where(grade.__eq__, "grade")
        totals = own["total"]
        average = total_of(totals) / len(totals) if totals else None
        found.append((grade, len(own), share(len(own), len(rows)) or Decimal(0), total_of(own["budget"]), average))
    whole = standing(forms, grades)
    return found, ["合计", len(rows), Decimal(1 if len(rows) else 0), whole.budget, whole.average or Decimal(0)]
