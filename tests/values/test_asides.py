"""What stands beside a number and takes some of it back. The texts were written for this test; the verdicts are a careful officer's."""

import pytest

from pbexcel.values.asides import takes_back
from pbexcel.values.folding import fold


@pytest.mark.parametrize(
    "actual",
    [
        "512人（其中离职60人）", "512人（其中重复30人）", "512人（重复计算）", "512台（其中20台待安装）", "512台（20台闲置）", "10场（其中2场取消）",
        "10场（2场延期到明年）", "512人（未审核）", "512人（暂未到岗）", "512人（含上年280人）", "96%（上年）", "512人（计划数）", "512人（目标）", "512人（拟）",
        "96%（未开展调查，估算）", "100%（除2户外）", "100%（部分延期）", "99%（整改后100%）", "25万元（另省级30万元）", "86公里，其中20公里未完工",
    ],
)  # fmt: skip
def test_what_is_not_there_after_all_is_seen(actual: str) -> None:
    assert takes_back(fold(actual), 2022)


@pytest.mark.parametrize(
    "actual",
    [
        "10场（因疫情取消2场）", "10场（其中3场线上）", "10场（含线上2场）", "512人（不重复）", "100%（无逾期）", "0起（未发生事故）", "3186人（春季1602人，秋季1584人不重复）",
        "12座（除险加固）", "98人（计划100人）", "512台（平均等待3天）", "共86公里，其中县道20公里", "96%（满意度调查）",
    ],
)  # fmt: skip
def test_what_leaves_the_number_what_it_is_is_left_alone(actual: str) -> None:
    assert not takes_back(fold(actual), 2022)


@pytest.mark.parametrize(("actual", "year", "other"), [("512人（2021年）", 2022, True), ("512人（2022年）", 2022, False), ("512人（2021-2022）", 2022, True), ("512人（2021年）", None, False), ("100%（财建〔2021〕5号）", 2022, False)])
def test_another_year_than_the_forms_is_seen_where_the_form_names_one(actual: str, year: int | None, other: bool) -> None:
    assert takes_back(fold(actual), year) is other


@pytest.mark.parametrize(("actual", "wrong"), [("95%(问卷200份，满意186份)", True), ("93%(问卷200份，满意186份)", False), ("82.5%(33/40)", False), ("83%(33/40)", False), ("95%(33/40)", True)])
def test_two_numbers_that_make_another_percentage_disprove_it(actual: str, wrong: bool) -> None:
    assert takes_back(fold(actual), 2022) is wrong
