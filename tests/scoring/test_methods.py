"""Properties that every scoring method has, and the one rounding."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbexcel.scoring import methods

amounts = st.decimals(min_value=0, max_value=10**9, places=4)
positive = st.decimals(min_value=Decimal("0.0001"), max_value=10**9, places=4)
any_sign = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
Method = Callable[[Decimal, Decimal], Fraction]
FORWARD: tuple[Method, ...] = (
    methods.proportional,
    lambda target, actual: methods.thresholded(methods.proportional(target, actual), Decimal("0.6")),
)
REVERSE: tuple[Method, ...] = (methods.reverse_ratio, methods.reverse_linear)


@pytest.mark.parametrize("method", [*FORWARD, *REVERSE])
@given(target=any_sign, actual=any_sign)
def test_a_share_stays_between_nothing_and_all(method: Method, target: Decimal, actual: Decimal) -> None:
    assert 0 <= method(target, actual) <= 1


@pytest.mark.parametrize("method", FORWARD)
@given(target=positive, actual=any_sign, more=amounts)
def test_doing_more_never_costs_points(method: Method, target: Decimal, actual: Decimal, more: Decimal) -> None:
    assert method(target, actual + more) >= method(target, actual)


@pytest.mark.parametrize("method", REVERSE)
@given(limit=any_sign, actual=any_sign, more=amounts)
def test_using_more_of_a_limit_never_earns_points(method: Method, limit: Decimal, actual: Decimal, more: Decimal) -> None:
    assert method(limit, actual + more) <= method(limit, actual)


@pytest.mark.parametrize("method", FORWARD)
@given(target=any_sign, more=amounts)
def test_meeting_a_target_earns_everything(method: Method, target: Decimal, more: Decimal) -> None:
    assert method(target, target + more) == 1


@pytest.mark.parametrize("method", REVERSE)
@given(limit=any_sign, less=amounts)
def test_keeping_a_limit_earns_everything(method: Method, limit: Decimal, less: Decimal) -> None:
    assert method(limit, limit - less) == 1


@given(target=positive, actual=positive)
def test_missing_a_target_never_earns_everything(target: Decimal, actual: Decimal) -> None:
    if actual < target:
        assert methods.proportional(target, actual) < 1
    if actual > target:
        assert methods.reverse_ratio(target, actual) < 1
        assert methods.reverse_linear(target, actual) < 1


def test_the_two_reverse_methods_are_those_of_the_two_sources() -> None:
    assert methods.reverse_ratio(Decimal(20), Decimal(25)) == Fraction(4, 5)
    assert methods.reverse_linear(Decimal(20), Decimal(25)) == Fraction(3, 4)
    assert methods.reverse_linear(Decimal(20), Decimal(40)) == 0
    assert methods.reverse_ratio(Decimal(0), Decimal("0.1")) == 0


@given(low=positive, width=positive, actual=any_sign)
def test_a_range_is_full_inside_and_less_outside(low: Decimal, width: Decimal, actual: Decimal) -> None:
    share = methods.between(low, low + width, actual, "ratio")
    assert (share == 1) == (low <= actual <= low + width)


def test_a_threshold_earns_nothing_below_and_in_proportion_above() -> None:
    assert methods.thresholded(Fraction("0.5999"), Decimal("0.6")) == 0
    assert methods.thresholded(Fraction("0.6"), Decimal("0.6")) == 0
    assert methods.thresholded(Fraction("0.8"), Decimal("0.6")) == Fraction(1, 2)
    assert methods.thresholded(Fraction(1), Decimal("0.6")) == 1


def test_a_band_begins_at_its_edge() -> None:
    bands = [(Decimal("0.8"), Decimal("0.7")), (Decimal("0.6"), Decimal("0.5")), (Decimal(0), Decimal(0))]
    assert methods.banded(Fraction("0.8"), bands) == Fraction(7, 10)
    assert methods.banded(Fraction("0.7999"), bands) == Fraction(1, 2)
    assert methods.banded(Fraction("0.5999"), bands) == 0


@given(number=st.decimals(min_value=0, max_value=1000, places=6))
def test_rounding_is_half_up_and_only_once(number: Decimal) -> None:
    assert methods.rounded(Fraction(number), 2) == number.quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_a_half_goes_up_even_where_binary_numbers_would_lose_it() -> None:
    assert methods.rounded(Fraction("2.675"), 2) == Decimal("2.68")
    assert methods.rounded(Fraction("1.005"), 2) == Decimal("1.01")
    assert methods.rounded(Fraction(1, 3) * 3, 2) == 1
