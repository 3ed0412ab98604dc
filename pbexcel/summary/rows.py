"""Rows of large workbooks, written as XML straight into XlsxWriter's row file: a tenth of the time of a call per cell.

In: a worksheet in constant-memory mode, the formats of the columns, rows of text, numbers and links. Out: the rows in the file.
Not here: headers and totals, which go the ordinary way. See docs/decisions/0014-large-summaries.md.

This leans on five names inside XlsxWriter that have not changed in ten years; `can_stream` looks for them, and without them
the rows are written the ordinary way. Links become HYPERLINK formulas here: Excel keeps 65,530 real ones a sheet at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pbexcel.summary.links import Link, link_formula

_INSIDE = ("row_data_fh", "previous_row", "str_table", "_write_single_row", "_check_dimensions")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_PIECE = 500  # rows
_MOST_SHARED = 20_000  # texts a sheet puts among the shared ones; most of a large run's stand in one place only


def can_stream(page: Any) -> bool:
    """Whether this worksheet keeps its rows in a file the way we know."""
    return all(hasattr(page, name) for name in _INSIDE)


class RowFile:
    """The row file of one worksheet. `styles` are the formats of the columns: for values, and for links."""

    def __init__(self, page: Any, letters: Sequence[str], fitting: Callable[[str], str]) -> None:
        self._page, self._letters, self._fitting = page, letters, fitting

    def write(self, first: int, rows: Iterable[Sequence[Any]], styles: Callable[[Sequence[Any]], Sequence[tuple[Any, Any]]]) -> int:
        """Write rows from row `first` (from 0) on; the last row written, or `first - 1`."""
        page = self._page
        page._write_single_row(first)
        cells = _Cells(page.str_table, self._letters, self._fitting)
        row, pieces = first - 1, []
        for row, values in enumerate(rows, start=first):
            pieces.append(cells.row(row + 1, values, styles(values)))
            if len(pieces) == _PIECE:
                page.row_data_fh.write("".join(pieces))
                pieces.clear()
        page.row_data_fh.write("".join(pieces))
        page.previous_row = row + 1
        page.str_table.count += cells.repeated
        if row >= first:
            page._check_dimensions(row, len(self._letters) - 1, True, True)
            page.dim_rowmax = max(page.dim_rowmax or 0, row)
        return row


class _Cells:
    """XML of cells; texts go to the table of shared strings."""

    def __init__(self, strings: Any, letters: Sequence[str], fitting: Callable[[str], str]) -> None:
        self._strings, self._letters, self._fitting = strings, letters, fitting
        self._known: dict[str, int] = {}
        self.repeated = 0

    def row(self, number: int, values: Sequence[Any], styles: Sequence[tuple[Any, Any]]) -> str:
        parts, known = [f'<row r="{number}">'], self._known
        for letter, value, (own, linked) in zip(self._letters, values, styles, strict=True):
            kind = type(value)
            if kind is str and value:
                index = known.get(value)
                if index is None:
                    parts.append(self._text(f"{letter}{number}", value, own))
                else:
                    self.repeated += 1
                    parts.append(f'<c r="{letter}{number}" s="{own}" t="s"><v>{index}</v></c>')
            elif kind is Link:
                parts.append(self._link(f"{letter}{number}", value, own, linked))
            elif value is None or kind is str:
                parts.append(f'<c r="{letter}{number}" s="{own}"/>')
            else:
                parts.append(f'<c r="{letter}{number}" s="{own}"><v>{value!s}</v></c>')
        parts.append("</row>")
        return "".join(parts)

    def _text(self, place: str, text: str, style: int) -> str:
        """A text met for the first time: among the shared ones while there is room for more, else in its cell."""
        if len(self._known) >= _MOST_SHARED and not _CONTROL.search(text):
            return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_escaped(self._fitting(text))}</t></is></c>'
        index = self._known[text] = self._strings._get_shared_string_index(self._fitting(text))
        return f'<c r="{place}" s="{style}" t="s"><v>{index}</v></c>'

    def _link(self, place: str, link: Link, own: int, linked: int) -> str:
        value = link.value
        if value is None or value == "":
            return f'<c r="{place}" s="{own}"/>'
        if not isinstance(value, str):
            return f'<c r="{place}" s="{own}"><v>{value!s}</v></c>'
        formula = "" if _CONTROL.search(value) else link_formula(link.path, link.cell, value)
        if not formula:
            return self._text(place, value, own)
        return f'<c r="{place}" s="{linked}" t="str"><f>{_escaped(formula[1:])}</f><v>{_escaped(value)}</v></c>'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
