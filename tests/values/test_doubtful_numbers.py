"""Numbers that cannot be meant as they stand beside their target. The texts were written for this test; the verdicts are a careful officer's."""

from decimal import Decimal

import pytest

from pbexcel.explain import Pair, explain_pair
from pbexcel.rules import load_rules


def judged(target: str, actual: str, name: str = "数量", level2: str = "数量指标") -> str:
    """The rule's score of ten, or 人 where a person decides."""
    shown = explain_pair(Pair(target, actual, Decimal(10), level2=level2, name=name, year=2022), load_rules("mof-2020"))
    return shown["computed"] or "人"


@pytest.mark.parametrize(
    ("target", "actual", "name", "points"),
    [
        ("月均≥100件", "1150件", "办件量", "人"), ("≥4次", "40次", "每月巡查次数", "人"), ("≥2万吨", "全年700万吨", "日供水量", "人"), ("≥1000元", "32000元", "人均增收", "人"),
        ("每班≤45人", "1350人", "班额", "人"), ("月均≥100件", "120件", "办件量", "10.00"), ("≥1000元", "1200元", "人均增收", "10.00"), ("≥100件", "1150件", "办件量", "10.00"),
    ],
)  # fmt: skip
def test_many_times_what_was_asked_of_each_is_of_all(target: str, actual: str, name: str, points: str) -> None:
    assert judged(target, actual, name) == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("每月1次", "11", "人"), ("每月1次", "12", "10.00"), ("每季度1次", "2", "人"), ("每村≥1名", "20", "人"), ("每人每月500元", "500", "10.00"), ("每人每月500元", "520", "人"),
        ("每户500元", "480", "9.60"),
    ],
)  # fmt: skip
def test_a_number_without_unit_is_of_each_only_where_it_is_near(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "发放标准" if "元" in target else "次数") in (points, "人" if "元" in target and points != "10.00" else points)


@pytest.mark.parametrize(
    ("target", "actual", "name", "points"),
    [
        ("≥98%", "2%", "合格率", "人"), ("≥95%", "0.96%", "群众满意度", "人"), ("≥95%", "9.6%", "群众满意度", "人"), ("≤1%", "99.5%", "差错率", "人"), ("≤5%", "95%", "延误率", "人"),
        ("≥90%", "45%", "合格率", "5.00"), ("≥95%", "85.5%", "群众满意度", "9.00"), ("≤5%", "10%", "延误率", "5.00"), ("≥20%", "2%", "增长率", "1.00"),
    ],
)  # fmt: skip
def test_the_other_side_of_a_share_and_a_slipped_point_are_not_scored(target: str, actual: str, name: str, points: str) -> None:
    assert judged(target, actual, name, "质量指标") == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [("≥1000人", "约1000人", "人"), ("≥1000人", "1000人左右", "人"), ("≤30分钟", "约30分钟", "人"), ("≥1000人", "1000余人", "10.00"), ("≥1000人", "约1200人", "10.00"), ("约1000人", "约1000人", "10.00")],
)
def test_about_as_much_as_was_asked_is_not_surely_as_much(target: str, actual: str, points: str) -> None:
    assert judged(target, actual) == points


@pytest.mark.parametrize(("actual", "points"), [("40分钟以内", "人"), ("1小时内", "人"), ("20分钟以内", "10.00"), ("40分钟", "7.50")])
def test_an_edge_beyond_the_limit_leaves_it_open(actual: str, points: str) -> None:
    assert judged("≤30分钟", actual, "响应时间", "时效指标") == points


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [("≥1200人", "满意度92%", "培训人数"), ("≥12公里", "资金支付92%", "道路建设里程"), ("≥50户", "覆盖率85%", "帮扶户数"), ("≥300天", "82.2%", "空气优良天数"), ("≥1200人", "满意度100%", "培训人数")],
)
def test_a_percentage_of_something_else_is_no_completion_rate(target: str, actual: str, name: str) -> None:
    assert judged(target, actual, name) == "人"


@pytest.mark.parametrize("actual", ["92%", "完成92%", "完成率92%", "按时完成率92%", "完成年度任务的92%", "实际完成92%"])
def test_a_completion_rate_is_one(actual: str) -> None:
    assert judged("≥12公里", actual, "道路建设里程") == "9.20"


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≤50万元", "设备费30万元，人工费25万元", "人"), ("≤60万元", "设备费30万元，人工费25万元", "10.00"), ("≤100万元", "80万元+30万元", "人"), ("≤50万元", "45万元，另欠10万元", "人"),
        ("≤50万元", "30万元，5000元", "10.00"),
    ],
)  # fmt: skip
def test_amounts_under_a_limit_are_added(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "项目成本", "成本指标") == points


def test_shares_and_the_ends_of_a_range_under_a_limit_are_not_added() -> None:
    assert judged("≤3天", "1～3天", "办理时间", "时效指标") == "10.00"
    assert judged("≤5%", "甲站3%，乙站4%", "超标率", "质量指标") == "10.00"


@pytest.mark.parametrize("actual", ["预付20万元", "首付款20万元", "预算48万元", "追加10万元", "单价3000元"])
def test_a_part_of_the_cost_is_not_the_cost(actual: str) -> None:
    assert judged("≤50万元", actual, "采购成本", "成本指标") == "人"


@pytest.mark.parametrize(("actual", "points"), [("0起重大安全事故", "人"), ("重大事故0起", "人"), ("0起", "10.00"), ("0起一般事故", "10.00")])
def test_the_worst_of_a_harm_is_not_all_of_it(actual: str, points: str) -> None:
    assert judged("0起", actual, "安全事故起数", "质量指标") == points


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [
        ("≥10个", "累计56个", "新增充电桩数"), ("≥10公里", "560公里（总里程）", "新增公路里程"), ("≥1200人", "三年累计3560人", "培训人数"), ("≥500人", "上年512人", "就业人数"),
        ("≥500人", "估计1000人", "参与人数"), ("≥50户", "非低收入户52户", "低收入户帮扶户数"), ("≥500台", "到货512台", "设备安装数量"), ("≥2000人", "通知2100人", "体检人数"),
    ],
)  # fmt: skip
def test_a_stock_another_time_another_kind_and_an_earlier_stage_answer_nothing(target: str, actual: str, name: str) -> None:
    assert judged(target, actual, name) == "人"


def test_the_things_counted_must_be_those_asked_for() -> None:
    asked = "购置电脑20台、打印机5台"
    assert judged(asked, "电脑20台、打印机5台") == judged(asked, "购置电脑21台，打印机5台") == "10.00"
    assert judged(asked, "打印机20台、电脑5台") == judged(asked, "电脑20台、扫描仪5台") == judged("购置电脑20台", "打印机20台") == "人"


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("优秀", "达标", "人"), ("三级甲等", "达标", "人"), ("优秀", "优", "10.00"), ("良", "优", "10.00"), ("合格", "优良", "10.00"), ("优", "良好", "人"), ("满意", "非常满意", "10.00"),
        ("一级A标准", "一级A", "10.00"), ("无重大安全事故", "0", "10.00"), ("零发生", "0起", "10.00"), ("无重大安全事故", "1起", "人"), ("无人机采购完成", "0", "人"), ("符合规定", "达标", "10.00"),
        ("7*24小时", "7×24小时", "10.00"),
    ],
)  # fmt: skip
def test_statements_and_grades(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "效果", "质量指标") == points
