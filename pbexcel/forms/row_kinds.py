"""What kind of row stands below a 绩效指标 header.

In: a row of the grid and its table. Out: one word: stop, total, grade, blank, indicator, name only, filler.
Not here: reading the row (rows), what its texts mean (room `values`).
"""

from __future__ import annotations

import re

from pbexcel.excel.sheet import Cell
from pbexcel.forms.layouts import compact, lexicon
from pbexcel.forms.tables import HEAD, Grid, Table, is_next_page

_NO_NAME = re.compile(r"(?:指标)?[\d一二三四五六七八九十]*[:、.．…。·]*")
_FEW = 4  # so many cells at most stand in a row of the next form's head
_CLOSING = ("stop", "total", "grade", "aside")


def kind_of_row(row: int, cells: list[tuple[int, Cell]], grid: Grid, table: Table) -> str:
    """stop, total, grade, indicator, name only, filler (an empty indicator row), or blank (subtotals, headings, repeated headers)."""
    words = lexicon()
    column, first = cells[0][0], cells[0][1].text
    if "自评表" in compact(first):
        return "blank" if is_next_page(grid, row, table) else "stop"
    if len(cells) <= _FEW and any(words.label(cell.text) in HEAD for _, cell in cells):
        return "stop"
    closing = _closing(column, first, table)
    if closing:
        return closing

    def text(role: str) -> str:
        return " ".join(texts(grid, table, row, role))

    name = text("name")
    if words.column(name) == "name" and words.column(text("target") or text("actual")):
        return "blank"
    if any(words.row("subtotal", cell.text) for _, cell in cells) or _is_heading(row, column, grid, table):
        return "blank"
    if any(text(role).strip() for role in ("target", "adjusted", "actual", "weight", typed_role(table))):
        return "indicator"
    return "name only" if not _NO_NAME.fullmatch(compact(name)) else "filler"


def _closing(column: int, first: str, table: Table) -> str:
    """Left of the indicators a row is known by how its first text begins; among them only by the whole word."""
    outside = column < table.left or (column == table.left and "level1" in table.columns)
    ask = lexicon().row if outside else lexicon().row_word
    kind = next((kind for kind in _CLOSING if ask(kind, first)), "")
    return "blank" if kind == "aside" else kind


def _is_heading(row: int, column: int, grid: Grid, table: Table) -> bool:
    """One cell merged from the left over names and values: 年度绩效目标2, a remark."""
    right = grid.end(row, column)[1]
    first_value = min((table.columns[role][0] for role in ("target", "actual") if role in table.columns), default=right + 1)
    return column < first_value <= right and column <= table.columns["name"][0]


def typed_role(table: Table) -> str:
    return "converted" if "converted" in table.columns else "typed"


def texts(grid: Grid, table: Table, row: int, *roles: str) -> list[str]:
    """Non-blank texts of a row under these roles, in column order, each merged cell once.

    A cell merged from further left belongs to its own column, except that a level may be merged with the name beside it.
    """
    columns, own = table.places(roles)
    anchors = dict.fromkeys(grid.anchor(row, column) for column in columns)
    found = [grid.cells[at].text for at in anchors if at[1] in own and at in grid.cells]
    return [text for text in found if text.strip()]
