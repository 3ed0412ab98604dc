"""The forms of one workbook beside each other: whether they can be told apart, and which wait for another.

In: the forms as read, or evaluated. Out: problems that send all of them back, since a workbook comes and goes whole.
Not here: the same project in several files (identity).
"""

from __future__ import annotations

from collections.abc import Sequence

from pbexcel.forms.reading import FormRead
from pbexcel.problems import Problem, problem
from pbexcel.records import Form
from pbexcel.scoring.evaluated import Evaluated
from pbexcel.spelling import plain_name


def mixed_up(forms: Sequence[FormRead]) -> tuple[Problem, ...]:
    """L102 where several forms are of the same project, or one of them names none."""
    read = [one.form for one in forms]
    projects = {(form.year.value, plain_name(form.unit.value or form.department.value), plain_name(form.project.value)) for form in read}
    if len(projects) == len(read) and (len(read) < 2 or all(form.project.value for form in read)):
        return ()
    return (problem("L102", read=_names(read), forms=_names(read)),)


def held_up(evaluated: Sequence[Evaluated]) -> list[tuple[Problem, ...]]:
    """For every form L121 where it could be scored but another one of its workbook has to go back."""
    back = [one.card.form for one in evaluated if one.card.total is None]
    return [(_waits(one.card.form, back),) if back and one.card.total is not None else () for one in evaluated]


def _waits(form: Form, back: Sequence[Form]) -> Problem:
    return problem("L121", at=form.title.at, read=form.project.value, place=form.sheet, forms=_names(back))


def _names(forms: Sequence[Form]) -> str:
    return "、".join(f"「{form.sheet}」{form.project.value or '（没有项目名称）'}" for form in forms)
