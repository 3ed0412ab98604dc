"""The receipt of a scored workbook: who it was before, which rules scored it, how, and what every cell then said.

In: a scored file (reading) or a scorecard with its edits (writing). Out: a `Receipt`; the workbook as it was filled in;
the document properties that carry a receipt. Not here: checking one (verify), what is written into cells (scores).

A receipt is no signature: whoever can edit the file can edit the receipt. It tells honest people what happened to a file.

The rule of typed scores. A cell that still holds what the receipt says we wrote is read as what stood there before; a cell
edited since is read as it stands. So typed scores survive any number of rounds, and scoring a scored file changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from pbexcel.excel.changing.changes import Edit, NewSheet
from pbexcel.excel.changing.patch import plan, written_number
from pbexcel.excel.changing.properties import read_properties
from pbexcel.excel.limits import MAX_TEXT
from pbexcel.excel.package import Package
from pbexcel.excel.places import cell_at
from pbexcel.excel.reading.cell import Cell
from pbexcel.excel.reading.restoring import Kept, as_before, kept
from pbexcel.excel.reading.sheet import Sheet
from pbexcel.excel.snapshot import (
    Edited,
    Rows,
    Snapshot,
    cut,
    edited_since,
    matched_rows,
    packed,
    rows_of,
    same,
    sheet_now,
    short,
    short_formula,
    short_text,
    snapshot_of,
    unpacked,
)  # fmt: skip
from pbexcel.faults import Unopenable
from pbexcel.records import CellRef, Decision, Scorecard, column_letters
from pbexcel.spelling import plain_number

RECEIPT, CELLS = "pbexcel.receipt", "pbexcel.cells"
VERSION = 3


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Written(_Model):
    """A cell we wrote: what stood there (type, value, formula), and the number or text we put; None where a result was dropped."""

    sheet: str
    cell: str
    was: tuple[str | None, str | None, str | None]
    put: str | None


class Derived(_Model):
    """One line as it was scored. Scores are decimal strings; None where there was none."""

    cell: str
    name: str
    typed: str | None
    points: str | None
    outcome: str
    because: str


class Decided(_Model):
    """What a person decided about a line, by its cell."""

    cell: str
    points: Decimal
    reason: str
    reviewer: str
    target: str
    actual: str


class Scored(_Model):
    """One form as it was scored, and by which rules."""

    rules: str
    rules_sha256: str
    sheet: str
    total: str
    grade: str
    execution: Derived | None
    lines: tuple[Derived, ...]


class Receipt(_Model):
    """Everything but the cells. `input` is the sha256 of the file as the unit handed it in."""

    receipt: int
    input: str
    version: str
    forms: tuple[Scored, ...]
    decisions: tuple[Decided, ...] = ()
    written: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
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
    return _put(cell.value) == one.put


_DIGITS = 15  # those a workbook keeps of a number


def _put(value: Any) -> str:
    if isinstance(value, Decimal):
        text = plain_number(value)
        return text if len(text) <= _DIGITS else plain_number(written_number(value))
    return str(value if value is not None else "")


def decisions_of(receipt: Receipt) -> dict[str, Decision]:
    """The decisions people made about a form, as scoring takes them."""
    return {one.cell: Decision(one.points, one.reason, one.reviewer, one.target, one.actual) for one in receipt.decisions}


@dataclass(frozen=True, slots=True)
class Origin:
    """What a receipt says of the scoring itself: the file as handed in, the tool, and what people decided."""

    sha256: str
    version: str
    decisions: Mapping[str, Decision] = field(default_factory=dict)


def receipt_of(
    cards: Sequence[Scorecard], filled: Package, edits: Sequence[Edit], sheets: Iterable[NewSheet], origin: Origin
) -> dict[str, str]:
    """The document properties of a scored workbook. `filled` is the workbook as people filled it in."""
    planned = plan(filled, edits)
    put = {filled_at(filled, edit.at): _put(edit.value) for edit in edits}
    written = [_written(filled, at, put[at]) for at in planned.changed] + [_written(filled, at, None) for at in planned.stale]
    clean = cells_now(filled)
    for name in {edit.at.sheet for edit in edits}:
        cells = {(r, c): text for r, row in clean[name].items() for c, text in row.items()}
        for edit in edits:
            if edit.at.sheet == name:
                at = filled_at(filled, edit.at)
                cells[at.row, at.column] = _short_edit(edit)
        clean[name] = rows_of(cells.items())
    clean |= {sheet.name: _short_sheet(sheet) for sheet in sheets}
    hidden = {info.name for info in filled.sheets if info.state != "visible"}
    receipt = Receipt(
        receipt=VERSION, input=origin.sha256, version=origin.version, forms=tuple(_scored(card) for card in cards),
        decisions=tuple(_decided(cell, one) for cell, one in sorted(origin.decisions.items())), written=tuple(written),
    )  # fmt: skip
    return {RECEIPT: receipt.model_dump_json(), CELLS: packed(snapshot_of(clean, hidden))}


def _scored(card: Scorecard) -> Scored:
    execution, lines = derivation(card)
    return Scored(
        rules=card.rules.id, rules_sha256=card.rules.sha256, sheet=card.form.sheet, total=_number(card.total) or "",
        grade=card.grade or "", execution=execution, lines=lines,
    )  # fmt: skip


def filled_at(package: Package, at: CellRef) -> CellRef:
    """The cell an edit ends up in: a merged area's first."""
    return CellRef(at.sheet, *package.sheet(at.sheet).anchor(at.row, at.column))


def _written(filled: Package, at: CellRef, put: str | None) -> Written:
    was = kept(filled.sheet(at.sheet), (at.row, at.column))
    return Written(sheet=at.sheet, cell=f"{column_letters(at.column)}{at.row}", was=(was.type, was.value, was.formula), put=put)


def _short_edit(edit: Edit) -> str:
    if edit.formula is not None:
        return short_formula(edit.formula)
    return _short_value(edit.value)


def _short_value(value: Decimal | str) -> str:
    if isinstance(value, Decimal):
        return "#" + cut(_put(value))
    return short_text(value[:MAX_TEXT]) if value else ""


def _short_sheet(sheet: NewSheet) -> Rows:
    rows: Rows = {}
    for number, row in enumerate(sheet.rows, 1):
        here = {column: text for column, cell in enumerate(row, 1) if cell and (text := _short_value(cell.value))}
        if here:
            rows[number] = here
    return rows


def _number(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _decided(cell: str, one: Decision) -> Decided:
    return Decided(cell=cell, points=one.points, reason=one.reason, reviewer=one.reviewer, target=one.target, actual=one.actual)


def derivation(card: Scorecard) -> tuple[Derived | None, tuple[Derived, ...]]:
    """The execution score and every line, as a receipt keeps them."""
    return _execution(card), tuple(_lines(card))


def _execution(card: Scorecard) -> Derived | None:
    done, money = card.execution, card.form.money
    if done.points is None:
        return None
    cell = str(money.typed.at) if money and money.typed.at else ""
    return Derived(
        cell=cell, name="预算执行率", typed=_number(done.typed), points=_number(done.points), outcome="auto", because=done.because
    )


def _lines(card: Scorecard) -> Iterable[Derived]:
    for line in card.lines:
        one = line.indicator
        yield Derived(
            cell=str(one.typed.at or one.name.at or ""), name=one.name.value, typed=_number(one.typed.value),
            points=_number(line.points), outcome=line.outcome, because=line.because,
        )  # fmt: skip
