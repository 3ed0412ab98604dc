"""The rows of a 绩效指标 block: indicators, their first levels, and the 总分 and 自评等级 rows that close it.

In: the grid, a table and the year of the form. Out: `Block`, with the problems found while reading.
Not here: the head of the form and the money above the block (reading, fund), scores (room `scoring`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pbexcel.excel.sheet import Cell
from pbexcel.forms import numbers
from pbexcel.forms.layouts import compact, key, lexicon
from pbexcel.forms.tables import Grid, Table
from pbexcel.problems import Problem, problem
from pbexcel.records import CellRef, Indicator, Read
from pbexcel.values import Context, direction_of, read_actual, read_target

_NO_NAME = re.compile(r"(?:指标)?[\d一二三四五六七八九十]*[:、.．…。·]*")
_POINTS_AT_END = re.compile(r"\(?\d+(?:\.\d+)?(?:分\)?|\))$")
_CHILD = re.compile(r"(?:指标\d+[:：]?)?其中")
# 财预〔2020〕10号: which second level belongs to which first level; used only where a first level is not named
_FIRST_LEVEL_OF = (("满意", "满意度指标"), ("数量", "产出指标"), ("质量", "产出指标"), ("时效", "产出指标"), ("成本", "产出指标"),
                   ("经济", "效益指标"), ("社会", "效益指标"), ("生态", "效益指标"), ("可持续", "效益指标"))  # fmt: skip
_NONE: Read[Decimal | None] = Read(None)
_NO_TEXT: Read[str] = Read("")


@dataclass(slots=True)
class Block:
    """What the rows below a header say; `last` is the last row that belongs to the form."""

    indicators: list[Indicator] = field(default_factory=list)
    level1_points: list[Read[Decimal]] = field(default_factory=list)
    total_weight: Read[Decimal | None] = _NONE
    total: Read[Decimal | None] = _NONE
    grade: Read[str] = _NO_TEXT
    problems: list[Problem] = field(default_factory=list)
    last: int = 0


def read_block(grid: Grid, table: Table, limit: int, year: int | None) -> Block:
    """Read the rows from below the header to the end of the form, at most to row `limit`."""
    block = Block(last=table.bottom)
    levels = _Levels(grid, table)
    parent_open = False
    for row, cells in grid.between(table.bottom + 1, limit):
        kind = _kind(row, cells, grid, table)
        if kind == "stop":
            break
        block.last = row
        if kind == "total":
            _read_total(grid, table, row, cells, block)
        elif kind == "grade":
            block.grade = _right_of(grid, row, cells[0])
        elif kind == "indicator":
            level1, level2 = levels.at(row)
            found, problems = _indicator(grid, table, row, year, level1, level2, parent_open)
            block.problems += problems
            parent_open = found.child or (_is_header_row(found) and found.weight.value is not None)
            block.indicators.append(found)
        elif kind == "name only":
            at = grid.ref(row, table.columns["name"][0])
            block.problems.append(problem("L113", at=at, read=grid.cell(at.row, at.column).text))
        if kind in ("filler", "name only"):
            levels.at(row)  # a first level may be written beside an empty row only
    block.level1_points = levels.printed
    return block


def _kind(row: int, cells: list[tuple[int, Cell]], grid: Grid, table: Table) -> str:
    """stop, total, grade, indicator, name only, filler (an empty indicator row), or blank (subtotals, repeated headers)."""
    words = lexicon()
    first = cells[0][1].text
    outside = [cell.text for column, cell in cells if words.label(cell.text) in ("project", "department", "unit")]
    if words.row("stop", first) or (outside and len(cells) <= 4) or "自评表" in compact(first):
        return "stop"
    if words.row("total", first):
        return "total"
    if words.row("grade", first):
        return "grade"

    def text(role: str) -> str:
        return " ".join(_texts(grid, table, row, (role,)))

    name = text("name")
    if words.column(name) == "name" and words.column(text("target") or text("actual")):
        return "blank"
    if any(words.row("subtotal", cell.text) for _, cell in cells):
        return "blank"
    if any(text(role).strip() for role in ("target", "actual", "weight", _typed_role(table))):
        return "indicator"
    return "name only" if not _NO_NAME.fullmatch(compact(name)) else "filler"


def _typed_role(table: Table) -> str:
    return "converted" if "converted" in table.columns else "typed"


class _Levels:
    """First and second level of each row: vertically merged, repeated, or written once and carried down."""

    def __init__(self, grid: Grid, table: Table) -> None:
        self.grid, self.columns = grid, table.columns
        self.level1: Read[str] = Read("")
        self.level2: Read[str] = Read("")
        self.printed: list[Read[Decimal]] = []

    def at(self, row: int) -> tuple[Read[str], Read[str]]:
        level1, level2 = self._read("level1", row), self._read("level2", row)
        if level1.text and level1 != self.level1:
            self.level1, self.level2 = level1, Read("")
            printed = numbers.printed_points(level1.text)
            if printed is not None:
                self.printed.append(Read(printed, level1.text, level1.at))
        if level2.text:
            self.level2 = level2
        if not self.level1.value:
            named = next((first for word, first in _FIRST_LEVEL_OF if word in self.level2.value), "")
            return replace(self.level1, value=named), self.level2
        return self.level1, self.level2

    def _read(self, role: str, row: int) -> Read[str]:
        if role not in self.columns:
            return Read("")
        column = self.columns[role][0]
        text = self.grid.cell(row, column).text
        return Read(_POINTS_AT_END.sub("", compact(text)).strip("(:*★"), text, self.grid.ref(row, column))


def _texts(grid: Grid, table: Table, row: int, roles: tuple[str, ...]) -> Iterator[str]:
    """Non-blank texts of a row under these roles, in column order, each merged cell once."""
    seen: set[CellRef] = set()
    for column in sorted(column for role in roles for column in table.columns.get(role, ())):
        at = grid.ref(row, column)
        text = grid.cell(row, column).text
        if at not in seen and text.strip():
            seen.add(at)
            yield text


def _indicator(
    grid: Grid, table: Table, row: int, year: int | None, level1: Read[str], level2: Read[str], parent_open: bool
) -> tuple[Indicator, list[Problem]]:
    def ref(role: str) -> CellRef | None:
        columns = table.columns.get(role)
        return grid.ref(row, columns[0]) if columns else None

    def text(*roles: str) -> str:
        texts = list(_texts(grid, table, row, roles))
        return texts[0] if len(texts) == 1 else " ".join(part.strip() for part in texts)

    def points(role: str) -> Read[Decimal | None]:
        at = ref(role)
        if at is None:
            return _NONE
        if at.row != row:  # a weight merged over several rows belongs to the first of them
            return Read(None, "", at)
        return numbers.points(grid.cell(at.row, at.column), at)

    name, weight, typed = text("name"), points("weight"), points(_typed_role(table))
    nature = text("nature")
    context = Context(year, level1.value, level2.value, name, nature, text("reason"))
    target_text, actual_text = text("nature", "target", "unit"), text("actual")
    target = read_target(target_text, context)
    actual = read_actual(actual_text, target.value, target_text, context)
    unweighted = weight.value is None and not weight.text and typed.value is None and "weight" in table.columns
    found = [finding.at(ref("target")) for finding in target.findings]
    found += [finding.at(ref("actual")) for finding in actual.findings]
    indicator = Indicator(
        row=row,
        level1=level1,
        level2=level2,
        name=Read(compact_name(name), name, ref("name")),
        target=Read(target.value, target_text, ref("target")),
        actual=Read(actual.value, actual_text, ref("actual")),
        direction=direction_of(target.value, context),
        weight=weight,
        typed=typed,
        reason=Read(context.reason.strip(), context.reason, ref("reason")),
        child=unweighted and (parent_open or bool(_CHILD.match(compact(name)))),
    )
    return indicator, found


def compact_name(name: str) -> str:
    """An indicator's name on one line; blanks inside are the form's own and stay."""
    return " ".join(name.split())


def _is_header_row(found: Indicator) -> bool:
    """A ★ row that carries the points for the rows below it, or the first of 其中 rows."""
    return "★" in found.name.text or not (found.target.text.strip() or found.actual.text.strip())


def _read_total(grid: Grid, table: Table, row: int, cells: list[tuple[int, Cell]], block: Block) -> None:
    """The 总分 row; some forms write 总分 | 100 | 得分 | 98 | 等级 | 优 in it."""
    label_end = grid.end(row, cells[0][0])[1]
    typed_column = table.columns.get(_typed_role(table), (0,))[0]
    weight_column = table.columns.get("weight", (0,))[0]
    for column, cell in cells[1:]:
        word = key(cell.text)
        if word in lexicon().columns["typed"].words:
            typed_column, label_end = grid.end(row, column)[1] + 1, 0
        elif lexicon().row("grade", cell.text):
            block.grade = _right_of(grid, row, (column, cell))
    if typed_column > label_end:
        block.total = numbers.points(grid.cell(row, typed_column), grid.ref(row, typed_column))
    if weight_column > grid.end(row, cells[0][0])[1]:
        block.total_weight = numbers.points(grid.cell(row, weight_column), grid.ref(row, weight_column))


def _right_of(grid: Grid, row: int, label: tuple[int, Cell]) -> Read[str]:
    """What stands right of a label in its row; the next cell when nothing does."""
    after = grid.end(row, label[0])[1] + 1
    column = next((column for column, _ in grid.rows[row] if column >= after), after)
    text = grid.cell(row, column).text
    return Read(text.strip(), text, grid.ref(row, column))
