"""Texts, names and numbers spelled in one way, so that they can be compared and shown.

In: a text or a number however somebody wrote it. Out: the plain spelling. Not here: words of forms (forms/layouts) and of
values (values/folding), which leave more away.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from functools import lru_cache


def _compact(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@lru_cache(maxsize=8192)
def compact(text: str) -> str:
    """A text of a form as it is compared: half width and without blanks; 「产 出（５０分）」 is 「产出(50分)」."""
    return _compact(text)


def plain_name(text: str) -> str:
    """A name as it is compared, also without case. Names and reasons of a whole run pass here, so none is kept."""
    return _compact(text).casefold()


def exact(number: Decimal) -> str:
    """A number without exponent: 1E+2 is 100; digits after the point stay as they are (9.50 is 9.50)."""
    text = str(number)  # half the time of format(), and nearly always the same
    return text if "E" not in text else format(number, "f")


def plain_number(number: Decimal) -> str:
    """A number without exponent and without idle zeros: 1E+2 is 100, 9.50 is 9.5, -0 is 0."""
    text = exact(number)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
