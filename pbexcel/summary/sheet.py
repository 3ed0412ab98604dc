"""One sheet of the summary: a title, a note, a table with filters, a totals row, and how it prints.

In: an XlsxWriter worksheet, columns, rows. Out: the rows written from top to bottom, each once, as large workbooks need.
Not here: what the rows are (the modules of the single sheets), formats (`look`), addresses (`links`).

Numbers come as `Decimal` and become floating point only here, in the cell. Text is written as text whatever it begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from pbexcel.frozen import frozen
from pbexcel.records import column_letters
from pbexcel.summary.heights import columns_taken, row_height
from pbexcel.summary.links import Link, address, link_formula
from pbexcel.summary.look import NUMBERS, TEXT_FONT, Look
from pbexcel.summary.page import Page, can_take_rows
from pbexcel.summary.rows import Styled, fitting, write_rows

MOST_ROWS = 1_048_576
MOST_LINKS = 65_000
TABLE_ROW = 3  # title, note, blank line, then the header
A4 = 9
Quiet: TypeAlias = Callable[[Sequence[Any]], bool]
Totals: TypeAlias = Sequence[Any] | Callable[[], Sequence[Any]]


@frozen
class Column:
    """A column of a table. `look` names its format; `total` is "sum" or "average" of what the filter shows, "all", a formula, or "".

    A formula names the totals of other columns, or with _all their ranges, in braces: `={executed}/{budget}`. A `charted` column
    stands in a chart. Texts in a column of numbers are digits as written.
    """

    key: str
    title: str
    width: float
    look: str = "text"
    total: str = ""
    charted: bool = False


@frozen
class Placed:
    """Where the rows of a table stand, for charts and formulas of other sheets; rows count from 0, `last` included."""

    sheet: str
    columns: dict[str, int]
    first: int
    last: int

    @property
    def is_empty(self) -> bool:
        return self.last < self.first

    def range_of(self, key: str, most: int | None = None) -> list[Any]:
        """A column as charts take it; at most so many rows from the top."""
        last = self.last if most is None else min(self.last, self.first + most - 1)
        return [self.sheet, self.first, self.columns[key], last, self.columns[key]]

    def address_of(self, key: str) -> str:
        """A column as formulas of other sheets name it."""
        letters = column_letters(self.columns[key] + 1)
        return f"'{self.sheet}'!${letters}${self.first + 1}:${letters}${max(self.last, self.first) + 1}"


class Sheet:
    """A worksheet being written. `large` workbooks take no Excel tables, only filters, and no links but formulas; their long
    lists do not `wrap`, for every row would have to be measured."""

    def __init__(self, book: Any, look: Look, name: str, *, large: bool, wraps: bool) -> None:
        self.page = book.add_worksheet(name, Page)
        self.look, self.name, self.large, self.wraps = look, name, large, wraps
        self._links = 0

    def open(self, title: str, note: str) -> None:
        """Title and note in the first two rows."""
        self.page.set_row(0, 30)
        self.page.write_string(0, 0, title, self.look["title"])
        self.page.write_string(1, 0, note, self.look["note"])

    def table(
        self, columns: Sequence[Column], rows: Iterable[Sequence[Any]], totals: Totals | None = None,
        *, at: int = TABLE_ROW, name: str = "", quiet: Quiet | None = None,
    ) -> Placed:  # fmt: skip
        """Write header, rows and, for `totals` (the cached values, by column), the totals row. A `name` gives it filters.
        Where the values are known only once the rows have passed, `totals` is asked for them then.

        Columns of a second table on a sheet (`at` further down) take the widths of the first.
        """
        if at == TABLE_ROW:
            for number, column in enumerate(columns):
                self.page.set_column(number, number, column.width)
        self.page.set_row(at, 32)
        for number, column in enumerate(columns):
            self.page.write_string(at, number, column.title, self.look["head"])
        row = self._rows(at + 1, columns, rows, quiet)
        placed = Placed(self.name, {column.key: number for number, column in enumerate(columns)}, at + 1, row)
        if totals is not None and not placed.is_empty:
            self._totals(columns, placed, totals() if callable(totals) else totals)
        self._filters(columns, placed, name)
        return placed

    def _rows(self, first: int, columns: Sequence[Column], rows: Iterable[Sequence[Any]], quiet: Quiet | None) -> int:
        """Write the rows; the last one written."""
        if can_take_rows(self.page):
            styled = [self._styled(number, column, *(("quiet",) if quiet else ())) for number, column in enumerate(columns)]
            return write_rows(self.page, first, rows, styled, quiet=quiet or _never, links=0 if self.large else MOST_LINKS, grow=self.wraps)
        row = first - 1
        writers, hushes = [self._writer(column) for column in columns], [self._writer(column, "quiet") for column in columns]
        for row, values in enumerate(rows, start=first):
            if self.wraps:
                self.page.set_row(row, _height(columns, values))
            for number, (value, write) in enumerate(zip(values, hushes if quiet and quiet(values) else writers, strict=True)):
                write(row, number, value)
        return row

    def _styled(self, number: int, column: Column, *ways: str) -> Styled:
        own, linked, quiet, quiet_linked = (
            one._get_xf_index() for one in (*self._formats(column), *self._formats(column, *ways))
        )
        return Styled(
            column_letters(number + 1), own, linked, quiet, quiet_linked, digits=column.look in NUMBERS,
            room=column.width - 1 if column.look == "wrap" else 0, charted=column.charted,
        )  # fmt: skip

    def _formats(self, column: Column, *ways: str) -> tuple[Any, Any]:
        """The format of a column's values and that of its links."""
        base = "text" if column.look == "wrap" and not self.wraps else column.look
        return (self.look[(base, *ways)] if ways else self.look[base], self.look[(base, *ways, "linked")])

    def _writer(self, column: Column, *ways: str) -> Callable[[int, int, Any], None]:
        own, linked = self._formats(column, *ways)
        page = self.page

        def write(row: int, number: int, value: Any) -> None:
            if isinstance(value, Link):
                self._link(row, number, value, linked, own)
            elif value is None or value == "":
                page.write_blank(row, number, None, own)
            elif isinstance(value, str) and column.look not in NUMBERS:
                page.write_string(row, number, fitting(value), own)
            else:
                page.write_number(row, number, float(value), own)

        return write

    def _link(self, row: int, number: int, link: Link, linked: Any, own: Any) -> None:
        """A link of the workbook while there is room for one, then a formula, then the bare value."""
        text = fitting(link.value) if isinstance(link.value, str) else ""
        target = address(link.path, link.cell)
        if target and link.value is not None and self._links < MOST_LINKS:
            self._links += 1
            self.page.write_url(row, number, target, linked, text)
        elif text and (formula := link_formula(link.path, link.cell, text)):
            self.page.write_formula(row, number, formula, linked, text)
            return
        if isinstance(link.value, Decimal):
            self.page.write_number(row, number, float(link.value), linked if target else own)
        elif not target and text:
            self.page.write_string(row, number, text, own)
        elif not text:
            self.page.write_blank(row, number, None, own)

    def _totals(self, columns: Sequence[Column], placed: Placed, totals: Sequence[Any]) -> None:
        row = placed.last + 1
        self.page.set_row(row, 22)
        letters = {column.key: f"{column_letters(number + 1)}{row + 1}" for number, column in enumerate(columns)}
        for number, (column, value) in enumerate(zip(columns, totals, strict=True)):
            style = self.look[column.look, "total"]
            if not column.total or value is None:
                if isinstance(value, str):
                    self.page.write_string(row, number, value, self.look["text", "total"])
                else:
                    self.page.write_blank(row, number, None, style)
                continue
            self.page.write_formula(row, number, _total_formula(column, number, placed, letters), style, float(value))

    def _filters(self, columns: Sequence[Column], placed: Placed, name: str) -> None:
        if placed.is_empty:
            return
        first, last, right = placed.first - 1, placed.last, len(columns) - 1
        if self.large or not name:
            if name:
                self.page.autofilter(first, 0, last, right)
            return
        head = self.look["head"]
        options = {"name": name, "style": None, "columns": [{"header": column.title, "header_format": head} for column in columns]}
        if can_take_rows(self.page):
            self.page.make_table(first, last, right, options)
        else:
            self.page.add_table(first, 0, last, right, options)

    def print_as(
        self, *, frozen: tuple[int, int] | None, footer: str, wide: int = 1, tall: int = 0, titles: int | None = None, left: int = 0
    ) -> None:
        """A4 landscape, so many pages wide, the header row and `left` columns repeated, page numbers; `frozen` stays on screen."""
        page = self.page
        page.set_landscape()
        page.set_paper(A4)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.fit_to_pages(wide, tall)
        page.center_horizontally()
        page.hide_gridlines(2)
        if frozen:
            page.freeze_panes(*frozen)
        if titles is not None:
            page.repeat_rows(titles)
        if left:
            page.repeat_columns(0, left - 1)
        page.set_footer(f'&L&"{TEXT_FONT}"&9{footer}&R&"{TEXT_FONT}"&9第 &P 页 共 &N 页')


