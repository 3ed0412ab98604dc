"""Where a reading changes: the last text that is still read one way, beside the first that is not."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pbexcel.records import Actual, Between, Deadline, Measured, Number, Rate, Several, Stated, Target
from pbexcel.values import Context, Misfit, align, convert, read_actual, read_target

D = Decimal
LEAD, TAIL, UNIT = "建设完成乡村振兴道路里程", "道路建设养护清扫管理工作", "甲乙丙丁戊己庚"


def target(text: str) -> Target:
    return read_target(text, Context(2021)).value


def actual(text: str, asked: str) -> Actual:
    return read_actual(text, target(asked), asked, Context(2021)).value


def test_ten_words_around_a_quantity_leave_it_one_and_eleven_make_a_sentence() -> None:
    assert target(f"{LEAD[:10]}5公里") == target(f"5公里{TAIL[:10]}") == Measured(None, D(5), "公里")
    assert target(f"{LEAD[:11]}5公里") == Stated(f"{LEAD[:11]}5公里")
    assert target(f"5公里{TAIL[:11]}") == Stated(f"5公里{TAIL[:11]}")


def test_a_unit_that_is_not_listed_has_at_most_six_signs() -> None:
    assert target(f"5{UNIT[:6]}") == Measured(None, D(5), UNIT[:6])
    assert target(f"5{UNIT}") == Stated(f"5{UNIT}")


def test_a_number_in_chinese_is_looked_for_in_short_texts_and_in_what_each_gets() -> None:
    assert target("正向指标:大于或等于三百二十台起") == Measured(">=", D(320), "台")
    assert isinstance(target("正向指标:大于或等于三百二十台以上"), Stated)
    assert target("每人每月三百元") == Measured(None, D(300), "元/人·月")


@pytest.mark.parametrize("text", ["1900年", "2099年", "1月", "12月"])
def test_a_year_and_a_month_are_days(text: str) -> None:
    assert isinstance(target(text), Deadline)


@pytest.mark.parametrize("text", ["1899年", "2100年", "0月", "13月", "5年"])
def test_other_numbers_of_years_and_months_are_how_long(text: str) -> None:
    assert isinstance(target(text), Measured)


def test_the_first_comparator_of_several_is_kept_whole() -> None:
    assert target("≥5个≥2台") == Several((Measured(">=", D(5), "个"), Measured(">=", D(2), "台")))


@pytest.mark.parametrize("text", ["5-5个", "5个-5个", "5个≤x≤5个"])
def test_a_range_may_be_one_number_wide(text: str) -> None:
    assert target(text) == Between(D(5), D(5), "个")


@pytest.mark.parametrize("text", ["6-5个", "6个≤x≤5个", "5个-8台", "100±5%"])
def test_a_range_never_runs_backwards_or_from_one_unit_into_another(text: str) -> None:
    assert not isinstance(target(text), Between)


@pytest.mark.parametrize(("text", "read"), [("190%", Number(D(190), "%")), ("191%", Rate(D("1.91"))), ("47.5%", Number(D("47.5"), "%")), ("47%", Rate(D("0.47")))])
def test_a_percentage_within_a_factor_of_two_of_a_bare_target_is_its_number(text: str, read: Actual) -> None:
    assert actual(text, "95") == read


@pytest.mark.parametrize(("text", "read"), [("0%", Rate(D(0))), ("-5%", Number(D(-5), "%")), ("95‰", Rate(D("0.095")))])
def test_a_percentage_below_nothing_is_no_rate_of_completion(text: str, read: Actual) -> None:
    assert actual(text, "按期建成") == read


def test_what_a_rate_is_counted_per_is_compared_by_its_kind() -> None:
    assert convert(D(5), "元/平米", "元/平方米") == D(5)
    assert convert(D(5), "元/人", "元/平方米") is None
    assert convert(D(5), "元/人·月", "元/人") is None
    assert convert(D(5), "万元/人", "元/人") == D(50000)


def fitted(asked: tuple[str, str], given: tuple[str, str], name: str = "") -> str:
    """The actual in the target's unit, with the code of its notice; of a misfit the code alone."""
    came = align(Measured(None, D(asked[0]), asked[1]), Number(D(given[0]), given[1]), "forward", name)
    if isinstance(came, Misfit):
        return came.finding.code
    return " ".join([str(came.actual.normalize()), *(found.code for found in came.findings)])


