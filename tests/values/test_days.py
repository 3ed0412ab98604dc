"""Days, deadlines and periods: the last day counts, the year is the form's where none is written."""

from __future__ import annotations

from datetime import date

import pytest

from pbexcel.values.days import Day, read_day
from pbexcel.values.folding import fold


def shown(day: Day | None) -> str:
    return "" if day is None else " ".join(str(one) for one in (day.start, day.on) if one) + (" ?" if day.yearless else "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12月上旬", "2023-12-10"), ("6月中旬", "2023-06-20"), ("6月初", "2023-06-10"), ("6月中", "2023-06-20"), ("2月底", "2023-02-28"), ("6月下旬", "2023-06-30"),
        ("每年6月", "2023-06-30"), ("年底", "2023-12-31"), ("2021年底", "2021-12-31"), ("2021年内", "2021-12-31"), ("2024年2月底", "2024-02-29"),
        ("2021.6", "2021-06-30"), ("2021.06.30", "2021-06-30"), ("2021/6/3", "2021-06-03"), ("2021-6-30", "2021-06-30"), ("1999年5月", "1999-05-31"),
        ("2021年6月1日10:30", "2021-06-01"), ("12月31日", "2023-12-31"), ("1月1日", "2023-01-01"),
    ],
)  # fmt: skip
def test_a_day_is_the_last_that_its_words_allow(text: str, day: str) -> None:
    assert shown(read_day(fold(text), 2023)) == day


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("一季度", "2023-01-01 2023-03-31"), ("第二季度", "2023-04-01 2023-06-30"), ("三季度末", "2023-07-01 2023-09-30"), ("第4季度", "2023-10-01 2023-12-31"),
        ("上半年", "2023-01-01 2023-06-30"), ("2021年下半年", "2021-07-01 2021-12-31"), ("全年", "2023-01-01 2023-12-31"), ("本年度", "2023-01-01 2023-12-31"),
        ("2021年", "2021-01-01 2021-12-31"), ("2021年度", "2021-01-01 2021-12-31"), ("1-12月", "2023-01-01 2023-12-31"), ("12-12月", "2023-12-01 2023-12-31"),
        ("2020-2022年", "2020-01-01 2022-12-31"), ("2020年11月-2021年3月", "2020-11-01 2021-03-31"), ("2021年3月-5月", "2021-03-01 2021-05-31"),
        ("5月1-10日", "2023-05-01 2023-05-10"), ("5月1-31日", "2023-05-01 2023-05-31"), ("6月1日至6月15日", "2023-06-01 2023-06-15"), ("6月1日至6月1日", "2023-06-01 2023-06-01"),
    ],
)  # fmt: skip
def test_a_period_has_its_first_and_its_last_day(text: str, period: str) -> None:
    assert shown(read_day(fold(text), 2023)) == period


@pytest.mark.parametrize("text", ["2月30日", "2021年2月29日", "2021年6月31日", "13月", "0月", "5月1-32日", "4月1-31日", "12-1月", "2022-2020年", "2021年11月-3月", "2121年5月", "6月15日至6月1日", "年", "3个月"])
def test_what_is_in_no_calendar_is_no_day(text: str) -> None:
    assert read_day(fold(text), 2023) is None


def test_without_any_year_a_day_says_so() -> None:
    assert read_day("2月底", None) == Day(date(2000, 2, 29), None, True)
    assert read_day("2021年2月底", None) == Day(date(2021, 2, 28))
    assert shown(read_day("11月1日-12月3日", None)) == "2000-11-01 2000-12-03 ?"
