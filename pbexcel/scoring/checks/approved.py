"""A form against the targets that were approved for its project: changed, missing, added, renamed.

In: a form, the approved targets of its project. Out: problems. Not here: reading the list (forms/approved), finding the project.

Indicators are matched by name; those left over on both sides with one target and one weight are the same one renamed.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbexcel.forms.approved import ApprovedTarget
from pbexcel.problems import Problem, in_order
from pbexcel.records import Form, Indicator
from pbexcel.scoring.checks.view import found
from pbexcel.scoring.line import carries_points
from pbexcel.scoring.sentences import plain
from pbexcel.scoring.words import bare
from pbexcel.spelling import compact
from pbexcel.values import Context, read_target


def compare_with_approved(form: Form, approved: Sequence[ApprovedTarget]) -> tuple[Problem, ...]:
    """What differs from the approved targets, sorted by cell. Nothing here moves points or sends a form back."""
    rows = [row for row in form.indicators if carries_points(row)]
    promised = list(approved)
    problems: list[Problem] = []
    left: list[Indicator] = []
    for row in rows:
        match = _match(row, promised)
        if match is None:
            left.append(row)
        else:
            promised.remove(match)
            problems += _differences(form, row, match)
    for row in left:
        renamed = [target for target in promised if _same_promise(form, row, target)]
        if len(renamed) == 1:
            promised.remove(renamed[0])
            problems.append(found("P535", row.name.at, row.name.text, row.name.value, was=renamed[0].name))
        else:
            problems.append(found("P534", row.name.at, row.name.text, row.name.value))
    at = form.title.at
    problems += [
        found("P533", at, "", "指标表", name=target.name, target=target.target, weight=plain(target.weight)) for target in promised
    ]
    return tuple(in_order(problems))


def _match(row: Indicator, promised: Sequence[ApprovedTarget]) -> ApprovedTarget | None:
    """The approved target of the row's name; of several, the one under the same second level."""
    named = [target for target in promised if bare(target.name) == bare(row.name.value)]
    level = [target for target in named if bare(target.level2) == bare(row.level2.value)]
    return next(iter(level or named), None)


def _differences(form: Form, row: Indicator, target: ApprovedTarget) -> list[Problem]:
    problems = []
    if not _same_target(form, row, target):
        problems.append(found("P531", row.target.at, row.target.text, row.name.value, approved=target.target))
    if row.weight.value is not None and row.weight.value != target.weight:
        problems.append(found("P532", row.weight.at, row.weight.text, row.name.value, approved=plain(target.weight)))
    return problems


def _same_promise(form: Form, row: Indicator, target: ApprovedTarget) -> bool:
    return row.weight.value == target.weight and _same_target(form, row, target)


def _same_target(form: Form, row: Indicator, target: ApprovedTarget) -> bool:
    """Whether both say the same: in the same words, or read as the same (≥50个 and 不低于50个)."""
    if compact(row.target.text) == compact(target.target):
        return True
    context = Context(form.year.value, row.level1.value, row.level2.value, row.name.value)
    return read_target(target.target, context).value == row.target.value
