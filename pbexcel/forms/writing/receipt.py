"""The receipt of a scored workbook: who it was before, which rules scored it, how, and what every cell then said.

In: a scored file. Out: a `Receipt`; the workbook as it was filled in; what was edited since. Not here: making one (new_receipt),
checking one (verify), what is written into cells (scores).

A receipt is no signature: whoever can edit the file can edit the receipt. It tells honest people what happened to a file.

The rule of typed scores. A cell that still holds what the receipt says we wrote is read as what stood there before; a cell
edited since is read as it stands. So typed scores survive any number of rounds, and scoring a scored file changes nothing.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from pbexcel.excel.changing.patch import written_number
from pbexcel.excel.changing.properties import read_properties
from pbexcel.excel.package import Package
from pbexcel.excel.places import cell_at
from pbexcel.excel.reading.cell import Cell
from pbexcel.excel.reading.restoring import Kept, as_before
from pbexcel.excel.reading.sheet import Sheet
from pbexcel.excel.snapshot import (
    Edited,
    Rows,
    Snapshot,
    edited_since,
    matched_rows,
    rows_of,
    same,
    sheet_now,
    short,
    short_formula,
    unpacked,
)
from pbexcel.faults import Unopenable
from pbexcel.frozen import frozen
from pbexcel.records import Decision
from pbexcel.spelling import plain_number

RECEIPT, CELLS = "pbexcel.receipt", "pbexcel.cells"
VERSION = 3


@frozen
class Written:
    """A cell we wrote: what stood there (type, value, formula), and the number or text we put; None where a result was dropped."""

    sheet: str
    cell: str
    was: tuple[str | None, str | None, str | None]
    put: str | None


@frozen
class Derived:
    """One line as it was scored. Scores are decimal strings; None where there was none."""

    cell: str
    name: str
    typed: str | None
    points: str | None
    outcome: str
    because: str


@frozen
class Decided:
    """What a person decided about a line, by its cell."""

    cell: str
    points: Decimal
    reason: str
    reviewer: str
    target: str
    actual: str


@frozen
class Scored:
    """One form as it was scored, and by which rules."""

    rules: str
    rules_sha256: str
    sheet: str
    total: str
    grade: str
    execution: Derived | None
    lines: tuple[Derived, ...]


class Receipt(BaseModel):
    """Everything but the cells. `input` is the sha256 of the file as the unit handed it in."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    receipt: int
    input: str
    version: str
    forms: tuple[Scored, ...]
    decisions: tuple[Decided, ...] = ()
    written: tuple[Written, ...]


@frozen
class Remembered:
    """What an earlier scoring left in a workbook: the receipt and what every cell then said."""

    receipt: Receipt
    cells: Snapshot


def remembered(package: Package) -> Remembered | None:
    """The receipt a workbook carries; None if it has none, or one that cannot be read."""
    texts = read_properties(package)
    text, cells = texts.get(RECEIPT), texts.get(CELLS)
    if not text or not cells:
        return None
    snapshot = unpacked(cells)
    try:
        receipt = Receipt.model_validate_json(text)
        places = [cell_at(one.cell) for one in receipt.written]
    except (ValidationError, Unopenable):
        return None
    if snapshot is None or receipt.receipt != VERSION or len(places) > _MOST_WRITTEN:
        return None
    return Remembered(receipt, snapshot)


_MOST_WRITTEN = 10_000


def cells_now(package: Package) -> dict[str, Rows]:
    """Every sheet in short."""
    return {info.name: _rows(package, info.name) for info in package.sheets}


def _rows(package: Package, name: str) -> Rows:
    return package.told(name, _in_short)


def _in_short(sheet: Sheet) -> Rows:
    """A formula counts by its text alone, so its cell need not be made: a form in our template has 1,700 of them."""
    formulas = sheet.formulas
    return rows_of(
        (at, short_formula(formulas[at].text) if at in formulas else short(sheet.own(*at))) for at in sheet.written
    )


def edits_since(package: Package, before: Remembered) -> list[Edited]:
    """Every cell edited since the workbook was scored."""
    return edited_since(before.cells, cells_now(package))


def as_filled(package: Package, before: Remembered | None) -> Package:
    """The workbook as people filled it in: cells that still hold what we wrote show what stood there before."""
    if before is None:
        return package
    seen = {}
    for name in dict.fromkeys(one.sheet for one in before.receipt.written):
        here = sheet_now(before.cells, (info.name for info in package.sheets), name)
        old = before.cells.sheets.get(name)
        if here is None or old is None:
            continue
        sheet, now = package.sheet(here), _rows(package, here)
        rows = matched_rows(old, now) if not isinstance(old, str) else {row: row for row in now}
        found: dict[tuple[int, int], Kept] = {}
        for one in before.receipt.written:
            row, column = cell_at(one.cell)
            at = (rows.get(row, 0), column)
            if one.sheet == name and at[0] and _still(sheet.at(*at), one, old, (row, column)):
                found[at] = Kept(*one.was)
        seen[here] = as_before(sheet, found, package.date1904)
    return package.seen_with(seen)


def _still(cell: Cell, one: Written, old: Rows | str, at: tuple[int, int]) -> bool:
    """Whether a cell still holds what we put there. A dropped result holds it while nobody has computed it again."""
    if not isinstance(old, str) and not same(old.get(at[0], {}).get(at[1], ""), short(cell)):
        return False
    if one.put is None:
        return cell.formula is not None and not cell.has_cached_value
    if cell.formula is not None and not cell.has_cached_value:
        return True
    return as_put(cell.value) == one.put


_DIGITS = 15  # those a workbook keeps of a number


def as_put(value: Any) -> str:
    """A number or text as a receipt says it was put into a cell."""
    if isinstance(value, Decimal):
        text = plain_number(value)
        return text if len(text) <= _DIGITS else plain_number(written_number(value))
    return str(value if value is not None else "")


def decisions_of(receipt: Receipt) -> dict[str, Decision]:
    """The decisions people made about a form, as scoring takes them."""
    return {one.cell: Decision(one.points, one.reason, one.reviewer, one.target, one.actual) for one in receipt.decisions}
