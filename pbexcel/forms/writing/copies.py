"""The copies that go back to a unit, as changes to its own workbook.

In: evaluated forms or problems, the workbook as it came and as people filled it in. Out: `Changes`.
Not here: the cells (scores), the sheets (detail, problems), the receipt (receipt), publishing (room `batch`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pbexcel.excel.changing.changes import Changes, Mark, NewSheet, SheetCell
from pbexcel.excel.changing.marks import has_marks
from pbexcel.excel.package import Package
from pbexcel.forms.writing.detail import detail_sheet
from pbexcel.forms.writing.new_receipt import Origin, receipt_of
from pbexcel.forms.writing.own_sheets import DETAIL, HEADINGS, PROBLEMS, heading_row, name_for, own_sheet, widths
from pbexcel.forms.writing.problems import problem_sheet
from pbexcel.forms.writing.scores import score_edits
from pbexcel.problems import Problem, in_order
from pbexcel.scoring.evaluated import Evaluated

_COLOURS = {"退回": "red", "警告": "yellow"}


def scored_changes(evaluated: Sequence[Evaluated], package: Package, filled: Package, origin: Origin) -> Changes:
    """A scored copy: scores, 评分明细, 问题清单 and the receipt; marks of an earlier return go.

    `evaluated` are all forms of the workbook; `filled` is it as people filled it in (receipt.as_filled). Where the rules only
    report, the unit's own cells stay. A Strict workbook takes cells and nothing else.
    """
    edits = [edit for one in evaluated if not one.only_reported for edit in score_edits(one.card, filled.sheet(one.card.form.sheet))]
    if package.is_strict:
        return Changes(edits=tuple(edits))
    sheets = (
        detail_sheet(evaluated, name_for(package, DETAIL), version=origin.version),
        problem_sheet(problems_of(evaluated), name_for(package, PROBLEMS), returned=False),
    )
    return Changes(
        edits=tuple(edits),
        sheets=sheets,
        marks=() if has_marks(package) else None,
        properties=receipt_of([one.card for one in evaluated], filled, edits, sheets, origin),
        active=evaluated[0].card.form.sheet if _opens_on(package, own_sheet(package, PROBLEMS)) else None,
    )


def problems_of(evaluated: Sequence[Evaluated]) -> list[Problem]:
    """The problems of all forms of a workbook, those of the workbook itself once."""
    return in_order([found for one in evaluated for found in one.problems])


def _opens_on(package: Package, sheet: str | None) -> bool:
    tabs = package.workbook.tabs
    return sheet is not None and tabs[package.workbook.active_tab] == sheet


def returned_changes(problems: Sequence[Problem], package: Package) -> Changes:
    """A returned copy: it opens on 问题清单, the faulty cells are coloured and annotated, nothing else is changed.

    A 评分明细 of an earlier scoring is emptied, since it no longer says how the form stands.
    """
    listed = problem_sheet(problems, name_for(package, PROBLEMS), returned=True)
    old = own_sheet(package, DETAIL)
    stale = (_emptied(old),) if old is not None and _is_filled(package, old) else ()
    return Changes(sheets=(*stale, listed), marks=_marks(problems, package), active=listed.name)


def _marks(problems: Sequence[Problem], package: Package) -> tuple[Mark, ...]:
    names = {info.name for info in package.sheets}
    return tuple(
        Mark(one.at, "red" if one.severity == "退回" else "yellow", f"{one.title}\n怎么改：{one.fix}（{one.code}）")
        for one in problems
        if one.at is not None and one.at.sheet in names and one.severity in _COLOURS
    )


def _is_filled(package: Package, name: str) -> bool:
    row = heading_row(package, name, DETAIL)
    return row is not None and any(at[0] > row for at in package.sheet(name).cells)


def _emptied(name: str) -> NewSheet:
    headings = tuple(SheetCell(text, "header") for text in HEADINGS[DETAIL])
    note = SheetCell("这份表已退回修改，以前的评分不再有效；改好再评分以后，这里会重新写上每一条指标怎么算的。", "note")
    return NewSheet(name=name, rows=((SheetCell(DETAIL, "title"),), (note,), headings), widths=widths(DETAIL), replaces=True)

