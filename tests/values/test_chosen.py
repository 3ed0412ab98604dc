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


@pytest.mark.parametrize(
    ("target", "actual", "name", "points"),
    [
        ("≥50个", "2022年完成53个", "完成项目数", "10.00"), ("≥50个", "截至12月底完成53个", "完成项目数", "10.00"), ("≥50个", "2021年完成53个", "完成项目数", "人"),
        ("≥95%", "经问卷调查，满意度96%", "群众满意度", "10.00"), ("≥50个", "受疫情影响，完成46个", "完成项目数", "9.20"), ("≥50个", "53个，同比增长12.8%", "完成项目数", "10.00"),
        ("≥1000人", "参加1050人，未发生安全事故", "参加人数", "10.00"), ("≥12公里", "12.3公里，提前完成", "道路里程", "10.00"), ("≤1200万元", "1186.5万元，未超预算", "工程总投资", "10.00"),
        ("≥95%", "94.05%，未达到预期目标", "审核准确率", "9.90"), ("≥95%", "96%，未达到预期目标", "审核准确率", "人"), ("≥95%", "94.05%（未达标）", "审核准确率", "9.90"), ("≥95%", "96%（未达标）", "审核准确率", "人"), ("≤3天", "2天，未达到预期目标", "办理时间", "人"),
        ("≥10公里", "质量不合格，完成10公里", "道路里程", "人"), ("≥10公里", "10公里，全部返工", "道路里程", "人"), ("≥98%", "经第三方验收，合格率99%", "设备合格率", "10.00"),
        ("≥3万人次", "接待32000人次", "接待读者人次", "10.00"), ("100%", "待遇发放率100%", "待遇发放率", "10.00"), ("≥1场", "举办“国庆”活动1场", "活动场次", "10.00"),
        ("≥100个", "安装LED灯100个", "LED灯安装数量", "10.00"), ("≥90%", "7岁以下儿童健康管理率93%", "7岁以下儿童健康管理率", "10.00"), ("≥5%", "同比增长6.2%", "收入增速", "10.00"),
        ("≥50个", "完成53个，其中省级10个", "完成项目数", "10.00"), ("≥12公里", "累计完成12.3公里", "新建农村公路里程", "10.00"), ("≥95%", "结案率96.2%", "案件办结率", "10.00"),
        ("≤300万元", "预算批复300万元，执行298.5万元", "项目总成本", "10.00"), ("≤300万元", "298.5万元（剩余1.5万元已收回财政）", "项目总成本", "10.00"),
    ],
)  # fmt: skip
def test_plain_words_around_a_number_leave_it_what_it_is(target: str, actual: str, name: str, points: str) -> None:
    assert judged(target, actual, name, "成本指标" if "≤" in target else "数量指标") == points


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [
        ("≥50个", "力争完成53个", "完成项目数"), ("≥90%", "部分群众满意度96%", "群众满意度"), ("≥90%", "96%（仅城区）", "群众满意度"), ("≥90%", "糖尿病患者规范管理率96%", "高血压患者规范管理率"),
        ("≥5000元", "户均增收6000元", "人均增收"), ("≥5%", "负增长6%", "收入增长率"), ("≥500亩", "总面积2500亩", "新增设施农业面积"), ("≥5台", "租赁5台", "新购车辆数"),
    ],
)  # fmt: skip
def test_hopes_parts_and_other_things_are_not_what_was_asked(target: str, actual: str, name: str) -> None:
    assert judged(target, actual, name) == "人"


@pytest.mark.parametrize(
    ("target", "actual", "name", "points"),
    [
        ("合格", "验收合格", "工程质量", "10.00"), ("及时发放", "发放及时", "发放及时性", "10.00"), ("有效改善", "空气质量有效改善", "空气质量", "10.00"), ("正常运行", "系统正常运行", "系统运行", "10.00"),
        ("无重大安全事故", "未发生重大安全事故", "安全生产", "10.00"), ("控制在预算内", "未超出预算", "工程成本", "10.00"), ("显著提升", "有望显著提升", "服务水平", "人"), ("建立长效机制", "初步建立长效机制", "长效管理", "人"),
        ("收入高于支出", "支出高于收入", "收支情况", "人"), ("有效改善", "部分有效改善", "空气质量", "人"), ("消除隐患", "持续消除隐患", "隐患", "人"),
    ],
)  # fmt: skip
def test_statements_in_other_words_and_less_than_them(target: str, actual: str, name: str, points: str) -> None:
    assert judged(target, actual, name, "质量指标") == points
