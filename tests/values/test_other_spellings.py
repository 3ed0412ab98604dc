"""Spellings met in forms of other places than the published ones at hand. The texts were written for this test.

Each pair carries what a careful officer says: the points of ten, or 人 where only a person can tell. Silent full marks and
silent deductions are what it guards against.
"""

from decimal import Decimal

import pytest

from pbexcel.explain import Pair, explain_pair
from pbexcel.records import Between, Measured
from pbexcel.rules import load_rules
from pbexcel.values import Context, read_target

D = Decimal


def judged(target: str, actual: str, level2: str = "数量指标", name: str = "宣传活动") -> str:
    """The rule's score of ten, or 人 where a person decides."""
    shown = explain_pair(Pair(target, actual, D(10), level2=level2, name=name, year=2022), load_rules("mof-2020"))
    return shown["computed"] or "人"


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("乡镇≥20场", "22场", "10.00"), ("乡镇≥20场", "乡镇18场", "9.00"), ("标段≥3个", "3", "10.00"), ("场次≥20场", "20场", "10.00"),
        ("场次≥20场", "19场次", "9.50"), ("万元≤3天", "3天", "人"), ("人次≥20场", "20场", "人"),
    ],
)  # fmt: skip
def test_a_noun_before_the_number_that_is_also_a_unit_is_a_noun(target: str, actual: str, points: str) -> None:
    assert judged(target, actual) == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("30场", "30/30场", "10.00"), ("≥30场", "30场/30场", "10.00"), ("30场", "27/30场", "9.00"), ("30场", "27/30", "9.00"), ("30场", "30/27", "人"),
        ("30场", "36/30场", "10.00"), ("100%", "26/26", "10.00"), ("30场", "25/28场", "人"), ("≥90%", "24/26", "人"), ("30场", "27人/30场", "人"), ("30场", "12/31", "人"),
    ],
)  # fmt: skip
def test_done_of_planned_is_what_was_done_where_the_target_tells_the_two_apart(target: str, actual: str, points: str) -> None:
    assert judged(target, actual) == points


@pytest.mark.parametrize(
    ("target", "actual", "name", "points"),
    [
        ("误差≤±5%", "3%", "测量", "10.00"), ("≤±5%", "-3%", "测量误差", "10.00"), ("≤±5%", "±3%", "测量误差", "10.00"), ("±5%以内", "8%", "测量偏差", "6.25"),
        ("±5%", "-8%", "测量偏差", "6.25"), ("不超过±3%", "-1.5%", "工程量偏差", "10.00"), ("20±2℃", "21℃", "库温", "10.00"), ("95±2%", "96%", "检测合格率", "10.00"),
        ("95±2%", "96%", "产量", "人"), ("±3天", "2天", "工期偏差", "10.00"), ("±3天", "提前1天", "工期偏差", "人"), ("≤5%", "-4.2%", "收入预算偏差率", "10.00"),
        ("≤5%", "-30%", "收入预算偏差率", "人"), ("≤0%", "-5.3%", "三公经费变动率", "10.00"),
    ],
)  # fmt: skip
def test_a_tolerance_is_a_band_and_counts_both_ways(target: str, actual: str, name: str, points: str) -> None:
    assert judged(target, actual, "质量指标", name) == points


def test_a_tolerance_of_a_share_is_in_its_own_points() -> None:
    assert read_target("95±2%", Context(2022, name="检测合格率")).value == Between(D(93), D(97), "%")


@pytest.mark.parametrize(("actual", "points"), [("980人次", "人"), ("1000人次", "10.00"), ("1005人次", "10.00")])
def test_missing_about_so_much_is_no_deduction_of_the_tools(actual: str, points: str) -> None:
    assert judged("约1000人次", actual, name="培训人次") == judged("1000人次左右", actual, name="培训人次") == points


@pytest.mark.parametrize(
    ("target", "actual", "level2", "name"),
    [("8.5天", "8.1天", "质量指标", "平均住院日"), ("60天", "58天", "质量指标", "案件平均审理天数"), ("28%", "27.3%", "质量指标", "药占比")],
)
def test_less_is_better_where_waiting_is_measured_under_quality(target: str, actual: str, level2: str, name: str) -> None:
    assert judged(target, actual, level2, name) == "10.00"


