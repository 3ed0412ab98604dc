"""Read the self-evaluation forms of a workbook.

In: an opened `Package` or old workbook. Out: `Found`: each form with its problems, and the problems of the workbook as a whole.
Not here: opening files (room `excel`), judging what was read (scoring/checks), writing (forms/writing/scores).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from pbexcel.excel.old_book import Tabs
from pbexcel.excel.reading.sheet import Sheet
from pbexcel.forms import numbers
from pbexcel.forms.bands import bands
from pbexcel.forms.fund import read_money
from pbexcel.forms.head import Labels, read_title, read_year
from pbexcel.forms.layouts import lexicon
from pbexcel.forms.rows import Block, read_block
from pbexcel.forms.shares import in_points
from pbexcel.forms.tables import Grid, Table
from pbexcel.forms.traps import trap_problems
from pbexcel.forms.whole import sum_or_score, with_shared_weights, without_examples, without_rows_below, without_sums
from pbexcel.frozen import frozen
from pbexcel.problems import Problem, in_order, problem
from pbexcel.records import CellRef, Form, Money, Read
from pbexcel.spelling import compact

OWN_SHEETS = ("评分明细", "问题清单")
_MUST_BE_KNOWN = {"target": "年度指标值", "actual": "实际完成值"}  # columns without which there is nothing to score
_HALF_A_YEAR = re.compile("1[-—~至]{1,2}[6-9]月|上半年|前三季度")
_OF_HALF_A_YEAR = re.compile(rf"(?:中期|期中|半年度?|运行监控|{_HALF_A_YEAR.pattern})(?:预算|项目|支出|绩效)*自评|自评.*\((?:中期|期中|{_HALF_A_YEAR.pattern})\)")
_REFUSED = ("L116", "L117")  # they say of a table why it is no form
# rows of a 部门整体支出 form that are written like those of a project; fixed scorecards have 投入 and 过程
_LIKE_A_PROJECT = ("产出", "效益", "效果", "满意", "数量", "质量", "时效")


@frozen
class FormRead:
    """One form with everything that reading it found wrong or worth a notice."""

    form: Form
    problems: tuple[Problem, ...]


@frozen
class Found:
    """All forms of a workbook, and the problems that belong to none of them."""

    forms: tuple[FormRead, ...]
    problems: tuple[Problem, ...]


def read_forms(package: Tabs) -> Found:
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
    forms: list[FormRead] = []
    notes: list[Problem] = []
    found = bands(Grid(sheet))
    for grid, tables in found:
        read, other = _forms_in(grid, tables, beside=bool(forms))
        forms += read
        notes += other
    if len(found) == 1:
        return forms, notes  # below each other, forms of several years are all handed in
    older = [one for one in forms if any(_is_older(one.form, other.form) for other in forms)]
    told = [problem("L127", at=one.form.year.at, read=one.form.year.text, year=str(one.form.year.value)) for one in older]
    kept = [one for one in forms if one not in older]
    return _telling(kept, told), notes


def _telling(forms: list[FormRead], told: list[Problem]) -> list[FormRead]:
    """The forms, the first of them with what is to be told of others that were left alone."""
    return [replace(forms[0], problems=(*forms[0].problems, *told)), *forms[1:]] if forms and told else forms


def _is_older(form: Form, beside: Form) -> bool:
    """Whether a form is that of the same project in an earlier year, kept for comparison."""
    years = form.year.value, beside.year.value
    return form.project.value == beside.project.value and years[0] is not None and years[1] is not None and years[0] < years[1]


def _forms_in(grid: Grid, tables: list[Table], *, beside: bool) -> tuple[list[FormRead], list[Problem]]:
    sheet = grid.sheet
    forms: list[FormRead] = []
    notes: list[Problem] = []
    hidden: list[FormRead] = []
    first, passed = 1, False
    for number, table in enumerate(tables):
        limit = tables[number + 1].top - 1 if number + 1 < len(tables) else grid.last
        title = read_title(grid, first, table.top)
        read, block = _form(grid, table, title, first, limit)
        first = block.last + 1
        if is_other_kind(title.text, sheet.name) or _is_list(grid, table) or _is_of_half_a_year(grid, table, title.text):
            passed = True
            notes.append(problem("L109", at=title.at, read=title.text or sheet.name, sheet=sheet.name))
        elif passed and "自评" not in compact(title.text):  # below a form of another kind a form has a title of its own
            continue
        elif _is_fixed_scorecard(read.form, table):
            notes.append(problem("L116", at=title.at, read=title.text, sheet=sheet.name))
        elif (forms or beside) and _is_appendix(grid, read.form, table):
            continue
        elif "actual" not in table.columns and "自评" not in compact(title.text + sheet.name):
            notes.append(problem("L109", at=title.at, read=title.text or sheet.name, sheet=sheet.name))
        elif missing := next((role for role in _MUST_BE_KNOWN if role not in table.columns), None):
            said = "、".join(" ".join(cell.text.split()) for _, cell in grid.rows[table.top])
            notes.append(problem("L117", at=grid.ref(table.top, table.left), read=said, column=_MUST_BE_KNOWN[missing]))
        else:
            (hidden if _is_hidden(grid, table, block) else forms).append(read)
    told = [problem("L128", at=read.form.title.at, read=read.form.title.text) for read in hidden]
    return _telling(forms, told) or hidden, notes


def _is_hidden(grid: Grid, table: Table, block: Block) -> bool:
    """Whether nobody sees any row of a table: an old form kept above or below this one."""
    return bool(grid.sheet.hidden_rows) and all(row in grid.sheet.hidden_rows for row, _ in grid.between(table.top, block.last))


def _is_appendix(grid: Grid, form: Form, table: Table) -> bool:
    """Whether a table below or beside a form, without levels, points, a head and a title of its own, is only about that form: 未完成指标情况表."""
    above = [cells[0][1].text for _, cells in grid.between(table.top - 2, table.top - 1) if len(cells) == 1]
    own = any(read.at for read in (form.project, form.department, form.unit)) or any("自评表" in compact(text) for text in above)
    return not own and not {"level1", "level2", "weight", "typed", "converted"} & table.columns.keys()


def _is_of_half_a_year(grid: Grid, table: Table, title: str) -> bool:
    """Whether a form looks at the year before it ends: its title says so (中期自评表), or 监控 stands there and the only actual is that of 1-6月."""
    if _OF_HALF_A_YEAR.search(compact(title)):
        return True
    headers = "".join(compact(grid.cell(row, column).text) for row in (table.top, table.bottom) for column in table.columns.get("actual", ()))
    return "监控" in title and _HALF_A_YEAR.search(headers) is not None


def _is_list(grid: Grid, table: Table) -> bool:
    """Whether the indicators of several projects stand below each other, each row naming its project."""
    return any(lexicon().label(cell.text) == "project" for _, cell in grid.rows[table.top])


def _is_fixed_scorecard(form: Form, table: Table) -> bool:
    """A 部门整体支出 form that scores fixed questions by a marking scheme, without targets of its own."""
    if "整体" not in form.title.text:
        return False
    levels = [row.level1.value + row.level2.value for row in form.indicators]
    return not {"target", "actual"} <= table.columns.keys() or not any(word in level for level in levels for word in _LIKE_A_PROJECT)


def _total_in_head(grid: Grid, labels: Labels, money: Money | None) -> Read[Decimal | None]:
    """自评总分 beside the project's name, where no row below the indicators says it; 自评得分 may also be a header, or of the money."""
    said = labels.read("total")
    if said.at is None or (money and (money.typed.at == said.at or (money.typed.at is None and said.at.row >= _top(money)))):
        return Read(None)
    read = numbers.points(grid.at(said.at), said.at)
    named = {labels.read(role).at for role in ("project", "department", "unit")}
    empty = not grid.at(said.at).text.strip() and said.at.row in {at.row for at in named if at}  # a place to write the total in
    return read if read.value is not None or empty else Read(None)


