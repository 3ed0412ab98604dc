"""Rows of tables as XML, a piece at a time: what repeats in a column is made once.

In: rows of texts, numbers and links; how the columns look. Out: a `Block` of rows, handed to the page.
Not here: how the page puts it in its place (`page`); headers and totals, which go the ordinary way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import getitem, itemgetter
from typing import Any

from pbexcel.summary.links import Link, address, link_formula
from pbexcel.summary.page import MOST_CHARTED, Block, Page

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
_PIECE = 500  # rows
_MOST_KNOWN = 2_000  # values of a column that are kept for the next rows
_MOST_SHARED = 20_000  # texts a table adds to the shared ones; most of a large run's stand in one place only
_PER_POINT = 4 / 3  # pixels; a row is as high as whole ones make it
_LONGEST_TEXT = 32_000
_LONGEST_NUMBER = 16  # characters, so of no more digits than Excel keeps


@dataclass(frozen=True, slots=True)
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
    usual = [_Cells(met, column, column.own, column.linked) for column in columns]
    hushed = [_Cells(met, column, column.quiet, column.quiet_linked) for column in columns]
    height, charted = _height_of(columns) if grow else _one_line, _charted(block, columns)
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
        if link.value is None or self.page.links >= self._links or not (target := address(link.path, link.cell)):
            return False
        self.page.lead(f"{letters}{self.row}", target, shows_text=isinstance(link.value, str) and link.value != "")
        return True


class _Cells(dict[Any, str]):
    """The cells of a column by their value, as XML from behind the address on."""

    def __init__(self, met: _Met, column: Styled, own: int, linked: int) -> None:
        self._met, self._column, self._own, self._linked = met, column, own, linked

    def __missing__(self, value: Any) -> str:
        if type(value) is Link:
            return self._link(value)
        if len(self) == _MOST_KNOWN:
            self.clear()
        made = self[value] = self._made(value, self._own)
        return made

    def _made(self, value: Any, style: int) -> str:
        if value is None or (isinstance(value, str) and not value):
            return f' s="{style}"/>'
        if self._column.digits or not isinstance(value, str):
            return f' s="{style}"><v>{_digits(value)}</v></c>'
        text = fitting(value)
        if self._met.is_shared(text):
            return f' s="{style}" t="s"><v>{self._met.strings._get_shared_string_index(text)}</v></c>'
        kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
        return f' s="{style}" t="inlineStr"><is><t{kept}>{_escaped(text)}</t></is></c>'

    def _link(self, link: Link) -> str:
        """A link of the workbook, then a formula, then the bare value; a number only has the first."""
        value = link.value
        if self._met.leads(self._column.letters, link):
            return self._made(value, self._linked if value != "" else self._own)
        formula = link_formula(link.path, link.cell, value) if isinstance(value, str) and value else ""
        if not formula or _has_control(formula):
            return self._made(value, self._own)
        return f' s="{self._linked}" t="str"><f>{_escaped(formula[1:])}</f><v>{_escaped(str(value))}</v></c>'


def _one_line(values: Sequence[Any]) -> str:
    return ""


def _digits(value: Any) -> str:
    """A number as written; of long ones what Excel keeps."""
    text = f"{value}" if isinstance(value, (str, Decimal)) else f"{float(value):.16G}"
    return text if len(text) <= _LONGEST_NUMBER else f"{float(text):.16G}"


def _height_of(columns: Sequence[Styled]) -> Callable[[Sequence[Any]], str]:
    """How high a row is, as XML: neither Excel nor LibreOffice makes room for wrapped text by itself in every case."""
    wrapped = [(place, _Lines(column.room)) for place, column in enumerate(columns) if column.room]
    places, lines, heights = [place for place, _ in wrapped], [seen for _, seen in wrapped], _Heights()
    if len(wrapped) < 2:
        return lambda values: heights[max([1, *(lines[0][values[place]] for place in places)])]
    picked = itemgetter(*places)
    return lambda values: heights[max(map(getitem, lines, picked(values)))]


class _Lines(dict[Any, int]):
    """How many lines a value takes in a column of so much room."""

    def __init__(self, room: float) -> None:
        self._room = room

    def __missing__(self, value: Any) -> int:
        if isinstance(value, Link):
            return self[value.value]
        made = 1
        if isinstance(value, str):
            made = sum(1 + int(columns_taken(part) / self._room) for part in value.split("\n"))
        if len(self) == _MOST_KNOWN:
            self.clear()
        self[value] = made
        return made


class _Heights(dict[int, str]):
    """The height of a row by how many lines it has."""

    def __missing__(self, lines: int) -> str:
        pixels = int(row_height(lines) * _PER_POINT + 0.5)
        self[lines] = f' ht="{pixels / _PER_POINT:.16g}" customHeight="1"'
        return self[lines]


def row_height(lines: int) -> float:
    """In points, for so many lines of text."""
    return min(13.5 * lines + 5, 400)


def columns_taken(text: str) -> int:
    """How wide a text is, in characters: a Chinese one takes two."""
    return len(text.encode("gb18030"))


def fitting(text: str) -> str:
    """Text as long as a cell takes."""
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT] + "……（太长，其余见原表）"


def _has_control(text: str) -> bool:
    """Whether there are characters that XML takes only in disguise, or what looks like a disguise."""
    return (not text.isprintable() or "_x" in text) and _CONTROL.search(text) is not None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
