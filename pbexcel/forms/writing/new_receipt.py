"""The receipt of a form that has just been scored.

In: scorecards with their edits, the workbook as people filled it in. Out: the document properties that carry a receipt.
Not here: what a receipt says and how it is read (receipt).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from decimal import Decimal

from pbexcel.excel.changing.changes import Edit, NewSheet
from pbexcel.excel.changing.patch import plan
from pbexcel.excel.limits import MAX_TEXT
from pbexcel.excel.package import Package
from pbexcel.excel.reading.restoring import kept
from pbexcel.excel.snapshot import Rows, cut, packed, rows_of, short_formula, short_text, snapshot_of
from pbexcel.forms.writing.receipt import (
    CELLS,
    RECEIPT,
    VERSION,
    Decided,
    Derived,
    Receipt,
    Scored,
    Written,
    as_put,
    cells_now,
)
from pbexcel.frozen import frozen
from pbexcel.records import CellRef, Decision, Scorecard, column_letters
from pbexcel.spelling import exact


@frozen
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
    put = {filled_at(filled, edit.at): as_put(edit.value) for edit in edits}
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
        return "#" + cut(as_put(value))
    return short_text(value[:MAX_TEXT]) if value else ""


def _short_sheet(sheet: NewSheet) -> Rows:
    rows: Rows = {}
    for number, row in enumerate(sheet.rows, 1):
        here = {column: text for column, cell in enumerate(row, 1) if cell and (text := _short_value(cell.value))}
        if here:
            rows[number] = here
    return rows


def _number(number: Decimal | None) -> str | None:
    return None if number is None else exact(number)


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