def _never(values: Sequence[Any]) -> bool:
    return False


def _height(columns: Sequence[Column], values: Sequence[Any]) -> float:
    """Room for the longest wrapped text: neither Excel nor LibreOffice makes it by itself in every case."""
    most = 1
    for column, value in zip(columns, values, strict=True):
        text = value.value if isinstance(value, Link) else value
        if column.look == "wrap" and isinstance(text, str):
            most = max(most, sum(1 + int(columns_taken(part) / (column.width - 1)) for part in text.split("\n")))
    return row_height(most)


def _total_formula(column: Column, number: int, placed: Placed, letters: dict[str, str]) -> str:
    """Totals follow the filter: 101 and 109 leave out rows that are hidden."""
    whole = f"{column_letters(number + 1)}{placed.first + 1}:{column_letters(number + 1)}{placed.last + 1}"
    if column.total == "all":
        return f"=SUM({whole})"
    functions = {"sum": 109, "average": 101}
    if column.total in functions:
        return f"=SUBTOTAL({functions[column.total]},{whole})"
    spans = {key: f"{column_letters(at + 1)}{placed.first + 1}:{column_letters(at + 1)}{placed.last + 1}" for key, at in placed.columns.items()}
    ranges = {f"{key}_all": span for key, span in spans.items()}
    return column.total.format_map({**letters, **ranges})
