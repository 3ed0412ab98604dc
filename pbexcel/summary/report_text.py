"""报告文字: paragraphs and sentences to paste into the report.

In: the tables. Out: the sheet. Not here: the wording (`paragraph`, `sentences`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pbexcel.summary.attention import Matter
from pbexcel.summary.figures import Loss, Losses, counted, overstatements, own_forms, standing, standings
from pbexcel.summary.paragraph import paragraph
from pbexcel.summary.projects import FOOTER
from pbexcel.summary.sentences import percent, shown
from pbexcel.summary.sheet import TABLE_ROW, Column, Sheet
from pbexcel.summary.standings_sheet import NO_NAME
from pbexcel.summary.table import Tables, rows_of, total_of

COLUMNS = (Column("department", "主管部门", 26, "wrap"), Column("project", "项目", 38, "wrap"), Column("text", "可以直接粘贴的文字", 110, "wrap"))
_NAMED = 3


def report_sheet(sheet: Sheet, tables: Tables, grades: Sequence[str], matters: Sequence[Matter], lost: Losses) -> str:
    """Write the sheet; gives back the paragraph about everything, for the front page."""
    forms, findings = own_forms(tables), _Findings(tables, lost)
    years: dict[str, set[Any]] = {}
    for department, year in rows_of(forms, ("department", "year")):
        years.setdefault(department, set()).add(year)
    whole = paragraph("各部门" if len(years) > 1 else "", _year(set().union(*years.values())), standing(forms, grades), grades,
                      [matter.summed for matter in matters[:1] if matter.cases] + findings.said(None))  # fmt: skip
    rows = [("全部", "总的情况", whole)] if len(forms) else []
    for (department,), found in standings(forms, ("department",), grades):
        name = department or "没有填主管部门的单位"
        rows.append((department or NO_NAME, "部门情况", paragraph(name, _year(years[department]), found, grades, findings.said(department))))
    scored = rows_of(counted(forms), ("department", "project", "conclusion"))
    rows += [(department or NO_NAME, project, f"{text}。") for department, project, text in scored]
    sheet.open("报告文字", "一段话写部门，一句话写项目，数都来自本汇总；粘贴以后请按实际情况补充。")
    placed = sheet.table(COLUMNS, rows, name="报告文字表")
    if placed.is_empty:
        sheet.page.write_string(TABLE_ROW + 1, 0, "没有可写的项目。", sheet.look["note"])
    sheet.print_as(frozen=(TABLE_ROW + 1, 0), footer=f"{FOOTER}　报告文字", titles=TABLE_ROW)
    return whole


def _year(years: set[Any]) -> str:
    """2021年度 where all forms are of one year."""
    known = years - {None}
    return f"{known.pop()}年度" if len(known) == 1 else ""


class _Findings:
    """Where points were lost and who overstated, of everything or of one department; each table is made once."""

    def __init__(self, tables: Tables, lost: Losses) -> None:
        self._lost = lost
        self._over: dict[str, list[tuple[str, Decimal]]] = {}
        over = overstatements(tables)
        for department, project, points in zip(over["department"], over["project"], over["overstated"], strict=True):
            if points > 0:
                self._over.setdefault(department, []).append((project, points))

    def said(self, department: str | None) -> list[str]:
        if department is not None:
            return _sentences(self._over.get(department, []), self._lost.by_department.get(department, []))
        everywhere = [one for own in self._over.values() for one in own]
        return _sentences(sorted(everywhere, key=lambda one: -one[1]), self._lost.everywhere)


def _sentences(over: Sequence[tuple[str, Decimal]], lost: Sequence[Loss]) -> list[str]:
    said = []
    if lost:
        named = "、".join(f"{loss.name}（{shown(loss.points)} 分，占 {percent(loss.share)}）" for loss in lost[:_NAMED])
        said.append(f"扣分主要在{named}。")
    if over:
        whole = shown(total_of(points for _, points in over))
        said.append(f"有自评高于复算的指标的项目 {len(over)} 个，共虚高 {whole} 分，最多的是「{over[0][0]}」（{shown(over[0][1])} 分）。")
    return said
