"""Texts whose number must not be taken at face value: each would be points nobody has earned, or lost points nobody owes."""

from decimal import Decimal

import pytest

from pbexcel.explain import Pair, explain_pair
from pbexcel.rules import load_rules
from pbexcel.values.phrases import words_of

D = Decimal


def judged(target: str, actual: str, level2: str = "数量指标", name: str = "建设数") -> str:
    """The rule's score of ten, or 人 where a person decides."""
    shown = explain_pair(Pair(target, actual, D(10), level2=level2, name=name, year=2022), load_rules("mof-2020"))
    return shown["computed"] or "人"


@pytest.mark.parametrize("actual", ["预计10个", "计划10个", "目标10个", "拟建10个", "应完成10个", "10个在建", "10个正在建设", "10个（未验收）"])
def test_what_is_planned_or_unfinished_is_no_value(actual: str) -> None:
    assert judged("≥10个", actual) == "人"


def test_what_is_done_by_plan_and_what_the_target_itself_leaves_unfinished_are_values() -> None:
    assert judged("≥10个", "计划10个，实际完成12个") == "10.00"
    assert judged("≥10个", "10个在建", name="在建项目数") == "10.00"


@pytest.mark.parametrize("actual", ["预计12月20日", "计划12月完成"])
def test_a_day_to_come_meets_no_deadline(actual: str) -> None:
    assert judged("12月31日前", actual, "时效指标", "完成时间") == "人"


@pytest.mark.parametrize(
    ("target", "actual"), [("≥20个", "较目标多5个"), ("≥90%", "超目标3%"), ("≥90%", "高于计划3%"), ("≥90%", "达到目标的98%")]
)
def test_a_distance_from_the_target_or_a_share_of_it_is_no_value(target: str, actual: str) -> None:
    assert judged(target, actual, "质量指标", "合格率") == "人"


@pytest.mark.parametrize("actual", ["＜95%", "≤95%", "95%以下", "接近95%", "近95%"])
def test_an_upper_edge_does_not_show_that_a_target_was_reached(actual: str) -> None:
    assert judged("≥95%", actual, "质量指标", "合格率") == "人"


@pytest.mark.parametrize("actual", ["＞3天", "≥3天", "3天以上", "超过3天", "3天多", "3余天"])
def test_a_lower_edge_does_not_show_that_a_limit_was_kept(actual: str) -> None:
    assert judged("≤3天", actual, "时效指标", "办理时间") == "人"


@pytest.mark.parametrize(("target", "actual"), [("≥95%", "≥95%"), ("≥95%", "95%以上"), ("≤3天", "3天以内"), ("≤3天", "近3天"), ("=0件", "≤0件")])
def test_an_edge_on_the_targets_own_side_is_read(target: str, actual: str) -> None:
    assert judged(target, actual, "质量指标", "情况") == "10.00"


@pytest.mark.parametrize(
    ("target", "actual"),
    [("≥100%", "1.02"), ("100%", "1.5"), ("=100%", "0.98"), ("≥5%", "0.06"), ("≥0.5%", "0.006"), ("≥90%", "9.5"), ("100", "1")],
)
def test_a_small_number_without_its_sign_is_never_taken_for_a_total_miss(target: str, actual: str) -> None:
    assert judged(target, actual, "质量指标", "合格率") == "人"


def test_a_limit_is_not_kept_by_reading_102_percent_as_1() -> None:
    assert judged("≤100%", "1.02", "成本指标", "成本控制率") == "人"
    assert judged("≤100%", "0.98", "成本指标", "成本控制率") == "10.00"


@pytest.mark.parametrize(("target", "actual", "score"), [("≥5%", "4", "8.00"), ("≥0.5%", "0.4", "8.00"), ("98", "0.99", "10.00"), ("0.98", "99", "10.00"), ("1", "99", "9.90")])
def test_a_number_without_its_sign_is_read_where_only_one_reading_makes_sense(target: str, actual: str, score: str) -> None:
    assert judged(target, actual, "质量指标", "合格率") == score


