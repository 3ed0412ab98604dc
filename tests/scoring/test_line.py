"""One line: the rules of each kind of target, and the faults of other systems that must not come back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_forms import MOF, D, ask, codes, form, got, indicator, scored

from pbexcel.records import (
    Between,
    Blank,
    Deadline,
    Direction,
    Done,
    Measured,
    Number,
    Op,
    Placeholder,
    Rate,
    Read,
    Several,
    Stated,
    Tier,
    TierName,
    Unreadable,
)
from pbexcel.rules import load_rules
from pbexcel.scoring.score import score_form

MET = (ask(">=", "3", "头"), got("3", "头"))
FORWARD, REVERSE = ask(">=", "99.5", "%"), ask("<=", "20", "万元")


def test_a_met_target_earns_its_full_weight() -> None:
    line = scored(indicator(FORWARD, got("99.5", "%")))
    assert (line.points, line.computed, line.completion, line.outcome) == (10, 10, 1, "auto")


def test_a_missed_forward_target_earns_in_proportion() -> None:
    line = scored(indicator(FORWARD, got("90", "%")))
    assert (line.points, line.completion) == (D("9.05"), D("0.9045"))
    assert "90÷99.5×10=9.05" in line.because


def test_an_exceeded_limit_loses_by_the_printed_formula_and_shows_the_other() -> None:
    line = scored(indicator(REVERSE, got("25", "万元"), "reverse", weight="5"))
    assert line.points == D("4.00")
    assert "20÷25×5=4.00" in line.because
    assert "=3.75" in line.because


def test_the_other_reverse_method_is_a_choice_of_the_profile() -> None:
    mof = load_rules("mof-2020")
    linear = mof.model_copy(update={"reverse": mof.reverse.model_copy(update={"method": "linear_to_double"})})
    line = scored(indicator(REVERSE, got("25", "万元"), "reverse", weight="5"), linear)
    assert line.points == D("3.75")


def test_points_are_completion_times_weight_and_never_actual_times_weight() -> None:
    """A deployed system multiplied the actual: 98 % of a target of 98 % gave 9.8 of 10."""
    assert scored(indicator(ask(">=", "98", "%"), got("98", "%"))).points == 10


def test_overfulfilment_earns_nothing_more() -> None:
    assert scored(indicator(ask(">=", "100", "人"), got("300", "人"))).points == 10


@pytest.mark.parametrize(
    ("completed", "reason", "expected"),
    [("119", "", []), ("120", "", ["P511"]), ("129", "", ["P511"]), ("130", "", ["R602"]),
     ("130", "上级年中追加了培训任务", ["P511"]), ("130", "无", ["R602"])],
)  # fmt: skip
def test_overfulfilment_is_told_from_120_and_wants_a_reason_from_130(completed: str, reason: str, expected: list[str]) -> None:
    assert codes(indicator(ask(">=", "100", "人"), got(completed, "人"), reason=reason)) == expected


def test_a_negative_actual_counts_as_nothing() -> None:
    assert scored(indicator(ask(">=", "5", "个"), got("-5", "个"))).points == 0


def test_a_zero_is_a_score_and_an_actual_like_any_other() -> None:
    line = scored(indicator(ask(">=", "5", "个"), got("0", "个"), typed="0", reason="供应商停产，明年换一家采购"))
    assert (line.points, line.outcome) == (0, "auto")


@pytest.mark.parametrize(("actual", "points"), [("0", 10), ("1", 0)])
def test_a_limit_of_zero_is_all_or_nothing(actual: str, points: int) -> None:
    assert scored(indicator(ask("<=", "0", "起"), got(actual, "起"), "reverse")).points == points


@pytest.mark.parametrize(("actual", "points"), [("0", 10), ("-1", 10), ("2", 0)])
def test_equal_to_zero_is_all_or_nothing(actual: str, points: int) -> None:
    assert scored(indicator(ask("=", "0", "件"), got(actual, "件"), "equal")).points == points


def test_less_than_an_equal_target_earns_in_proportion() -> None:
    assert scored(indicator(ask("=", "8", "个"), got("6", "个"), "equal")).points == D("7.5")


def test_more_than_an_equal_count_is_full_but_never_without_a_word() -> None:
    row = indicator(ask("=", "8", "个"), got("9", "个"), "equal")
    assert scored(row).points == 10
    assert codes(row) == ["P518"]


@pytest.mark.parametrize(
    "exact",
    [{"level2": "成本指标"}, {"name": "低保补助标准"}, {"level1": "成本指标"}],
)
@pytest.mark.parametrize("actual", ["450", "550"])
def test_either_side_of_an_exact_amount_goes_to_a_person(exact: dict[str, Any], actual: str) -> None:
    row = indicator(ask("=", "500", "元"), got(actual, "元"), "equal", typed="8", **exact)
    assert (scored(row).outcome, scored(row).points, scored(row).computed) == ("manual", 8, None)
    assert codes(row) == ["P508"]


def test_money_is_exact_even_outside_costs() -> None:
    assert scored(indicator(ask("=", "500", "元"), got("550", "元"), "equal", typed="10")).outcome == "manual"


@pytest.mark.parametrize(("actual", "points"), [("18", 10), ("54", 10), ("9", 5), ("108", 5)])
def test_a_range_is_full_inside_and_in_proportion_outside(actual: str, points: int) -> None:
    assert scored(indicator(Between(D(18), D(54), "岁"), got(actual, "岁"), "between")).points == points


def test_a_deadline_kept_is_full_and_one_missed_is_a_persons() -> None:
    until = Deadline(date(2021, 12, 31))
    assert scored(indicator(until, Done(date(2021, 12, 31)), "deadline")).points == 10
    late = indicator(until, Done(date(2022, 1, 1)), "deadline", typed="6", reason="")
    assert (scored(late).outcome, scored(late).points) == ("manual", 6)
    assert codes(late) == ["P508"]


def test_an_unclear_direction_is_no_matter_where_both_are_equal() -> None:
    assert scored(indicator(ask(None, "10", "万元"), got("10", "万元"), "unclear")).points == 10


def test_an_unclear_direction_goes_to_a_person_where_it_matters() -> None:
    row = indicator(ask(None, "10", "万元"), got("12", "万元"), "unclear", typed="9")
    assert (scored(row).outcome, scored(row).computed) == ("manual", None)
    assert codes(row) == ["P517"]
    left = scored(indicator(ask(None, "10", "万元"), got("12", "万元"), "unclear"))
    assert (left.outcome, left.points, left.low, left.high) == ("open", None, D("8.33"), 10)


@pytest.mark.parametrize(
    ("target", "actual", "direction", "told"),
    [
        (ask(None, "20", "万元"), got("25", "万元"), "reverse", True),
        (ask(None, "12", "个"), got("10", "个"), "forward", True),
        (ask(None, "12", "个"), got("14", "个"), "forward", False),  # nothing lost
        (ask(None, "90", "%"), got("80", "%"), "forward", False),  # a share speaks for itself
        (ask("<=", "20", "万元"), got("25", "万元"), "reverse", False),
    ],
)
def test_a_direction_taken_from_the_name_is_told_where_it_costs_points(
    target: Measured, actual: Number, direction: Direction, told: bool
) -> None:
    assert ("P526" in codes(indicator(target, actual, direction))) is told


def test_the_same_words_back_are_full() -> None:
    row = indicator(Stated("合规"), Stated("合规。"), "stated", texts=("合规", "合规。"))
    assert (scored(row).points, scored(row).outcome) == (10, "auto")


def test_a_stated_target_answered_by_a_rate() -> None:
    assert scored(indicator(Stated("提高"), Rate(D(1)), "stated")).points == 10
    assert scored(indicator(Stated("提高"), Rate(D("0.85")), "stated")).points == D("8.5")
    assert scored(indicator(Stated("提高"), got("85", "%"), "stated")).points == D("8.5")


@pytest.mark.parametrize(
    ("tier", "typed", "points", "outcome", "expected"),
    [
        ("达成", None, D(10), "auto", []),
        ("达成", "9", D(9), "typed", ["P505"]),
        ("达成", "7", D(7), "typed", ["P506"]),
        ("部分达成", "7", D(7), "typed", ["R601"]),
        ("部分达成", "6", D(6), "typed", ["R601"]),
        ("部分达成", "8", D("7.99"), "typed", ["P506", "R601"]),
        ("部分达成", "5", D(5), "typed", ["P506", "R601"]),
        ("未达成", "6", D("5.99"), "typed", ["P506", "R601"]),
        ("部分达成", None, None, "open", ["P507"]),
    ],
)
def test_tiers(tier: TierName, typed: str | None, points: Decimal | None, outcome: str, expected: list[str]) -> None:
    row = indicator(Stated("提高"), Tier(tier), "stated", typed=typed)
    line = scored(row)
    assert (line.points, line.outcome) == (points, outcome)
    assert sorted(codes(row)) == sorted(expected)


def test_an_open_tier_has_its_own_range() -> None:
    line = scored(indicator(Stated("提高"), Tier("部分达成"), "stated"))
    assert (line.low, line.high) == (6, D("7.99"))


def test_another_family_uses_other_tiers() -> None:
    line = scored(indicator(Stated("提高"), Tier("部分达成"), "stated"), load_rules("hubei"))
    assert (line.low, line.high) == (5, D("7.99"))


def test_a_paraphrase_belongs_to_a_person() -> None:
    row = indicator(Stated("服务水平提高"), Stated("群众反映较好"), "stated", typed="9", texts=("服务水平提高", "群众反映较好"))
    assert (scored(row).outcome, scored(row).points, codes(row)) == ("manual", 9, ["P508"])


def test_a_target_retold_as_done_is_achieved() -> None:
    told = ("维护公共利益，提高办案质量", "维护了公共利益,已提高办案质量")
    assert scored(indicator(Stated(told[0]), Stated(told[1]), "stated", texts=told)).points == 10
    other = ("提高办案质量", "未提高办案质量")
    assert scored(indicator(Stated(other[0]), Stated(other[1]), "stated", texts=other)).outcome == "open"


@pytest.mark.parametrize(
    ("told", "outcome"),
    [
        (("定性 明显提升", "明显提升"), "auto"), (("正向 明显提升", "已明显提升"), "auto"), (("文字描述 显著提升 /", "显著提升"), "auto"), (("反向 不发生事故 无", "不发生事故"), "auto"),
        (("定性 明显提升", "提升"), "open"), (("定性 定性", "定性"), "open"), (("定性", "定性良好"), "open"),
    ],
)  # fmt: skip
def test_the_columns_around_a_stated_target_do_not_change_what_it_says(told: tuple[str, str], outcome: str) -> None:
    row = replace(indicator(Stated(told[0]), Stated(told[1]), "stated", texts=told), unit_column=True)
    assert scored(row).outcome == outcome


def test_an_actual_beside_a_unit_column_need_not_repeat_the_sign() -> None:
    row = indicator(ask(">=", "90", "%"), got("93"))
    assert codes(row) == ["T209"]
    assert codes(replace(row, unit_column=True)) == []


@pytest.mark.parametrize(("pigs", "outcome"), [("80", "auto"), ("79", "open")])
def test_a_row_whose_targets_stand_below_it_is_met_when_they_are(pigs: str, outcome: str) -> None:
    parent = indicator(Blank(), Blank(), "unclear", weight="90", name="★养殖数量", texts=("", ""))
    below = [indicator(ask(None, "80", "头"), got(pigs, "头"), weight=None, child=True), indicator(*MET, weight=None, child=True)]
    line = score_form(form(parent, *below), MOF)[0].lines[0]
    assert (line.outcome, line.points) == (outcome, 90 if outcome == "auto" else None)


@pytest.mark.parametrize("word", [Tier("达成"), Stated("已完成")])
def test_a_word_is_no_measurement(word: Tier | Stated) -> None:
    row = indicator(FORWARD, word, typed="10")
    assert (scored(row).outcome, scored(row).points, scored(row).computed) == ("manual", 10, None)
    assert codes(row) == ["P508"]
    assert scored(replace(row, typed=replace(row.typed, value=None, text=""))).outcome == "open"


def test_several_values_must_all_be_met() -> None:
    asked = Several((ask(">=", "90", "%"), ask(">=", "80", "%")))
    both = Several((got("95", "%"), got("80", "%")))
    one = Several((got("95", "%"), got("70", "%")))
    assert scored(indicator(asked, both)).points == 10
    same = ("90%，8.5分", "90%，85分")
    assert scored(indicator(asked, got("95", "%"), texts=same)).outcome == "open"
    assert scored(indicator(asked, one, typed="5")).outcome == "manual"
    assert scored(indicator(asked, got("95", "%"), typed="5")).outcome == "manual"


def test_a_rate_where_a_quantity_was_asked() -> None:
    assert scored(indicator(ask(">=", "5", "年"), Rate(D(1)))).points == 10
    assert scored(indicator(ask(">=", "5", "年"), Rate(D("0.8")))).points == 8
    assert scored(indicator(ask("<=", "0.5", "小时"), Rate(D(1)), "reverse")).points == 10
    assert scored(indicator(ask("<=", "0.5", "小时"), Rate(D("0.95")), "reverse", typed="5")).outcome == "manual"
    assert scored(indicator(ask("<=", "0.5", "小时"), Rate(D("1.1")), "reverse", typed="5")).outcome == "manual"
    assert scored(indicator(ask(">=", "0", "件"), Rate(D("0.5")), typed="5")).outcome == "manual"


@pytest.mark.parametrize("typed", [None, "10"])
def test_a_number_asked_and_nothing_answered_sends_the_form_back_whatever_was_typed(typed: str | None) -> None:
    row = indicator(FORWARD, Blank(), typed=typed, texts=("≥99.5%", ""))
    assert (scored(row).outcome, scored(row).points) == ("open", None)
    assert codes(row) == ["P509"]


@pytest.mark.parametrize("target", [Blank(), Placeholder("—"), Unreadable("约九成左右")])
def test_a_target_nobody_can_read_is_a_persons(target: Blank | Placeholder | Unreadable) -> None:
    assert scored(indicator(target, got("5"), typed="9")).outcome == "manual"
    left = scored(indicator(target, got("5")))
    assert (left.outcome, left.points, left.low, left.high) == ("open", None, 0, 10)


def test_child_rows_carry_no_points() -> None:
    row = indicator(FORWARD, got("1", "%"), child=True, weight=None)
    assert (scored(row).points, scored(row).high, codes(row)) == (0, 0, [])


@pytest.mark.parametrize(("weight", "expected"), [(None, "W301"), ("十分", "W302"), ("0", "W303"), ("-5", "W303")])
def test_a_weight_that_is_none_sends_the_form_back(weight: str | None, expected: str) -> None:
    row = indicator(FORWARD, got("100", "%"), weight=weight)
    assert codes(row) == [expected]
    assert (scored(row).points, scored(row).outcome) == (None, "open")


@pytest.mark.parametrize(("typed", "expected"), [("满分", "P501"), ("10.01", "P502"), ("-0.5", "P503")])
def test_a_typed_score_that_cannot_be_sends_the_form_back(typed: str, expected: str) -> None:
    assert codes(indicator(FORWARD, got("100", "%"), typed=typed)) == [expected]


def test_a_missed_target_asks_for_a_reason_once() -> None:
    assert codes(indicator(FORWARD, got("90", "%"))) == ["R601"]
    assert codes(indicator(FORWARD, got("90", "%"), reason="无")) == ["R603"]
    assert codes(indicator(FORWARD, got("90", "%"), reason="设备老化")) == ["R603"]
    assert codes(indicator(FORWARD, got("90", "%"), reason="受雨季影响工期顺延")) == ["R606"]
    assert codes(indicator(FORWARD, got("90", "%"), reason="设备老化，下一步更换")) == []
    assert codes(indicator(FORWARD, got("90", "%"), reason="已全部完成年初目标")) == ["R605"]


@pytest.mark.parametrize(("reason", "expected"), [("", ["R607"]), ("无", ["R603"]), ("供应商推迟交货，明年3月前补齐", [])])
def test_a_missed_target_wants_a_reason_also_where_nothing_is_scored(reason: str, expected: list[str]) -> None:
    row = replace(indicator(ask(">=", "100", "%"), got("82", "%"), reason=reason), weight=Read(None))
    assert codes(row) == expected


def test_a_text_that_says_unfinished_beside_full_marks() -> None:
    assert codes(indicator(FORWARD, got("100", "%"), reason="因网络故障未完成")) == ["R604"]


numbers = st.decimals(min_value=-1000, max_value=1000, places=3)
weights = st.decimals(min_value=Decimal("0.5"), max_value=100, places=1)
directions: st.SearchStrategy[Direction] = st.sampled_from(["forward", "reverse", "equal", "unclear"])
ops: st.SearchStrategy[Op | None] = st.sampled_from([">=", ">", "<=", "<", "=", None])


@given(op=ops, target=numbers, actual=numbers, weight=weights, direction=directions, typed=st.none() | st.floats(0, 1))
def test_points_never_leave_the_range_from_nothing_to_the_weight(
    op: Op | None, target: Decimal, actual: Decimal, weight: Decimal, direction: Direction, typed: float | None
) -> None:
    given_score = None if typed is None else str((Decimal(str(round(typed, 3))) * weight).quantize(D("0.01")))
    row = indicator(Measured(op, target, "个"), Number(actual, "个"), direction, weight=str(weight), typed=given_score)
    line = scored(row)
    assert 0 <= line.low <= line.high <= weight
    if line.points is not None:
        assert 0 <= line.points <= weight
    if line.computed is not None and line.points is not None:
        assert line.points <= max(line.computed, line.points if line.outcome == "typed" else D(0))


@given(target=st.decimals(D("0.1"), 1000, places=1), actual=st.decimals(0, 1000, places=1), more=st.decimals(0, 100, places=1))
def test_doing_more_of_a_forward_line_never_costs_points(target: Decimal, actual: Decimal, more: Decimal) -> None:
    before = scored(indicator(Measured(">=", target, "个"), Number(actual, "个"))).points
    after = scored(indicator(Measured(">=", target, "个"), Number(actual + more, "个"))).points
    assert before is not None
    assert after is not None
    assert after >= before


@given(target=st.decimals(D("0.1"), 1000, places=1), less=st.decimals(D("0.001"), D("0.1"), places=3))
def test_a_missed_target_never_reaches_its_full_weight_by_rounding(target: Decimal, less: Decimal) -> None:
    line = scored(indicator(Measured(">=", target, "个"), Number(target - less, "个")))
    assert line.points is not None
    assert line.points < 10


@pytest.mark.parametrize(
    ("asked", "share", "points"),
    [("稳步提升", "0.85", D("8.5")), ("稳步提升", "0.08", None), ("效果明显", "0.08", D("0.8")), ("控制在预算范围内", "0.95", None), ("满意", "0.95", None)],
)
def test_a_percentage_that_may_be_the_measured_value_is_a_persons(asked: str, share: str, points: Decimal | None) -> None:
    row = indicator(Stated(asked), Rate(D(share)), "stated", texts=(asked, f"{D(share) * 100}%"))
    assert scored(row).points == points


def test_a_line_says_whether_the_form_has_no_weights_or_this_one_is_missing() -> None:
    row = indicator(FORWARD, got("100", "%"), weight=None)
    assert scored(row).because == "分值缺失或不对，不能计分"
    assert scored(replace(row, weight=replace(row.weight, at=None))).because == "表里没有分值列，不能计分"
