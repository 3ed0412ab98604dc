"""Texts as long as a cell allows cost no time."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pbexcel.batch.limits import limited
from pbexcel.records import Measured, Stated
from pbexcel.values import Context, direction_of, read_actual, read_target

CELL = 32_767  # characters


@pytest.mark.parametrize("piece", ["一", "1", "达成", "、1", "一点"])
@pytest.mark.parametrize("end", ["", "成", "90%"])
def test_a_text_as_long_as_a_cell_allows_is_prose_and_read_at_once(piece: str, end: str) -> None:
    text = (piece * CELL)[: CELL - len(end)] + end
    with limited(working=1.0):
        target = read_target(text, Context(2024)).value
        actual = read_actual(text, Measured(">=", Decimal(90), "%"), "≥90%", Context(2024)).value
    assert (target, actual) == (Stated(text), Stated(text))


def test_a_row_of_numerals_before_tenths_is_looked_through_once() -> None:
    text = "一" * 400 + "左右"
    with limited(working=0.5):
        assert read_target(text, Context(2024)).value == Stated(text)


@pytest.mark.parametrize("name", ["事故" + "数量" * 16_000 + "乙", "事故" * 16_000 + "乙", "投诉" + "件数率" * 10_000 + "（" * 100])
def test_a_name_as_long_as_a_cell_allows_is_looked_through_once(name: str) -> None:
    with limited(working=1.0):
        assert direction_of(Measured(None, Decimal(90), "个"), Context(2024, level2="质量指标", name=name)) in ("unclear", "reverse")


def test_an_actual_of_repeated_words_is_looked_through_once() -> None:
    for text in ("全年" * 200 + "无事故甲乙丙丁", "误差" * 200 + "≤±5%", "计划" + "10场" * 100):
        with limited(working=0.5):
            read_actual(text, Measured("<=", Decimal(3), "起"), "≤3起", Context(2024, name="事故"))
