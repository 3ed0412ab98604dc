"""Numbers as they are written in Chinese: read to the letter, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pbexcel.values.numerals import arabic, chinese

DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """A number below ten thousand as it is spelled out: 1005 is 一千零五."""
    said, gap = "", False
    for place, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + sign
        gap = not digit
    return said


def test_every_number_that_is_spelled_out_is_read() -> None:
    assert [number for number in range(1, 10_000) if chinese(spelled(number)) != number] == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("十", "10"), ("十二", "12"), ("两千", "2000"), ("二〇二一", "2021"), ("一二三", "123"), ("零", "0"), ("三点五", "3.5"), ("十点零五", "10.05"), ("一百〇五", "105")],
)
def test_short_and_telephone_spellings_are_read(text: str, number: str) -> None:
    assert chinese(text) == Decimal(number)


@pytest.mark.parametrize("text", ["百", "千百", "十百", "零十", "十十", "二百百", "一十一十", "二三十", "一百二", "三千五", "千"])
def test_what_is_no_number_or_two_is_not_read(text: str) -> None:
    """一百二 is 120 in speech and 102 to the letter."""
    assert chinese(text) is None


def test_thousands_are_only_set_apart() -> None:
    assert arabic("1,234,567.50") == Decimal("1234567.50")