def test_how_long_something_takes_on_average_is_a_persons_and_how_long_it_was_done_is_not() -> None:
    assert judged("5分钟", "4分钟", "质量指标", "平均取件用时") == "人"
    assert judged("45分钟", "40分钟", "质量指标", "课程平均时长") == "人"
    assert judged("5天", "4天", "数量指标", "培训天数") == "8.00"
    assert judged("2000小时", "2200小时", "质量指标", "设备平均无故障时间") == "10.00"


@pytest.mark.parametrize(
    ("target", "actual", "name", "points"),
    [
        ("较上年增长5%", "较上年增长6%", "税收", "10.00"), ("同比增长≥5%", "6.1%", "税收", "10.00"), ("同比增长10%", "增长8%", "税收", "8.00"), ("比上年增长5%以上", "5%", "税收", "10.00"),
        ("同比下降3%", "同比上升3.2%", "能耗", "人"), ("1亿元", "较上年增长6%", "税收", "人"), ("≥15000元", "较上年增加800元", "人均收入提高", "人"),
        ("≥5%", "同比增长6.2%", "税收增长率", "10.00"), ("≥90%", "提升5%", "群众满意度提升", "人"), ("≥5%", "节约6%", "成本节约率", "10.00"),
    ],
)  # fmt: skip
def test_growth_since_last_year_answers_a_target_of_growth_and_nothing_else(target: str, actual: str, name: str, points: str) -> None:
    assert judged(target, actual, "经济效益指标", name) == points


def test_a_target_of_growth_since_last_year_is_measured() -> None:
    assert read_target("较上年增长5%", Context(2022)).value == Measured(None, D(5), "%", change=True)


@pytest.mark.parametrize(
    ("target", "actual", "name", "points"),
    [
        ("≥200件/人", "213件", "法官人均结案数", "10.00"), ("≥200件/人", "180件", "法官人均结案数", "9.00"), ("≥200件/人", "213件", "结案数", "人"),
        ("每月至少1次", "12次", "检查", "10.00"), ("1次/季度", "4次", "检查", "10.00"), ("1次/月", "10次", "检查", "人"), ("12次/年", "11次", "检查", "9.17"),
        ("≥500公斤/亩", "512公斤", "亩产", "10.00"), ("≥50公斤", "62公斤/亩", "亩均增产", "10.00"), ("≤400元/人·天", "380元", "培训费", "10.00"), ("≤400元/人·天", "38000元", "培训费", "人"),
    ],
)  # fmt: skip
def test_a_rate_is_answered_without_its_denominator_where_the_name_or_the_year_gives_it(target: str, actual: str, name: str, points: str) -> None:
    assert judged(target, actual, "数量指标", name) == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [("≥80%", "75%以上", "人"), ("≥80%", "超过75%", "人"), ("≥80%", "80%以上", "10.00"), ("≥80%", "≥76%", "9.50"), ("≥1200人次", "1200+", "10.00"), ("≥1300人次", "1200+", "人")],
)
def test_more_than_something_below_the_target_leaves_it_open(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "社会效益指标", "群众知晓率") == points


@pytest.mark.parametrize("actual", ["超额完成20%", "完成主体工程的80%"])
def test_a_share_of_something_else_than_the_target_is_no_completion(actual: str) -> None:
    assert judged("5000平方米", actual, name="建成面积") == "人"


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [("X≥90%", "93%", "10.00"), ("x≥90%", "81%", "9.00"), ("90%＜X", "96%", "10.00"), ("90%≤X", "81%", "9.00"), ("X≤3天", "3天", "10.00"), ("5天≥X", "4天", "10.00")],
)
def test_a_letter_that_stands_for_the_value_says_nothing_more(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "质量指标", "达标率") == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("合格及以上", "合格", "10.00"), ("良好以上", "优秀", "10.00"), ("良好以上", "合格", "人"), ("二级以上", "二级", "10.00"), ("二级以上", "一级", "人"),
        ("不超预算", "未超预算", "10.00"), ("不发生重大事故", "没有发生重大事故", "10.00"), ("不断提升", "得到提升", "人"),
        ("及时完成", "及时", "10.00"), ("按时", "按时完成", "10.00"), ("按时完成", "延期完成", "人"), ("完成", "建设", "人"),
    ],
)  # fmt: skip
def test_the_same_statement_in_the_words_of_somebody_who_has_done_it(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "质量指标", "验收") == points


