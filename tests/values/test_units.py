"""The unit a text begins with, and what stands behind it."""

from __future__ import annotations

import pytest

from pbexcel.values.units import split_unit


@pytest.mark.parametrize(
    ("text", "unit", "rest"),
    [
        ("万亩以上", "万亩", "以上"),
        ("百万亩", "百万亩", ""),  # not 百 and a unit 万亩
        ("百分比", "%", ""),  # the unit, not the scale 百
        ("平方公里", "平方公里", ""),
        ("万(含)", "万", "(含)"),
        ("百万完成", "", "百万完成"),  # 完成 is no unit, and 百万 does not stand alone
        ("十", "十", ""),
        ("元/人·月", "元/人·月", ""),
        ("元每月每人", "元/人·月", ""),  # times come last
        ("元/人(次)补助", "元/人(次)", "补助"),
        ("元.人", "元", ".人"),  # a point does not begin what is counted per
        ("/人·月", "/人·月", ""),
        ("/人每月", "/人·月", ""),
        ("/", "", "/"),
        ("", "", ""),
        ("完成", "", "完成"),
    ],
)
def test_the_longest_unit_is_taken(text, unit, rest):
    assert split_unit(text) == (unit, rest)
