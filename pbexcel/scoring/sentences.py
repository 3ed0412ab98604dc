"""Numbers and sums as staff would write them: 25 万元, 99.65%, 20÷25×5=4.00.

In: Decimals. Out: short Chinese text. Not here: which sum is said (`quantities`, `statements`, `execution`).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from pbexcel.spelling import plain_number

_LONGEST = 8  # decimals a person wrote; more come from converting (20分钟 in 小时)
_SHORT = Decimal("0.0001")


@lru_cache(maxsize=4096)
def plain(number: Decimal) -> str:
    """A number without exponent and without idle zeros: 1E+2 is 100, 9.50 is 9.5; endless decimals are shown cut to four."""
    text = plain_number(number)
    if len(text) - text.find(".") > _LONGEST + 1 and "." in text:
        return plain_number(number.quantize(_SHORT, ROUND_HALF_UP))
    return text


def amount(number: Decimal, unit: str = "") -> str:
    """A number with its unit: 25 万元, 90%."""
    return plain(number) + (unit if unit in ("%", "‰") else f" {unit}" if unit else "")


def percent(share: Decimal) -> str:
    """A share of 1 as a percentage: 0.9965 is 99.65%."""
    return f"{plain(share * 100)}%"
