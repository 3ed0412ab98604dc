"""Which weights a form is scored by: those of its lines and that of the execution rate; do they make 100?

In: a form, the rules. Out: `Weighing`. Not here: printed sums of first levels and the usual split (checks/weights).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from pbexcel.frozen import frozen
from pbexcel.problems import Problem
from pbexcel.records import Form, Indicator
from pbexcel.rules import Profile
from pbexcel.scoring.line import carries_points
from pbexcel.scoring.methods import rounded
from pbexcel.scoring.placing import Placed, placed
from pbexcel.scoring.sentences import plain
from pbexcel.scoring.words import holds

NO_COLUMNS = "L103"  # reading has already said that the layout has neither weights nor scores


@frozen
class Weighing:
    """`execution` is the weight of the execution rate (None: not scored from the fund block).

    `foreign`: the goal points were split over the lines by us, and the typed scores do not fit that split: the unit has its own.
    """

    execution: Decimal | None
    indicators: tuple[Indicator, ...]
    findings: tuple[Placed, ...] = ()
    foreign: bool = False


def weigh(form: Form, profile: Profile, already: Sequence[Problem] = ()) -> Weighing:
    """The weights of a form and what is wrong with them; wrong single weights are told by their lines."""
    scored = [indicator for indicator in form.indicators if carries_points(indicator)]
    if scored and all(indicator.weight.at is None and indicator.weight.value is None for indicator in scored):
        return _without_column(form, scored, profile, already)
    fund = form.money.weight.value if form.money else None
    weights = [indicator.weight.value for indicator in scored if indicator.weight.value is not None]
    if any(found.code == NO_COLUMNS for found in already):
        return Weighing(fund, form.indicators)  # nothing is scored; a weight of our own would only ask for a budget
    if len(weights) != len(scored) or any(weight <= 0 for weight in weights):
        return Weighing(fund or profile.execution.weight.value, form.indicators)
    execution, findings = _execution_weight(form, scored, sum(weights, Decimal(0)), profile)
    return Weighing(execution, form.indicators, tuple(findings))


def execution_rows(indicators: Sequence[Indicator]) -> list[Indicator]:
    """Indicator rows that are themselves the execution rate, by their name or by the level they stand under."""
    return [row for row in indicators if carries_points(row) and is_execution(row)]


def is_execution(row: Indicator) -> bool:
    return holds("execution_row", row.name.value) or holds("execution_row", row.level1.value) or holds("execution_row", row.level2.value)


def _execution_weight(
    form: Form, scored: Sequence[Indicator], goals: Decimal, profile: Profile
) -> tuple[Decimal | None, list[Placed]]:
    whole, expected, money = profile.total.value, profile.execution.weight.value, form.money
    fund = money.weight.value if money else None
    at = money.weight.at if money else None
    read = money.weight.text if money else ""
    rows = execution_rows(scored)
    if fund is not None and fund > 0:
        if goals + fund == whole:
            twice = [placed("W312", row.name.at, row.name.text, row.name.value, weight=plain(fund)) for row in rows]
            return fund, twice
        if goals == whole and rows:
            return None, [placed("W311", at, read, "项目资金", row=rows[0].name.value)]
        if goals == whole:
            return fund, [_sum_finding("W306", form, goals, fund, whole)]
        return fund, [_sum_finding("W304", form, goals, fund, whole)]
    if goals == whole:
        return None, []
    if fund is None and not read.strip() and money is not None and whole - goals == expected:
        return expected, [placed("W305", at, read, "项目资金", weight=plain(expected), goals=plain(goals))]
    if fund is not None and fund < 0:
        return None, [placed("W303", at, read, "项目资金")]
    if fund is None and read.strip():
        return None, [placed("W302", at, read, "项目资金")]
    return None, [_sum_finding("W304", form, goals, fund or Decimal(0), whole)]


def _sum_finding(code: str, form: Form, goals: Decimal, fund: Decimal, whole: Decimal) -> Placed:
    weights = [indicator.weight.at for indicator in form.indicators if indicator.weight.at]
    at = form.total_weight.at or (weights[-1] if weights else None)
    total = goals + fund
    gap = f"多 {plain(total - whole)} 分" if total > whole else f"差 {plain(whole - total)} 分"
    written = form.total_weight.value
    printed = f"；总分行写着 {plain(written)}，各行加起来不是" if written is not None and written != total else ""
    args = {"goals": plain(goals), "execution": plain(fund), "total": plain(total), "whole": plain(whole), "gap": gap, "total_row": printed}
    return placed(code, at, f"{plain(goals)}＋{plain(fund)}＝{plain(total)}", "分值栏", **args)


def _without_column(
    form: Form, scored: Sequence[Indicator], profile: Profile, already: Sequence[Problem]
) -> Weighing:
    fund = form.money.weight.value if form.money else None
    at = scored[0].typed.at or scored[0].name.at
    if profile.goals.split != "equal":
        said = any(found.code == NO_COLUMNS for found in already)
        return Weighing(fund, form.indicators, () if said else (placed("W314", at, "", "指标表"),))
    execution = fund or profile.execution.weight.value
    goals = profile.total.value - execution
    by_level = _by_level(form, scored, goals, profile.rounding.places)
    shares = iter(by_level or _shares(goals, len(scored), profile.rounding.places))
    indicators = tuple(
        replace(row, weight=replace(row.weight, value=next(shares))) if carries_points(row) else row
        for row in form.indicators
    )
    args = {"goals": plain(goals), "how": "按一级指标的分值" if by_level else "", "count": str(len(scored))}
    return Weighing(execution, indicators, (placed("W310", at, "", "指标表", **args),), foreign=not _fits(indicators))


def _by_level(form: Form, scored: Sequence[Indicator], goals: Decimal, digits: int) -> list[Decimal]:
    """Equal shares of the points printed in each first level (产出指标（40分）), in the order of the lines; none where they do not make the goal points."""
    printed = {read.text: read.value for read in form.level1_points}
    levels = [row.level1.text for row in scored]
    if not set(levels) <= printed.keys() or sum((printed[level] for level in set(levels)), Decimal(0)) != goals:
        return []
    left = {level: iter(_shares(printed[level], levels.count(level), digits)) for level in printed}
    return [next(left[level]) for level in levels]


def _fits(indicators: Sequence[Indicator]) -> bool:
    """Whether typed scores may stand on our split: none above its weight, and one that reaches it."""
    pairs = [(row.typed.value, row.weight.value) for row in indicators if carries_points(row) and row.typed.value is not None]
    return all(typed <= weight for typed, weight in pairs if weight) and any(typed == weight for typed, weight in pairs)


def _shares(goals: Decimal, count: int, digits: int) -> list[Decimal]:
    """Equal shares that add up exactly: the running sum is rounded, never the share."""
    steps = [rounded(Fraction(goals) * number / count, digits) for number in range(count + 1)]
    return [upper - lower for lower, upper in pairwise(steps)]
