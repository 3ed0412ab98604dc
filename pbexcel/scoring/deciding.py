"""What people decided in 复核表, put in the place of what the rules could not or should not decide.

In: a scored line with its findings, and the `Decision` about its cell. Out: the line with the decision's points.
Not here: writing and reading 复核表 (room `review`).

A decision holds for the texts its author saw; where one has changed it lapses and is asked again. It cannot give points to
a line without evidence or without a weight: those send the form back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from pbexcel.records import Decision, Indicator, Line
from pbexcel.scoring.placing import Placed, placed
from pbexcel.scoring.sentences import plain
from pbexcel.spelling import compact

Decisions: TypeAlias = Mapping[str, Decision]  # by the cell of the line's typed score, as the JSON names it
_ANSWERED = frozenset(("P504", "P505", "P506", "P507", "P508", "P517"))
_NOT_FOR_A_PERSON = frozenset(("child", "weight", "missing"))
DECIDED = "decided"


def cell_of(indicator: Indicator) -> str:
    """The cell by which records and decisions name a line."""
    return str(indicator.typed.at or indicator.name.at or "")


def decided(line: Line, found: Sequence[Placed], decisions: Decisions) -> tuple[Line, list[Placed]]:
    """The line as a person decided it, if one did and may; its findings less those the decision answers."""
    indicator = line.indicator
    decision, weight = decisions.get(cell_of(indicator)) if decisions else None, indicator.weight.value
    if decision is None or weight is None or line.rule in _NOT_FOR_A_PERSON:
        return line, list(found)
    at, read, place = indicator.typed.at or indicator.name.at, indicator.typed.text, indicator.name.value
    if not still_holds(decision, indicator.target.text, indicator.actual.text):
        seen = f"指标值「{decision.target}」、完成值「{decision.actual}」"
        return line, [*found, placed("P524", at, read, place, seen=seen, points=plain(decision.points))]
    if not 0 <= decision.points <= weight:
        return line, [*found, placed("P525", at, read, place, points=plain(decision.points), weight=plain(weight))]
    said = f"{decision.reason}（{decision.reviewer}）"
    kept = [one for one in found if one.finding.code not in _ANSWERED]
    notice = placed("P523", at, read, place, points=plain(decision.points), said=said)
    because = f"复核定为 {plain(decision.points)} 分：{said}；复核前：{line.because}"
    points = decision.points
    settled = replace(line, points=points, low=points, high=points, outcome="manual", because=because, rule=DECIDED)
    return settled, [*kept, notice]


def still_holds(decision: Decision, target: str, actual: str) -> bool:
    """Whether a line still says what the person who decided it saw."""
    return (compact(decision.target), compact(decision.actual)) == (compact(target), compact(actual))
