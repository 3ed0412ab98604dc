"""Actuals copied from last year's form: only those that say something count, and one or two alike are chance."""

from __future__ import annotations

import pytest
from scored_forms import D, ask, form, got, indicator

from pbexcel.records import Actual, Form, Measured, Rate, Stated, Target, Tier
from pbexcel.scoring.checks.last_year import compare_with_last_year

TOLD = "居民对供水的意见明显减少，水压稳定"


def lines(count: int, asked: Target, given: Actual, text: str) -> Form:
    return form(*(indicator(asked, given, name=f"指标{number}", texts=("指标值", text)) for number in range(count)))


def told(of: Form, least: int = 3) -> list[str]:
    before = {row.name.value: row.actual.text for row in of.indicators}
    return [f"{found.title}；{found.fix}" for found in compare_with_last_year(of, before, least)]


ASKED = ask(">=", "100", "人")


@pytest.mark.parametrize(
    ("asked", "given", "text", "says_something"),
    [
        (ASKED, got("117", "人"), "117人", True),
        (ASKED, got("100", "人"), "100人", False),  # what was asked
        (ASKED, got("0", "人"), "0人", False),
        (ask(">=", "90", "%"), got("96.3", "%"), "96.3%", True),
        (ask(">=", "90", "%"), got("100", "%"), "100%", False),
        (ASKED, Rate(D("0.97")), "97%", True),
        (ASKED, Rate(D(1)), "100%", False),
        (ASKED, Rate(D(0)), "0%", False),
        (Stated("用水更方便"), Stated(TOLD), TOLD, True),
        (Stated("用水更方便"), Stated(TOLD[:11]), TOLD[:11], False),
        (Stated("用水更方便"), Stated(TOLD[:13]), TOLD[:13], True),
        (Stated("用水更方便"), Tier("达成"), "达成预期指标", False),
    ],
)
def test_only_an_actual_that_says_something_is_compared(asked: Measured | Stated, given: Actual, text: str, says_something: bool) -> None:
    assert bool(told(lines(3, asked, given, text))) is says_something


def test_an_actual_in_the_words_of_its_target_is_no_copy() -> None:
    row = indicator(Stated(TOLD), Stated(TOLD), name="指标", texts=(TOLD, TOLD))
    assert compare_with_last_year(form(row), {"指标": TOLD}, 1) == ()


def test_fewer_lines_than_the_rules_say_are_chance() -> None:
    assert told(lines(2, ASKED, got("117", "人"), "117人")) == []
    assert len(told(lines(3, ASKED, got("117", "人"), "117人"))) == 1


def test_five_lines_are_named_and_the_others_counted() -> None:
    five, six = (told(lines(count, ASKED, got("117", "人"), "117人"))[0] for count in (5, 6))
    assert "指标4（117人）" in five
    assert "等 5 行" not in five
    assert "指标5" not in six
    assert "等 6 行" in six
