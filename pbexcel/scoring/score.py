"""Score a form: its lines, its execution rate, their sum and the grade of the sum.

In: a `Form`, the rules, the problems reading has found. Out: a `Scorecard` and the problems scoring has found.
Not here: how one line is scored (`line`), the checks that look at a form from outside (room `checks`).

The total is the sum of the points as shown, so a person can add it up again; the grade is taken from the shown total.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile

from pbexcel.problems import Problem, in_order
from pbexcel.records import Execution, Form, Indicator, Line, Scorecard
from pbexcel.rules import Profile
from pbexcel.scoring.deciding import Decisions, decided
from pbexcel.scoring.execution import score_execution
from pbexcel.scoring.line import carries_points, work_line
from pbexcel.scoring.placing import Placed, placed
from pbexcel.scoring.remarks import is_empty_of_content
from pbexcel.scoring.sentences import plain
from pbexcel.scoring.weights import weigh

ZERO = Decimal(0)
_NO_REASON = ("R601", "R607")  # a line says nothing of why it was missed; the form may, below its rows


def score_form(
    form: Form, profile: Profile, already: Sequence[Problem] = (), decisions: Decisions | None = None
) -> tuple[Scorecard, tuple[Problem, ...]]:
    """The scorecard of a form. Total and grade are None while a line is open or a 退回 stands (also one of `already`).

    `decisions` are those people made about lines of this form, by cell.
    """
    weighing = weigh(form, profile, already)
    weighed = replace(form, indicators=weighing.indicators)
    found = list(weighing.findings)
    lines: list[Line] = []
    explained = bool(form.reason.value) and not is_empty_of_content(form.reason.value, profile)
    for place, indicator in enumerate(weighing.indicators):
        parts = list(takewhile(lambda row: row.child, weighing.indicators[place + 1 :]))
        line, of_line = work_line(indicator, profile, year=form.year.value, foreign=weighing.foreign, parts=parts)
        line, of_line = decided(line, _unsaid(indicator, of_line, already), decisions or {})
        of_line = [one for one in of_line if not (explained and one.finding.code in _NO_REASON)]
        lines.append(line)
        found += of_line
    execution, of_execution = score_execution(form.money, weighing.execution, profile, done=_all_met(lines))
    found += of_execution
    if profile.draft:
        found.append(placed("W316", form.title.at, profile.id, "表头", rules=profile.title, unverified=str(profile.unverified)))
    total = _total(lines, execution)
    problems = in_order([one.worded(_effect(one, total, profile)) for one in found])
    low, high = _range(lines, execution)
    if total is None or not lines or any(found.severity == "退回" for found in (*already, *problems)):
        card = Scorecard(weighed, profile.used(), execution, tuple(lines), None, low, high, None)
    else:
        card = Scorecard(weighed, profile.used(), execution, tuple(lines), total, low, high, grade_of(total, profile))
    return card, tuple(problems)


def grade_of(total: Decimal, profile: Profile) -> str:
    """The grade whose lower edge the shown total reaches."""
    return next(name for name, edge in profile.grade_edges() if total >= edge)


def _unsaid(indicator: Indicator, found: Sequence[Placed], already: Sequence[Problem]) -> list[Placed]:
    """Findings less the bare "a person decides" of a line whose texts reading has already told to be unreadable."""
    if "P508" not in [one.finding.code for one in found]:
        return list(found)
    cells = {indicator.target.at, indicator.actual.at} - {None}
    told = any(problem.severity == "警告" and problem.at in cells for problem in already)
    return [one for one in found if not (told and one.finding.code == "P508")]


def _total(lines: Sequence[Line], execution: Execution) -> Decimal | None:
    """Σ of the shown points; None while anything is open."""
    points = [line.points for line in lines]
    if execution.weight is not None:
        points.append(execution.points)
    total = ZERO
    for one in points:
        if one is None:
            return None
        total += one
    return total


def _range(lines: Sequence[Line], execution: Execution) -> tuple[Decimal, Decimal]:
    """What the total can still come to: points that stand, and the range of what is open."""
    low = sum((line.low if line.points is None else line.points for line in lines), ZERO)
    high = sum((line.high if line.points is None else line.points for line in lines), ZERO)
    if execution.weight is None:
        return low, high
    if execution.points is None:
        return low, high + execution.weight
    return low + execution.points, high + execution.points


def _all_met(lines: Sequence[Line]) -> bool:
    """Whether every scored line earns its full weight by rule: what a profile calls a project that is done."""
    return all(line.computed == line.indicator.weight.value for line in lines if carries_points(line.indicator))


def _effect(one: Placed, total: Decimal | None, profile: Profile) -> str:
    """What a finding that moves points does to the grade: ，等级由优变为良."""
    costs = one.finding.costs
    if costs is None or total is None:
        return ""
    before, after = grade_of(total + costs, profile), grade_of(total, profile)
    moved = f"等级由{before}变为{after}" if before != after else f"等级仍为{after}"
    return f"，影响总分 {plain(costs)} 分，{moved}"
