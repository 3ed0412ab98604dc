"""Links from the summary into the scored workbooks: relative, so that the folder can be moved or zipped.

In: the path of a workbook beside the summary, a cell. Out: an address as XlsxWriter wants it, or a HYPERLINK formula.
Not here: how many links a sheet holds (`sheet`).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_LONGEST_IN_FORMULA = 255
_LONGEST = 2000
_ESCAPED = {ord(sign): f"%{ord(sign):02X}" for sign in "% #?[]{}^`|<>\""}


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """A cell that leads into a workbook beside the summary; two of them are never the same cell."""

    value: str | Decimal | None
    path: str
    cell: str = ""


@lru_cache(maxsize=4096)  # forms have their lines in the same cells
def place_in(cell: str) -> str:
    """A cell as a link names it: 自评表!F12 is '自评表'!F12; quotes in the sheet's name are doubled."""
    sheet, mark, where = cell.rpartition("!")
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{where}" if mark else ""


def address(path: str, cell: str = "") -> str:
    """`external:` and the escaped path, with the cell after #; "" where there is no workbook to go to."""
    if not path:
        return ""
    place = place_in(cell)
    found = f"external:{_escaped(path)}" + (f"#{place}" if place else "")
    return found if len(found) <= _LONGEST else ""


@lru_cache(maxsize=16)  # the lines of a form come one after the other
def _escaped(path: str) -> str:
    return path.translate(_ESCAPED)


def link_formula(path: str, cell: str, shown: str) -> str:
    """A HYPERLINK formula, for sheets with more links than Excel keeps; "" where the address is too long for one."""
    room, end = end_of_formula(cell, shown)
    return f'=HYPERLINK("{quoted(path)}{end}' if path and len(path) <= room else ""


def end_of_formula(cell: str, shown: str) -> tuple[int, str]:
    """What follows the path in a HYPERLINK formula, and how long the path may be."""
    place = place_in(cell)
    end = f"#{place}" if place else ""
    room = _LONGEST_IN_FORMULA - len(end) if len(shown) <= _LONGEST_IN_FORMULA else 0
    return room, f'{quoted(end)}","{quoted(shown)}")'


def quoted(text: str) -> str:
    """Text within the quotes of a formula."""
    return text.replace('"', '""')
