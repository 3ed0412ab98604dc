"""自评对比, 扣分分析, 相同原因, 重点关注: what nobody sees in a pile of forms.

In: the tables and figures. Out: one sheet each, and where their columns stand, for the charts. Not here: the figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from pbexcel.summary.attention import Matter
from pbexcel.summary.figures import Loss, SameReason, overstatements
from pbexcel.summary.links import Link
from pbexcel.summary.projects import FOOTER
from pbexcel.summary.sheet import TABLE_ROW, Column, Placed, Sheet
from pbexcel.summary.table import WHOSE, Some, Tables, rows_of, total_of

COMPARED = (
    Column("number", "名次", 6, "plain"), Column("department", "主管部门", 20, "wrap"), Column("unit", "实施单位", 20, "wrap"),
    Column("project", "项目名称", 30, "wrap", charted=True), Column("typed_total", "自评得分", 10, "points", charted=True),
    Column("computed_total", "复算得分", 10, "points"), Column("gap", "差额", 9, "gap", "sum"), Column("total", "评定总分", 10, "points", charted=True),
    Column("overstated", "虚高分数", 9, "points", "sum"), Column("overstated_lines", "虚高条数", 7, "whole", "sum"),
    Column("typed_grade", "自评等级", 8, "centre"), Column("grade", "评定等级", 8, "centre"), Column("moved", "等级变化", 11, "centre"),
    Column("overstated_in", "虚高最多的指标", 46, "wrap"),
)  # fmt: skip
PARETO = (
    Column("name", "二级指标", 26, "wrap", charted=True), Column("lost", "扣分", 12, "points", "sum", charted=True), Column("share", "占比", 12, "share", "sum"),
    Column("running", "累计占比", 12, "share", charted=True), Column("lines", "扣分行数", 10, "whole", "sum"), Column("projects", "涉及项目数", 10, "whole"),
)  # fmt: skip
SAME = (
    Column("number", "序号", 6, "plain"), Column("text", "偏差原因（一字不差）", 60, "wrap"), Column("count", "项目数", 8, "whole"),
    Column("department", "主管部门", 20, "wrap"), Column("unit", "实施单位", 22, "wrap"), Column("project", "项目名称", 30, "wrap"),
    Column("cell", "位置", 14, "text"),
)  # fmt: skip
MATTERS = (
    Column("matter", "事项", 14, "centre"), Column("department", "主管部门", 22, "wrap"), Column("unit", "实施单位", 22, "wrap"),
    Column("project", "项目名称", 34, "wrap"), Column("said", "情况", 70, "wrap"),
)  # fmt: skip


def compared_sheet(sheet: Sheet, tables: Tables) -> Placed:
    rows = overstatements(tables)
    sheet.open("自评与复算对比", "虚高分数：各条指标自评高于复算的部分之和，从高到低。差额＝自评得分－复算得分，负数是自评偏低；没有差别的不列。")
    sums = {column.key: total_of(rows[column.key]) for column in COMPARED if column.total}
    totals = [f"合计（{len(rows)} 个）" if column.key == "project" else sums.get(column.key) for column in COMPARED]
    placed = sheet.table(COMPARED, _compared(rows), totals, name="自评对比表")
    _end(sheet, placed, "自评得分和复算得分没有差别，或者没有填自评得分。", 4)
    if not placed.is_empty:
        column = placed.columns["moved"]
        rule = {"type": "text", "criteria": "containing", "value": "→", "format": sheet.look.signal("red")}
        sheet.page.conditional_format(placed.first, column, placed.last, column, rule)
    return placed


def _compared(rows: Some) -> Iterator[tuple[Any, ...]]:
    keys = [column.key for column in COMPARED]
    for number, (_, row) in enumerate(rows.rows(), start=1):
        typed, grade = row["typed_grade"], row["grade"]
        moved = "不变" if typed == grade else (f"{typed}→{grade}" if typed else "")
        row |= {"number": number, "project": Link(row["project"], row["output"]), "moved": moved}
        yield tuple(map(row.__getitem__, keys))


def pareto_sheet(sheet: Sheet, found: Sequence[Loss]) -> Placed:
    sheet.open("扣分分析", "扣的分集中在哪些二级指标：从多到少，累计占比到 80% 的最值得改。")
    rows = [(loss.name, loss.points, loss.share, loss.running, loss.lines, loss.projects) for loss in found]
    totals = ["合计", total_of(loss.points for loss in found), Decimal(1), None, sum(loss.lines for loss in found), None]
    placed = sheet.table(PARETO, rows, totals, name="扣分分析表")
    _end(sheet, placed, "没有扣分。", 1)
    if not placed.is_empty:
        column = placed.columns["share"]
        bar = {"type": "data_bar", "bar_color": "#B8C9E3"}
        sheet.page.conditional_format(placed.first, column, placed.last, column, bar)
    return placed


def same_reasons_sheet(sheet: Sheet, tables: Tables, reasons: Sequence[SameReason]) -> None:
    sheet.open("相同原因", "不同项目的偏差原因一字不差的，多半是照抄；点位置到那一格。")
    projects = list(rows_of(tables.projects, WHOSE))

    def rows() -> Iterator[tuple[Any, ...]]:
        for number, reason in enumerate(reasons, start=1):
            for record, cell in reason.uses:
                department, unit, project, _, output = projects[record]
                yield (number, reason.text, len(reason.projects), department, unit, project, Link(cell, output, cell))

    _end(sheet, sheet.table(SAME, rows(), name="相同原因表"), "没有两个项目的偏差原因一字不差。", 0)


def matters_sheet(sheet: Sheet, tables: Tables, matters: Sequence[Matter]) -> None:
    sheet.open("重点关注", "按事项列出，同一事项里最突出的在前；点项目名称打开它的表。")
    projects = list(rows_of(tables.projects, WHOSE))

    def rows() -> Iterator[tuple[Any, ...]]:
        for matter in matters:
            for case in matter.cases:
                if case.project >= 0:
                    department, unit, project, file, output = projects[case.project]
                    yield (matter.name, department, unit, Link(project or file, output), case.said)

    _end(sheet, sheet.table(MATTERS, rows(), name="重点关注表"), "没有要特别关注的项目。", 0)


def _end(sheet: Sheet, placed: Placed, nothing: str, left: int) -> None:
    if placed.is_empty:
        sheet.page.write_string(TABLE_ROW + 1, 0, nothing, sheet.look["note"])
    sheet.print_as(frozen=(TABLE_ROW + 1, left), footer=f"{FOOTER}　{sheet.name}", titles=TABLE_ROW)
