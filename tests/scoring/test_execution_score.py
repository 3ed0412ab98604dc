"""The execution score: rate × weight, capped; where the amounts come from; what sends a form back."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_forms import MOF, D, money

from pbexcel.records import Execution
from pbexcel.rules import Profile, load_rules
from pbexcel.scoring.execution import score_execution
from pbexcel.scoring.money import budget_of, executed_of, initial_of


def executed(profile: Profile = MOF, *, weight: str = "10", done: bool = False, **block: object) -> tuple[Execution, list[str]]:
    execution, found = score_execution(money(**block), D(weight), profile, done=done)  # type: ignore[arg-type]
    return execution, [one.finding.code for one in found]


def test_the_seed_scores_9_97_and_the_typed_10_is_its_rounding() -> None:
    execution, found = executed()
    assert (execution.computed, execution.points, execution.rate) == (D("9.97"), 10, D("0.9965"))
    assert found == []
    assert "109.62÷110×10=9.97" in execution.because


def test_without_a_typed_score_the_computed_one_counts() -> None:
    assert executed(typed=None)[0].points == D("9.97")


def test_the_score_is_capped_at_its_weight() -> None:
    """A deployed system forgets the cap: 120 % gave 12 of 10."""
    assert executed(budget="100", executed="120", typed=None)[0].points == 10


@pytest.mark.parametrize(("budget", "initial"), [("0", "0"), (None, None), ("-5", None)])
def test_no_budget_at_all_sends_the_form_back(budget: str | None, initial: str | None) -> None:
    execution, found = executed(budget=budget, initial=initial)
    assert (execution.points, execution.computed) == (None, None)
    assert found == ["M401"]


@pytest.mark.parametrize("total", [None, "0"])
def test_an_empty_total_row_is_the_sum_of_its_parts_in_every_column(total: str | None) -> None:
    block = money(total, total, initial=total, parts=(("100", "80", "70"), ("10", "30", None)))
    assert (initial_of(block).number, budget_of(block).number, executed_of(block).number) == (110, 110, 70)


def test_the_initial_budget_stands_in_with_a_notice() -> None:
    assert executed(budget="0", initial="110")[1] == ["M402"]
    execution, found = executed(budget=None, initial="110")
    assert (execution.budget, execution.points, found) == (110, 10, ["M402"])


def test_a_total_row_of_zero_takes_the_sum_of_its_parts_with_a_notice() -> None:
    parts: tuple[tuple[str | None, str | None, str | None], ...] = (("0", "60", "50"), ("0", "50", "49.62"))
    execution, found = executed(budget="0", executed="0", initial="0", parts=parts, typed=None)
    assert (execution.budget, execution.executed, found) == (110, D("99.62"), ["M403"])


def test_nothing_spent_is_zero_and_not_missing() -> None:
    execution, found = executed(executed="0", typed=None)
    assert (execution.points, found) == (0, [])


def test_an_executed_amount_left_empty_is_not_taken_for_zero() -> None:
    execution, found = executed(executed=None, typed="8")
    assert (execution.points, execution.computed, found) == (8, None, ["M404"])
    execution, found = executed(executed=None, typed=None)
    assert (execution.points, found) == (None, ["M405"])


def test_a_typed_score_above_rate_times_weight_is_cut() -> None:
    execution, found = executed(budget="100", executed="80")
    assert (execution.points, found) == (8, ["M408"])


def test_a_typed_score_below_stands_and_is_told() -> None:
    execution, found = executed(budget="100", executed="80", typed="7")
    assert (execution.points, found) == (7, ["M409"])


@pytest.mark.parametrize(("typed", "code"), [("十", "P501"), ("10.5", "P502"), ("-1", "P503")])
def test_a_typed_score_that_cannot_be_sends_the_form_back(typed: str, code: str) -> None:
    assert code in executed(typed=typed)[1]


def test_execution_that_is_not_scored_here_is_only_shown() -> None:
    execution, found = score_execution(money(), None, MOF, done=False)
    assert (execution.weight, execution.points, execution.rate, found) == (None, None, D("0.9965"), [])


def test_a_form_without_the_block_has_no_rate() -> None:
    assert score_execution(None, None, MOF, done=False)[1] == []
    assert [one.finding.code for one in score_execution(None, D(10), MOF, done=False)[1]] == ["M401"]


@pytest.mark.parametrize(
    ("spent", "done", "points"),
    [("85", True, "10"), ("100", True, "10"), ("120", True, "7"), ("80", False, "7"), ("79.99", False, "5"), ("59.99", False, "0")],
)
def test_bands_of_the_draft(spent: str, done: bool, points: str) -> None:
    execution, _ = executed(load_rules("mof-2021-101"), budget="100", executed=spent, typed=None, done=done)
    assert execution.points == D(points)


@given(
    budget=st.decimals(D("0.01"), 10**6, places=2), spent=st.decimals(-100, 10**7, places=2), more=st.decimals(0, 1000, places=2)
)
def test_spending_more_never_costs_points_and_never_passes_the_weight(budget: Decimal, spent: Decimal, more: Decimal) -> None:
    one = executed(budget=str(budget), executed=str(spent), typed=None)[0].points
    other = executed(budget=str(budget), executed=str(spent + more), typed=None)[0].points
    assert one is not None
    assert other is not None
    if spent and spent + more:
        assert 0 <= one <= other <= 10
