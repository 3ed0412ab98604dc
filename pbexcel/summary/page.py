"""A worksheet of XlsxWriter that takes the rows of its tables as ready XML: a tenth of the time of a call per cell.

In: pieces of XML from `rows`, where links lead. Out: the parts of the worksheet. Not here: what a cell looks like (`rows`).
See docs/decisions/0014-large-summaries.md.

This leans on names inside XlsxWriter that have not changed in ten years; `can_take_rows` looks for them, and without them the
rows are written the ordinary way.
"""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from pbexcel.excel.markup import escaped

_INSIDE = (
    "_write_rows", "_write_hyperlinks", "_get_range_data", "_check_dimensions", "_xml_start_tag", "_xml_empty_tag", "_xml_end_tag",
    "dim_rowmin", "dim_rowmax", "external_hyper_links", "rel_count", "str_table", "tables",
)  # fmt: skip
_IN_MEMORY = 1 << 20  # bytes of a table; a small run writes no file
MOST_CHARTED = 2_000  # rows; a chart over more reads them from the sheet


def can_take_rows(page: Any) -> bool:
    """Whether this worksheet is made the way we know."""
    return all(hasattr(page, name) for name in _INSIDE)


@lru_cache(maxsize=4096)  # forms have their lines in the same cells
def _location(place: str) -> str:
    return f' location="{escaped(place)}"'


class Block:
    """The rows of one table, from row `first` to `last` (from 0), waiting for the worksheet to be put together."""

    def __init__(self, first: int) -> None:
        self.first, self.last = first, first - 1
        self.charted: dict[int, list[Any]] = {}
        self._stream = tempfile.SpooledTemporaryFile(_IN_MEMORY, prefix="pbexcel-")  # noqa: SIM115 - lives as long as the block
        weakref.finalize(self, self._stream.close)
        self._lengths: list[int] = []

    def add(self, xml: str, rows: int) -> None:
        """Some more rows."""
        self._lengths.append(self._stream.write(xml.encode()))
        self.last += rows

    def pieces(self) -> Iterator[str]:
        """The XML again."""
        self._stream.seek(0)
        for length in self._lengths:
            yield self._stream.read(length).decode()


class Page(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """Titles, headers and totals come through the ordinary calls, rows of tables in blocks."""

    dim_rowmin: int | None
    dim_rowmax: int | None

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[Block] = []
        self._leading: list[tuple[str, str, str, bool]] = []

    @property
    def links(self) -> int:
        """How many real links there are."""
        return len(self._leading)

    def lead(self, cell: str, target: str, place: str, *, shows_text: bool) -> None:
        """Make a cell of a block a link to a file and a place in it. Cells come in the order of the sheet."""
        self._leading.append((cell, target.replace("/", "\\"), place, shows_text))

    def take(self, block: Block, columns: int) -> None:
        """Have these rows on the sheet; blocks come from top to bottom."""
        self._blocks.append(block)
        for row in (block.first, block.last):
            self._check_dimensions(row, 0)
            self._check_dimensions(row, columns - 1)

    def make_table(self, first_row: int, last_row: int, last_column: int, options: dict[str, Any]) -> None:
        """A table from the first column on; add_table looks at every cell it covers, so it is told of two rows only."""
        self.add_table(first_row, 0, first_row + 1, last_column, options)
        self.tables[-1] |= dict.fromkeys(("range", "a_range", "autofilter"), xl_range(first_row, 0, last_row, last_column))

    def _write_rows(self) -> None:
        first, last = self.dim_rowmin, self.dim_rowmax
        for block in self._blocks:
            self.dim_rowmax = block.first - 1
            super()._write_rows()
            for xml in block.pieces():
                self.fh.write(xml)
            self.dim_rowmin = block.last + 1
        self.dim_rowmax = last
        super()._write_rows()
        self.dim_rowmin = first

    def _write_hyperlinks(self) -> None:
        if not self._leading:
            super()._write_hyperlinks()
            return
        self._xml_start_tag("hyperlinks")
        for cell, target, place, shows_text in self._leading:
            self.rel_count += 1
            where, shown = _location(place) if place else "", "" if shows_text else ' display=""'
            self.fh.write(f'<hyperlink ref="{cell}" r:id="rId{self.rel_count}"{where}{shown}/>')
            self.external_hyper_links.append(["/hyperlink", target, "External"])
        self._xml_end_tag("hyperlinks")

    def _get_range_data(self, row_start: int, col_start: int, row_end: int, col_end: int) -> Sequence[Any]:
        """The values a chart keeps of a column."""
        for block in self._blocks:
            if block.first <= row_start and row_end <= block.last and col_start in block.charted:
                found = block.charted[col_start][row_start - block.first : row_end - block.first + 1]
                return found if len(found) == row_end - row_start + 1 else ()
        return super()._get_range_data(row_start, col_start, row_end, col_end)  # type: ignore[no-any-return]
