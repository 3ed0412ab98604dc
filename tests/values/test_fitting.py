from decimal import Decimal

import pytest

from pbexcel.records import Direction, Measured, Number, Op
from pbexcel.values import Fitted, Misfit, align, convert

D = Decimal


def fit(
    target: tuple[Op | None, str, str], actual: tuple[str, str], direction: Direction = "forward", name: str = "指标"
) -> tuple[Decimal | None, list[str]]:
    fitted = align(Measured(target[0], D(target[1]), target[2]), Number(D(actual[0]), actual[1]), direction, name)
    if isinstance(fitted, Misfit):
        return None, [fitted.finding.code]
    assert isinstance(fitted, Fitted)
    return fitted.actual, [finding.code for finding in fitted.findings]


def test_a_unit_on_one_side_only_is_that_of_both() -> None:
    assert fit((">=", "50", "个"), ("50", "")) == (50, [])
    assert fit((">=", "5000", ""), ("6418", "件")) == (6418, [])


@pytest.mark.parametrize(
    ("number", "unit", "to", "expected"),
    [("198000", "元", "万元", "19.8"), ("30", "分钟", "小时", "0.5"), ("1", "公顷", "亩", "15"), ("0.3", "%", "‰", "3"), ("2", "公里", "米", "2000"),
     ("1.5", "万亩", "亩", "15000"), ("98", "%", "比例", "0.98"), ("2", "年", "月", "24"), ("500", "元/平米", "元/平方米", "500"), ("6", "斤", "公斤", "3")],
)  # fmt: skip
def test_units_of_one_family_convert_exactly(number: str, unit: str, to: str, expected: str) -> None:
    assert convert(D(number), unit, to) == D(expected)


@pytest.mark.parametrize(("unit", "to"), [("人", "人次"), ("台", "套"), ("天", "工作日"), ("天", "个月"), ("百分点", "%"), ("元", "美元"), ("元/人", "元"), ("平方米", "立方米")])
def test_units_of_different_families_never_convert(unit: str, to: str) -> None:
    assert convert(D(1), unit, to) is None
    assert fit((">=", "1", to), ("1", unit)) == (None, ["T207"])


def test_a_conversion_is_told_and_another_name_for_the_same_unit_is_not() -> None:
    assert fit(("<=", "20", "万元"), ("198000", "元"), "reverse") == (D("19.8"), ["T208"])
    assert fit((">=", "200", "人"), ("210", "名")) == (210, [])


@pytest.mark.parametrize(("actual", "expected", "codes"), [("0.95", "95.00", ["T213"]), ("95", "95", ["T209"]), ("89", "89", ["T209"])])
def test_three_ways_to_write_a_percentage_agree(actual: str, expected: str, codes: list[str]) -> None:
    assert fit((">=", "90", "%"), (actual, "")) == (D(expected), codes)


def test_a_small_rate_is_not_a_fraction() -> None:
    assert fit(("<=", "0.4", "%"), ("0.1", ""), "reverse") == (D("0.1"), ["T209"])


@pytest.mark.parametrize(("actual", "direction"), [("1", "forward"), ("0.95", "equal"), ("0.5", "equal"), ("0.5", "reverse")])
def test_two_readings_with_two_verdicts_go_to_a_person(actual: str, direction: Direction) -> None:
    assert fit((None, "20" if direction == "reverse" else "95", "%"), (actual, ""), direction) == (None, ["T215"])


def test_a_scale_alone_is_read_as_the_target_is_written() -> None:
    assert fit(("<=", "62.73", ""), ("62.73", "万元"), "reverse") == (D("62.73"), [])
    assert fit((">=", "5000", ""), ("0.6", "万件")) == (6000, ["T208"])
    assert fit((">=", "5000", ""), ("3", "亿件")) == (None, ["T207"])
    assert fit((">=", "15000", "人"), ("1.6", "万")) == (16000, ["T208"])


def test_the_unit_of_the_name_counts_where_the_target_has_none() -> None:
    assert fit(("<=", "627300", ""), ("62.73", "万元"), "reverse", "办案费用(元)") == (627300, ["T208"])
    assert fit((">=", "90", ""), ("95", "%"), name="成活率(≥**%)") == (95, [])


def test_a_target_that_may_be_a_scanned_sign_goes_to_a_person() -> None:
    assert fit((None, "290", "%"), ("100", "%")) == (None, ["T206"])
    assert fit((None, "2280", "次"), ("300", "次")) == (None, ["T206"])
    assert fit((None, "28", "个"), ("8", "个")) == (None, ["T206"])


def test_a_plain_miss_of_a_target_that_begins_with_two_stays_one() -> None:
    assert fit((None, "200", "人"), ("190", "人")) == (190, [])
    assert fit((None, "25", "个"), ("20", "个")) == (20, [])
    assert fit((">=", "290", "%"), ("100", "%")) == (100, [])


def test_a_number_without_the_targets_ten_thousand_is_read_by_its_size() -> None:
    assert fit((">=", "3", "万人次"), ("28000", "")) == (D("2.8"), ["T208"])
    assert fit((">=", "3", "万人次"), ("2.8", "")) == (D("2.8"), [])
    assert fit((">=", "100", "万元"), ("5", "")) == (5, [])


def test_the_same_number_with_only_the_numerator_is_the_same_rate() -> None:
    assert fit((None, "2000", "元/人"), ("2000", "元")) == (2000, [])
    assert fit((None, "2000", "元/人"), ("1900", "元")) == (None, ["T207"])


def test_a_change_answered_with_a_minus_goes_to_a_person() -> None:
    fitted = align(Measured(None, D(10), "%", change=True), Number(D(-12), "%"), "forward", "")
    assert isinstance(fitted, Misfit)
    assert fitted.finding.code == "T218"


def test_two_readings_with_one_verdict_need_no_person() -> None:
    assert fit(("<=", "200", "%"), ("0.5", ""), "reverse") == (D("0.5"), ["T209"])


def test_near_is_within_a_factor_of_ten_on_both_sides() -> None:
    assert fit((">=", "100", ""), ("10", "万件")) == (10, [])
    assert fit((">=", "100", ""), ("1000", "万件")) == (1000, [])
    assert fit((">=", "10000", ""), ("0.1", "万件")) == (1000, ["T208"])
