"""How a list looks on screen and on paper: widths, heights, header, page.

In: an XlsxWriter sheet, columns, texts. Out: nothing; the sheet is set. Not here: what stands in it.

A row is as high as its longest text needs: programs do not agree on doing that themselves.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

_LINE = 17  # points; Chinese fonts are taller than the default row
_MOST_LINES = 20


def begin(book: Any, sheet: Any, columns: Sequence[tuple[str, int]]) -> None:
    """Widths and the header row."""
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#D9D9D9", "text_wrap": True, "valign": "vcenter"})
    sheet.set_row(0, height_of([name for name, _ in columns], [width for _, width in columns]))
    for column, (name, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)


def finish(sheet: Any, rows: int, columns: int, frozen: int = 0) -> None:
    """Header kept in sight, filter, and a page that prints."""
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, max(rows, 1), columns - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页 共 &N 页")


def height_of(texts: Sequence[str], widths: Sequence[int]) -> int:
    """The height of a row in points, so that every wrapped text shows."""
    lines = max((_lines(text, width) for text, width in zip(texts, widths, strict=True)), default=1)
    return _LINE * min(lines, _MOST_LINES)


def _lines(text: str, width: int) -> int:
    """Lines a text takes in a column; Chinese characters are two wide, and a column holds a little less than its width."""
    room = max(width - 1, 1)
    wide = [sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line) for line in text.split("\n")]
    return sum(max(1, -(-one // room)) for one in wide)