def test_thickness_is_no_share() -> None:
    assert judged("98", "0.99", "质量指标", "路面厚度") == "0.10"


@pytest.mark.parametrize(("target", "actual"), [("≤100元", "100万元"), ("100元", "99万元"), ("≥90%", "92‰")])
def test_the_same_number_under_a_unit_worlds_apart_is_a_slip(target: str, actual: str) -> None:
    assert judged(target, actual, "成本指标", "费用") == "人"


def test_a_point_without_a_digit_before_it_and_the_number_of_a_list() -> None:
    assert judged("≥90%", ".92", "质量指标", "合格率") == "10.00"
    assert judged("≤1%", ".5%", "质量指标", "差错率") == "10.00"
    assert judged("≥10个", "1. 8个") == "人"


def test_a_higher_grade_may_be_the_better_or_the_worse_one() -> None:
    assert judged("2级", "3级", "质量指标", "等级") == "人"
    assert judged("2级", "2级", "质量指标", "等级") == "10.00"


@pytest.mark.parametrize("name", ["值守时间", "质保期限", "服务时间", "使用期限"])
def test_how_long_something_is_offered_is_no_limit(name: str) -> None:
    assert judged("24个月", "20个月", "时效指标", name) != "10.00"
    assert judged("24个月", "30个月", "时效指标", name) in ("10.00", "人")


@pytest.mark.parametrize(
    ("target", "actual", "level2", "name"),
    [("满意", "95%", "满意度指标", "群众满意度"), ("控制在预算内", "98.6%", "成本指标", "成本"), ("不超预算", "95%", "质量指标", "支出"),
     ("稳步提升", "8%", "经济效益指标", "农民收入")],
)  # fmt: skip
def test_a_percentage_may_be_what_was_measured_and_not_how_much_was_done(target: str, actual: str, level2: str, name: str) -> None:
    assert judged(target, actual, level2, name) == "人"
    assert judged(target, "100%", level2, name) == "10.00"


def test_a_rate_of_completion_still_scores_a_statement() -> None:
    assert judged("有效保障", "90%", "社会效益指标", "供水保障") == "9.00"
    assert judged("大幅提高", "90%", "社会效益指标", "保障水平") == "9.00"


@pytest.mark.parametrize(("target", "actual", "name"), [("下降2%", "上升1%", "能耗"), ("提高2%", "下降1%", "收入"), ("≥8%", "下降2%", "收入增长率")])
def test_going_the_other_way_is_no_part_of_the_way(target: str, actual: str, name: str) -> None:
    assert judged(target, actual, "经济效益指标", name) == "人"


def test_less_than_nothing_is_never_scored_in_proportion() -> None:
    assert judged("逐年递减", "-2.3%", "生态效益指标", "化肥用量") == "人"
    assert judged("-2%", "-2.3%", "生态效益指标", "化肥用量增幅") == "人"
    assert judged("≥-5%", "-6%", "经济效益指标", "收入增长率") == "人"
    assert judged("≥-5%", "-3%", "经济效益指标", "收入增长率") == "10.00"


def test_a_mark_out_of_five_is_no_mark_out_of_a_hundred() -> None:
    assert judged("≥90", "4.6", "满意度指标", "满意度评分") == "人"
    assert judged("≥90", "92", "满意度指标", "满意度评分") == "10.00"


