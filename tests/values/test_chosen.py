"""Several numbers of which one answers. Each pair carries what a careful officer says: the points of ten, or 人 where only a person can tell."""

from decimal import Decimal

import pytest

from pbexcel.explain import Pair, explain_pair
from pbexcel.rules import load_rules


def judged(target: str, actual: str, name: str = "数量", level2: str = "数量指标") -> str:
    shown = explain_pair(Pair(target, actual, Decimal(10), level2=level2, name=name, year=2022), load_rules("mof-2020"))
    return shown["computed"] or "人"


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≥85公里", "共86公里，其中县道20公里", "10.00"), ("≥90公里", "共81公里，其中县道20公里", "9.00"), ("≥60场", "线下45场，线上20场，共计65场", "10.00"),
        ("≥60场", "线下45场，线上20场，共计60场", "人"), ("≥85公里", "共86公里，其中20公里未完工", "人"), ("≥85公里", "20公里，其中县道86公里", "人"),
    ],
)  # fmt: skip
def test_a_total_is_taken_where_its_parts_make_it(target: str, actual: str, points: str) -> None:
    assert judged(target, actual) == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≥4期", "4期320人", "10.00"), ("≥400人", "4期320人", "8.00"), ("≥25人", "培训2期，每期20人", "人"), ("≤25万元", "电脑5台，20万元", "10.00"),
        ("≥2部", "歌曲1首、小戏1部", "人"), ("单个课题≤8万元", "5个课题40万元", "人"), ("≤5分钟", "4分75秒", "人"), ("≥40人", "第3期，45人", "人"),
    ],
)  # fmt: skip
def test_a_number_is_chosen_by_its_unit_where_no_other_could_be_meant(target: str, actual: str, points: str) -> None:
    assert judged(target, actual) == points


@pytest.mark.parametrize(
    ("actual", "name", "points"),
    [
        ("在线率98.7%，完好率99.2%", "视频监控在线率", "10.00"), ("在线率90.25%，完好率99.2%", "视频监控在线率", "9.50"), ("发放问卷200份，满意192份，满意度96%", "群众满意度", "10.00"),
        ("发放问卷200份，满意150份，96%", "群众满意度", "人"), ("密度100%，抗体合格率98%", "免疫抗体合格率", "10.00"),
    ],
)  # fmt: skip
def test_of_several_rates_the_one_with_the_asked_name_answers(actual: str, name: str, points: str) -> None:
    assert judged("≥95%", actual, name, "质量指标") == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≥1200人", "目标1200人，实际1080人", "9.00"), ("≥1200人", "上年1250人，本年1080人", "9.00"), ("≥2000人", "应检2100人，实检1800人", "9.00"),
        ("≥1200人", "上年1250人，本年预计1300人", "人"), ("12所", "已改造11所，剩余1所因拆迁暂缓", "9.17"), ("120人", "118人，缺编2人", "9.83"), ("12所", "11所，剩余3所", "人"), ("12所", "预计完成10所，剩余2所", "人"),
    ],
)  # fmt: skip
def test_what_was_done_is_taken_beside_what_was_to_be_done(target: str, actual: str, points: str) -> None:
    assert judged(target, actual) == points


def test_a_growth_beside_an_amount_answers_a_growth() -> None:
    assert judged("增长10%以上", "12350元，增长9%", "人均纯收入", "经济效益指标") == "9.00"
    assert judged("≥90%", "12350元，增长9%", "覆盖率", "质量指标") == "人"
