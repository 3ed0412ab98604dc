"""Tables that stand beside each other: a sheet in bands of columns, each read as if it were alone.

In: a grid. Out: grids of some of its columns; usually the grid itself.
Not here: which of two forms counts (reading).
"""

from __future__ import annotations

from pbexcel.excel.limits import MAX_COLUMN
from pbexcel.forms.headers import indicator_tables
from pbexcel.forms.layouts import key, lexicon
from pbexcel.forms.tables import Grid, Table

_NEEDED = frozenset(("name", "target", "actual"))
_VALUES = frozenset(("target", "actual"))
_MOST = 6  # bands, and gaps that are looked at: nobody pastes more forms side by side


def bands(grid: Grid) -> list[tuple[Grid, list[Table]]]:
    """The bands of a sheet from left to right, each with its tables."""
    tables = indicator_tables(grid)
    begins = [grid.first, *(_behind_gaps(grid) or _again_in_a_header(grid, tables))]
    if len(begins) == 1:
        return [(grid, tables)]
    split = [Grid(grid.sheet, range(first, end)) for first, end in zip(begins, [*begins[1:], MAX_COLUMN + 1], strict=True)]
    return [(band, indicator_tables(band)) for band in split]


def _behind_gaps(grid: Grid) -> list[int]:
    """The columns where another band with tables of its own begins behind a column in which nothing stands; titles may stand over all."""
    taken = {covered for row, cells in grid.rows.items() if len(cells) > 1 for column, _ in cells for covered in range(column, grid.end(row, column)[1] + 1)}
    last = max(taken, default=0)
    ends = [column for column in range(min(taken, default=0), last) if column in taken and column + 1 not in taken]
    if not ends:
        return []
    words = lexicon()
    headed = {column for cells in grid.rows.values() for column, cell in cells if words.column(cell.text) in _VALUES}
    begins: list[int] = []
    first = grid.first
    for end in [end for end in ends if any(column <= end for column in headed) and any(column > end for column in headed)][:_MOST]:
        if indicator_tables(Grid(grid.sheet, range(first, end + 1))) and indicator_tables(Grid(grid.sheet, range(end + 1, last + 1))):
            begins.append(end + 1)
            first = end + 1
    return begins


def _again_in_a_header(grid: Grid, tables: list[Table]) -> list[int]:
    """The columns where a header begins once more in the same row: what stands first in it stands there again, with all that a table needs."""
    words = lexicon()
    for table in tables:
        cells = grid.rows[table.top]
        texts = [key(cell.text) for _, cell in cells]
        roles = [words.column(cell.text) for _, cell in cells]
        again = [at for at in range(len(cells)) if texts[at] == texts[0] or (roles[at] is not None and roles[at] == roles[0])]
        parts = zip(again, [*again[1:], len(cells)], strict=True)
        if len(again) > 1 and all(set(roles[first:end]) >= _NEEDED for first, end in parts):
            return [cells[at][0] for at in again[1 : _MOST + 1]]
    return []
