"""Texts as long as a cell allows cost no time."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pbexcel.batch.limits import limited
from pbexcel.records import Measured, Stated
from pbexcel.values import Context, read_actual, read_target

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