@pytest.mark.parametrize(("target", "actual", "level2", "name"), [("3-5个工作日", "2个工作日", "时效指标", "办理时间"), ("50-60万元", "45万元", "成本指标", "总成本"), ("90%-95%", "97%", "满意度指标", "群众满意度")])
def test_better_than_a_range_is_a_persons_and_worse_is_scored(target: str, actual: str, level2: str, name: str) -> None:
    assert judged(target, actual, level2, name) == "人"
    assert judged("3-5个工作日", "10个工作日", "时效指标", "办理时间") == "5.00"


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [
        ("≥2项", "省级奖项2项", "国家级奖项数"), ("国家级2项", "省级2项", "获奖数"), ("≥10人", "硕士10人", "引进博士"), ("≥90%", "教师满意度95%", "学生满意度"),
        ("≥95%", "及时率98%", "合格率"), ("≥90%", "合格率100%", "优良率"), ("≥3所", "改造3所", "新建校舍"),
    ],
)  # fmt: skip
def test_another_kind_or_another_rate_than_was_asked_for_is_no_value(target: str, actual: str, name: str) -> None:
    assert judged(target, actual, "质量指标", name) == "人"


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [
        ("≥2项", "国家级奖项2项", "省级以上奖项数"), ("≥90%", "学生满意度95%", "学生满意度"), ("≥95%", "验收合格率98%", "工程合格率"),
        ("≥95%", "完成率98%", "覆盖率"), ("≥3所", "改造3所", "校舍数"), ("≥90%", "学生家长95%", "学生及家长满意度"),
    ],
)  # fmt: skip
def test_the_kind_that_was_asked_for_or_more_is_a_value(target: str, actual: str, name: str) -> None:
    assert judged(target, actual, "质量指标", name) == "10.00"


@pytest.mark.parametrize("actual", ["10场（其中2场取消）", "10场（2场延期到明年）", "10场（有3场未办）"])
def test_a_part_that_was_not_done_after_all_leaves_the_number_open(actual: str) -> None:
    assert judged("≥10场", actual) == "人"


def test_what_was_mended_after_the_count_leaves_the_rate_open() -> None:
    assert judged("100%", "99%（整改后100%）", "质量指标", "合格率") == "人"


@pytest.mark.parametrize("actual", ["10场（因疫情取消2场）", "10场（其中3场线上）", "10场（含线上2场）"])
def test_a_cause_or_a_part_that_was_done_leaves_the_number_what_it_is(actual: str) -> None:
    assert judged("≥10场", actual) == "10.00"


@pytest.mark.parametrize("name", ["less_than", "saved", "planned", "unfinished"])
def test_what_makes_a_number_doubtful_is_said_in_chinese(name: str) -> None:
    """A text of signs and digits only (100%) is not searched for these words."""
    assert not [word for word in words_of(name) if word.isascii()]


@pytest.mark.parametrize(
    "actual",
    ["已签订10台采购合同", "中标10台", "现有10台", "库存10台", "需采购10台", "可采购10台", "历年累计10台", "其中进口10台", "批复10台", "次年完成10台", "完成10台询价"],
)
def test_a_number_of_something_else_than_what_was_done_goes_to_a_person(actual: str) -> None:
    assert judged("≥10台", actual, name="设备购置数量") == "人"


def test_one_of_two_who_were_asked_for_says_nothing_of_both() -> None:
    assert judged("≥90%", "学生95%", "质量指标", "学生及家长满意度") == "人"
    assert judged("≥90%", "95%", "质量指标", "学生及家长满意度") == "10.00"


@pytest.mark.parametrize("actual", ["逾期3天", "延期5天", "还需10天", "滞后10天"])
def test_days_too_late_are_no_days_that_it_took(actual: str) -> None:
    assert judged("≤30天", actual, "时效指标", "工期") == "人"


def test_what_is_gone_is_not_what_was_done_unless_it_is_asked_for() -> None:
    assert judged("4次", "受疫情影响取消1次", name="大型活动次数") == "人"
    assert judged("≤2%", "流失率1%", "质量指标", "人员流失率") == "10.00"


@pytest.mark.parametrize(
    ("target", "actual", "level2", "name"),
    [("≥10台", "已采购10台", "数量指标", "设备购置数量"), ("≥100人", "为符合条件的100人发放", "数量指标", "救助人数"), ("≤10万元", "中标价9.8万元", "成本指标", "设备成本")],
)
def test_words_that_only_look_like_it_leave_the_number_what_it_is(target: str, actual: str, level2: str, name: str) -> None:
    assert judged(target, actual, level2, name) == "10.00"


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [
        ("下降", "下降15%", "10.00"), ("稳步增长", "增长5.6%", "10.00"), ("较上年提高", "较上年提高1.2个百分点", "10.00"), ("减少", "事故起数减少12起", "10.00"),
        ("下降", "上升15%", "人"), ("明显下降", "下降1%", "人"), ("下降", "下降0%", "人"), ("提高", "计划提高5%", "人"),
    ],
)  # fmt: skip
def test_a_change_that_was_asked_for_is_met_by_how_much(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "社会效益指标", "事故起数") == points


