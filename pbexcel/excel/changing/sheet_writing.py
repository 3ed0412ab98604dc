"""A sheet of ours as the bytes of a worksheet part.

In: a `NewSheet` and its style numbers. Out: XML. Not here: adding it to a workbook (sheets), the looks (style_book).

Text goes in as inline strings and so can never become a formula, whatever it starts with.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from pbexcel.excel.changing.changes import Look, NewSheet, SheetCell
from pbexcel.excel.limits import MAX_ROW, MAX_TEXT
from pbexcel.excel.markup import MAIN, encoded, escaped, kept_space
from pbexcel.records import CellRef, column_letters
from pbexcel.spelling import plain_number

_LINE = 15  # points
_AIR = 4
_TALLEST = 409  # points: no row can be higher
_MOST_LINES = 27


def worksheet(sheet: NewSheet, styles: Mapping[Look, int], *, selected: bool) -> bytes:
    """The worksheet part of a sheet of ours."""
    looks = {look: f'" s="{number}"' for look, number in styles.items()}
    pieces = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
        f'<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
        _view(sheet, selected),
        '<sheetFormatPr defaultRowHeight="15"/>',
        _columns(sheet),
        "<sheetData>",
        *(_row(number, row, sheet, looks) for number, row in enumerate(sheet.rows[:MAX_ROW], start=1)),
        "</sheetData>",
        _merges(sheet),
        _links(sheet),
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
        "<headerFooter><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter>",
        "</worksheet>",
    ]
    return "".join(pieces).encode()


def _view(sheet: NewSheet, selected: bool) -> str:
    chosen = ' tabSelected="1"' if selected else ""
    if not sheet.frozen_rows:
        return f'<sheetViews><sheetView showGridLines="0"{chosen} workbookViewId="0"/></sheetViews>'
    top = sheet.frozen_rows + 1
    return (
        f'<sheetViews><sheetView showGridLines="0"{chosen} workbookViewId="0">'
        f'<pane ySplit="{sheet.frozen_rows}" topLeftCell="A{top}" activePane="bottomLeft" state="frozen"/>'
        f'<selection pane="bottomLeft" activeCell="A{top}" sqref="A{top}"/></sheetView></sheetViews>'
    )


def _columns(sheet: NewSheet) -> str:
    if not sheet.widths:
        return ""
    found = (f'<col min="{n}" max="{n}" width="{width}.7109375" customWidth="1"/>' for n, width in enumerate(sheet.widths, 1))
    return "<cols>" + "".join(found) + "</cols>"


_WIDE = re.compile("[\u2e80-\U0010ffff]+")
_NEVER_WRAPPED = ("title", "note", "said")


def _row(number: int, row: tuple[SheetCell | None, ...], sheet: NewSheet, looks: Mapping[Look, str]) -> str:
    height, custom = sheet.heights.get(number), ' customHeight="1"'
    if height is None:
        height, custom = min(_LINE * _lines(row, sheet.widths) + _AIR, _TALLEST), ""
    here = str(number)
    cells = [
        _cell(f'<c r="{column_letters(column)}{here}{looks[cell.look]}', cell.value)
        for column, cell in enumerate(row, 1)
        if cell
    ]
    return f'<row r="{number}" ht="{height}"{custom}>{"".join(cells)}</row>'


def _lines(row: tuple[SheetCell | None, ...], widths: tuple[int, ...]) -> int:
    """How many lines the row needs: not every program makes room for wrapped text when it opens a file."""
    needed = 1
    for cell, width in zip(row, widths, strict=False):
        if not cell or not isinstance(cell.value, str):
            continue
        text = cell.value
        fits = 2 * len(text) <= needed * width and text.isprintable()  # most cells; a line break is not printable
        if not fits and cell.look not in _NEVER_WRAPPED:
            needed = max(needed, _lines_of(text, width))
    return min(needed, _MOST_LINES)


def height_of(text: str, width: int) -> int:
    """The height in points of a row whose text wraps within `width` characters; merged cells do not grow by themselves."""
    return _LINE * min(max(1, _lines_of(text, width)), _MOST_LINES) + _AIR


def _lines_of(text: str, width: int) -> int:
    lines = (text,) if text.isprintable() else text[:MAX_TEXT].splitlines()
    return sum([max(1, -(-_width(line) // max(width, 1))) for line in lines])


def _width(line: str) -> int:
    """Width in characters of the default font; a Chinese character takes two."""
    return 2 * len(line) - len(_WIDE.sub("", line))


def _cell(start: str, value: Decimal | str) -> str:
    if not isinstance(value, str):
        if not value.is_finite():
            raise ValueError(f"a number of a sheet is none: {value}")
        return f"{start}><v>{plain_number(value)}</v></c>"
    if not value:
        return start + "/>"
    return f'{start} t="inlineStr"><is><t{kept_space(value)}>{encoded(value[:MAX_TEXT])}</t></is></c>'


def _merges(sheet: NewSheet) -> str:
    if not sheet.merges:
        return ""
    refs = (
        f'<mergeCell ref="{column_letters(area.left)}{area.top}:{column_letters(area.right)}{area.bottom}"/>'
        for area in sheet.merges
    )
    return f'<mergeCells count="{len(sheet.merges)}">' + "".join(refs) + "</mergeCells>"


def location(at: CellRef) -> str:
    """A cell as a link writes it: the sheet's name in quotes, a quote in it doubled."""
    name = at.sheet.replace("'", "''")
    return f"'{name}'!{column_letters(at.column)}{at.row}"


def _links(sheet: NewSheet) -> str:
    links = [
        f'<hyperlink ref="{column_letters(column)}{number}" location="{escaped(location(cell.to))}" display="{escaped(str(cell.to))}"/>'
        for number, row in enumerate(sheet.rows[:MAX_ROW], 1)
        for column, cell in enumerate(row, 1)
        if cell and cell.to
    ]
    return "<hyperlinks>" + "".join(links) + "</hyperlinks>" if links else ""
