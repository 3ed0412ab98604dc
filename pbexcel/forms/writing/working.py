"""The arithmetic in a sentence of 依据, as it is shown and as a formula a clerk can click.

In: the sentence of a line and its points. Out: `20÷25×5` and `ROUND(20/25*5,2)`, or None.
Not here: the sentences (scoring). A sum is only taken when it gives exactly the points; so a formula never says more or
less than the score beside it.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from pbexcel.frozen import frozen

_NUMBER = r"\d+(?:\.\d+)?"
_QUOTIENT = re.compile(rf"(?<![\d.×÷])({_NUMBER})÷({_NUMBER})×({_NUMBER})=({_NUMBER})")
_SHARE = re.compile(rf"(?<![\d.×÷])({_NUMBER})%×({_NUMBER})=({_NUMBER})")


@frozen
class Working:
    """One sum: how people write it, and the formula (no leading =)."""

    shown: str
    formula: str


def working_of(because: str, points: Decimal) -> Working | None:
    """The sum in a sentence that gives exactly these points; None where there is none, or where programs could round it apart."""
    for found in _QUOTIENT.finditer(because):
        top, bottom, weight, result = (Decimal(part) for part in found.groups())
        if bottom and _gives(Fraction(top) / Fraction(bottom) * Fraction(weight), result, points):
            return Working(f"{found[1]}÷{found[2]}×{found[3]}", f"ROUND({found[1]}/{found[2]}*{found[3]},{_places(result)})")
    for found in _SHARE.finditer(because):
        share, weight, result = (Decimal(part) for part in found.groups())
        if _gives(Fraction(share) / 100 * Fraction(weight), result, points):
            return Working(f"{found[1]}%×{found[2]}", f"ROUND({found[1]}%*{found[2]},{_places(result)})")
    return None


def _places(result: Decimal) -> int:
    return max(0, -int(result.as_tuple().exponent))


def _gives(exact: Fraction, result: Decimal, points: Decimal) -> bool:
    """Whether the sum comes to the points. A tie (4.125) is left out: in binary it may stand a hair below."""
    scaled = exact * 10 ** _places(result)
    step = Decimal(1).scaleb(-_places(result))
    shown = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, ROUND_HALF_UP)
    return result == points == shown and scaled % 1 != Fraction(1, 2)
