"""Which weights count, and whether they make 100: every case of the rule."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_forms import D, ask, form, got, indicator, money, result

from pbexcel.problems import problem
from pbexcel.records import Form, Read, Stated
from pbexcel.rules import load_rules
from pbexcel.scoring.score import score_form

MET = (ask(">=", "5", "个"), got("5", "个"))


def of_weights(*weights: str, fund: str | None = "10", row: str | None = None) -> Form:
    """A form with these weights; `row` is the weight of an indicator row that is the execution rate."""
    rows = [indicator(*MET, weight=weight, name=f"指标{place}") for place, weight in enumerate(weights)]
    if row:
        rows.append(indicator(*MET, weight=row, name="预算执行率"))
    return form(*rows, money=money(weight=fund, typed=None))


def test_goals_and_execution_make_100() -> None:
    card, codes = result(of_weights("50", "40"))
    assert (card.total, card.execution.weight, codes) == (D("99.97"), 10, [])


@pytest.mark.parametrize(("weights", "fund"), [(("50", "39"), "10"), (("50", "41"), "10"), (("50", "30"), None), (("50",), "0")])
def test_weights_that_do_not_make_100_send_the_form_back(weights: tuple[str, ...], fund: str | None) -> None:
    card, codes = result(of_weights(*weights, fund=fund))
    assert (card.total, card.grade, codes) == (None, None, ["W304"])


def test_an_empty_execution_weight_is_the_profiles_where_just_that_is_missing() -> None:
    card, codes = result(of_weights("50", "40", fund=None))
    assert (card.total, card.execution.weight, codes) == (D("99.97"), 10, ["W305"])


def test_an_empty_execution_weight_of_another_size_is_not_guessed() -> None:
    assert result(of_weights("50", "30", fund=None))[1] == ["W304"]


def test_hundred_in_goals_and_points_in_the_fund_row_make_110() -> None:
    assert result(of_weights("50", "50"))[1] == ["W306"]


def test_hundred_in_goals_without_fund_points_is_scored_without_execution() -> None:
    card, codes = result(of_weights("50", "50", fund=None))
    assert (card.total, card.execution.weight, codes) == (100, None, [])


def test_an_execution_row_among_the_indicators_replaces_the_fund_row() -> None:
    card, codes = result(of_weights("50", "40", row="10"))
    assert (card.total, card.execution.weight, card.execution.points, codes) == (100, None, None, ["W311"])


def test_execution_scored_twice_is_told_and_scored() -> None:
    card, codes = result(of_weights("50", "30", row="10"))
    assert (card.total, codes) == (D("99.97"), ["W312"])


def test_a_wrong_weight_is_told_once_and_not_again_as_a_wrong_sum() -> None:
    rows = (indicator(*MET, weight="50"), indicator(*MET, weight=None, name="另一个"))
    card, codes = result(form(*rows))
    assert (card.total, codes) == (None, ["W301"])


def test_a_fund_weight_that_is_no_number_sends_the_form_back() -> None:
    assert result(of_weights("50", "40", fund="见附件"))[1] == ["W302"]


def test_child_rows_and_fillers_need_no_weight() -> None:
    rows = (indicator(*MET, weight="90"), indicator(*MET, weight=None, child=True))
    assert result(form(*rows))[1] == []


def without_column(count: int, typed: str | None = None) -> Form:
    rows = []
    for place in range(count):
        row = indicator(*MET, weight=None, typed=typed, name=f"指标{place}")
        rows.append(type(row)(**{**{name: getattr(row, name) for name in row.__slots__}, "weight": Read(None)}))
    return form(*rows, money=money(weight="20", typed=None))


def test_no_weight_column_splits_the_goal_points_equally_where_the_rules_say_so() -> None:
    card, codes = result(without_column(7), load_rules("hubei"))
    weights = [line.indicator.weight.value for line in card.lines]
    assert sum(weight for weight in weights if weight is not None) == 80
    assert {str(weight) for weight in weights} == {"11.42", "11.43"}
    assert "W310" in codes
    assert card.total == D("99.93")  # 19.93 of 20 for the execution, 80 for the goals


def test_the_units_own_split_is_not_known_so_a_higher_typed_score_is_no_fault() -> None:
    card, codes = result(without_column(8, typed="15"), load_rules("hubei"))
    assert card.total is not None
    assert "P502" not in codes


def test_typed_scores_on_a_scale_of_the_units_own_are_not_held_against_our_split() -> None:
    card, codes = result(without_column(19, typed="2"), load_rules("hubei"))
    assert [line.points for line in card.lines] == [line.indicator.weight.value for line in card.lines]
    assert "P505" not in codes


def test_typed_scores_that_fit_our_split_stand() -> None:
    of = without_column(8, typed="10")
    lower = replace(of.indicators[0], typed=replace(of.indicators[0].typed, value=Decimal(9)))
    card, codes = result(replace(of, indicators=(lower, *of.indicators[1:])), load_rules("hubei"))
    assert card.lines[0].points == 9
    assert "P505" in codes


def test_a_manual_line_takes_a_score_of_another_scale_up_to_our_weight() -> None:
    of = without_column(8, typed="15")
    told = replace(of.indicators[0], target=Read(Stated("便于应用"), "便于应用"), actual=Read(Stated("运用快速"), "运用快速"))
    card, codes = result(replace(of, indicators=(told, *of.indicators[1:])), load_rules("hubei"))
    assert (card.lines[0].points, card.lines[0].outcome) == (10, "manual")
    assert "P507" not in codes


def test_no_weight_column_sends_the_form_back_under_other_rules() -> None:
    assert result(without_column(7))[1] == ["W314"]


def test_a_form_without_weights_has_no_execution_weight_of_ours_to_exceed() -> None:
    rows = replace(without_column(7), money=money(weight=None, typed="20"))
    card, codes = result(rows)
    assert (card.execution.weight, card.execution.typed, codes) == (None, 20, ["W314"])


def test_a_form_that_is_not_scored_owes_no_budget() -> None:
    refused = problem("L103", sheet="自评表", layout="no-scores")
    for block in (None, money(budget=None, initial=None, executed=None, weight=None, typed=None)):
        assert result(replace(without_column(7), money=block), already=(refused,))[1] == []


@pytest.mark.parametrize("level", ["level1", "level2"])
def test_an_execution_row_is_known_by_its_level_too(level: str) -> None:
    rows = [indicator(*MET, weight="90"), indicator(*MET, weight="10", name="预算执行进度", **{level: "预算执行率"})]
    card, codes = result(form(*rows, money=money(weight="10")))
    assert (card.total, card.execution.weight, codes) == (100, None, ["W311"])


def test_a_layout_that_reading_has_refused_is_not_refused_twice() -> None:
    refused = problem("L103", sheet="自评表", layout="no-scores")
    assert result(without_column(7), already=(refused,))[1] == []


@given(count=st.integers(1, 60))
def test_shared_weights_always_add_up_to_the_goal_points(count: int) -> None:
    card, _ = result(without_column(count), load_rules("hubei"))
    assert sum((line.indicator.weight.value or Decimal(0) for line in card.lines), Decimal(0)) == 80


@pytest.mark.parametrize(("printed", "named"), [("100", True), ("98", False), (None, False)])
def test_a_printed_sum_that_the_rows_do_not_make_is_named(printed: str | None, named: bool) -> None:
    written = replace(of_weights("50", "38"), total_weight=Read(D(printed) if printed else None))
    _, problems = score_form(written, load_rules("mof-2020"))
    (wrong,) = [one for one in problems if one.code == "W304"]
    assert ("总分行写着 100" in wrong.expected) is named
