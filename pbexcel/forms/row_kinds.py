"""What kind of row stands below a 绩效指标 header.

In: a row of the grid and its table. Out: the texts of the row by role, and one word: stop, note, money, total, grade, blank, indicator, name only, filler.
Not here: reading the row (rows), what its texts mean (room `values`).
"""

from __future__ import annotations

import re

from pbexcel.excel.reading.sheet import Cell
from pbexcel.forms.layouts import lexicon
from pbexcel.forms.tables import FEW, HEAD, Grid, Table, is_next_page, is_page_head
from pbexcel.forms.whole import EXAMPLE
from pbexcel.records import CellRef
from pbexcel.spelling import compact

_NO_NAME = re.compile(r"(?:指标)?[\d一二三四五六七八九十]*[:、.．…。·]*")
_NONE = re.compile(r"0?(?:\.0+)?分?|[-—/]*")  # 指标2： | | | 0 | 0
_SUM = ("小计", "合计", "得分")
_FEWEST_OF_MONEY = 3  # a budget, an executed sum, and a label or a rate
_WEIGHT = re.compile(r"\d+(?:\.\d+)?分?")
_CLOSING = {"stop": "note", "total": "total", "grade": "grade", "aside": "blank"}


class Row:
    """A row of a block as the columns of its table see it. `cells` are those that stand in the row itself."""

    def __init__(self, grid: Grid, table: Table, number: int, cells: list[tuple[int, Cell]]) -> None:
        self.grid, self.table, self.number, self.cells = grid, table, number, cells
        self._at: dict[str, tuple[int, int]] = {}
        self._texts: dict[str, str] = {}
        anchor, written = grid.anchor, grid.cells
        for role, (columns, own) in table.roles.items():
            at = self._at[role] = anchor(number, columns[0])
            if len(columns) > 1:
                self._texts[role] = self.texts(role)
            elif at[1] in own and at in written and written[at].text.strip():
                self._texts[role] = written[at].text

    def text(self, role: str) -> str:
        """The text under a role, as it stands; where it has several columns, theirs as one."""
        return self._texts.get(role, "")

    def texts(self, *roles: str) -> str:
        """The texts under these roles as one, in column order, each merged cell once; a single one as it stands.

        A cell merged from further left belongs to its own column, except that a level may be merged with the name beside it.
        """
        columns, own = self.table.places(roles)
        found: dict[tuple[int, int], str] = {}
        for column in columns:
            at = self.grid.anchor(self.number, column)
            cell = self.grid.cells.get(at) if at[1] in own else None
            if cell is not None and cell.text.strip():
                found[at] = cell.text
        said = list(found.values())
        return said[0] if len(said) == 1 else " ".join(map(str.strip, said))

    def ref(self, role: str) -> CellRef | None:
        at = self._at.get(role)
        return CellRef(self.grid.sheet.name, *at) if at else None


def kind_of_row(row: Row) -> str:
    """stop (the next form), note (signatures, remarks), money (项目资金 below the indicators), total, grade, indicator, name only,
    filler (an empty indicator row), or blank (subtotals, headings, repeated headers)."""
    words, cells, table = lexicon(), row.cells, row.table
    column, first = cells[0][0], cells[0][1].text
    weighed = _WEIGHT.fullmatch(compact(row.text("weight"))) is not None
    if "自评表" in compact(first) and not weighed:
        return "blank" if is_next_page(row.grid, row.number, table) else "stop"
    if len(cells) <= FEW and column <= table.left and words.label(first) in HEAD and not weighed:
        return "blank" if is_page_head(row.grid, cells, table) and is_next_page(row.grid, row.number, table) else "stop"
    closing = _closing(column, first, table)
    if closing:
        return closing
    # a cost may be asked for as 预算数; 执行数 | 49 below the columns of weights is still money
    points = weighed and (_WEIGHT.fullmatch(compact(row.text(typed_role(table)))) or not words.fund_column(first))
    if len(cells) >= _FEWEST_OF_MONEY and not points and words.says_money(cell.text for _, cell in cells):
        return "money"
    name = row.text("name")
    if _is_numbering(cells) or (not weighed and words.column(name) == "name" and words.column(row.text("target") or row.text("actual"))):
        return "blank"
    if any("subtotal" in words.rows_begun(cell.text) for _, cell in cells) or _is_heading(row) or _is_sum(row, first):
        return "blank"
    if not weighed and (EXAMPLE.match(compact(name)) or EXAMPLE.match(compact(first))):
        return "blank"
    values = [row.text(role) for role in ("target", "adjusted", "actual", "weight", typed_role(table))]
    if _NO_NAME.fullmatch(compact(name)) and all(_NONE.fullmatch(compact(text)) for text in values):
        return "filler"
    if any(values):
        return "indicator"
    return "name only" if not _NO_NAME.fullmatch(compact(name)) else "filler"


def _closing(column: int, first: str, table: Table) -> str:
    """Left of the indicators a row is known by how its first text begins; among them only by the whole word."""
    kinds = lexicon().rows_begun(first) if table.is_outside(column) else lexicon().rows_named(first)
    return next((kind for words, kind in _CLOSING.items() if words in kinds), "") if kinds else ""


def _is_sum(row: Row, first: str) -> bool:
    """产出指标合计: points and nothing that was to be reached."""
    return compact(first).endswith(_SUM) and not (row.text("target").strip() or row.text("actual").strip())


def _is_numbering(cells: list[tuple[int, Cell]]) -> bool:
    """1 | 2 | 3 | 4 | … below a header."""
    return len(cells) > FEW and all(compact(cell.text).strip("()") == str(number) for number, (_, cell) in enumerate(cells, 1))


def _is_heading(row: Row) -> bool:
    """One cell merged from the left over names and values: 年度绩效目标2, a remark."""
    column, table = row.cells[0][0], row.table
    return column < table.values <= row.grid.end(row.number, column)[1] and column <= table.columns["name"][0]


def typed_role(table: Table) -> str:
    return "converted" if "converted" in table.columns else "typed"
