"""What a score typed by the unit is worth beside the computed one."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import pytest
from scored_forms import MOF, D, ask, codes, got, indicator, scored

from pbexcel.rules import Profile
from pbexcel.scoring.line import score_line

MET = (ask(">=", "98", "%"), got("98", "%"))
MISSED = (ask(">=", "100", "%"), got("95", "%"))  # 9.50 of 10
REASON = "网络不稳定，下一步改造机房"


def policy(word: Literal["cap", "ignore", "trust", "report"]) -> Profile:
    return MOF.model_copy(update={"self_score": MOF.self_score.model_copy(update={"policy": word})})


def test_a_lower_typed_score_stands() -> None:
    line = scored(indicator(*MET, typed="9"))
    assert (line.points, line.computed, line.outcome) == (9, 10, "typed")


def test_a_lower_typed_score_wants_a_reason_once() -> None:
    assert codes(indicator(*MET, typed="9")) == ["P505"]
    assert codes(indicator(*MET, typed="9", reason="系统网络不稳定，自行扣分")) == []
    assert codes(indicator(*MET, typed="9", reason="无")) == ["R603"]


def test_a_higher_typed_score_is_cut_and_told_with_its_cost() -> None:
    line, problems = score_line(indicator(*MISSED, typed="10", reason=REASON), MOF, year=2021)
    assert (line.points, line.computed, line.outcome) == (D("9.50"), D("9.50"), "auto")
    assert [(found.code, found.costs) for found in problems] == [("P504", D("0.50"))]


def test_95_of_100_typed_10_is_overstated_and_no_rounding() -> None:
    assert scored(indicator(*MISSED, typed="10")).points == D("9.50")


@pytest.mark.parametrize(
    ("actual", "typed", "points"),
    [
        ("99.66", "10", D("9.97")),  # rounds to 10.0, but a missed target never reaches its weight
        ("94.96", "9.5", D("9.5")),  # 9.496 to one digit
        ("94.96", "9.50", D("9.5")),  # 9.496 to two digits
        ("94.96", "9.6", D("9.50")),  # no rounding of it
        ("94", "9", D(9)),  # a whole number less than 0.5 below
        ("95.5", "9", D(9)),  # lower anyway: stands
    ],
)
def test_accepted_roundings(actual: str, typed: str, points: Decimal) -> None:
    line = scored(indicator(ask(">=", "100", "%"), got(actual, "%"), typed=typed, reason=REASON))
    assert line.points == points


def test_a_score_left_unrounded_in_its_cell_is_ours() -> None:
    line = scored(indicator(ask(">=", "99.5", "%"), got("90", "%"), typed="9.04522613065327", reason=REASON))
    assert (line.points, line.outcome) == (D("9.05"), "auto")


def test_no_finding_where_the_typed_score_is_a_rounding() -> None:
    assert codes(indicator(ask(">=", "100", "%"), got("94.96", "%"), typed="9.5", reason=REASON)) == []


@pytest.mark.parametrize(
    ("word", "typed", "points", "told"),
    [
        ("cap", "10", "9.50", True), ("ignore", "10", "9.50", False), ("trust", "10", "10", True), ("report", "10", "9.50", True),
        ("cap", "8", "8", False), ("ignore", "8", "9.50", False), ("trust", "8", "8", False), ("report", "8", "9.50", False),
    ],
)  # fmt: skip
def test_the_policy_decides(word: Literal["cap", "ignore", "trust", "report"], typed: str, points: str, told: bool) -> None:
    row = indicator(*MISSED, typed=typed, reason=REASON)
    assert scored(row, policy(word)).points == D(points)
    assert ("P504" in codes(row, policy(word))) is told


@pytest.mark.parametrize(("weight", "told"), [("9.4", []), ("9.5", ["P505"])])
def test_a_whole_number_less_than_half_a_point_below_is_a_rounding_down(weight: str, told: list[str]) -> None:
    assert codes(indicator(*MET, weight=weight, typed="9")) == told