@pytest.mark.parametrize(
    ("target", "actual", "name", "points"),
    [("全年", "1-12月", "服务时间", "10.00"), ("全年", "上半年", "服务时间", "人"), ("1-12月", "2-12月", "工资发放时间", "人"), ("1-12月", "3-10月", "工程建设时间", "10.00")],
)
def test_what_goes_on_all_the_time_must_do_so(target: str, actual: str, name: str, points: str) -> None:
    assert judged(target, actual, "时效指标", name) == points


@pytest.mark.parametrize(("actual", "points"), [("按时完成", "10.00"), ("提前完成", "10.00"), ("基本按时完成", "人"), ("完成", "人"), ("未按时完成", "人")])
def test_a_deadline_may_be_answered_by_words(actual: str, points: str) -> None:
    assert judged("2022年12月底前", actual, "时效指标", "完成时间") == points


@pytest.mark.parametrize(("target", "points"), [("12次", "10.00"), ("≥12次", "10.00"), ("12次/年", "10.00"), ("≥13次", "人")])
def test_how_often_answers_how_many_times_where_it_is_enough(target: str, points: str) -> None:
    assert judged(target, "每月1次", name="检查次数") == points


@pytest.mark.parametrize(
    ("target", "actual", "points"), [("无", "无", "10.00"), ("≤2起", "无", "10.00"), ("0起", "未收到投诉", "10.00"), ("无", "1起", "0.00")]
)
def test_none_is_nought_where_harm_is_counted(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "质量指标", "投诉起数") == points


@pytest.mark.parametrize("actual", ["上半年每季度1次", "基本每季度1次", "汛期每月1次", "每两月1次", "每半年1次", "隔月1次", "月均1次", "要求每月1次"])
def test_how_often_in_a_part_of_the_year_or_in_an_odd_period_goes_to_a_person(actual: str) -> None:
    assert judged("≥4次", actual, name="安全检查次数") == "人"


@pytest.mark.parametrize(("target", "actual", "name"), [("≤30分钟", "基本在30分钟内", "出警时间"), ("≥95%", "个别村97%", "村民满意度"), ("≥95%", "上半年96%", "参保率"), ("100%", "自检合格率100%", "验收合格率")])
def test_a_hedge_or_a_part_before_the_number_goes_to_a_person(target: str, actual: str, name: str) -> None:
    assert judged(target, actual, "质量指标", name) == "人"


@pytest.mark.parametrize("actual", ["基本农田保护率96%", "一般公共预算支出占比96%"])
def test_words_that_only_begin_like_a_hedge_are_none(actual: str) -> None:
    assert judged("≥95%", actual, "质量指标", "基本农田保护率" if "农田" in actual else "一般公共预算支出占比") == "10.00"


@pytest.mark.parametrize(("target", "actual", "name"), [("减轻", "减轻8%", "企业税负"), ("优化", "优化5%", "营商环境"), ("提高知晓率", "95%", "政策知晓率"), ("稳定", "稳定在95%", "巩固率")])
def test_the_size_of_a_change_or_a_level_is_no_completion_rate(target: str, actual: str, name: str) -> None:
    assert judged(target, actual, "社会效益指标", name) == "人"


@pytest.mark.parametrize(("target", "actual", "points"), [("9月前", "9月底", "人"), ("9月前", "8月底", "10.00"), ("9月底前", "9月底", "10.00"), ("12月前", "12月", "10.00"), ("第三季度前", "9月", "人")])
def test_before_a_month_may_mean_before_its_first_day(target: str, actual: str, points: str) -> None:
    assert judged(target, actual, "时效指标", "完成时间") == points
