"""Which profile a form is scored by, when nobody named one."""

from __future__ import annotations

import pytest

from pbexcel.rules import AUTO, choose_rules


@pytest.mark.parametrize(
    ("year", "named", "chosen"),
    [
        (2021, "宁波市自然资源和规划局北仑分局", "mof-2020"),
        (2021, "黄石市教育局 黄石市第三中学", "hubei"),
        (2023, "大英县铁路建设中心 四川省遂宁市", "sichuan"),
        (2018, "黄石市教育局", "mof-2020"),  # before Hubei's rules began
        (2010, "大英县财政局", "mof-2020"),  # before any rules began: the default
        (None, "成都市财政局", "sichuan"),
    ],
)
def test_year_and_region_choose(year: int | None, named: str, chosen: str) -> None:
    assert choose_rules(AUTO, year=year, named=named).id == chosen


def test_a_name_wins_over_the_region() -> None:
    assert choose_rules("mof-2020", year=2022, named="湖北省水利厅").id == "mof-2020"


def test_a_draft_is_never_chosen() -> None:
    assert not choose_rules(AUTO, year=2030, named="财政部").draft