@pytest.mark.parametrize(
    ("given", "came"),
    [("50", "T207"), ("49.9", "4.99E+5 T208"), ("200", "T207"), ("201", "2.01E+6 T208")],
)
def test_only_the_unit_is_wrong_where_the_numbers_are_within_a_factor_of_two(given: str, came: str) -> None:
    assert fitted(("100", "元"), (given, "万元")) == came


@pytest.mark.parametrize(("given", "came"), [("0.05", "5E+2 T208"), ("0.049", "T207"), ("5", "5E+4 T208"), ("5.01", "T207"), ("5000", "5E+3")])
def test_a_scale_is_multiplied_where_that_comes_within_a_factor_of_ten(given: str, came: str) -> None:
    assert fitted(("5000", ""), (given, "万件")) == came


@pytest.mark.parametrize(("given", "came"), [("3000", "0.3 T208"), ("2999", "2999"), ("0.3", "0.3"), ("30", "3E+1"), ("300000", "3E+1 T208"), ("300001", "300001")])
def test_a_bare_number_takes_the_scale_of_its_target_only_where_it_fits(given: str, came: str) -> None:
    assert fitted(("3", "万人次"), (given, "")) == came


@pytest.mark.parametrize(
    ("asked", "given", "came"),
    [
        ("90", "0.95", "95 T213"), ("90", "1", "T215"), ("90", "3", "T215"), ("90", "10", "T215"), ("90", "10.5", "10.5 T209"), ("90", "95", "95 T209"),
        ("10", "0.2", "2E+1 T213"), ("9.9", "0.2", "T215"), ("5", "0.99", "T215"), ("5", "1", "1 T209"), ("9", "1", "T215"), ("49", "9", "9 T209"), ("50", "9", "T215"),
    ],
)  # fmt: skip
def test_a_number_without_its_percent_sign_is_read_where_one_reading_makes_sense(asked: str, given: str, came: str) -> None:
    assert fitted((asked, "%"), (given, "")) == came


@pytest.mark.parametrize(("given", "other"), [("1.02", "102%"), ("3", "300%"), ("3.01", "30.1%"), ("10", "100%")])
def test_up_to_three_it_may_be_a_share_and_up_to_ten_a_mark(given: str, other: str) -> None:
    came = align(Measured(">=", D(90), "%"), Number(D(given)), "forward", "")
    assert isinstance(came, Misfit)
    assert dict(came.finding.args) == {"one": f"{given}%", "other": other}


@pytest.mark.parametrize(
    ("asked", "given", "came"),
    [("98", "0.99", "99 T213"), ("98", "10", "T215"), ("98", "11", "11"), ("0.98", "50", "0.5"), ("0.98", "49", "49"), ("49", "0.5", "0.5"), ("50", "0.5", "5E+1 T213"), ("1", "100", "1")],
)  # fmt: skip
def test_a_share_without_any_percent_sign_is_brought_to_the_size_of_its_target(asked: str, given: str, came: str) -> None:
    assert fitted((asked, ""), (given, ""), "合格率") == came


@pytest.mark.parametrize(
    ("asked", "given", "came"),
    [("290", "90", "T206"), ("290", "95", "T206"), ("290", "89", "89"), ("290", "290", "2.9E+2"), ("25", "5", "T206"), ("25", "6", "6"), ("210", "11", "T206"), ("209", "9", "9"), ("20", "3", "3")],
)  # fmt: skip
def test_a_two_before_a_target_that_would_be_met_without_it_may_be_a_sign(asked: str, given: str, came: str) -> None:
    assert fitted((asked, "个"), (given, "个")) == came


@pytest.mark.parametrize(
    ("asked", "given", "came"),
    [
        (("12", "次/年"), ("12", "次"), "12"), (("12", "次/年"), ("11", "次"), "11"), (("12", "次/人"), ("11", "次"), "T207"), (("5", "人"), ("5", "人次"), "T207"), (("1", "小时"), ("60", "分钟"), "1 T208"),
        (("90", "%"), ("900", "‰"), "9E+1 T208"), (("0.9", "比例"), ("95", "%"), "0.95 T208"), (("1", "公顷"), ("15", "亩"), "1 T208"), (("3", "季度"), ("9", "月"), "3 T208"),
        (("15000", "人"), ("1.5", "万"), "1.5E+4 T208"), (("62.73", ""), ("62.73", "万"), "62.73"),
    ],
)  # fmt: skip
def test_units_convert_inside_their_family_only(asked: tuple[str, str], given: tuple[str, str], came: str) -> None:
    assert fitted(asked, given) == came
