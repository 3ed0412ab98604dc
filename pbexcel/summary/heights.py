"""How high the rows of a table are: as their longest wrapped text needs.

In: how much room the columns have, the values of a row. Out: the height, as XML of the row. Not here: the row (`rows`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import getitem, itemgetter
from typing import Any

from pbexcel.summary.links import Link

_MOST_KNOWN = 2_000  # values of a column that are kept for the next rows
_PER_POINT = 4 / 3  # pixels; a row is as high as whole ones make it


def height_of(rooms: Sequence[float]) -> Callable[[Sequence[Any]], str]:
    """How high a row is by its values, as XML; `rooms` are those of its columns for wrapped text, 0 where none wraps.

    Neither Excel nor LibreOffice makes room for wrapped text by itself in every case.
    """
    wrapped = [(place, _Lines(room)) for place, room in enumerate(rooms) if room]
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


def one_line(values: Sequence[Any]) -> str:
    """For rows that do not grow."""
    return ""