def test_two_readings_of_a_unit_that_both_keep_a_limit_need_no_person() -> None:
    assert judged("≤1%", "1‰", "质量指标", "差错率") == "10.00"
    assert judged("≤100元", "99万元", "成本指标", "单价") == "人"


@pytest.mark.parametrize(("target", "actual"), [("≤35μg/m3", "32μg/m³"), ("≤35微克/立方米", "32ug/m3"), ("≤40DDDs", "36.5"), ("≤55dB(A)", "52dB(A)"), ("300米²", "300㎡"), ("≤5μm", "0.005mm"), ("1000元/生·年", "1000元/生.年")])
def test_units_in_latin_letters_and_with_dots(target: str, actual: str) -> None:
    assert judged(target, actual, "质量指标", "浓度") == "10.00"


# --- without a comparator, the name says whether more is better ---------------------------------------------


@pytest.mark.parametrize(
    ("level2", "name", "target", "actual", "points"),
    [
        ("质量指标", "案件发回重审率", "3%", "2%", "10.00"), ("质量指标", "改判率", "3%", "4%", "7.50"), ("质量指标", "并发症发生率", "5%", "3%", "10.00"), ("质量指标", "报废率", "2%", "1%", "10.00"),
        ("质量指标", "预算偏离度", "10%", "5%", "10.00"), ("质量指标", "结转结余率", "5%", "3%", "10.00"), ("质量指标", "人均水耗", "100吨", "90吨", "10.00"), ("质量指标", "次均费用增幅", "5%", "3%", "10.00"),
        ("社会效益指标", "发案率", "5%", "4%", "10.00"), ("社会效益指标", "犯罪率", "2%", "3%", "6.67"), ("经济效益指标", "直接经济损失", "100万元", "95万元", "10.00"),
    ],
)  # fmt: skip
def test_less_of_what_nobody_wants_is_no_deduction(level2: str, name: str, target: str, actual: str, points: str) -> None:
    assert judged(target, actual, level2, name) == points


@pytest.mark.parametrize(
    ("level2", "name", "target", "actual", "points"),
    [
        ("质量指标", "投诉满意率", "90%", "81%", "9.00"), ("生态效益指标", "噪声达标率", "100%", "90%", "9.00"), ("质量指标", "污染物排放达标率", "100%", "95%", "9.50"), ("数量指标", "污染源监测点位数", "20个", "18个", "9.00"),
        ("质量指标", "犯罪人员帮教率", "100%", "98%", "9.80"), ("成本指标", "成本节约额", "10万元", "12万元", "10.00"), ("成本指标", "成本降低额", "10万元", "8万元", "8.00"),
        ("经济效益指标", "挽回经济损失", "100万元", "95万元", "9.50"), ("社会效益指标", "媒体报道次数", "10次", "12次", "10.00"), ("生态效益指标", "水土流失治理面积", "100亩", "90亩", "9.00"),
    ],
)  # fmt: skip
def test_what_is_done_about_a_harm_and_what_is_saved_is_a_gain(level2: str, name: str, target: str, actual: str, points: str) -> None:
    assert judged(target, actual, level2, name) == points


@pytest.mark.parametrize(
    ("level2", "name", "target", "actual"),
    [
        ("数量指标", "办公楼用电量", "100万度", "95万度"), ("质量指标", "公用经费控制率", "100%", "95%"), ("质量指标", "赔付率", "90%", "85%"), ("社会效益指标", "服务半径", "5公里", "4公里"),
        ("质量指标", "某某比率", "5%", "3%"), ("社会效益指标", "某某率", "5%", "3%"),
    ],
)  # fmt: skip
def test_a_name_that_does_not_tell_leaves_it_to_a_person(level2: str, name: str, target: str, actual: str) -> None:
    assert judged(target, actual, level2, name) == "人"
    assert judged(target, target, level2, name) == "10.00"


