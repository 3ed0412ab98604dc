"""Read the self-evaluation forms of a workbook.

In: an opened `Package`. Out: `Found`: each form with its problems, and the problems of the workbook as a whole.
Not here: opening files (room `excel`), judging what was read (scoring/checks), writing (forms/writing).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pbexcel.excel.package import Package
from pbexcel.excel.sheet import Sheet
from pbexcel.forms.fund import read_money
from pbexcel.forms.layouts import compact, lexicon
from pbexcel.forms.rows import Block, read_block
from pbexcel.forms.tables import Grid, Table, indicator_tables
from pbexcel.forms.traps import trap_problems
from pbexcel.problems import Problem, in_order, problem
from pbexcel.records import Form, Read

OWN_SHEETS = ("评分明细", "问题清单")
_YEAR = re.compile(r"(20\d\d)(?:年|$)")


@dataclass(frozen=True, slots=True)
class FormRead:
    """One form with everything that reading it found wrong or worth a notice."""

    form: Form
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """All forms of a workbook, and the problems that belong to none of them."""

    forms: tuple[FormRead, ...]
    problems: tuple[Problem, ...]


def read_forms(package: Package) -> Found:
    """Read every self-evaluation form; sheets of ours, hidden sheets and sheets of another kind are passed over."""
    forms: list[FormRead] = []
    notes: list[Problem] = []
    for info in package.sheets:
        if info.state != "visible" or info.name.startswith(OWN_SHEETS):
            continue
        read, other = _forms_on(package.sheet(info.name))
        forms += read
        notes += other
    filled = [read for read in forms if read.form.indicators]
    if not filled:
        notes.append(_no_form(package, forms, notes))
    return Found(tuple(filled), tuple(notes))


def _forms_on(sheet: Sheet) -> tuple[list[FormRead], list[Problem]]:
    grid = Grid(sheet)
    tables = indicator_tables(grid)
    forms: list[FormRead] = []
    first = 1
    for number, table in enumerate(tables):
        limit = tables[number + 1].top - 1 if number + 1 < len(tables) else grid.last
        title = _title(grid, first, table.top)
        if is_other_kind(title.text, sheet.name):
            return forms, [problem("L109", at=title.at, read=title.text or sheet.name, sheet=sheet.name)]
        read = _form(grid, table, title, first, limit)
        forms.append(read[0])
        first = read[1].last + 1
    return forms, []


def is_other_kind(title: str, sheet_name: str) -> bool:
    """Whether a sheet is a 绩效目标申报表, an 执行监控 form, …; what says 自评 in its title is a form."""
    titles = lexicon().titles
    said = compact(title) or compact(sheet_name)
    return any(word in said for word in titles["other"]) and not any(word in said for word in titles["form"])


def _form(grid: Grid, table: Table, title: Read[str], first: int, limit: int) -> tuple[FormRead, Block]:
    year = _year(grid, first, table.top)
    block = read_block(grid, table, limit, year.value)
    form = Form(
        sheet=grid.sheet.name,
        layout=table.layout or "unknown",
        title=title,
        year=year,
        project=_labelled(grid, "project", first, table.top),
        department=_labelled(grid, "department", first, table.top),
        unit=_labelled(grid, "unit", first, table.top),
        money=read_money(grid, first, table.top - 1),
        indicators=tuple(block.indicators),
        level1_points=tuple(block.level1_points),
        total_weight=block.total_weight,
        total=block.total,
        grade=block.grade,
    )
    found = [*block.problems, *_missing_fields(form, table), *trap_problems(grid, form)]
    return FormRead(form, tuple(in_order(found))), block


def _missing_fields(form: Form, table: Table) -> list[Problem]:
    found = []
    if "weight" not in table.columns and "typed" not in table.columns:
        found.append(problem("L103", read=form.title.text, sheet=form.sheet, layout=form.layout))
    elif "typed" not in table.columns and "converted" not in table.columns:
        found.append(problem("L104", read=form.title.text, sheet=form.sheet))
    for code, field in (("L105", form.project), ("L106", form.department), ("L107", form.unit)):
        if not field.value:
            found.append(problem(code, at=field.at, place=f"{form.sheet} 表头"))
    if form.year.value is None:
        found.append(problem("L108", at=form.year.at, read=form.year.text, place=f"{form.sheet} 表头"))
    return found


def _title(grid: Grid, first: int, last: int) -> Read[str]:
    """The form's title: the first text above the table that speaks of 自评, 绩效 or a 表."""
    for row, cells in grid.between(first, last):
        for column, cell in cells:
            text = compact(cell.text)
            if text.endswith("表") or "自评" in text or "监控" in text or "绩效目标" in text:
                return Read(cell.text.strip(), cell.text, grid.ref(row, column))
            if lexicon().label(cell.text):
                return Read("")
    return Read("")


def _labelled(grid: Grid, role: str, first: int, last: int) -> Read[str]:
    """The value right of a label, or after the colon in the label's own cell."""
    words = lexicon()
    for row, cells in grid.between(first, last):
        for position, (column, cell) in enumerate(cells):
            if words.label(cell.text) != role:
                continue
            inside = re.split("[:：]", cell.text, maxsplit=1)
            if len(inside) == 2 and inside[1].strip():
                return Read(inside[1].strip(), cell.text, grid.ref(row, column))
            after = cells[position + 1] if position + 1 < len(cells) else None
            if after and not words.label(after[1].text):
                return Read(" ".join(after[1].text.split()), after[1].text, grid.ref(row, after[0]))
            return Read("", "", grid.ref(row, grid.end(row, column)[1] + 1))
    return Read("")


def _year(grid: Grid, first: int, last: int) -> Read[int | None]:
    """The year of the form: the cell after 年度, （ 2021 年度）, or the title."""
    labelled = _labelled(grid, "year", first, last)
    match = re.search(r"20\d\d", labelled.text)
    if match:
        return Read(int(match[0]), labelled.text, labelled.at)
    near: Read[int | None] = Read(None)
    for row, cells in grid.between(first, last):
        for column, cell in cells:
            text = compact(cell.text)
            if lexicon().label(cell.text):
                return near
            if match := _YEAR.search(text):
                return Read(int(match[1]), cell.text, grid.ref(row, column))
            if "年度" in text and near.at is None:
                near = Read(None, cell.text, grid.ref(row, column))
    return near


def _no_form(package: Package, empty: list[FormRead], notes: list[Problem]) -> Problem:
    names = "、".join(info.name for info in package.sheets)
    if empty:
        return problem("L110", at=empty[0].form.title.at, read=empty[0].form.title.text, sheet=empty[0].form.sheet)
    for info in package.sheets:
        if info.state == "visible":
            title = _title(Grid(package.sheet(info.name)), 1, 12)
            if "整体" in title.text:
                return problem("L116", at=title.at, read=title.text, sheet=info.name)
    return problem("L101", read=names, sheets=names)
