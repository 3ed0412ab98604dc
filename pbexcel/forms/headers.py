"""Find the headers of 绩效指标 blocks: which columns they claim, over how many rows, and which family they belong to.

In: a grid and the lexicon. Out: a `Table` for each block, top to bottom. Nothing relies on a fixed address.
Not here: the 项目资金 block (fund_header), columns of other years (other_years), the rows below a header (rows, row_kinds).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from pbexcel.excel.reading.cell import Cell
from pbexcel.forms import numbers
from pbexcel.forms.layouts import Lexicon, key, lexicon, recognise
from pbexcel.forms.other_years import columns_of_other_years, without_other_years
from pbexcel.forms.shares import WHOLE
from pbexcel.forms.tables import FEW, HEAD, TALLEST_HEADER, Grid, Table, is_page_head
from pbexcel.spelling import compact

_TABLE_ROLES = frozenset(("level1", "level2", "name", "nature", "target", "adjusted", "unit", "actual", "weight", "typed", "converted"))
_PARTS = frozenset(("nature", "unit"))  # of a target
_FEWEST = 3  # roles a header row has at least
_LONGEST_SPLIT = 12  # characters of a header written in two cells
_FIRST_LEVELS = ("产出", "成本", "效益", "满意")  # how first levels begin (财预〔2020〕10号)
_SHORT = 2  # characters of words that say little by themselves
_POINTS = re.compile(r"\d{1,3}(?:\.\d+)?分?")


def indicator_tables(grid: Grid) -> list[Table]:
    """Every 绩效指标 header on the sheet, top to bottom. `layout` is None when no family fits its columns."""
    words = lexicon()
    found: list[Table] = []
    bottom = 0
    for row, cells in grid.rows.items():
        if row <= bottom or len(cells) < _FEWEST or (found and _has_points(grid, row, found[-1])):
            continue
        claims = _claims(grid, row, cells, words)
        if len(claims) < _FEWEST:
            continue
        if not _is_header(claims):
            claims |= _values_below(grid, row, claims, words)
        _lowest_level_is_the_name(cells, claims)
        if _is_header(claims) and not _is_of_tasks(grid, row, claims):
            table = _with_levels(grid, _with_second_row(grid, row, claims, words))
            bottom = table.bottom
            if found and _is_of_its_tasks(grid, found[-1], table):
                found.pop()
            if not (found and _goes_on(grid, found[-1], table)):
                found.append(table)
    return found


def _has_points(grid: Grid, row: int, table: Table) -> bool:
    """Whether a row is an indicator of the table above it, whatever its texts: 考核内容 with 考核目标 as its target."""
    return any(_POINTS.fullmatch(compact(grid.cell(row, column).text)) for column in table.columns.get("weight", ()))


def _goes_on(grid: Grid, before: Table, table: Table) -> bool:
    """Whether a header only repeats the one above it (a new page, 年度绩效目标2) inside the same form."""
    return before.columns == table.columns and _is_one_form(grid, before, table)


def _is_of_its_tasks(grid: Grid, before: Table, table: Table) -> bool:
    """Whether a table without levels above a whole one with them is that of 主要任务 in the head of the same form, whatever points it has."""
    if "level1" in before.columns or "level2" in before.columns or not {"level1", "target", "actual"} <= table.columns.keys():
        return False
    if not {"weight", "typed", "converted"} & table.columns.keys() or not _is_one_form(grid, before, table):
        return False
    if _points_between(grid, before, table) == WHOLE and not any("任务" in cell.text for _, cell in grid.rows[before.top]):
        return False  # nothing says that it is of tasks, and its points make a whole
    words = lexicon()
    between = [cells for _, cells in grid.between(before.bottom + 1, table.top - 1)]
    return not any("total" in words.rows_named(cells[0][1].text) or (len(cells) == 1 and compact(cells[0][1].text).endswith("表")) for cells in between)


def _points_between(grid: Grid, before: Table, table: Table) -> Decimal:
    """The weights of the rows of a table, down to the next header."""
    sums = lexicon().rows_begun
    rows = [row for row, cells in grid.between(before.bottom + 1, table.top - 1) if "subtotal" not in sums(cells[0][1].text)]
    read = [numbers.points(grid.cell(row, before.columns["weight"][0]), None).value for row in rows if "weight" in before.columns]
    return sum((points for points in read if points is not None), Decimal(0))


def _is_one_form(grid: Grid, before: Table, table: Table) -> bool:
    """Whether neither a total nor the head of another form stands between two headers."""
    words = lexicon()
    for _, cells in grid.between(before.bottom + 1, table.top - 1):
        column, first = cells[0][0], cells[0][1].text
        if before.is_outside(column) and "total" in words.rows_begun(first):
            return False
        if column <= before.left and len(cells) <= FEW and words.label(first) in HEAD and not is_page_head(grid, cells, before):
            return False
    return True


def _claims(grid: Grid, row: int, cells: list[tuple[int, Cell]], words: Lexicon) -> dict[int, tuple[str, int]]:
    """Column to (role, rank) for the cells of a row that are header words; a merged header claims all its columns."""
    claims: dict[int, tuple[str, int]] = {}
    for column, cell in cells:
        role = words.column(cell.text) or _split_over_two_rows(grid, row, column, words)
        # 绩效指标 down the side of the whole block is no header of a column
        if role and grid.end(row, column)[0] - row < TALLEST_HEADER:
            claim = (role, words.rank(role, cell.text))
            claims.update(dict.fromkeys(range(column, grid.end(row, column)[1] + 1), claim))
    return without_other_years(grid, row, claims) if len(claims) >= _FEWEST else claims


def _split_over_two_rows(grid: Grid, row: int, column: int, words: Lexicon) -> str | None:
    """年度 above 指标值 in two cells is one header."""
    below = grid.cells.get((row + 1, column))
    if below is None or grid.end(row, column)[0] > row:
        return None
    whole = grid.cells[row, column].text + below.text
    if whole.isascii() or len(compact(whole)) > _LONGEST_SPLIT:  # numbers are no words
        return None
    return words.column(whole)


def _completes(
    grid: Grid, row: int, column: int, below: Cell, claims: Mapping[int, tuple[str, int]], words: Lexicon
) -> bool:
    """Whether a cell under a header only goes on with its words: 指标 under 一级, 及改进措施 under 偏差原因分析."""
    whole = grid.cell(row, column).text + below.text
    if column not in claims or words.column(whole) != claims[column][0]:
        return False
    return words.column(below.text) is None or words.is_word(claims[column][0], whole)


def _is_header(claims: Mapping[int, tuple[str, int]]) -> bool:
    roles = {role for role, _ in claims.values()} & _TABLE_ROLES
    return "name" in roles and bool(roles & {"target", "actual"}) and len(roles) >= _FEWEST


def _values_below(grid: Grid, row: int, claims: Mapping[int, tuple[str, int]], words: Lexicon) -> dict[int, tuple[str, int]]:
    """What the second row says of 年初目标值 | 实际完成值 below a merged 指标, where the first row names levels or points; else nothing."""
    if not {role for role, _ in claims.values()} & {"level1", "level2", "weight", "typed"}:
        return {}
    merged = {covered for column, _ in grid.rows[row] if (end := grid.end(row, column))[1] > column and end[0] == row for covered in range(column, end[1] + 1)}
    cells = [(column, cell) for column, cell in grid.rows.get(row + 1, []) if column in merged]
    below = {column: claim for column, claim in _claims(grid, row + 1, cells, words).items() if claim[0] in ("target", "actual")} if merged else {}
    return below if {role for role, _ in below.values()} == {"target", "actual"} else {}


def _is_of_tasks(grid: Grid, row: int, claims: Mapping[int, tuple[str, int]]) -> bool:
    """指标 | 计划 | 完成 and nothing of levels, weights or scores heads a table of tasks in the head of a form, or of what was missed."""
    roles = {role for role, _ in claims.values()}
    short = all(len(key(grid.cell(row, column).text)) <= _SHORT for column, (role, _) in claims.items() if role in ("name", "target", "actual"))
    return short and not roles & {"level1", "level2", "weight", "typed"}


def _lowest_level_is_the_name(cells: list[tuple[int, Cell]], claims: dict[int, tuple[str, int]]) -> None:
    """A header with 一级指标 and 二级指标 only: the second level is what is measured, unless an unknown column stands right of it."""
    roles = {role: column for column, (role, _) in sorted(claims.items(), reverse=True)}
    if "name" in roles or not {"level1", "level2", "target", "actual"} <= roles.keys():
        return
    between = range(roles["level2"], min(roles["target"], roles["actual"]))
    if all(column in claims for column, _ in cells if column in between):
        claims.update({column: ("name", rank) for column, (role, rank) in claims.items() if role == "level2"})


def _with_second_row(grid: Grid, row: int, claims: dict[int, tuple[str, int]], words: Lexicon) -> Table:
    """Take in a second header row (指标性质 | 指标值 | 度量单位 under 年度指标值) when there is one."""
    tall = min(max((grid.end(row, column)[0] for column, _ in grid.rows[row] if column in claims), default=row), row + 2)
    bottom = row
    texts = {column: key(grid.cell(row, column).text) for column in claims}
    for lower in range(row + 1, row + 3):
        cells = grid.rows.get(lower, [])
        own = [(column, cell) for column, cell in cells if not _completes(grid, row, column, cell, claims, words)]
        if not all(words.column(cell.text) for _, cell in own) or (lower > tall and len(cells) < 2):
            break
        bottom = lower
        others = columns_of_other_years(grid, row) - claims.keys() | {column for column, (role, _) in claims.items() if role == "ignored"}
        lower_claims = {column: claim for column, claim in _claims(grid, lower, own, words).items() if column not in others}
        parts = _parts_of_actuals(grid, row, claims, lower_claims)
        lower_claims = {column: claim for column, claim in lower_claims.items() if column not in parts}
        for column, _ in grid.rows[row]:  # 年度指标值 over three columns leaves nothing to itself
            span = range(column, grid.end(row, column)[1] + 1)
            said = {lower_claims[covered][0] for covered in span if covered in lower_claims}
            for covered in span if said else ():
                if covered in claims and (claims[covered][0] in said or said.isdisjoint(_PARTS)):
                    del claims[covered]  # but 内容 between 运算符号 and 度量单位 is the value itself
        claims.update(lower_claims)
        texts.update({column: key(grid.cell(lower, column).text) for column in lower_claims})
    _settle(claims, texts, words)
    name = min((column for column, (role, _) in claims.items() if role == "name"), default=0)
    beside = [column for lower in range(row, bottom + 1) for column, _ in grid.rows.get(lower, []) if column > name]
    if not claims.keys() >= set(beside):
        _drop_mere_explanations(claims, words)
    columns = {role: _shown(grid, places) for role, places in columns_of(claims, texts).items()}
    return Table(row, bottom, columns, recognise(columns, bottom - row + 1))


def _shown(grid: Grid, columns: tuple[int, ...]) -> tuple[int, ...]:
    """The columns of a role less hidden ones, where others are seen: old values kept beside the new ones."""
    return tuple(column for column in columns if column not in grid.sheet.hidden_columns) or columns


def _with_levels(grid: Grid, table: Table) -> Table:
    """A table whose one header of names stands over the columns of the levels, too: 绩效指标 over 产出指标 | 数量指标 | 培训人数."""
    names = table.columns.get("name", ())
    if len(names) < _FEWEST - 1 or {"level1", "level2"} & table.columns.keys():
        return table
    below = [cells for _, cells in grid.between(table.bottom + 1, table.bottom + 1)]
    if not below or below[0][0][0] != names[0] or not compact(below[0][0][1].text).startswith(_FIRST_LEVELS):
        return table
    places = {"level1": names[:1], "name": names[-1:]} | ({"level2": names[1:-1]} if len(names) >= _FEWEST else {})
    columns = {**table.columns, **places}
    claims = {role: list(where) for role, where in columns.items()}
    return Table(table.top, table.bottom, columns, recognise(claims, table.bottom - table.top + 1))


def _parts_of_actuals(grid: Grid, row: int, claims: Mapping[int, tuple[str, int]], lower: Mapping[int, tuple[str, int]]) -> set[int]:
    """Columns whose 值 | 单位 or 数值 | 单位 only divide the 实际完成值 merged above them: together they are the actual."""
    found: set[int] = set()
    for column, _ in grid.rows[row]:
        span = range(column, grid.end(row, column)[1] + 1)
        said = {lower[covered][0] for covered in span if covered in lower}
        if claims.get(column, ("", 0))[0] == "actual" and "unit" in said and said <= {"target", "actual", "unit"}:
            found |= set(span)
    return found


def _settle(claims: dict[int, tuple[str, int]], texts: Mapping[int, str], words: Lexicon) -> None:
    """目标完成值 is the target, but the actual beside another target."""
    for column in [column for column, text in texts.items() if text in words.either and claims[column][0] == "target"]:
        if any(role == "target" and other != column for other, (role, _) in claims.items()):
            claims[column] = ("actual", len(words.columns["actual"].words))


def _drop_mere_explanations(claims: dict[int, tuple[str, int]], words: Lexicon) -> None:
    """目标值说明 alone is no target, 复核得分 alone no typed score beside a header nobody knows: that one may be it."""
    for wanted in ("target", "actual", "typed"):
        claiming = {column: rank for column, (role, rank) in claims.items() if role == wanted}
        if claiming and all(words.is_weak(wanted, rank) for rank in claiming.values()):
            for column in claiming:
                del claims[column]


def columns_of(claims: Mapping[int, tuple[str, int]], texts: Mapping[int, str]) -> dict[str, tuple[int, ...]]:
    """Role to its columns; where several headers claim a role the strongest keeps it, of equals the first.

    `texts` are the headers: columns under one of them belong together, and 完成值单位 to 完成值 left of it.
    """
    best: dict[str, int] = {}
    for role, rank in claims.values():
        best[role] = min(rank, best.get(role, rank))
    name = min((column for column, (role, rank) in claims.items() if role == "name" and rank == best["name"]), default=0)
    # 一级指标 | 权重 | 二级指标 | 权重 | 三级指标 | 权重: the weight of an indicator stands right of its name
    right = any(role == "weight" and rank == best[role] and column > name for column, (role, rank) in claims.items())
    columns: dict[str, tuple[int, ...]] = {}
    for column, (role, rank) in sorted(claims.items()):
        if role == "weight" and right and column < name:
            continue
        before = columns.get(role, ())
        follows = bool(before) and column == before[-1] + 1
        together = role == "reason" or texts.get(column) == texts.get(column - 1)
        if (rank == best[role] and (not before or (follows and together))) or (follows and texts.get(column, "").endswith("值单位")):
            columns[role] = (*before, column)
    return columns
