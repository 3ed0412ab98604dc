"""The rows of a 绩效指标 block: indicators, and the 总分 and 自评等级 rows that close it.

In: the grid, a table and the year of the form. Out: `Block`, with the problems found while reading.
Not here: kinds of rows (row_kinds), what the closing rows say (closing), first and second levels (levels), the head of the form and the money above the block
(reading, fund), scores (room `scoring`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from pbexcel.forms import numbers
from pbexcel.forms.closing import Total, grade_of, read_total, reason_below
from pbexcel.forms.levels import Levels, with_printed_weights
from pbexcel.forms.row_kinds import Row, kind_of_row, typed_role
from pbexcel.forms.tables import Grid, Table, right_edge
from pbexcel.problems import Problem, problem
from pbexcel.records import Indicator, Read
from pbexcel.spelling import compact
from pbexcel.values import Context, direction_of, nature_in, read_actual, read_target

_CHILD = re.compile(r"(?:指标\d+[:：]?)?其中")
_NONE: Read[Decimal | None] = Read(None)
_NO_TEXT: Read[str] = Read("")


@dataclass(slots=True)
class Block:
    """What the rows below a header say; `last` is the last row that belongs to the form, `money` where 项目资金 begins below them."""

    indicators: list[Indicator] = field(default_factory=list)
    level1_points: list[Read[Decimal]] = field(default_factory=list)
    total_weight: Read[Decimal | None] = _NONE
    total: Read[Decimal | None] = _NONE
    grade: Read[str] = _NO_TEXT
    reason: Read[str] = _NO_TEXT
    problems: list[Problem] = field(default_factory=list)
    last: int = 0
    money: int | None = None


def read_block(grid: Grid, table: Table, limit: int, year: int | None) -> Block:
    """Read the rows from below the header to the end of the form, at most to row `limit`."""
    block = Block(last=table.bottom)
    levels = Levels()
    parent_open = False
    edge = right_edge(grid, table)
    for row, written in grid.between(table.bottom + 1, limit):
        cells = [(column, cell) for column, cell in written if column <= edge]
        if not cells:
            continue
        seen = Row(grid, table, row, cells)
        kind = kind_of_row(seen)
        if kind == "stop" or (kind == "note" and not _goes_on(grid, table, row + 1, limit, block)):
            break
        block.last = row
        if kind == "money" or (block.money and kind in ("indicator", "name only", "filler")):
            block.money = block.money or row
        elif kind == "total":
            _close(block, read_total(grid, table, row, cells))
        elif kind == "grade":
            _grade(block, grade_of(grid, row, cells[0], cells))
        elif kind == "blank" and not block.reason.value:
            block.reason = reason_below(grid, row, cells)
        elif kind == "indicator":
            level1, level2 = levels.at(seen)
            found, problems = _indicator(seen, year, level1, level2, parent_open)
            block.problems += problems
            parent_open = found.child or (_is_header_row(found) and found.weight.value is not None)
            block.indicators.append(found)
        elif kind == "name only":
            at = grid.ref(row, table.columns["name"][0])
            block.problems.append(problem("L113", at=at, read=grid.at(at).text))
        if kind in ("filler", "name only") and not block.money:
            levels.at(seen)  # a first level may be written beside an empty row only
    block.problems = _less_of_parents(block)
    _take_out_shared_scores(grid, block)
    block.level1_points = levels.printed
    if "weight" not in table.columns:
        block.indicators = with_printed_weights(block.indicators)
    return block


def _goes_on(grid: Grid, table: Table, first: int, limit: int, block: Block) -> bool:
    """Whether a note stands among the rows instead of below them: the total right after it, or an indicator in full somewhere.

    Below a total nothing is an indicator: examples and tables of details have rows in full, too.
    """
    only_notes = True
    for row, cells in grid.between(first, limit):
        seen = Row(grid, table, row, cells)
        kind = kind_of_row(seen)
        if kind == "stop" or block.total.value is not None:
            return False
        if kind == "total" and row <= first + 1 and only_notes:
            return True
        only_notes = only_notes and kind == "note"
        weighed = any(_points(seen, role).value is not None for role in ("weight", typed_role(table)))
        if kind == "indicator" and weighed and all(map(seen.text, ("name", "target", "actual"))):
            return True
    return False


def _indicator(
    row: Row, year: int | None, level1: Read[str], level2: Read[str], parent_open: bool
) -> tuple[Indicator, list[Problem]]:
    ref, text, columns = row.ref, row.text, row.table.columns
    name, weight, typed = text("name"), _points(row, "weight"), _points(row, typed_role(row.table))
    asked = "adjusted" if text("adjusted") else "target"  # a target changed within the year counts
    nature = text("nature") or nature_in(text(asked))
    context = Context(year, level1.value, level2.value, name, nature, text("reason"))
    target_text, actual_text = row.texts("nature", asked, "unit"), text("actual")
    target = read_target(target_text, context)
    actual = read_actual(actual_text, target.value, target_text, context)
    target_at, actual_at = ref(asked), ref("actual")
    found = [finding.at(target_at) for finding in target.findings]
    found += [finding.at(actual_at) for finding in actual.findings]
    unweighted = weight.value is None and not weight.text and typed.value is None and "weight" in columns
    below = weight.at is not None and weight.at.row != row.number
    indicator = Indicator(
        row=row.number,
        level1=level1,
        level2=level2,
        name=Read(compact_name(name), name, ref("name")),
        target=Read(target.value, target_text, target_at),
        actual=Read(actual.value, actual_text, actual_at),
        direction=direction_of(target.value, context),
        weight=weight,
        typed=typed,
        reason=Read(context.reason.strip(), context.reason, ref("reason")),
        child=unweighted and (parent_open or below or bool(_CHILD.match(compact(name)))),
        unit_column="unit" in columns,
    )
    return indicator, found


def _points(row: Row, role: str) -> Read[Decimal | None]:
    at = row.ref(role)
    if at is None:
        return _NONE
    if at.row != row.number:  # a weight merged over several rows belongs to the first of them
        return Read(None, "", at)
    return numbers.points(row.grid.at(at), at)


def _less_of_parents(block: Block) -> list[Problem]:
    """Problems less the missing target of a row whose targets stand in the rows below it."""
    parents = {
        above.target.at
        for above, below in pairwise(block.indicators)
        if below.child and not above.child and not (above.target.text.strip() or above.actual.text.strip())
    }
    return [found for found in block.problems if not (found.code == "T202" and found.at in parents)]


def _take_out_shared_scores(grid: Grid, block: Block) -> None:
    """A score merged over rows that have weights of their own is that of none of them."""
    own = [row for row in block.indicators if row.weight.value is not None and row.typed.at]
    shared = sorted({row.typed.at for row in own if row.typed.at and row.typed.at.row != row.row})
    block.problems += [problem("L124", at=at, read=grid.at(at).text) for at in shared]
    block.indicators = [replace(row, typed=Read(None, "", row.typed.at)) if row.typed.at in shared else row for row in block.indicators]


def compact_name(name: str) -> str:
    """An indicator's name on one line; blanks inside are the form's own and stay."""
    return " ".join(name.split())


def _is_header_row(found: Indicator) -> bool:
    """A ★ row that carries the points for the rows below it, or the first of 其中 rows."""
    return "★" in found.name.text or not (found.target.text.strip() or found.actual.text.strip())


def _close(block: Block, read: Total) -> None:
    """Keep what a 总分 row says; another below it counts instead where it sums up more (合计 | 90, then 总分 | 100), not 评价得分."""
    if (block.total.at is None and block.total.value is None) or _counts_instead(read, block):
        block.total_weight, block.total = read.weight, read.points
    if read.grade.text:
        _grade(block, read.grade)


def _grade(block: Block, read: Read[str]) -> None:
    """The first grade with a place of its own is that of the form: neither 评价等级 nor a conclusion below takes it away."""
    before = block.grade
    if (before.at is None and (read.at or not before.text)) or (not before.value and read.at and read.value):
        block.grade = read


def _counts_instead(read: Total, block: Block) -> bool:
    if read.points.value is None or read.points.at is None:
        return False
    if block.total.at is None or block.total.value is None:
        return True
    weight, before = read.weight.value, block.total_weight.value
    return read.points.value > block.total.value if weight is None or before is None else weight > before
