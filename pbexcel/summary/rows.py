"""Rows of tables as XML, a piece at a time: what repeats in a column is made once.

In: rows of texts, numbers and links; how the columns look. Out: a `Block` of rows, handed to the page.
Not here: how the page puts it in its place (`page`); how high a row is (`heights`); headers and totals, which go the ordinary way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import getitem
from typing import Any

from pbexcel.frozen import frozen
from pbexcel.summary.heights import height_of, one_line
from pbexcel.summary.links import Link, end_of_formula, quoted, way
from pbexcel.summary.page import MOST_CHARTED, Block, Page

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_PIECE = 500  # rows
_MOST_KNOWN = 2_000  # values of a column that are kept for the next rows
_MOST_SHARED = 20_000  # texts a table adds to the shared ones; most of a large run's stand in one place only
_LONGEST_TEXT = 32_000
_LONGEST_NUMBER = 16  # characters, so of no more digits than Excel keeps


@frozen
class Styled:
    """A column: its letters, the numbers of its formats for values and for links, for quiet rows and their links.

    `digits`: its texts are numbers as written. `room` for wrapped text, in characters; 0 where nothing wraps.
    """

    letters: str
    own: int
    linked: int
    quiet: int
    quiet_linked: int
    digits: bool = False
    room: float = 0
    charted: bool = False


def write_rows(
    page: Page, first: int, rows: Iterable[Sequence[Any]], columns: Sequence[Styled], *,
    quiet: Callable[[Sequence[Any]], bool], links: int, grow: bool,
) -> int:  # fmt: skip
    """Write rows from row `first` (from 0) on; the last row written, or `first - 1`.

    `links` is how many real ones the page may have; rows `grow` with their wrapped text.
    """
    block, met = Block(first), _Met(page, links)
    usual = [_LinkedCells(met, column, column.own, column.linked) for column in columns]
    hushed = [_LinkedCells(met, column, column.quiet, column.quiet_linked) for column in columns]
    height, charted = height_of([column.room for column in columns]) if grow else one_line, _charted(block, columns)
    template = '<row r="#"%s>' + "".join(f'<c r="{column.letters}#"%s' for column in columns) + "</row>"
    pieces: list[str] = []
    for number, values in enumerate(rows, start=first + 1):
        met.row = number
        cells = (height(values), *map(getitem, hushed if quiet(values) else usual, values))
        pieces.append(template.replace("#", str(number)) % cells)
        if charted and number - first <= MOST_CHARTED:
            for place, seen in charted:
                seen.append(_in_a_chart(values[place]))
        if len(pieces) == _PIECE:
            met.pass_on(pieces, block)
    met.pass_on(pieces, block)
    if block.last >= first:
        page.take(block, len(columns))
    return block.last


def _charted(block: Block, columns: Sequence[Styled]) -> list[tuple[int, list[Any]]]:
    block.charted = {place: [] for place, column in enumerate(columns) if column.charted}
    return list(block.charted.items())


def _in_a_chart(value: Any) -> str:
    value = value.value if isinstance(value, Link) else value
    return value if isinstance(value, str) else "" if value is None else f"{float(value):.16g}"


class _Met:
    """What the columns of a table share: texts met so far, links, the row being written."""

    def __init__(self, page: Page, links: int) -> None:
        self.page, self.strings = page, page.str_table
        self.row = 0
        self._links, self._counted = links, self.strings.count
        self._added = 0

    def pass_on(self, pieces: list[str], block: Block) -> None:
        """Rows that are ready; shared texts count as often as they stand in cells."""
        xml = "".join(pieces)
        self._counted += xml.count(' t="s"><v>')
        self.strings.count = self._counted
        block.add(xml, len(pieces))
        pieces.clear()

    def is_shared(self, text: str) -> bool:
        """Whether a text goes among the shared ones: those known already, and others while there is room."""
        if text in self.strings.string_table:
            return True
        self._added += 1
        return self._added <= _MOST_SHARED or _has_control(text)

    def leads(self, letters: str, link: Link) -> bool:
        """Make the cell a real link, while there is room for one and somewhere to go."""
        if link.value is None or self.page.links >= self._links:
            return False
        target, place = way(link.path, link.cell)
        if target:
            self.page.lead(f"{letters}{self.row}", target, place, shows_text=isinstance(link.value, str) and bool(link.value))
        return bool(target)


class _Cells(dict[Any, str]):
    """The cells of a column by their value, as XML from behind the address on."""

    def __init__(self, met: _Met, column: Styled, style: int) -> None:
        self._met, self._column, self.head = met, column, f' s="{style}"'

    def __missing__(self, value: Any) -> str:
        if len(self) == _MOST_KNOWN:
            self.clear()
        self[value] = made = self.made(value)
        return made

    def made(self, value: Any) -> str:
        """The cell made anew."""
        if value is None or (isinstance(value, str) and not value):
            return f"{self.head}/>"
        if self._column.digits or not isinstance(value, str):
            return f"{self.head}><v>{_digits(value)}</v></c>"
        text = fitting(value)
        if self._met.is_shared(text):
            return f'{self.head} t="s"><v>{self._met.strings._get_shared_string_index(text)}</v></c>'
        kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
        return f'{self.head} t="inlineStr"><is><t{kept}>{_escaped(text)}</t></is></c>'


class _LinkedCells(_Cells):
    """The same where some are links; those are kept by what they show."""

    def __init__(self, met: _Met, column: Styled, own: int, linked: int) -> None:
        super().__init__(met, column, own)
        self._linked = _Cells(met, column, linked)

    def __missing__(self, value: Any) -> str:
        return self._link(value) if type(value) is Link else super().__missing__(value)

    def _link(self, link: Link) -> str:
        """A link of the workbook, then a formula, then the bare value; a number only has the first."""
        value = link.value
        says = isinstance(value, str)
        if self._met.leads(self._column.letters, link):
            if not says:
                return self._linked.made(value)  # its own digits
            return self._linked[value] if value else self[value]
        if says and (formula := _formula(link)):
            return f'{self._linked.head} t="str">{formula}</c>'
        return self[value]


def _digits(value: Any) -> str:
    """A number as written; of long ones what Excel keeps."""
    text = f"{value}" if isinstance(value, (str, Decimal)) else f"{float(value):.16G}"
    return text if len(text) <= _LONGEST_NUMBER else f"{float(text):.16G}"


def fitting(text: str) -> str:
    """Text as long as a cell takes."""
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "……（太长，其余见原表）"


def _formula(link: Link) -> str:
    """The formula of a link with its value; "" where it has none. Its parts repeat: the forms have the same cells, their lines one form."""
    room, end = _end_of_formula(link.cell, str(link.value))
    if not link.value or not 0 < len(link.path) <= room or not (path := _path_in_formula(link.path)):
        return ""
    return f'<f>HYPERLINK("{path}{end}'


@lru_cache(maxsize=4096)
def _end_of_formula(cell: str, shown: str) -> tuple[int, str]:
    room, end = end_of_formula(cell, shown)
    return (0 if _has_control(end) else room), f"{_escaped(end)}</f><v>{_escaped(shown)}</v>"


@lru_cache(maxsize=16)
def _path_in_formula(path: str) -> str:
    return "" if _has_control(path) else _escaped(quoted(path))


def _has_control(text: str) -> bool:
    """Whether there are characters that XML takes only in disguise, or what looks like a disguise."""
    return (not text.isprintable() or "_x" in text) and _CONTROL.search(text) is not None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
