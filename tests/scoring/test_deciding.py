"""Decisions of people: applied, shown, and lapsed when the texts change."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scored_forms import MOF, D, ask, form, got, indicator

from pbexcel.records import Blank, Decision, Form, Read, Stated
from pbexcel.scoring.checks import run_checks
from pbexcel.scoring.score import score_form

CELL = "自评表!H11"


def judged(points: str = "8", target: str = "服务提高", actual: str = "反映较好") -> dict[str, Decision]:
    return {CELL: Decision(D(points), "核对了回访记录", "张三", target, actual)}


def open_form(typed: str | None = None) -> Form:
    return form(
        indicator(ask(">=", "5", "个"), got("5", "个"), weight="80", name="数量"),
        indicator(Stated("服务提高"), Stated("反映较好"), "stated", typed=typed, texts=("服务提高", "反映较好"), name="影响"),
    )


def test_a_decision_closes_an_open_line_and_is_told() -> None:
    card, problems = score_form(open_form(), MOF, (), judged())
    assert (card.total, card.lines[1].points, card.lines[1].outcome) == (98, 8, "manual")
    assert [found.code for found in problems] == ["P523"]
    assert "张三" in card.lines[1].because


def test_a_decision_stands_in_the_ledger() -> None:
    card, problems = score_form(open_form(), MOF, (), judged())
    assert "复核结果已采用" in run_checks(card, MOF, problems)[1].found


def test_a_decision_goes_before_the_typed_score() -> None:
    assert score_form(open_form("10"), MOF, (), judged())[0].lines[1].points == 8


@pytest.mark.parametrize("changed", [judged(target="服务大幅提高"), judged(actual="反映一般")])
def test_a_decision_lapses_when_a_text_has_changed(changed: dict[str, Decision]) -> None:
    card, problems = score_form(open_form(), MOF, (), changed)
    assert card.total is None
    assert [found.code for found in problems] == ["P507", "P524"]


def test_a_decision_survives_blanks_and_width() -> None:
    assert score_form(open_form(), MOF, (), judged(target="服务 提高"))[0].total == 98


def test_a_decision_above_the_weight_is_refused() -> None:
    assert [found.code for found in score_form(open_form(), MOF, (), judged("12"))[1]] == ["P507", "P525"]


def test_a_decision_gives_no_points_without_evidence() -> None:
    row = indicator(ask(">=", "5", "个"), Blank(), weight="10", texts=("≥5个", ""), row=11)
    rest = indicator(ask(">=", "5", "个"), got("5", "个"), weight="80", row=10)
    card, problems = score_form(form(rest, row), MOF, (), judged(target="≥5个", actual=""))
    assert card.total is None
    assert [found.code for found in problems] == ["P509"]


def test_a_decision_may_lower_a_line_whose_target_was_too_low() -> None:
    """10号: a target set clearly too low is for a person."""
    rows = (indicator(ask(">=", "5", "个"), got("50", "个"), weight="90", reason="上级追加任务", texts=("≥5个", "50个")),)
    decision = {"自评表!H10": Decision(D(80), "指标值定低了", "张三", "≥5个", "50个")}
    card, _ = score_form(replace(form(*rows), total=Read(None)), MOF, (), decision)
    assert card.lines[0].points == 80