# --- one value told in more words ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≥10场", "计划10场，完成8场", "8.00"), ("≥10场", "计划完成10场，实际完成12场", "10.00"), ("≥10场", "计划12场，完成8场", "人"), ("≥10场", "完成8场，完成率80%", "8.00"),
        ("≥10场", "完成8场，完成率100%", "人"), ("≥10场", "8场（因疫情影响减少2场）", "8.00"), ("≥10场", "8场（减少2场）", "人"), ("≥10场", "10场（因尚未验收）", "人"),
    ],
)  # fmt: skip
def test_a_value_beside_its_plan_its_share_or_its_cause_is_the_value(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, name="培训") == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [("5处", "5个", "10.00"), ("≥5个", "4所", "8.00"), ("5批", "5个", "人"), ("5家", "5次", "人"), ("5套", "5台", "人"), ("5个", "5人", "人")],
)  # fmt: skip
def test_a_word_that_counts_anything_counts_the_same_things(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, name="公园") == points


def test_less_than_one_of_what_only_comes_whole_may_be_a_share() -> None:
    assert judged("≥10场", "0.9") == judged("500人", "0.98") == "人"
    assert judged("≥1.5公里", "0.9", name="道路") == "6.00"


@pytest.mark.parametrize(("actual", "points"), [("基本达到98%", "人"), ("98.5%", "10.00")])
def test_almost_reached_is_not_reached(actual: str, points: str) -> None:
    assert judged("98%≤合格率", actual, "质量指标", "合格率") == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("提升", "明显提升", "10.00"), ("有效保障", "得到有效保障", "10.00"), ("稳定", "持续稳定", "10.00"), ("提升", "有所提升", "人"), ("明显提升", "提升", "人"), ("健全", "基本健全", "人"),
        ("效果明显", "效果明显，群众反映良好", "10.00"), ("效果明显", "活动开展顺利，效果明显。", "10.00"), ("及时", "及时（已全部拨付）", "10.00"),
        ("效果明显", "效果明显，但仍有不足", "人"), ("及时", "及时，部分延迟", "人"), ("效果明显", "效果不明显", "人"),
    ],
)  # fmt: skip
def test_the_same_statement_made_stronger_or_among_others_is_reached(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "社会效益指标", "服务能力") == points


@pytest.mark.parametrize(
    ("target", "actual", "name", "points"),
    [
        ("新增50张", "350张", "床位", "人"), ("新增50张", "新增52张", "床位", "10.00"), ("新增50张", "45张", "床位", "9.00"), ("节约5万元", "95万元", "总成本", "人"), ("增加500元", "15620元", "农民人均收入", "人"),
        ("增加500元", "620元", "农民增收", "10.00"), ("增长5%", "30%", "税收增长率", "10.00"), ("增长5%", "95%", "税收", "人"),
    ],
)  # fmt: skip
def test_what_something_has_grown_to_is_not_by_how_much(target: str, actual: str, name: str, points: str) -> None:
    assert judged(target, actual, "数量指标", name) == points


@pytest.mark.parametrize(("target", "actual", "points"), [("不低于98%，力争100%", "98%", "10.00"), ("98%，争取达到100%", "97%", "9.90"), ("力争98%", "98%", "10.00")])
def test_what_is_striven_for_beyond_the_target_is_not_owed(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "质量指标", "合格率") == points


def test_a_total_is_not_taken_for_the_average_a_name_speaks_of() -> None:
    assert judged("≤5万元/人", "380万元", "成本指标", "人均成本") == "人"
    assert judged("≤5万元/人", "5.5万元", "成本指标", "人均成本") == "9.09"


@pytest.mark.parametrize(
    ("target", "actual", "name", "points"),
    [
        ("0起", "全年无安全事故", "安全事故起数", "10.00"), ("0起", "未发生安全事故", "事故起数", "10.00"), ("≤3件", "没有发生投诉", "投诉件数", "10.00"), ("0", "未发生重大事故", "重大事故起数", "10.00"),
        ("0起", "未发生重大事故", "事故起数", "人"), ("0起", "零星发生3起", "事故起数", "0.00"), ("0起", "零星发生", "事故起数", "人"), ("≤3件", "无", "投诉件数", "10.00"), ("≥3件", "无投诉", "投诉处理件数", "人"),
    ],
)  # fmt: skip
def test_no_harm_at_all_is_none_of_what_was_asked_and_of_nothing_graver(target: str, actual: str, name: str, points: str) -> None:
    assert judged(target, actual, "质量指标", name) == points


