"""What reading a workbook recognised, cell by cell: the way to see why a new province's form is or is not understood.

In: an opened workbook. Out: `Sighting`s in reading order. Not here: reading itself; this looks over its shoulder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pbexcel.excel.old_book import Tabs
from pbexcel.forms.layouts import lexicon
from pbexcel.forms.reading import OWN_SHEETS, read_forms
from pbexcel.forms.tables import Grid, indicator_tables
from pbexcel.records import CellRef, Form, Indicator, Read, kind_of

ROLES = {
    "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "nature": "指标性质", "target": "年度指标值", "unit": "度量单位", "adjusted": "调整后指标值",
    "actual": "实际完成值", "weight": "分值", "typed": "得分", "converted": "折算得分", "reason": "偏差原因",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sighting:
    """One cell, what it was taken for, and its text."""

    at: CellRef
    what: str
    text: str


def sightings(package: Tabs) -> list[Sighting]:
    """Header words with their roles, then the fields and rows of every form."""
    seen: list[Sighting] = []
    for info in package.sheets:
        if info.state == "visible" and not info.name.startswith(OWN_SHEETS):
            seen += _headers(Grid(package.sheet(info.name)))
    for read in read_forms(package).forms:
        seen += _fields(read.form)
    return seen


def _headers(grid: Grid) -> Iterator[Sighting]:
    titles = {layout.id: layout.title for layout in lexicon().layouts}
    for table in indicator_tables(grid):
        family = f"{table.layout}（{titles[table.layout]}）" if table.layout else "没有登记的表样"
        yield Sighting(CellRef(grid.sheet.name, table.top, 1), "表样", family)
        for role, columns in table.columns.items():
            for column in columns:
                at = grid.ref(table.bottom, column)
                yield Sighting(at, f"表头：{ROLES[role]}", grid.cell(at.row, at.column).text)


def _fields(form: Form) -> Iterator[Sighting]:
    named: list[tuple[str, Read[Any]]] = [
        ("标题", form.title), ("年度", form.year), ("项目名称", form.project), ("主管部门", form.department), ("实施单位", form.unit),
    ]  # fmt: skip
    if form.money:
        total = form.money.total
        named += [("年初预算数", total.initial), ("全年预算数", total.budget), ("全年执行数", total.executed)]
        named += [("执行分值", form.money.weight), ("执行率", form.money.rate), ("执行得分", form.money.typed)]
    for indicator in form.indicators:
        named += _row(indicator)
    named += [("总分分值", form.total_weight), ("总分", form.total), ("自评等级", form.grade)]
    for what, read in named:
        if read.at is not None:
            yield Sighting(read.at, what, read.text)


def _row(indicator: Indicator) -> list[tuple[str, Read[Any]]]:
    name = "其中项" if indicator.child else "三级指标"
    return [
        (name, indicator.name),
        (f"年度指标值 → {kind_of(indicator.target.value)}", indicator.target),
        (f"实际完成值 → {kind_of(indicator.actual.value)}", indicator.actual),
        ("分值", indicator.weight),
        ("得分", indicator.typed),
    ]
