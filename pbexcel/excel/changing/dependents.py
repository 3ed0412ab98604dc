"""Which formulas show something else once some cells have changed.

In: the formulas of all sheets, the defined names, the changed cells. Out: the formula cells whose kept results are no
longer true, through any number of steps. Not here: computing them; that is left to the program that opens the file.

When in doubt a formula depends: INDIRECT, OFFSET, table references and 3-D references count as reading everything.
A result dropped without need is computed again on opening; a stale one would be believed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pbexcel.excel.limits import MAX_COLUMN, MAX_ROW
from pbexcel.excel.places import column_number
from pbexcel.excel.reading.cell import RawFormula
from pbexcel.frozen import frozen

Place = tuple[str, int, int]
"""sheet, row, column"""

_STRING = re.compile(r'"(?:[^"]|"")*"')
_SHEET = r"(?:(?P<quoted>'(?:[^']|'')+')|(?P<plain>[^\W\d](?:[\w.:]|\[\d+\])*|\[\d+\][\w.]*))!"
_CELL = r"\$?[A-Za-z]{1,3}\$?\d{1,7}"
_REFERENCE = re.compile(
    rf"(?:{_SHEET})?(?:"
    rf"(?P<area>{_CELL}:{_CELL}|{_CELL})(?![\w(.!])"
    r"|(?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w(.!])"
    r"|(?P<rows>\$?\d{1,7}:\$?\d{1,7})(?![\w(.])"
    r"|(?P<word>[^\W\d][\w.]*\(?)"
    r")"
)
_SIDE = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d*)")
_EVERYTHING = re.compile(r"\b(?:INDIRECT|OFFSET)\(|\[(?!\d+\])|#REF!|:(?:[A-Za-z]+\()", re.IGNORECASE)


@frozen
class Area:
    """What a formula reads; `sheet` is a name with case folded, None for every sheet."""

    sheet: str | None
    top: int
    left: int
    bottom: int
    right: int

    def holds(self, sheet: str, row: int, column: int) -> bool:
        return self.top <= row <= self.bottom and self.left <= column <= self.right and self.sheet in (None, sheet)


ALL = Area(None, 1, 1, MAX_ROW, MAX_COLUMN)
_NAME_DEPTH = 8


def areas_read(formula: str, sheet: str, names: Mapping[str, str], shift: tuple[int, int] = (0, 0), depth: int = 0) -> Iterator[Area]:
    """The areas a formula on `sheet` reads; `shift` moves relative references, for the sharers of a formula."""
    formula = _STRING.sub('""', formula)
    if depth > _NAME_DEPTH or _EVERYTHING.search(formula):
        yield ALL
        return
    for found in _REFERENCE.finditer(formula):
        owner = (found["quoted"] or "")[1:-1].replace("''", "'") or found["plain"] or sheet
        if found["word"]:
            text = names.get(found["word"].casefold())
            if text is not None:
                yield from areas_read(text, sheet, names, (0, 0), depth + 1)
        elif "[" in owner:
            continue  # another workbook
        else:
            area = _area(found["area"] or found["columns"] or found["rows"], shift)
            yield Area(None if ":" in owner else owner.casefold(), *area)


def _area(text: str, shift: tuple[int, int]) -> tuple[int, int, int, int]:
    first, _, last = text.partition(":")
    top, left = _side(first, shift, (1, 1))
    bottom, right = _side(last or first, shift, (MAX_ROW, MAX_COLUMN))
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _side(text: str, shift: tuple[int, int], default: tuple[int, int]) -> tuple[int, int]:
    found = _SIDE.fullmatch(text)
    if found is None:
        return default
    # in $12:$14 the first group takes the sign of the row
    column_fixed, letters, row_fixed, digits = found[1], found[2], found[3] or (found[1] if not found[2] else ""), found[4]
    row = int(digits) + (0 if row_fixed else shift[0]) if digits else default[0]
    column = column_number(letters) + (0 if column_fixed else shift[1]) if letters else default[1]
    return row, column


def dependents(
    formulas: Mapping[str, Mapping[tuple[int, int], RawFormula]],
    names: Mapping[str, str],
    changed: frozenset[Place],
) -> frozenset[Place]:
    """The formula cells that depend on changed ones, the changed ones themselves left out."""
    readers = _Readers()
    for sheet, cells in formulas.items():
        for at, areas in _reads(sheet, cells, names):
            readers.add((sheet, *at), areas)
    stale: set[Place] = set()
    new = list(changed)
    while new:
        found = readers.of(new.pop())
        new += [place for place in found if place not in stale and place not in changed]
        stale |= found
    return frozenset(stale - changed)


class _Readers:
    """Who reads what: single cells by their place, larger areas in a list; each is handed out once."""

    def __init__(self) -> None:
        self._cells: dict[Place, set[Place]] = {}
        self._areas: dict[Area, set[Place]] = {}

    def add(self, reader: Place, areas: Iterable[Area]) -> None:
        for area in areas:
            if area.sheet is not None and area.top == area.bottom and area.left == area.right:
                self._cells.setdefault((area.sheet, area.top, area.left), set()).add(reader)
            else:
                self._areas.setdefault(area, set()).add(reader)

    def of(self, place: Place) -> set[Place]:
        """The formulas that read this place and were not told yet."""
        sheet, row, column = place[0].casefold(), place[1], place[2]
        found = self._cells.pop((sheet, row, column), set())
        for area in [area for area in self._areas if area.holds(sheet, row, column)]:
            found |= self._areas.pop(area)
        return found


def _reads(
    sheet: str, cells: Mapping[tuple[int, int], RawFormula], names: Mapping[str, str]
) -> Iterator[tuple[tuple[int, int], tuple[Area, ...]]]:
    masters = {found.group: (at, found.text) for at, found in cells.items() if found.kind == "shared" and found.text}
    for at, found in cells.items():
        if found.kind == "shared" and not found.text:
            if found.group not in masters:
                yield at, (ALL,)
                continue
            (row, column), text = masters[found.group]
            yield at, tuple(areas_read(text, sheet, names, (at[0] - row, at[1] - column)))
        elif found.kind == "data":
            yield at, (ALL,)
        else:
            yield at, tuple(areas_read(found.text, sheet, names))
