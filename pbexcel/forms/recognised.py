"""What reading a workbook recognised, cell by cell: the way to see why a new province's form is or is not understood.

In: an opened workbook. Out: `Sighting`s in reading order. Not here: reading itself; this looks over its shoulder.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pbexcel.excel.old_book import Tabs
from pbexcel.forms.bands import bands
from pbexcel.forms.fund_header import fund_table
from pbexcel.forms.layouts import lexicon
from pbexcel.forms.reading import OWN_SHEETS, read_forms
from pbexcel.forms.tables import Grid, Table
from pbexcel.frozen import frozen
from pbexcel.records import CellRef, Form, Indicator, Read, kind_of

ROLES = {
    "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "nature": "指标性质", "target": "年度指标值", "unit": "度量单位", "adjusted": "调整后指标值",
    "actual": "实际完成值", "weight": "分值", "typed": "得分", "converted": "折算得分", "reason": "偏差原因", "ignored": "不用的列",
}  # fmt: skip
FUND_ROLES = {"initial": "年初预算数", "budget": "全年预算数", "executed": "全年执行数", "weight": "分值", "rate": "执行率", "typed": "得分"}
KINDS = {
    "measured": "数值", "between": "区间", "deadline": "期限", "stated": "定性", "several": "多个值", "blank": "空", "placeholder": "占位符",
    "unreadable": "要由人看", "number": "数值", "rate": "完成比例", "date": "日期", "tier": "完成档次",
}  # fmt: skip
UNKNOWN = "表头：没有认出"
_FEWEST = 2  # header words a row must have to be shown where no table was found


@frozen
class Sighting:
    """One cell, what it was taken for, and its text."""

    at: CellRef
    what: str
    text: str


def sightings(book: Tabs) -> list[Sighting]:
    """Header words with their roles, also those without one, then the fields and rows of every form."""
    seen: list[Sighting] = []
    forms = [read.form for read in read_forms(book).forms]
    for info in book.sheets:
        if info.state == "visible" and not info.name.startswith(OWN_SHEETS):
            for grid, tables in bands(Grid(book.sheet(info.name))):
                seen += _headers(grid, tables)
            for form in forms:
                seen += _fields(form) if form.sheet == info.name else ()
    return seen


def _headers(grid: Grid, tables: list[Table]) -> Iterator[Sighting]:
    titles = {layout.id: layout.title for layout in lexicon().layouts}
    if not tables:
        yield from _nearly(grid)
    above = 1
    for table in tables:
        fund = fund_table(grid, above, table.top - 1)
        if fund is not None:
            yield from _roles(grid, fund, FUND_ROLES, "项目资金表头")
        family = f"{table.layout}（{titles[table.layout]}）" if table.layout else "没有登记的表样"
        yield Sighting(CellRef(grid.sheet.name, table.top, 1), "表样", family)
        yield from _roles(grid, table, ROLES, "表头")
        taken = {column for columns in table.columns.values() for column in columns}
        for row in range(table.top, table.bottom + 1):
            for column, cell in grid.rows.get(row, ()):
                if column not in taken and grid.end(row, column)[0] <= table.bottom:
                    yield Sighting(grid.ref(row, column), UNKNOWN, cell.text)
        above = table.bottom + 1


def _roles(grid: Grid, table: Table, names: dict[str, str], what: str) -> Iterator[Sighting]:
    for role, columns in table.columns.items():
        for at in dict.fromkeys(grid.ref(table.bottom, column) for column in columns):
            yield Sighting(at, f"{what}：{names[role]}", grid.at(at).text)


def _nearly(grid: Grid) -> Iterator[Sighting]:
    """The row with most header words of a sheet without a table: what it lacks is what a new layout must say."""
    words = lexicon()
    known = {row: [words.column(cell.text) for _, cell in cells] for row, cells in grid.rows.items()}
    best = max(known, key=lambda row: len(set(known[row]) - {None}), default=None)
    if best is None or len(set(known[best]) - {None}) < _FEWEST:
        return
    for (column, cell), role in zip(grid.rows[best], known[best], strict=True):
        yield Sighting(grid.ref(best, column), f"像表头：{ROLES[role]}" if role else UNKNOWN, cell.text)


def _fields(form: Form) -> Iterator[Sighting]:
    named: list[tuple[str, Read[Any]]] = [
        ("标题", form.title), ("年度", form.year), ("项目名称", form.project), ("主管部门", form.department), ("实施单位", form.unit),
    ]  # fmt: skip
    if form.money:
        for row in (form.money.total, *form.money.parts):
            label = " ".join(row.label.split()) or "资金总额"
            amounts = [(f"{label} {FUND_ROLES[role]}", getattr(row, role)) for role in ("initial", "budget", "executed")]
            named += [one for one in amounts if one[1].text.strip()]
        named += [("执行分值", form.money.weight), ("执行率", form.money.rate), ("执行得分", form.money.typed)]
    before: set[CellRef | None] = set()
    for indicator in form.indicators:
        named += [one for one in _row(indicator) if one[1].at not in before]
        before |= {indicator.level1.at, indicator.level2.at}
    named += [("总分分值", form.total_weight), ("总分", form.total), ("自评等级", form.grade)]
    for what, read in named:
        if read.at is not None:
            yield Sighting(read.at, what, read.text)


def _row(indicator: Indicator) -> list[tuple[str, Read[Any]]]:
    return [
        ("一级指标", indicator.level1),
        ("二级指标", indicator.level2),
        ("其中项（不计分）" if indicator.child else "三级指标", indicator.name),
        (f"年度指标值，{KINDS[kind_of(indicator.target.value)]}", indicator.target),
        (f"实际完成值，{KINDS[kind_of(indicator.actual.value)]}", indicator.actual),
        ("分值", indicator.weight),
        ("得分", indicator.typed),
        ("偏差原因", indicator.reason),
    ]
