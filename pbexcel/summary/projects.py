"""汇总表: one row a project.

In: the tables. Out: the sheet, and where its columns stand. Not here: what a row comes to (`facts`).

Rows that do not count (returned, conflict, unreadable) are listed without money and points, so that every column adds up.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pbexcel.summary.figures import own_forms
from pbexcel.summary.links import Link
from pbexcel.summary.sheet import TABLE_ROW, Column, Placed, Sheet
from pbexcel.summary.table import Some, Tables, total_of

STATUS = {"scored": "已评分", "returned": "退回", "failed": "失败", "conflict": "版本冲突", "skipped": "跳过"}
FOOTER = "部门汇总"

COLUMNS = (
    Column("number", "序号", 5.5, "plain"),
    Column("department", "主管部门", 17, "wrap"),
    Column("unit", "实施单位", 17, "wrap"),
    Column("project", "项目名称", 26, "wrap"),
    Column("year", "年度", 6.5, "plain"),
    Column("initial", "年初预算数", 11.5, "amount", "sum"),
    Column("budget", "全年预算数", 11.5, "amount", "sum"),
    Column("executed", "全年执行数", 11.5, "amount", "sum"),
    Column("rate", "执行率", 9, "share", "=IF({budget}=0,0,{executed}/{budget})", charted=True),
    Column("execution_points", "执行得分", 7.5, "points", "average"),
    Column("output_points", "产出得分", 7.5, "points", "average"),
    Column("benefit_points", "效益得分", 7.5, "points", "average"),
    Column("satisfaction_points", "满意度得分", 7.5, "points", "average"),
    Column("cost_points", "成本得分", 7.5, "points", "average"),
    Column("total", "总分", 8, "points", "average", charted=True),
    Column("grade", "等级", 6, "centre"),
    Column("typed_total", "自评得分", 8, "points", "average"),
    Column("computed_total", "复算得分", 8, "points", "average"),
    Column("gap", "差额", 8, "gap", "average"),
    Column("overstated", "虚高分数", 7.5, "points", "sum"),
    Column("auto_lines", "自动条数", 6.5, "whole", "sum"),
    Column("manual_lines", "人工条数", 6.5, "whole", "sum"),
    Column("open_lines", "待定条数", 6.5, "whole", "sum"),
    Column("returned", "退回条数", 6.5, "whole", "sum"),
    Column("warnings", "警告条数", 6.5, "whole", "sum"),
    Column("notices", "提醒条数", 6.5, "whole", "sum"),
    Column("to_grade_line", "距等级线", 8, "gap"),
    Column("status", "状态", 9, "centre"),
    Column("copies", "份数", 5.5, "plain"),
    Column("conclusion", "一句话结论", 60, "wrap"),
    Column("file", "文件", 34, "wrap"),
)
_NOT_COUNTED = dict.fromkeys((
    "initial", "budget", "executed", "rate", "execution_points", "output_points", "benefit_points", "satisfaction_points",
    "cost_points", "total", "grade", "typed_total", "computed_total", "gap", "overstated", "auto_lines", "manual_lines", "open_lines",
    "to_grade_line", "conclusion",
))  # fmt: skip
_CELLS = {"execution_points": "execution_cell", **{f"{kind}_points": f"{kind}_cell" for kind in ("output", "benefit", "satisfaction", "cost")}}
_STATUS_AT = next(number for number, column in enumerate(COLUMNS) if column.key == "status")


def projects_sheet(sheet: Sheet, tables: Tables) -> Placed:
    rows = own_forms(tables)  # other files are on 退回与未报
    counted = rows.where(bool, "counted")
    note = f"金额单位：万元。已评分 {len(counted)} 个计入合计；退回、版本冲突和失败的只列出，不计入。点项目名称打开评过分的表，点得分到那一格。"
    sheet.open("项目支出绩效自评汇总表", note)
    placed = sheet.table(COLUMNS, _rows(rows), _totals(rows, counted), name="项目汇总", quiet=lambda row: row[_STATUS_AT] != "已评分")
    _signals(sheet, placed)
    sheet.page.print_area(0, 0, placed.last + 1, _STATUS_AT)
    sheet.print_as(frozen=(TABLE_ROW + 1, 4), footer=f"{FOOTER}　汇总表", wide=2, titles=TABLE_ROW, left=4)
    return placed


def _rows(projects: Some) -> Iterator[tuple[Any, ...]]:
    keys = [column.key for column in COLUMNS]
    for number, (_, row) in enumerate(projects.rows(), start=1):
        output = row["output"]
        row |= {"number": number, "status": STATUS[row["status"]], "project": Link(row["project"] or row["file"], output)}
        row |= {key: Link(row[key], output, row[cell]) for key, cell in _CELLS.items()} if row["counted"] else _NOT_COUNTED
        yield tuple(map(row.__getitem__, keys))


def _totals(listed: Some, counted: Some) -> list[Any]:
    """Totals of what the cells show: money and points of counted rows, findings of all."""
    return [total(column, listed if column.key in ("returned", "warnings", "notices") else counted) for column in COLUMNS]


def total(column: Column, rows: Some) -> Any:
    """The cached value of a column's total."""
    if column.key == "project":
        return f"合计（{len(rows)} 个，得分为平均）"
    if column.key == "rate":
        budget = total_of(rows["budget"])
        return total_of(rows["executed"]) / budget if budget else Decimal(0)
    if column.total == "sum":
        return total_of(rows[column.key])
    if column.total == "average":
        return average(rows[column.key])
    return None


def average(column: Any) -> Decimal | None:
    """The plain mean of the numbers that are there."""
    known = [value for value in column if value is not None]
    return total_of(known) / len(known) if known else None


def _signals(sheet: Sheet, placed: Placed) -> None:
    """Colours beside what the cell says anyway: the grade's word, the sign of the gap, the status."""
    if placed.is_empty:
        return
    for key, criteria, value, signal in (
        ("grade", "==", '"差"', "red"), ("grade", "==", '"中"', "amber"), ("grade", "==", '"优"', "green"),
        ("overstated", ">", 0, "amber"), ("rate", ">", 1, "red"), ("status", "!=", '"已评分"', "amber"),
    ):  # fmt: skip
        column = placed.columns[key]
        rule = {"type": "cell", "criteria": criteria, "value": value, "format": sheet.look.signal(signal)}
        sheet.page.conditional_format(placed.first, column, placed.last, column, rule)
