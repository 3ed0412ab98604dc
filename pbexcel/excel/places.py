"""Cells and areas as the format writes them: F12, $A$1:C3.

In: a reference as text. Out: row and column, or a rectangle. Not here: formulas (changing/dependents), what stands there.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pbexcel.excel.archive import damaged
from pbexcel.excel.limits import MAX_COLUMN, MAX_ROW
from pbexcel.excel.reading.cell import Range

_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", re.ASCII)


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=16_384)
def cell_at(ref: str) -> tuple[int, int]:
    """Row and column of a reference such as F12."""
    found = _REF.fullmatch(ref)
    if found is None:
        raise damaged(f"单元格地址 {ref[:20]}")
    row, column = int(found[2]), column_number(found[1])
    if not (1 <= row <= MAX_ROW and column <= MAX_COLUMN):
        raise damaged(f"单元格地址 {ref[:20]}")
    return row, column


@lru_cache(maxsize=4096)
def range_at(ref: str) -> Range:
    """The rectangle of a reference such as A1:C3 or A1."""
    first, _, last = ref.partition(":")
    top, left = cell_at(first)
    bottom, right = cell_at(last or first)
    return Range(min(top, bottom), min(left, right), max(top, bottom), max(left, right))
