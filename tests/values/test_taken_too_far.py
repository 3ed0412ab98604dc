"""What looks like an answer and is none: no rule of reading may end in points nobody has earned, or lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pbexcel.explain import Pair, explain_pair
from pbexcel.rules import load_rules

PROFILE = load_rules("mof-2020")
OPEN = "人"


def judged(target: str, actual: str, level2: str = "数量指标", name: str = "活动") -> str:
    level1 = "满意度指标" if "满意" in level2 else "效益指标" if "效益" in level2 or "影响" in level2 else "产出指标"
    shown = explain_pair(Pair(target, actual, Decimal(10), level1=level1, level2=level2, name=name, year=2022), PROFILE)
    return shown["points"] or OPEN


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("不足之处减少", "未足之处减少"), ("没有安全事故", "不安全事故"), ("不能中断", "未能中断"), ("不合格", "没有合格"), ("不断提升", "未断提升"), ("不得发生", "未得发生"),
    ],
)  # fmt: skip
def test_a_denial_of_something_else_than_a_happening_is_a_word_of_its_own(target: str, actual: str) -> None:
    assert judged(target, actual, "社会效益指标") == OPEN


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("不发生事故", "不发生事故，发生1起"), ("无投诉", "无投诉，收到投诉2件"), ("效果明显", "目标：效果明显；实际：一般"), ("效果明显", "效果明显（目标），效果一般（实际）"), ("效果明显", "效果明显：否"),
        ("效果明显", "效果明显，完成率60%"), ("效果明显", "效果明显，受疫情影响取消"), ("提升", "提升，幅度小"), ("建立制度", "建立制度，正在征求意见"), ("显著提升", "显著提升，与上年持平"),
        ("效果明显", "效果明显，个别群众满意"), ("效果明显", "效果明显，群众反映强烈"),
    ],
)  # fmt: skip
def test_the_targets_words_among_others_that_are_no_praise_are_a_persons(target: str, actual: str) -> None:
    assert judged(target, actual, "社会效益指标") == OPEN


@pytest.mark.parametrize(("target", "actual"), [("建立", "持续建立"), ("完工", "稳步完工"), ("消除隐患", "持续消除隐患"), ("清零", "不断清零"), ("完成验收", "进一步完成验收")])
def test_what_goes_on_is_not_yet_what_is_done_once(target: str, actual: str) -> None:
    assert judged(target, actual, "社会效益指标") == OPEN


def test_what_goes_on_answers_what_is_asked_to_grow() -> None:
    assert judged("改善", "持续改善", "生态效益指标") == judged("提升", "不断提升", "社会效益指标") == "10.00"


@pytest.mark.parametrize(
    ("target", "level2"), [("满意", "服务对象满意度指标"), ("验收合格", "质量指标"), ("控制在预算内", "成本指标"), ("显著提升", "社会效益指标"), ("符合国家标准", "质量指标")]
)
def test_done_in_time_does_not_say_how_well(target: str, level2: str) -> None:
    assert judged(target, "按期完成", level2) == OPEN
    assert judged("按时发放", "按期完成", "时效指标") == judged(target, "达成预期指标", level2) == "10.00"


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [
        ("12次", "12/31", "会议"), ("6次", "6/30", "会议"), ("120", "120/80", "血压"), ("80", "120/80", "血压"), ("7天", "24/7", "服务"), ("10场", "2022/10场", "会议"), ("10场", "10/2022", "会议"),
        ("≤3件", "3/200件", "不合格件数"), ("≤3天", "3/5", "响应时间"), ("≤5%", "3/3", "不合格率"), ("0%", "5/5", "投诉率"),
    ],
)  # fmt: skip
def test_two_numbers_parted_by_a_stroke_may_be_a_day_or_harm_among_all(target: str, actual: str, name: str) -> None:
    assert judged(target, actual, "质量指标", name) == OPEN


@pytest.mark.parametrize("actual", ["8场，满意率80%", "8场，合格率80%", "8场，增长80%"])
def test_a_share_of_something_else_does_not_say_how_much_was_done(actual: str) -> None:
    assert judged("10场", actual) == OPEN
    assert judged("10场", "8场，完成率80%") == judged("10场", "8场(80%)") == "8.00"


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [
        ("≥2次/村", "10次", "每村检查次数"), ("≥40学时/人", "400学时", "每人培训学时"), ("≥200件/人", "1500件", "人均结案数"), ("≤500元/人", "5000元", "人均成本"), ("≥200件/人", "213件", "结案数"),
    ],
)  # fmt: skip
def test_a_number_far_from_what_each_owes_may_be_that_of_all(target: str, actual: str, name: str) -> None:
    assert judged(target, actual, name=name) == OPEN


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [
        ("0起", "无死亡事故", "安全事故起数"), ("0起", "未发生火灾事故", "安全事故起数"), ("0起", "零投诉", "安全事故起数"), ("0起", "零报告", "事故起数"), ("≤3件", "未发生事故", "投诉件数"), ("≤1批", "无进京上访", "上访批数"),
        ("≤3次", "无停机故障", "故障次数"), ("≤1起", "无三级以上事故", "事故起数"), ("≤1%", "无错误统计", "差错率"), ("0件", "无投诉", "投诉上访件数"),
    ],
)  # fmt: skip
def test_no_harm_of_one_kind_says_nothing_of_another(target: str, actual: str, name: str) -> None:
    assert judged(target, actual, "质量指标", name) == OPEN


@pytest.mark.parametrize(("actual", "name"), [("全年无安全事故", "安全事故起数"), ("零事故", "安全生产"), ("无投诉", "群众投诉件数"), ("未发生重大安全事故", "重大安全事故起数")])
def test_no_harm_of_the_kind_asked_is_none(actual: str, name: str) -> None:
    assert judged("0起", actual, "质量指标", name) == "10.00"


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [
        ("新增50张", "200张", "床位"), ("新增≥100人", "1200人", "就业"), ("增长≥5%", "106%", "收入"), ("节约5万元", "20万元", "成本"), ("500张", "新增20张", "床位"), ("提高到90%", "提高5%", "满意度"),
    ],
)  # fmt: skip
def test_by_how_much_and_to_how_much_are_not_compared(target: str, actual: str, name: str) -> None:
    assert judged(target, actual, "社会效益指标", name) == OPEN


def test_down_to_is_a_limit_and_up_to_is_owed() -> None:
    assert judged("降低到5件", "4件", "质量指标", "材料件数") == judged("提升至90%", "92%", "质量指标", "开通率") == "10.00"
    assert judged("降低到5天", "8天", "质量指标", "用时") == "6.25"


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [("不合格产品处理率", "95%", "90%"), ("不良反应监测报告数", "100份", "80份"), ("不达标水体治理率", "100%", "90%"), ("收入减少额", "5万元", "8万元"), ("合格率下降率", "1%", "2%")],
)
def test_what_is_done_about_harm_and_less_of_a_gain_have_no_direction(name: str, target: str, actual: str) -> None:
    assert judged(target, actual, "质量指标", name) == OPEN


def test_saved_costs_may_be_what_was_saved_or_what_was_spent() -> None:
    assert judged("5万元", "8万元", "成本指标", "节约成本") == OPEN


@pytest.mark.parametrize(
    ("name", "target", "actual"),
    [
        ("及时率", "≥95%", "延误率2%"), ("按时办结率", "≥95%", "超期率2.5%"), ("合格率", "≥98%", "次品率1.2%"), ("完好率", "≥95%", "损坏率3%"), ("成活率", "≥90%", "死亡率6%"),
        ("巩固率", "≥98%", "辍学率0.5%"), ("就业率", "≥80%", "失业率为15%"), ("满意度", "≥90%", "投诉率2%"),
    ],
)  # fmt: skip
def test_the_rate_of_a_harm_nobody_asked_for_is_no_small_share_of_the_target(name: str, target: str, actual: str) -> None:
    assert judged(target, actual, "质量指标", name) == OPEN


def test_the_rate_of_a_harm_that_was_asked_for_is_read() -> None:
    assert judged("≤2%", "投诉率1%", "质量指标", "投诉率") == judged("≥98%", "98%，无投诉", "质量指标", "合格率") == "10.00"


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("竣工8个", "开工8个"), ("签约≥10个", "洽谈15个"), ("结案≥200件", "受理230件"), ("立项10项", "申报10项"), ("完成验收12个", "完成招标12个"), ("成果转化3项", "签订意向3项"),
        ("改造厕所200座", "摸排200座"), ("发放贷款≥500万元", "授信600万元"), ("2022年6月底前完工", "2022年6月20日开工"),
    ],
)  # fmt: skip
def test_an_earlier_stage_of_the_work_is_not_its_result(target: str, actual: str) -> None:
    assert judged(target, actual) == OPEN


def test_a_stage_that_was_asked_for_counts() -> None:
    assert judged("申报10项", "申报10项") == judged("10件", "受理10件", name="案件受理数") == "10.00"
    assert judged("2022年6月底前开工", "2022年6月20日开工") == judged("开工8个", "动工8个") == "10.00"


@pytest.mark.parametrize(
    ("target", "actual"),
    [("每册≤30元", "全部印刷费2.4万元"), ("单台≤3万元", "采购总价28.5万元"), ("每期不超过60人", "全年培训320人"), ("每县不少于2次", "全年共督导14次"), ("户均≥2000元", "总增收86万元")],
)
def test_all_together_does_not_answer_what_was_asked_of_each(target: str, actual: str) -> None:
    assert judged(target, actual) == OPEN


def test_each_is_answered_by_each_and_all_by_all() -> None:
    assert judged("每期不超过60人", "每期50人") == judged("全年共12次", "全年共12次") == "10.00"
    assert judged("单价≤3万元", "总体2.9万元") == judged("每户500元", "全部按500元发放") == "10.00"


@pytest.mark.parametrize(("target", "actual"), [("＜1%", "1%"), ("＞98%", "98%"), ("＜3次", "3次"), ("大于30人次", "30人次"), ("小于20万元", "20万元")])
def test_what_was_to_be_more_or_less_than_a_number_and_is_that_number_is_a_persons(target: str, actual: str) -> None:
    assert judged(target, actual, "质量指标") == OPEN
