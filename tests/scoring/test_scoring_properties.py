"""What any correct scorer has, under every shipped profile."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scored_forms import D, ask, got, indicator, scored

from pbexcel.explain import Pair, explain_pair
from pbexcel.records import Direction, Measured, Op, Rate, Stated, Tier, TierName
from pbexcel.rules import list_rules, load_rules

PROFILES = [load_rules(name) for name in list_rules()]
ALL = pytest.mark.parametrize("profile", PROFILES, ids=[profile.id for profile in PROFILES])
NUMBERS = st.decimals("0", "100000", places=2)
WEIGHTS = st.sampled_from(["1", "2.5", "5", "8", "10", "12.5", "20"])
SIGNS: dict[Direction, Op] = {"forward": ">=", "reverse": "<=", "equal": "="}
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})


def target(direction: Direction, number: Decimal, unit: str = "个") -> Measured:
    return ask(SIGNS[direction], str(number), unit)


@ALL
@given(direction=st.sampled_from(["forward", "reverse", "equal"]), asked=NUMBERS, given_=st.decimals("-50", "300000", places=2), weight=WEIGHTS,
       typed=st.none() | st.decimals("0", "20", places=1))  # fmt: skip
@settings(max_examples=60)
def test_points_stay_between_nothing_and_the_weight(profile, direction, asked, given_, weight, typed) -> None:  # type: ignore[no-untyped-def]
    row = indicator(target(direction, asked), got(str(given_), "个"), direction, weight=weight, typed=None if typed is None else str(typed))
    line = scored(row, profile)
    assert line.points is None or 0 <= line.points <= D(weight)
    assert 0 <= line.low <= line.high <= D(weight)


@ALL
@given(direction=st.sampled_from(["forward", "reverse", "equal"]), asked=NUMBERS, weight=WEIGHTS)
@settings(max_examples=40)
def test_meeting_the_target_gives_the_full_weight(profile, direction, asked, weight) -> None:  # type: ignore[no-untyped-def]
    row = indicator(target(direction, asked), got(str(asked), "个"), direction, weight=weight)
    assert scored(row, profile).points == D(weight)


@ALL
@given(asked=NUMBERS, one=NUMBERS, more=NUMBERS, weight=WEIGHTS)
@settings(max_examples=60)
def test_doing_more_never_costs_points_and_using_more_never_earns_them(profile, asked, one, more, weight) -> None:  # type: ignore[no-untyped-def]
    def points(direction: Direction, actual: Decimal) -> Decimal:
        points = scored(indicator(target(direction, asked), got(str(actual), "个"), direction, weight=weight), profile).points
        assert points is not None
        return points

    assert points("forward", one + more) >= points("forward", one)
    assert points("reverse", one + more) <= points("reverse", one)


@ALL
@given(share=st.decimals("0", "2", places=3), weight=WEIGHTS)
@settings(max_examples=40)
def test_a_rate_never_passes_the_weight(profile, share, weight) -> None:  # type: ignore[no-untyped-def]
    for asked, direction in ((Stated("提高"), "stated"), (ask(">=", "5", "年"), "forward"), (ask("<=", "5", "年"), "reverse")):
        line = scored(indicator(asked, Rate(share), direction, weight=weight), profile)  # type: ignore[arg-type]
        assert line.points is None or 0 <= line.points <= D(weight)
        assert share < 1 or line.points in (D(weight), None)


@ALL
@given(tier=st.sampled_from(["达成", "部分达成", "未达成"]), typed=st.decimals("0", "10", places=2))
@settings(max_examples=40)
def test_a_better_tier_never_ends_below_a_worse_one(profile, tier: TierName, typed) -> None:  # type: ignore[no-untyped-def]
    line = scored(indicator(Stated("提高"), Tier(tier), "stated", typed=str(typed)), profile)
    band = next(band for band in profile.tiers if band.tier == tier)
    assert line.points is not None
    assert line.points <= band.high * 10
    assert line.points < band.high * 10 or band.high == 1


@pytest.mark.parametrize(
    ("asked", "answered"),
    [("≥99.5%", "90%"), ("<=20万元", "19.8万元"), ("=8个", "9个"), ("10~20人", "25人"), ("不低于95%", "93.5"), ("2021年12月底前", "2021年11月30日")],
)
def test_full_width_and_half_width_read_the_same(asked: str, answered: str) -> None:
    def points(target: str, actual: str) -> object:
        return explain_pair(Pair(target, actual, Decimal(10), name="指标", year=2021), PROFILES[0])["points"]

    assert unicodedata.normalize("NFKC", asked.translate(WIDE)) == unicodedata.normalize("NFKC", asked)
    assert points(asked, answered) == points(asked.translate(WIDE), answered.translate(WIDE)) is not None
