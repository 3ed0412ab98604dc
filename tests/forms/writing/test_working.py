"""The arithmetic of a sentence as a formula: only where it gives exactly the points."""

from __future__ import annotations

import io
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rounds import SHEET, drawn, saved, sent

from pbexcel.forms.writing.working import working_of


@pytest.mark.parametrize(
    ("because", "points", "shown", "formula"),
    [
        ("实际 25 万元 超过上限 20 万元，20÷25×5=4.00；自评 5 分高于复算，按 4.00 分计", "4.00", "20÷25×5", "ROUND(20/25*5,2)"),
        ("190÷209×10=9.09（另一种算法：[1−(209−190)÷190]×10=9.00）", "9.09", "190÷209×10", "ROUND(190/209*10,2)"),
        ("指标值是数量，实际填的是完成率 95%，95%×10=9.50", "9.50", "95%×10", "ROUND(95%*10,2)"),
    ],
)
def test_a_sum_that_gives_the_points_is_a_formula(because: str, points: str, shown: str, formula: str) -> None:
    made = working_of(because, Decimal(points))
    assert made is not None
    assert (made.shown, made.formula) == (shown, formula)


@pytest.mark.parametrize(
    ("because", "points"),
    [
        ("20÷25×5=4.00；自评 3 分不高于复算，按自评计", "3"),  # the points are not the sum's
        ("20÷25×5=4.01", "4.01"),  # a sum that does not come out
        ("33÷80×10=4.13", "4.13"),  # 4.125: a tie, in binary it may fall either way
        ("[1−(209−190)÷190]×10=9.00", "9.00"),
        ("1÷0×5=0.00", "0.00"),
        ("得满分 10 分", "10"),
    ],
)
def test_anything_else_is_a_plain_number(because: str, points: str) -> None:
    assert working_of(because, Decimal(points)) is None


def test_a_score_in_a_cell_formatted_as_text_is_replaced_by_a_plain_number(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(drawn(total=False)))
    book[SHEET]["G18"].number_format = "@"
    _, copy = sent(saved(book), tmp_path)
    assert openpyxl.load_workbook(io.BytesIO(copy))[SHEET]["G18"].value == 4
    assert sent(copy, tmp_path)[1] == copy


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(1, 100))
def test_the_formula_rounds_as_the_engine_does_even_in_binary(top: int, bottom: int, weight: int) -> None:
    exact = Decimal(top) / Decimal(bottom) * weight
    points = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    made = working_of(f"{top}÷{bottom}×{weight}={points}", points)
    if made is not None:
        assert abs(round(top / bottom * weight + 1e-9, 2) - float(points)) < 0.005
