"""A whole form: total, grade, range, and what may send it back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored_forms import MOF, D, ask, form, got, indicator, money, result, seed, with_line

from pbexcel.problems import catalogue, problem
from pbexcel.records import Measured, Number, Rate, Read, Stated
from pbexcel.rules import load_rules
from pbexcel.scoring.checks import run_checks
from pbexcel.scoring.score import grade_of, score_form

# design: nothing else sends a form back
CLOSED_LIST = {
    "L101", "L102", "L103", "L104", "L105", "L110", "L116", "L117", "L122", "L123", "L124",  # no readable form, no weights or scores, no name
    "L121",  # goes back with another form of its workbook (decision 18)
    "W301", "W302", "W303", "W304", "W306", "W314",  # weights missing, wrong, not 100
    "M401", "M405",  # no budget; the execution line left open
    "P501", "P502", "P503", "P507", "P509",  # impossible typed scores, open lines, no evidence
}  # fmt: skip


def test_the_seed_scores_98_and_is_excellent() -> None:
    card, _ = score_form(seed(), MOF)
    assert (card.total, card.grade, card.low, card.high) == (98, "优", 98, 98)
    assert (card.execution.computed, card.execution.points) == (D("9.97"), 10)
    assert [line.points for line in card.lines] == [10, 10, 10, 5, 5, 5, 5, 10, 9, 10, 9]


def test_the_seed_without_typed_scores_is_99_97() -> None:
    card, codes = result(seed(typed=False))
    assert (card.total, card.grade, codes) == (D("99.97"), "优", [])


def test_the_seed_gives_exactly_its_findings_and_no_other() -> None:
    card, problems = score_form(seed(), MOF)
    more, ledger = run_checks(card, MOF, problems)
    assert [(found.code, found.severity, str(found.at)) for found in (*problems, *more)] == [
        ("P505", "警告", "自评表!H18"), ("P505", "警告", "自评表!H20"),
    ]  # fmt: skip
    assert "成本指标合计等于执行数" in ledger.passed
    assert ledger.could_not_run == ()


def test_full_marks_on_missed_lines_are_cut_and_the_cost_and_the_grade_are_told() -> None:
    missed = with_line(seed(), "软件升级", actual=Read(got("25", "万元"), "25万元"))
    missed = with_line(missed, "系统验收合格率", actual=Read(got("90", "%"), "90%"))
    card, problems = score_form(missed, MOF)
    points = {line.indicator.name.value: line.points for line in card.lines}
    assert (points["软件升级"], points["系统验收合格率"]) == (D("4.00"), D("9.05"))
    costs = {found.code: found.costs for found in problems if found.costs}
    assert costs == {"P504": D("1.00")} or costs == {"P504": D("0.95")}
    assert sum(found.costs or 0 for found in problems) == D("1.95")
    assert card.total == D("96.05")
    assert all("等级仍为优" in found.title for found in problems if found.code == "P504")


def test_a_finding_that_moves_the_grade_says_so() -> None:
    rows = (indicator(ask(">=", "100", "%"), got("88", "%"), weight="90", typed="90", reason="机房断电，下一步增加备用电源"),)
    card, problems = score_form(form(*rows), MOF)
    assert (card.total, card.grade) == (D("89.20"), "良")
    assert [found.costs for found in problems] == [D("10.80")]
    assert "等级由优变为良" in problems[0].title


def test_the_total_is_the_sum_of_the_shown_points() -> None:
    """A deployed system added floats: 89.99999999999999."""
    rows = [indicator(ask(">=", "3", "个"), got("2", "个"), weight="9", name=f"指标{n}") for n in range(10)]
    card, _ = result(form(*rows))
    assert [line.points for line in card.lines] == [6] * 10
    thirds = [indicator(ask(">=", "3", "个"), got("1", "个"), weight="10", name=f"指标{n}") for n in range(9)]
    card, _ = result(form(*thirds))
    assert card.total == D("9.97") + 9 * D("3.33") + D("0.03")  # typed 10 stands for 9.97


def test_the_grade_is_that_of_the_shown_total() -> None:
    """A deployed system graded the unrounded sum: it showed 90.00 and said 良."""
    lines = [
        indicator(ask(">=", "10000", "个"), got("8888", "个"), weight="45", name="一"),  # 39.996 is shown as 40.00
        indicator(ask(">=", "10000", "个"), got("8888", "个"), weight="45", name="二"),
    ]
    card, _ = result(form(*lines, money=money(budget="100", executed="100", typed=None)))
    assert (card.total, card.grade) == (D("90.00"), "优")


@pytest.mark.parametrize(
    ("total", "grade"),
    [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("79.99", "中"), ("60", "中"), ("59.99", "差"), ("0", "差")],
)
def test_grades_begin_at_their_edges(total: str, grade: str) -> None:
    assert grade_of(D(total), MOF) == grade


@given(one=st.decimals(0, 100, places=2), other=st.decimals(0, 100, places=2))
def test_a_higher_total_never_has_a_lower_grade(one: Decimal, other: Decimal) -> None:
    order = [name for name, _ in MOF.grade_edges()]
    low, high = sorted((one, other))
    assert order.index(grade_of(high, MOF)) <= order.index(grade_of(low, MOF))


def test_an_open_line_leaves_total_and_grade_out_and_gives_the_range() -> None:
    rows = (
        indicator(ask(">=", "5", "个"), got("5", "个"), weight="80"),
        indicator(Stated("提高"), Stated("较好"), "stated", weight="10", texts=("提高", "较好"), name="影响"),
    )
    card, codes = result(form(*rows))
    assert (card.total, card.grade, card.low, card.high, codes) == (None, None, 90, 100, ["P507"])


def test_a_returned_form_keeps_its_lines_and_its_range() -> None:
    named = problem("L105", place="表头")
    card, _ = result(seed(), already=(named,))
    assert (card.total, card.grade, card.low, card.high) == (None, None, 98, 98)


def test_a_warning_of_reading_never_stops_scoring() -> None:
    assert result(seed(), already=(problem("L106", place="表头"),))[0].total == 98


def test_a_person_is_told_once_where_reading_has_said_why() -> None:
    row = indicator(Stated("提高"), Stated("较好"), "stated", weight="90", typed="80", texts=("提高", "较好"))
    _, codes = result(form(row))
    assert codes == ["P508"]
    told = problem("L112", at=row.actual.at)
    assert result(form(row), already=(told,))[1] == []


def test_more_executed_than_budgeted_is_scored() -> None:
    card, codes = result(form(money=money(budget="100", executed="120", typed=None)))
    assert (card.total, codes) == (100, [])


def test_a_draft_says_so_on_every_form() -> None:
    assert "W316" in result(seed(), load_rules("mof-2021-101"))[1]


def test_the_rules_used_are_named_with_their_hash() -> None:
    card, _ = result(seed())
    assert (card.rules.id, card.rules.sha256, card.rules.unverified) == ("mof-2020", MOF.sha256, MOF.unverified)


def test_only_the_closed_list_sends_a_form_back() -> None:
    back = {code for code, entry in catalogue().items() if entry.severity == "退回" and code[0] in "LWMPRTA"}
    assert back <= CLOSED_LIST


def test_no_weights_at_all_is_no_score_of_nothing() -> None:
    empty = replace(form(), indicators=())
    card, _ = result(empty)
    assert card.total is None


numbers = st.decimals(0, 200, places=2)


@given(pairs=st.lists(st.tuples(numbers, numbers), min_size=1, max_size=8), order=st.randoms(use_true_random=False))
def test_the_total_does_not_depend_on_the_order_of_the_lines(
    pairs: list[tuple[Decimal, Decimal]], order: st.randoms  # type: ignore[valid-type]
) -> None:
    weights = [D(90) / D(len(pairs))] * len(pairs)
    weights = [weight.quantize(D("0.1")) for weight in weights]
    weights[0] += 90 - sum(weights)
    rows = [
        indicator(Measured(">=", target, "个"), Number(actual, "个"), weight=str(weight), name=f"指标{n}")
        for n, ((target, actual), weight) in enumerate(zip(pairs, weights, strict=True))
    ]
    one, _ = result(form(*rows))
    order.shuffle(rows)  # type: ignore[attr-defined]
    other, _ = result(form(*rows))
    assert one.total == other.total
    shown = [line.points for line in one.lines]
    assert one.total == sum(point for point in shown if point is not None) + (one.execution.points or 0)


def test_scoring_what_was_scored_changes_nothing() -> None:
    card, _ = score_form(seed(typed=False), MOF)
    again = replace(
        card.form,
        indicators=tuple(
            replace(line.indicator, typed=replace(line.indicator.typed, value=line.points, text=str(line.points))) for line in card.lines
        ),
        money=replace(money(), typed=Read(card.execution.points, str(card.execution.points))),
    )
    second, _ = score_form(again, MOF)
    assert (second.total, second.grade) == (card.total, card.grade)


def test_a_rate_of_a_stated_target_never_passes_its_weight() -> None:
    row = indicator(Stated("提高"), Rate(D("1.5")), "stated", weight="90")
    assert result(form(row))[0].total == 100
