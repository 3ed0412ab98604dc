"""The checks of a form: each finds its fault, passes without it, and says when it does not apply or cannot run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from scored_forms import MOF, D, ask, cell, form, got, indicator, money, result, seed, with_line

from pbexcel.problems import Problem, catalogue, problem
from pbexcel.records import Deadline, Done, Form, Ledger, Rate, Read, Stated
from pbexcel.rules import Profile, load_rules
from pbexcel.scoring.checks import all_checks, run_checks
from pbexcel.scoring.checks.owed import NO_FORM_CODES
from pbexcel.scoring.score import score_form


def checked(of: Form, profile: Profile = MOF, already: tuple[Problem, ...] = ()) -> tuple[list[str], Ledger]:
    card, problems = score_form(of, profile, already)
    more, ledger = run_checks(card, profile, (*already, *problems))
    return [found.code for found in more], ledger


def states(ledger: Ledger) -> dict[str, str]:
    """Check name → what became of it; `could_not_run` entries without their why."""
    return {
        **dict.fromkeys(ledger.passed, "passed"),
        **dict.fromkeys(ledger.found, "found"),
        **dict.fromkeys(ledger.not_applicable, "not_applicable"),
        **{name.split("：")[0]: "could_not_run" for name in ledger.could_not_run},
    }


# --- the ledger ---


@pytest.mark.parametrize("of", [seed(), seed(typed=False), form(), form(money=None), replace(form(), indicators=())])
def test_every_check_is_accounted_for_exactly_once(of: Form) -> None:
    _, ledger = checked(of)
    names = [*ledger.passed, *ledger.found, *ledger.not_applicable, *(line.split("：")[0] for line in ledger.could_not_run)]
    assert sorted(names) == sorted(check.name for check in all_checks())
    assert len(set(names)) == len(names)


def test_every_code_that_one_form_can_get_belongs_to_a_check() -> None:
    owned = [code for check in all_checks() for code in check.codes]
    owed = {code for code in catalogue() if code[0] in "LTAWMPR"} - NO_FORM_CODES | {"B731"}
    assert sorted(owned) == sorted(owed)


def test_every_check_has_a_name_people_can_read() -> None:
    assert not [check.name for check in all_checks() if any(code in check.name for code in check.codes)]


def test_what_cannot_run_says_why() -> None:
    _, ledger = checked(form(money=money(budget=None, initial=None)))
    assert any("没有预算数或执行数" in line for line in ledger.could_not_run)


def test_what_reading_found_is_found_in_the_ledger() -> None:
    _, ledger = checked(seed(), already=(problem("L106", place="表头"),))
    assert states(ledger)["主管部门已填"] == "found"
    assert states(checked(seed())[1])["主管部门已填"] == "passed"


def test_findings_come_sorted_by_cell() -> None:
    block = money(budget="100", executed="120", rate="0.5", typed=None)
    card, problems = score_form(form(money=block), MOF)
    more, _ = run_checks(card, MOF, problems)
    assert [str(found.at) for found in more] == ["自评表!E5", "自评表!G5"]


# --- money ---


@pytest.mark.parametrize("printed", ["0.9965", "0.99654", "0.996545454545454", "0.997", "1", "0.9966"])
def test_a_printed_rate_may_be_rounded(printed: str) -> None:
    expected = ["M407"] if printed == "0.9966" else []
    assert checked(form(money=money(rate=printed, typed=None)))[0] == expected


def test_a_printed_rate_may_be_cut() -> None:
    assert checked(form(money=money(budget="300", executed="299.99", rate="0.9999", typed=None)))[0] == []


def test_a_printed_rate_that_is_no_number_is_told() -> None:
    block = replace(money(typed=None), rate=Read(None, "见附件", cell(5, 7)))
    assert checked(form(money=block))[0] == ["M407"]


def test_more_executed_than_budgeted_is_a_loud_warning() -> None:
    codes, _ = checked(form(money=money(budget="100", executed="120", typed=None)))
    assert codes == ["M406"]
    assert checked(form(money=money(budget="100", executed="100", typed=None)))[0] == []
    assert catalogue()["M406"].severity == "警告"


def test_parts_must_add_up_to_the_total_row() -> None:
    good = money(parts=(("110", "110", "109.62"), (None, "0", "0")))
    nested = money(parts=(("110", "110", "109.62"), ("60", "60", "59.62")))  # a part of the part above it
    wrong = money(parts=(("100", "100", "100"), ("10", "20", "9.62")))
    assert "M410" not in checked(form(money=good))[0]
    assert "M410" not in checked(form(money=nested))[0]
    assert checked(form(money=wrong))[0] == ["M410"]


@pytest.mark.parametrize(("executed", "expected"), [("80", ["M412"]), ("79.99", ["M411", "M412"]), ("96", []), ("94.99", ["M412"])])
def test_unspent_money_and_completion_ahead_of_spending(executed: str, expected: list[str]) -> None:
    assert sorted(checked(form(money=money(budget="100", executed=executed, typed=None)))[0]) == expected


def test_ahead_of_spending_is_a_share_of_what_was_done() -> None:
    half = indicator(ask(">=", "100", "人"), got("50", "人"), weight="90", reason="下半年停工，下一步补齐任务")
    assert "M412" in checked(form(half, money=money(budget="100", executed="46", typed=None)))[0]  # 8 % of a half, 4 % of all


def test_the_unit_of_the_amounts_is_named_and_the_same() -> None:
    assert checked(form(money=money(unit="")))[0] == ["M413"]
    block = money()
    other = replace(block, total=replace(block.total, executed=Read(D("109.62"), "1096200元", cell(5, 5))))
    assert checked(form(money=other))[0] == ["M413"]


def costs(software: str, budget: str = "110") -> Form:
    of = with_line(seed(), "软件升级", actual=Read(got(software, "万元"), f"{software}万元"))
    return replace(of, money=money(budget=budget, parts=()))


def test_cost_actuals_add_up_to_the_executed_amount() -> None:
    assert states(checked(seed())[1])["成本指标合计等于执行数"] == "passed"


def test_cost_actuals_that_do_not_add_up_are_told_where_the_targets_split_the_budget() -> None:
    assert "M414" in checked(costs("15"))[0]


def test_cost_actuals_are_no_sum_where_the_targets_do_not_split_the_budget() -> None:
    codes, ledger = checked(costs("15", budget="150"))
    assert "M414" not in codes
    assert states(ledger)["成本指标合计等于执行数"] == "not_applicable"


def test_cost_amounts_are_converted_before_they_are_added() -> None:
    of = with_line(seed(), "软件升级", actual=Read(got("198000", "元"), "198000元"))
    assert states(checked(of)[1])["成本指标合计等于执行数"] == "passed"


@pytest.mark.parametrize(("target", "told"), [("≤110元", True), ("≤1100000万元", True), ("≤110万元", False), ("≤109元", False)])
def test_money_a_myriad_times_a_cost_is_told(target: str, told: bool) -> None:
    number, unit = target[1:].split("元")[0].removesuffix("万"), "万元" if "万" in target else "元"
    of = with_line(seed(), "设备采购", target=Read(ask("<=", number, unit), target), actual=Read(got("1", "万元"), "1万元"))
    assert ("M417" in checked(of)[0]) is told


def test_a_cost_target_above_the_budget_is_told() -> None:
    of = with_line(seed(), "设备采购", target=Read(ask("<=", "900", "万元"), "≤900万元"))
    assert "M415" in checked(of)[0]


def test_sichuan_asks_for_a_reason_below_90_percent() -> None:
    low = money(budget="100", executed="89", typed=None)
    assert "M416" in checked(form(money=low), load_rules("sichuan"))[0]
    assert "M416" not in checked(form(money=low))[0]
    reasoned = form(indicator(ask(">=", "5", "个"), got("5", "个"), weight="90", reason="尾款明年支付"), money=low)
    assert "M416" not in checked(reasoned, load_rules("sichuan"))[0]
    assert "M416" not in checked(form(money=money(budget="100", executed="90")), load_rules("sichuan"))[0]


# --- weights ---


def test_printed_first_level_points_must_be_the_sum_of_their_lines() -> None:
    of = seed()
    wrong = replace(of, level1_points=(Read(D(45), "产出指标（50分）", cell(10, 2)), *of.level1_points[1:]))
    assert "W307" in checked(wrong)[0]
    assert states(checked(of)[1])["一级指标印的分数等于各指标分值之和"] == "passed"


def test_another_split_and_a_missing_first_level_are_only_told() -> None:
    met = (ask(">=", "5", "个"), got("5", "个"))
    one = form(indicator(*met, weight="90", level1="产出指标"))
    assert checked(one)[0] == ["W309"]
    rows = [indicator(*met, weight=weight, level1=level, name=level) for level, weight in (("产出指标", "60"), ("社会效益", "20"), ("满意度", "10"))]
    assert checked(form(*rows))[0] == ["W308"]
    usual = [indicator(*met, weight=weight, level1=level, name=level) for level, weight in (("项目完成指标", "50"), ("效果指标", "30"), ("满意度", "10"))]
    assert checked(form(*usual))[0] == []
    assert {catalogue()[code].severity for code in ("W308", "W309")} == {"提醒"}


def test_the_same_indicator_twice_is_told() -> None:
    met = (ask(">=", "5", "个"), got("5", "个"))
    twice = [indicator(*met, weight="45", name="培训 人数"), indicator(*met, weight="45", name="培训人数")]
    assert "W313" in checked(form(*twice))[0]
    other = [indicator(*met, weight="45", name="培训人数"), indicator(*met, weight="45", name="培训人数", texts=("别的", "完成值"))]
    assert "W313" not in checked(form(*other))[0]


def test_a_weight_merged_over_rows_is_told() -> None:
    met = (ask(">=", "5", "个"), got("5", "个"))
    first = indicator(*met, weight="90", row=11)
    second = replace(indicator(*met, weight=None, row=12, name="另一个", child=True), weight=Read(None, "", first.weight.at))
    third = replace(second, row=13, name=Read("第三个", "第三个"))
    assert [code for code in checked(form(first, second, third))[0] if code == "W315"] == ["W315"]


@pytest.mark.parametrize(("other", "name", "outcome"), [("5", "另一个", "auto"), ("3", "另一个", "manual"), ("3", "其中：另一个", "auto")])
def test_a_weight_merged_over_rows_is_earned_by_all_of_them(other: str, name: str, outcome: str) -> None:
    first = indicator(ask(">=", "5", "个"), got("5", "个"), weight="90", typed="90", row=11)
    second = indicator(ask(">=", "5", "个"), got(other, "个"), weight=None, row=12, name=name, child=True)
    card, found = score_form(form(first, replace(second, weight=Read(None, "", first.weight.at))), MOF)
    assert (card.lines[0].outcome, card.lines[0].points) == (outcome, 90)
    assert ("P508" in [problem.code for problem in found]) == (outcome == "manual")


# --- values ---


def test_a_cost_written_as_a_lower_limit_is_told() -> None:
    of = with_line(seed(), "设备采购", target=Read(ask(">=", "80", "万元"), "≥80万元"), direction="forward")
    assert "P516" in checked(of)[0]


@pytest.mark.parametrize("actual", [got("105", "%"), Rate(D("1.05"))])
def test_a_share_of_a_whole_is_at_most_the_whole(actual: object) -> None:
    of = with_line(seed(), "使用人员满意度", actual=Read(actual, "105%"))
    assert "P519" in checked(of)[0]
    grown = form(indicator(ask(">=", "98", "%"), got("105", "%"), weight="90", name="产值增长率"))
    assert "P519" not in checked(grown)[0]


def test_a_negative_actual_is_told() -> None:
    assert "P520" in checked(form(indicator(ask(">=", "5", "人"), got("-5", "人"), weight="90")))[0]
    assert "P520" not in checked(form(indicator(ask(">=", "-5", "%"), got("-3", "%"), weight="90")))[0]


def test_a_deadline_after_the_year_of_the_form_is_told() -> None:
    def until(day: date) -> list[str]:
        return checked(form(indicator(Deadline(day), Stated("完成"), "deadline", weight="90", typed="90")))[0]

    assert "P521" in until(date(2022, 12, 31))
    assert "P521" not in until(date(2021, 12, 31))


def test_what_was_done_before_the_year_began_is_told() -> None:
    def done(day: date) -> list[str]:
        return checked(form(indicator(Deadline(date(2021, 12, 31)), Done(day), "deadline", weight="90", typed="90")))[0]

    assert "P527" in done(date(2020, 12, 31))
    assert "P527" not in done(date(2021, 1, 1))


def test_without_a_year_the_deadline_check_could_not_run() -> None:
    of = form(indicator(Deadline(date(2021, 12, 31)), Stated("完成"), "deadline", weight="90", typed="90"), year=Read(None))
    assert states(checked(of)[1])["完成时限在本年度以内"] == "could_not_run"


def test_target_and_actual_that_are_the_weight_are_told() -> None:
    assert "P522" in checked(form(indicator(ask(None, "12.5"), got("12.5"), weight="12.5")))[0]
    assert "P522" in checked(form(indicator(ask(None, "90"), got("90"), weight="90")))[0]
    chance = [indicator(ask(None, "10"), got("10"), weight="10", name="一")]
    chance += [indicator(ask(">=", "3", "个"), got("3", "个"), weight="20", name=f"别的{n}") for n in range(4)]
    assert "P522" not in checked(form(*chance))[0]


# --- typed scores ---


def test_a_typed_total_that_is_not_the_sum_is_told() -> None:
    assert "P510" in checked(replace(seed(), total=Read(D(99), "99", cell(30, 8))))[0]
    assert "P510" not in checked(seed())[0]


@pytest.mark.parametrize(("typed", "told"), [("优", False), ("优秀", False), ("良", True), ("良好", True)])
def test_a_typed_grade_must_be_that_of_the_total(typed: str, told: bool) -> None:
    assert ("P512" in checked(replace(seed(), grade=Read(typed, typed, cell(31, 4))))[0]) is told


def test_a_grade_ticked_twice_could_not_be_compared() -> None:
    of = replace(seed(), grade=Read("", "☑优 ☑良", cell(31, 4)))
    assert any("☑优 ☑良" in line and "看不出是哪一个" in line for line in checked(of)[1].could_not_run)


def test_a_grade_of_another_scheme_could_not_be_compared() -> None:
    of = replace(seed(), grade=Read("合格", "合格", cell(31, 4)))
    assert states(checked(of)[1])["填写的等级与总分相符"] == "could_not_run"


def test_full_marks_everywhere_are_told() -> None:
    of = seed()
    rows = tuple(replace(row, typed=replace(row.typed, value=row.weight.value, text=row.weight.text)) for row in of.indicators)
    full = replace(of, indicators=rows, total=Read(D(100), "100", cell(30, 8)))
    assert "P513" in checked(full)[0]
    assert states(checked(seed(typed=False))[1])["不是每一行都打满分"] == "not_applicable"


def test_full_marks_count_the_execution_only_where_it_is_scored_from_the_fund_block() -> None:
    met = (ask(">=", "5", "个"), got("5", "个"))
    assert "P513" in checked(form(indicator(*met, weight="100", typed="100"), money=None))[0]
    assert "P513" not in checked(form(indicator(*met, weight="90", typed="90"), money=money(typed="9")))[0]


@pytest.mark.parametrize(("actual", "told"), [("90", True), ("91", True), ("92", False), ("89.99", False)])
def test_a_total_close_above_a_grade_line_is_told(actual: str, told: bool) -> None:
    block = money(budget="100", executed="100", weight=None, typed=None)
    of = form(indicator(ask(">=", "100", "%"), got(actual, "%"), weight="100"), money=block)
    assert ("P514" in checked(of)[0]) is told


def test_a_cell_that_hides_the_decimals_of_its_score_is_told() -> None:
    of = replace(seed(typed=False), shown_decimals=((cell(5, 8), 0), (cell(10, 8), 0), (cell(30, 8), 1)))
    assert checked(of)[0] == ["P515", "P515"]  # 9.97 of the execution and the total of 99.97; a line's 10 needs none
    unread = replace(seed(), shown_decimals=None)
    assert states(checked(unread)[1])["得分格能显示全部小数"] == "could_not_run"


# --- one finding per line and cause ---


def test_a_target_misread_by_a_scanner_is_not_also_impossible() -> None:
    row = indicator(ask(None, "290", "%"), got("100", "%"), name="市民满意度", weight="90")
    assert "T206" in result(form(row))[1]
    assert checked(form(row))[0] == []
    row = indicator(ask(">=", "105", "%"), got("100", "%"), name="市民满意度", weight="90")
    assert checked(form(row))[0] == ["P519"]


def test_where_the_weights_make_110_the_typed_total_is_not_doubted_as_well() -> None:
    row = indicator(ask(">=", "5", "个"), got("5", "个"), weight="100", typed="100")
    found, ledger = checked(form(row, total=Read(D(100), "100", cell(30, 8))))
    assert "P510" not in found
    assert states(ledger)["填写的总分等于各项自评得分之和"] == "passed"
    assert "P510" in checked(form(row, total=Read(D(105), "105", cell(30, 8))))[0]


def test_a_split_is_not_judged_while_the_weights_do_not_make_100() -> None:
    def split(*weights: str) -> Form:
        levels = ("产出指标", "效益指标", "满意度指标")
        return form(*(indicator(ask(">=", "5", "个"), got("5", "个"), weight=weight, level1=level, name=level)
                      for level, weight in zip(levels, weights, strict=True)))  # fmt: skip

    assert checked(split("60", "20", "10"))[0] == ["W308"]
    assert "W308" not in checked(split("61", "20", "10"))[0]


def test_an_execution_row_is_no_first_level_of_its_own() -> None:
    rows = [
        indicator(ask(">=", "5", "个"), got("5", "个"), weight=weight, level1=level, name=level)
        for level, weight in (("产出指标", "50"), ("效益指标", "30"), ("满意度指标", "10"), ("预算执行率", "10"))
    ]
    assert "W308" not in checked(form(*rows, money=money(weight="10")))[0]


def test_a_printed_rate_that_is_none_is_quoted_as_it_stands() -> None:
    block = replace(money(), rate=Read(D("14.37"), "1,437", money().rate.at))
    card, problems = score_form(form(money=block), MOF)
    more, _ = run_checks(card, MOF, problems)
    assert [found.title for found in more if found.code == "M407"] == ["填的执行率是 1,437，按执行数除以预算数是 99.65%"]


@pytest.mark.parametrize(("actuals", "told"), [(("≥5个", "≥95%", "≤3起"), True), (("≥5个", "≥95%", "2起"), False), (("≥5个", "≥95%"), False)])
def test_targets_copied_with_their_comparators_are_told(actuals: tuple[str, ...], told: bool) -> None:
    asked = [("≥5个", ask(">=", "5", "个")), ("≥95%", ask(">=", "95", "%")), ("≤3起", ask("<=", "3", "起"))]
    rows = [
        indicator(target, got(str(target.number), target.unit), "reverse" if "≤" in text else "forward", texts=(text, actual), name=f"指标{text}")
        for (text, target), actual in zip(asked, actuals, strict=False)
    ]
    assert ("P528" in checked(form(*rows))[0]) is told
