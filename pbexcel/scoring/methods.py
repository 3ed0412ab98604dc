"""The arithmetic of scoring: a closed set of pure functions.

In: Decimals. Out: exact shares of the weight as fractions, and the one place where they are rounded.
Not here: which method a line is scored by (`line`), and any number of the rules (they arrive as arguments).

Shares are `Fraction`: 1/3 of 3 points is 1 point, and no half is lost before the one rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Literal, TypeAlias

ReverseMethod: TypeAlias = Literal["ratio", "linear_to_double"]

NONE = Fraction(0)
ALL = Fraction(1)


def rounded(exact: Fraction, digits: int) -> Decimal:
    """Half up to `digits` decimals: 0.005 is 0.01. The one rounding of a computed number."""
    return _half_up(*exact.as_integer_ratio(), digits)


def cut(exact: Fraction, digits: int) -> Decimal:
    """Down to `digits` decimals, as a printed rate may be: 0.99654 is 0.9965."""
    upper, lower = exact.as_integer_ratio()
    places: int = upper * 10**digits // lower
    return places * last_place(digits)


def ratio(part: Decimal, whole: Decimal) -> Fraction:
    """A part of a whole other than 0, exact."""
    (upper, lower), (times, over) = part.as_integer_ratio(), whole.as_integer_ratio()
    return Fraction(upper * over, lower * times)


def points(share: Fraction, weight: Decimal, digits: int) -> Decimal:
    """What a share of a weight comes to, rounded as every computed number is."""
    part, whole = share.as_integer_ratio()
    upper, lower = weight.as_integer_ratio()
    return _half_up(part * upper, whole * lower, digits)


def _half_up(upper: int, lower: int, digits: int) -> Decimal:
    # floor(upper ÷ lower × 10^digits + 1/2) in whole numbers: a fraction made on the way costs more than the rounding
    places: int = (2 * upper * 10**digits + lower) // (2 * lower)
    return places * last_place(digits)


@cache
def last_place(digits: int) -> Decimal:
    """The worth of the last of so many decimals: 2 is 0.01."""
    return Decimal(1).scaleb(-digits)


def within(share: Fraction) -> Fraction:
    """A share kept between nothing and all: no line scores above its weight or below 0."""
    return min(max(share, NONE), ALL)


def proportional(target: Decimal, actual: Decimal) -> Fraction:
    """Forward: met is all, else actual ÷ target; a negative actual counts as 0."""
    if actual >= target:
        return ALL
    if target <= 0 or actual <= 0:
        return NONE
    return ratio(actual, target)


def reverse_ratio(limit: Decimal, actual: Decimal) -> Fraction:
    """Reverse, as printed on forms: within the limit is all, else limit ÷ actual; over a limit of 0 is nothing."""
    if actual <= limit:
        return ALL
    if limit <= 0:
        return NONE
    return ratio(limit, actual)


def reverse_linear(limit: Decimal, actual: Decimal) -> Fraction:
    """Reverse, as in a deployed system: all within the limit, falling in a straight line to nothing at twice the limit."""
    if actual <= limit:
        return ALL
    if limit <= 0:
        return NONE
    return within(2 - ratio(actual, limit))


def reverse(limit: Decimal, actual: Decimal, method: ReverseMethod) -> Fraction:
    return reverse_ratio(limit, actual) if method == "ratio" else reverse_linear(limit, actual)


def between(low: Decimal, high: Decimal, actual: Decimal, method: ReverseMethod) -> Fraction:
    """Inside the range is all; below it counts forward to `low`, above it reverse from `high`; -8% is beyond ±5% as 8% is."""
    if actual < low < 0:
        return reverse(-low, -actual, method)
    return proportional(low, actual) if actual < low else reverse(high, actual, method)


def thresholded(share: Fraction, floor_share: Decimal) -> Fraction:
    """Nothing below the floor; from there in proportion to the rest of the way."""
    start = Fraction(floor_share)
    return within((share - start) / (ALL - start))


def banded(value: Fraction, bands: Sequence[tuple[Decimal, Decimal]]) -> Fraction:
    """The share of the first band (edge, share) whose edge is reached; bands stand from high to low and end at 0."""
    for edge, share in bands:
        if value >= Fraction(edge):
            return Fraction(share)
    return NONE


def below(edge: Decimal, digits: int) -> Decimal:
    """The highest points that can be shown below `edge`: 8 is 7.99."""
    return edge - last_place(digits)
