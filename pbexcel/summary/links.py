"""Links from the summary into the scored workbooks: relative, so that the folder can be moved or zipped.

In: the path of a workbook beside the summary, a cell. Out: an address as XlsxWriter wants it, or a HYPERLINK formula.
Not here: how many links a sheet holds (`sheet`).
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from pbexcel.frozen import frozen

_LONGEST_IN_FORMULA = 255
_LONGEST = 2000 - len("external:#")
_ESCAPED = {ord(sign): f"%{ord(sign):02X}" for sign in "% #?[]{}^`|<>\""}


@frozen
class Link:
    """A cell that leads into a workbook beside the summary; two of them are never the same cell."""

    value: str | Decimal | None
    path: str
    cell: str = ""

    __eq__, __hash__ = object.__eq__, object.__hash__


@lru_cache(maxsize=4096)  # forms have their lines in the same cells
def place_in(cell: str) -> str:
    """A cell as a link names it: 自评表!F12 is '自评表'!F12; quotes in the sheet's name are doubled."""
    sheet, mark, where = cell.rpartition("!")
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{where}" if mark else ""


def way(path: str, cell: str = "") -> tuple[str, str]:
    """The escaped path and the place within; twice "" where there is no workbook to go to, or it lies too deep."""
    target, place = _escaped(path), place_in(cell)
    return (target, place) if len(target) + len(place) <= _LONGEST else ("", "")


def address(path: str, cell: str = "") -> str:
    """The same as write_url takes it: `external:` and the path, with the place after #."""
    target, place = way(path, cell)
    return f"external:{target}" + (f"#{place}" if place else "") if target else ""


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