def _top(money: Money) -> int:
    amounts = (money.total.initial, money.total.budget, money.total.executed)
    return min((amount.at.row for amount in amounts if amount.at), default=0)


def is_other_kind(title: str, sheet_name: str) -> bool:
    """Whether a sheet is a 绩效目标申报表, an 执行监控 form, …; what says 自评 in its title is a form."""
    titles = lexicon().titles
    said = compact(title) or compact(sheet_name)
    return any(word in said for word in titles["other"]) and not any(word in said for word in titles["form"])


def _form(grid: Grid, table: Table, title: Read[str], first: int, limit: int) -> tuple[FormRead, Block]:
    labels = Labels(grid, first, table.top)
    year = read_year(grid, labels, first, table.top)
    block = read_block(grid, table, limit, year.value)
    project = labels.read("project")
    if not project.value and "整体" in title.value:  # such a form is about the department, not about a project
        project = title
    money = read_money(grid, first, table.top - 1)
    if money is None and block.money:
        money = read_money(grid, block.money - 1, block.last)
    indicators, money, total_weight, in_shares = in_points(block.indicators, money, block.total_weight)
    indicators, below = without_rows_below(indicators, money, block.total.at)
    indicators = without_sums(indicators, money)
    indicators, examples = without_examples(indicators, money, total_weight)
    indicators = with_shared_weights(indicators, money)
    total_weight, block.total = sum_or_score(total_weight, block.total, indicators, money)
    total = block.total if block.total.at or block.total.value is not None else _total_in_head(grid, labels, money)
    scores = (*(row.typed.at for row in indicators), money.typed.at if money else None, total.at)
    form = Form(
        sheet=grid.sheet.name,
        layout=table.layout or "unknown",
        title=title,
        year=year,
        project=project,
        department=labels.read("department"),
        unit=labels.read("unit"),
        money=money,
        indicators=tuple(indicators),
        level1_points=tuple(block.level1_points),
        total_weight=total_weight,
        total=total,
        grade=block.grade,
        reason=block.reason,
        shown_decimals=tuple(_shown_decimals(grid, scores)),
    )
    dropped = {row.row for row in block.indicators} - {row.row for row in indicators}
    block.problems = [one for one in block.problems if not (one.at and one.at.row in dropped)]
    found = [*block.problems, *in_shares, *below, *examples, *_missing_fields(form, table), *trap_problems(grid, form)]
    return FormRead(form, tuple(in_order(found))), block


