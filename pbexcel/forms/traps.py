"""Traps of the file that touch what a form says: error cells, formulas without a value, hidden rows, numbers kept as text.

In: the grid and the form read from it. Out: problems, each on its cell.
Not here: whether the values make sense (scoring/checks).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pbexcel.forms.tables import Grid
from pbexcel.problems import Problem, problem
from pbexcel.records import Form, Read
from pbexcel.spelling import compact

_MOSTLY = 4  # a typed score among at least three computed ones

def trap_problems(grid: Grid, form: Form) -> list[Problem]:
    """Everything about the needed cells that a person would not see by looking at the form."""
    found = []
    as_text: list[Read[Any]] = []
    hidden: list[Read[Any]] = []
    hides = bool(grid.sheet.hidden_rows or grid.sheet.hidden_columns)
    for read in _needed(form):
        if read.at is None:
            continue
        cell = grid.at(read.at)
        if cell.kind == "error":
            found.append(problem("L112", at=read.at, read=cell.text))
        elif cell.formula is not None and not cell.has_cached_value and read is not form.total:  # the total is added up anew
            found.append(problem("L111", at=read.at, read=f"={cell.formula}"))
        if hides and cell.text.strip() and (read.at.row in grid.sheet.hidden_rows or read.at.column in grid.sheet.hidden_columns):
            hidden.append(read)
        if read.value is not None and cell.stored_as_text and _is_plain_number(read):
            as_text.append(read)
    if as_text:
        found.append(problem("L114", at=as_text[0].at, read=as_text[0].text, count=str(len(as_text))))
    if hidden:
        found.append(problem("L115", at=hidden[0].at, read=hidden[0].text, count=str(len(hidden))))
    return [*found, *_typed_over(grid, form)]


def _typed_over(grid: Grid, form: Form) -> Iterator[Problem]:
    """A number in a column of scores that formulas compute: somebody typed over one of them."""
    places = [row.typed.at for row in form.indicators if row.typed.at]
    cells = [(at, cell) for at in places if (cell := grid.at(at)).text.strip() or cell.formula is not None]
    typed = [(at, cell) for at, cell in cells if cell.formula is None]
    if len(typed) * _MOSTLY <= len(cells):
        for at, cell in typed:
            yield problem("L131", at=at, read=cell.text, count=str(len(cells) - len(typed)))


def _needed(form: Form) -> Iterator[Read[Any]]:
    for indicator in form.indicators:
        yield from (indicator.name, indicator.target, indicator.actual, indicator.weight, indicator.typed)
    if form.money:
        total = form.money.total
        yield from (total.initial, total.budget, total.executed, form.money.weight, form.money.typed)
    yield from (form.total, form.project)


def _is_plain_number(read: Read[Any]) -> bool:
    """Scores, weights and amounts; a target such as 100 % is text by nature."""
    return not hasattr(read.value, "op") and compact(read.text).replace(".", "", 1).isdigit()