# --- a harm is counted, or something is done about it ---------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "事故救援成功率", "违法案件立案率", "投诉受理率", "死亡病例报告率", "失业保险参保人数", "辍学学生劝返率", "拖欠农民工工资清欠率", "侵害案件侦破率", "破损道路维修长度", "信访接待人次", "火灾防控宣传次数",
        "事故应急演练次数", "排放口监测数", "违法建设拆除面积", "老旧车淘汰数量", "错误纠正率", "欠费追缴率", "疫情防控物资采购数", "矛盾纠纷调解成功率", "撂荒地复耕面积", "命案侦破率",
    ],
)  # fmt: skip
def test_doing_less_about_a_harm_is_a_miss(name: str) -> None:
    assert judged("100", "90", "数量指标", name) == "9.00"
    assert judged("100", "120", "数量指标", name) == "10.00"


@pytest.mark.parametrize(
    "name",
    [
        "12345投诉量", "有责投诉率", "较大及以上安全事故起数", "违法违规问题个数", "森林火灾受害面积", "交通事故伤亡人数", "单位GDP能耗", "故障停机时间", "网络安全事件次数", "误诊率", "医疗纠纷件数", "溺水事件数",
        "管网漏损率", "撂荒面积", "刑事案件发生数", "残次品率", "未处理投诉件数", "安全事故（起）", "投诉举报件数", "越级上访批次",
    ],
)  # fmt: skip
def test_less_of_a_harm_is_better(name: str) -> None:
    assert judged("100", "90", "质量指标", name) == "10.00"
    assert judged("100", "125", "质量指标", name) == "8.00"


@pytest.mark.parametrize("name", ["返修房屋数量", "舆情报告期数"])
def test_a_name_with_a_harm_and_something_nobody_knows_behind_it_is_a_persons(name: str) -> None:
    assert judged("100", "90", "数量指标", name) == "人"


@pytest.mark.parametrize(
    ("actual", "points"), [("38/40", "10.00"), ("35/40", "9.72"), ("36/40份", "10.00"), ("11/30", "人"), ("42/40", "人"), ("2/3", "人")]
)
def test_a_part_of_a_whole_is_a_percentage_where_the_name_is_a_rate(actual: str, points: str) -> None:
    assert judged("≥90%", actual, "质量指标", "合格率") == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("≤5分钟", "4分58秒", "10.00"), ("≤5分钟", "6分15秒", "8.00"), ("≤2小时", "1小时20分", "10.00"), ("≤2小时", "1个小时20分钟", "10.00"), ("≤3天", "2天12小时", "10.00"),
        ("≤5分钟", "约4分58秒", "10.00"), ("≤5分钟", "4分75秒", "人"), ("≤5分钟", "4秒30分", "人"),
    ],
)  # fmt: skip
def test_a_time_in_two_units_is_one_time(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "时效指标", "响应时间") == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [("≤10/10万", "8.6/10万", "10.00"), ("≤10/10万", "12.5/10万", "8.00"), ("≤10/10万", "8.6/10万人", "10.00"), ("≤10/10万", "8.6/100000", "10.00"), ("≤10/10万", "8.6%", "人")],
)
def test_a_rate_of_a_hundred_thousand_is_compared_with_its_like(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "质量指标", "孕产妇死亡率") == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("2辆", "2台", "10.00"), ("≥3场", "3次", "10.00"), ("≥10批次", "12次", "10.00"), ("≥40万度", "48万千瓦时", "10.00"), ("≥40万度", "36万千瓦时", "9.00"),
        ("20台/套", "20台", "10.00"), ("2辆", "1台", "人"), ("≥100批次", "3次", "人"), ("≥18℃", "18度", "人"), ("≥3套", "3台", "人"),
    ],
)  # fmt: skip
def test_units_written_for_each_other_count_where_nothing_is_lost_by_it(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "数量指标", "数量") == points


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [("次年1月15日前", "2023年1月10日", "10.00"), ("次年1月15日前", "2023年1月20日", "人"), ("翌年3月底", "次年2月", "10.00"), ("2022年12月底前", "次年1月", "人")],
)
def test_the_next_year_is_the_one_after_that_of_the_form(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "时效指标", "完成时间") == points