def _shown_decimals(grid: Grid, scores: Iterable[CellRef | None]) -> Iterator[tuple[CellRef, int]]:
    """The score cells whose number format shows a fixed number of decimals."""
    for at in scores:
        decimals = grid.at(at).decimals if at else None
        if at and decimals is not None:
            yield at, decimals


def _missing_fields(form: Form, table: Table) -> list[Problem]:
    found = []
    if "weight" not in table.columns and "typed" not in table.columns:
        found.append(problem("L103", read=form.title.text, sheet=form.sheet, layout=form.layout))
    elif "typed" not in table.columns and "converted" not in table.columns:
        found.append(problem("L104", read=form.title.text, sheet=form.sheet))
    for code, field in (("L105", form.project), ("L106", form.department), ("L107", form.unit)):
        if not field.value and not (code == "L107" and "整体" in form.title.text):  # that is about the department as a whole
            found.append(problem(code, at=field.at, place=f"{form.sheet} 表头"))
    if form.year.value is None:
        found.append(problem("L108", at=form.year.at, read=form.year.text, place=f"{form.sheet} 表头"))
    return found


def _no_form(package: Tabs, empty: list[FormRead], notes: list[Problem]) -> Problem:
    if empty:
        return problem("L110", at=empty[0].form.title.at, read=empty[0].form.title.text, sheet=empty[0].form.sheet)
    refused = next((note for note in notes if note.code in _REFUSED), None)
    if refused is not None:
        notes.remove(refused)
        return refused
    seen = []
    for info in package.sheets:
        title = read_title(Grid(package.sheet(info.name)), 1, 12) if info.state == "visible" else Read("")
        if "整体" in title.text:
            return problem("L116", at=title.at, read=title.text, sheet=info.name)
        seen.append(f"{info.name}（{title.value}）" if title.value else info.name)
    for info in package.sheets:
        if info.state != "visible" and not info.name.startswith(OWN_SHEETS):
            hidden = next((read.form for read in _forms_on(package.sheet(info.name))[0] if read.form.indicators), None)
            if hidden is not None:
                return problem("L122", at=hidden.title.at, read=hidden.title.text, sheet=info.name)
    return problem("L101", read="、".join(seen), sheets="、".join(info.name for info in package.sheets))
