"""What shall be changed in a workbook, as values.

In: nothing. Out: `Changes` and its parts, given to `patch`. Not here: doing any of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from decimal import Decimal
from typing import Literal

from pbexcel.excel.reading.cell import Range
from pbexcel.frozen import frozen
from pbexcel.records import CellRef

Look = Literal["text", "title", "header", "note", "number", "points", "percent", "good", "warning", "bad", "link", "said", "changed"]
"""How a cell of a sheet of ours looks: `points`, `changed` and `percent` show two decimals, `number` all of them; all but
`title`, `note` and `said` have borders; text wraps, but in `title` and `note`."""


@frozen
class Edit:
    """One cell's new content. With `formula` (no leading =) the value is kept beside it as its result; "" empties the cell."""

    at: CellRef
    value: Decimal | str
    formula: str | None = None


@frozen
class SheetCell:
    """One cell of a sheet of ours. `to` makes it a link to a cell of the same workbook."""

    value: Decimal | str = ""
    look: Look = "text"
    to: CellRef | None = None


@frozen
class NewSheet:
    """A sheet of ours, added behind all others. `widths` are in characters, one for each column.

    With `replaces` a sheet of that name is written anew and keeps its place; without, such a sheet is a refusal.
    """

    name: str
    rows: tuple[tuple[SheetCell | None, ...], ...]
    widths: tuple[int, ...] = ()
    merges: tuple[Range, ...] = ()
    heights: Mapping[int, int] = field(default_factory=dict)
    """points, by row number; others as the program likes"""
    frozen_rows: int = 0
    state: Literal["visible", "hidden", "veryHidden"] = "visible"
    replaces: bool = False


@frozen
class Mark:
    """A cell shown in colour, with a note if `note` is not empty and the cell has none of its own."""

    at: CellRef
    colour: Literal["red", "yellow"] = "yellow"
    note: str = ""


@frozen
class Changes:
    """All that one writing does. Marks of an earlier writing go whenever `marks` is not None; so () only removes them."""

    edits: tuple[Edit, ...] = ()
    sheets: tuple[NewSheet, ...] = ()
    marks: tuple[Mark, ...] | None = None
    properties: Mapping[str, str | None] = field(default_factory=dict)
    """document properties of any length by name; None removes one"""
    active: str | None = None
    """the sheet shown on opening"""
