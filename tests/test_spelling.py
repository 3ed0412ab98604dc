"""How names and numbers are spelled where only their meaning counts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbexcel.spelling import compact, exact, plain_name, plain_number


@pytest.mark.parametrize("written", ["信息化 项目(ＡＢ)", "信息化项目（ab）", "\u3000信息化\n项目(AB)\xa0"])
def test_a_name_is_the_same_in_every_width_and_with_any_blanks(written: str) -> None:
    assert plain_name(written) == "信息化项目(ab)"


def test_a_compact_text_keeps_its_case() -> None:
    assert compact("产 出（５０分）\u3000AB") == "产出(50分)AB"


def test_names_that_differ_in_a_letter_stay_apart() -> None:
    assert plain_name("信息化项目一期") != plain_name("信息化项目二期")


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)), st.sampled_from([" ", "\u3000", "\n", "\xa0"]))
def test_blanks_between_its_letters_do_not_change_a_name(name: str, blank: str) -> None:
    assert plain_name(blank.join(name)) == plain_name(name) == name


@pytest.mark.parametrize(
    ("number", "shown"),
    [("1E+2", "100"), ("9.50", "9.5"), ("-0.00", "0"), ("0", "0"), ("100", "100"), ("-1.250", "-1.25"), ("1E-7", "0.0000001")],
)
def test_a_number_has_no_exponent_and_no_idle_zeros(number: str, shown: str) -> None:
    assert plain_number(Decimal(number)) == shown


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_no_digit_of_a_number_is_lost(number: Decimal) -> None:
    assert Decimal(plain_number(number)) == number


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_an_exact_number_keeps_its_digits_and_has_no_exponent(number: Decimal) -> None:
    assert exact(number) == format(number, "f")
