"""Numbers as they are written: 1,234.5, 九十, 三.

In: folded text. Out: Decimals, and the pattern of a number in Arabic digits. Not here: units and scales (units).
"""

from __future__ import annotations

import re
from decimal import Decimal

ARABIC = r"(?<![0-9.])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?![0-9])"
CHINESE = r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?"
_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_PLAIN = re.compile(r"[零〇一二两三四五六七八九]+")


def arabic(text: str) -> Decimal:
    """1,234.5 is 1234.5; the text matches ARABIC, a sign before it allowed."""
    return Decimal(text.replace(",", ""))


def chinese(text: str) -> Decimal | None:
    """九十 is 90, 二〇二一 is 2021, 三点五 is 3.5; None where the signs make no number (十百)."""
    whole, point, part = text.partition("点")
    if _PLAIN.fullmatch(whole):
        number = int("".join(str(_DIGITS[sign]) for sign in whole))
    else:
        placed = _placed(whole)
        if placed is None:
            return None
        number = placed
    decimals = "".join(str(_DIGITS[sign]) for sign in part)
    return Decimal(f"{number}.{decimals}") if point else Decimal(number)


def _placed(text: str) -> int | None:
    if len(text) > 1 and text[-1] in _DIGITS and text[-2] in "百千":
        return None  # 三千五 is 3500 in speech and 3005 to the letter
    total, digit, smallest = 0, None, 10_000
    for sign in text:
        place = _PLACES.get(sign)
        if place is None:
            if digit:  # two digits with no place between them
                return None
            digit = _DIGITS[sign]
        else:
            if place >= smallest or (digit is None and place != 10) or digit == 0:
                return None
            total, digit, smallest = total + (digit or 1) * place, None, place
    return total + (digit or 0)
