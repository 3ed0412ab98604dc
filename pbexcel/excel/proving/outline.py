"""Everything a worksheet says apart from some cells, as one digest: equal digests, equal sheets.

In: the bytes of a worksheet, what to leave out. Out: a digest. Not here: comparing cells (proof).

Every element, attribute and text counts. A row counts when it carries more than its number or holds a cell that counts,
so that a row made for a new cell does not show; `spans` is only a hint and does not count.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection

from pbexcel.excel.markup import new_parser, prefix_of, run
from pbexcel.excel.places import cell_at
from pbexcel.records import column_letters


def outline(data: bytes, part: str, cells: Collection[tuple[int, int]], marks: bool, selection: bool) -> bytes:
    """`marks` leaves out conditional formats of ours and the drawing of the notes; `selection` whether it is selected."""
    walk = _Walk(part, cells, marks, selection)
    run(walk.parser, data, part)
    return walk.digest.digest()


def same_bytes_apart_from(cells: Collection[tuple[int, int]], old: bytes, new: bytes) -> bool:
    """Whether two states of a worksheet are the same bytes with some cells taken out: what nearly every sheet we write is.

    False only says that a closer look is needed: a row may have come for a new cell, or rows be written unusually.
    """
    bare = [_without(one, cells) for one in (old, new)]
    return bare[0] is not None and bare[0] == bare[1]


def _without(data: bytes, cells: Collection[tuple[int, int]]) -> bytes | None:
    """A worksheet without some cells; None where only a parser can tell what is an element, and of which language."""
    if prefix_of(data) != "" or b"<!" in data or data.find(b"<?", 1) >= 0:
        return None
    pieces, done = [], 0
    for row, column in sorted(cells):
        at = data.find(b'<c r="%s%d"' % (column_letters(column).encode(), row), done)
        found = _CELL.match(data, at) if at >= 0 else None
        if found is not None:
            pieces.append(data[done:at])
            done = found.end()
    return b"".join([*pieces, data[done:]])


def narrowed(old: bytes, new: bytes) -> tuple[bytes, bytes]:
    """Two states of a worksheet without the rows that are the same bytes in both; whole where rows cannot be told apart.

    What stands before the first row and the last row with all that follows are always kept.
    """
    rows = [one.split(_ROW) for one in (old, new)]
    if b"<!" in old or b"<!" in new or len(rows[0]) != len(rows[1]):  # a comment may hold anything
        return old, new
    last = len(rows[0]) - 1
    kept = [n for n in range(1, last + 1) if n == last or rows[0][n] != rows[1][n]]
    if not all(_NUMBERED.match(one[n]) for n in kept for one in rows):
        return old, new
    return _ROW.join([rows[0][0], *(rows[0][n] for n in kept)]), _ROW.join([rows[1][0], *(rows[1][n] for n in kept)])


_CELL = re.compile(rb"<c(?: [^<>]*)?(?:/>|>[^<]*+(?:<(?!/?c[\s/>])[^<]*+)*+</c>)")  # with no cell in it
_ROW = b"<row "
_NUMBERED = re.compile(rb"""(?:[^<>]*?\s)?r\s*=\s*["']\d""")


class _Walk:
    def __init__(self, part: str, cells: Collection[tuple[int, int]], marks: bool, selection: bool) -> None:
        self.digest = hashlib.blake2b()
        self.parser = new_parser(part)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self._cells, self._marks, self._selection = cells, marks, selection
        self._row = self._column = self._depth = self._skipping = 0
        self._space: str | None = None
        self._waiting = ""
        """the row at hand while nothing in it counts yet"""
        self._held: list[str] | None = None
        """a conditional format while it is not known whose it is"""

    def _say(self, text: str) -> None:
        if self._held is not None:
            self._held.append(text)
        else:
            self.digest.update(text.encode())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._skipping:
            return
        local = self._local(name)
        if local == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0
            rest = {key: value for key, value in attributes.items() if key not in ("r", "spans")}
            self._waiting = f"row {self._row} {rest}"
            if rest:
                self._flush()
            return
        if local == "c":
            at = cell_at(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
            self._column = at[1]
            if at in self._cells:
                self._skipping = self._depth
                return
        elif self._marks and local == "legacyDrawing":
            self._skipping = self._depth
            return
        elif self._marks and local == "conditionalFormatting" and self._held is None:
            self._held = []
        elif self._selection and local in ("sheetView", "sheetViews"):
            attributes = {key: value for key, value in attributes.items() if key != "tabSelected"}
        self._flush()
        self._say(f"<{name} {attributes}")

    def _local(self, name: str) -> str:
        """The name of an element of the worksheet's own language; "" for those of others (a `c` in an extension is no cell)."""
        space, _, local = name.rpartition(" ")
        if self._space is None:
            self._space = space
        return local if space == self._space else ""

    def _flush(self) -> None:
        if self._waiting:
            self._say(self._waiting)
            self._waiting = ""

    def _end(self, name: str) -> None:
        if self._skipping == self._depth:
            self._skipping = 0
        elif not self._skipping:
            local = self._local(name)
            if local == "row":
                self._waiting = ""
            elif local != "c":
                self._say(">")
            if local == "conditionalFormatting" and self._held is not None:
                held, self._held = "".join(self._held), None
                if '"pbexcel"="pbexcel"' not in held:
                    self._say(held)
        self._depth -= 1

    def _text(self, found: str) -> None:
        if not self._skipping and found.strip():
            self._say(found)
