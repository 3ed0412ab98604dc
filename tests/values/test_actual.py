from datetime import date
from decimal import Decimal

import pytest

from pbexcel.records import Actual, Blank, Done, Number, Placeholder, Rate, Several, Stated, Tier, Unreadable
from pbexcel.values import Context, read_actual, read_target

D = Decimal


def given(actual: str, target: str = "≥5个", *, level2: str = "数量指标", name: str = "", year: int | None = 2021) -> tuple[Actual, list[str]]:
    context = Context(year, "", level2, name)
    reading = read_actual(actual, read_target(target, context).value, target, context)
    return reading.value, [finding.code for finding in reading.findings]


@pytest.mark.parametrize("text", ["6个", "≥6个", "=6个", "６ 个", "已完成6个", "完成6个", "实际完成6个", "6个村"])
def test_a_number_is_read_whatever_was_copied_or_said_around_it(text: str) -> None:
    assert given(text) == (Number(D(6), "个"), [])


@pytest.mark.parametrize("text", ["200余人", "约200人", "200人左右", "200多人"])
def test_an_approximate_number_is_read_with_a_notice(text: str) -> None:
    assert given(text, "≥150人") == (Number(D(200), "人"), ["T212"])


@pytest.mark.parametrize("text", ["还差3场", "未达到90%", "不足90%", "少2个", "不到90%", "低于90%"])
def test_a_number_of_what_was_not_done_is_no_actual(text: str) -> None:
    assert given(text) == (Unreadable(text), ["T204"])
    assert given("剩余3台未采购")[0] == Stated("剩余3台未采购")


def test_what_was_saved_is_not_what_was_spent() -> None:
    assert given("节约0.2万元", "≤20万元", level2="成本指标") == (Unreadable("节约0.2万元"), ["T204"])
    assert given("下降6%", "下降5%", level2="社会效益指标")[0] == Number(D(6), "%")


@pytest.mark.parametrize("target", ["≤0.5小时", "≥5年", "5次", "2021年12月底前", "18-54岁"])
def test_a_percentage_where_something_else_was_asked_is_a_completion_rate(target: str) -> None:
    assert given("100%", target) == (Rate(D(1)), ["T210"])


def test_a_percentage_for_a_statement_is_a_completion_rate_too() -> None:
    assert given("85%", "大幅提高") == (Rate(D("0.85")), ["T211"])


@pytest.mark.parametrize("target", ["≥90%", "90", "≥0.97比例"])
def test_a_percentage_where_a_rate_was_asked_is_a_number(target: str) -> None:
    assert given("95%", target, name="合格率") == (Number(D(95), "%"), [])


@pytest.mark.parametrize("text", ["达成预期指标", "已完成", "完成", "已完成。", "达成年度指标"])
def test_a_status_word_is_the_first_tier(text: str) -> None:
    assert given(text, "效果明显") == (Tier("达成"), [])


def test_the_other_tiers() -> None:
    assert given("部分达成年度指标并具有一定效果", "提高")[0] == Tier("部分达成")
    assert given("未达成年度指标且效果较差", "提高")[0] == Tier("未达成")
    assert given("基本达到", "提高")[0] == Stated("基本达到")


def test_the_best_grade_of_a_scale_is_the_first_tier_and_a_copied_scale_is_no_answer() -> None:
    assert given("优", "定性 优良中低差") == (Tier("达成"), [])
    assert given("良", "定性 优良中低差")[0] == Stated("良")
    assert given("高", "定性 高中低") == given("好", "好坏") == (Tier("达成"), [])
    assert given("低", "定性 高中低")[0] == Stated("低")
    assert given("优90% 良80%", "优90% 良80%")[1] == ["T204"]


def test_a_day() -> None:
    assert given("2021年11月30日已完成", "2021年12月底前")[0] == Done(date(2021, 11, 30))
    assert given("11月30日", "2021年12月底前", year=None)[0] == Done(date(2021, 11, 30))
    assert given("2023.07", "≥2000", name="产值")[0] == Number(D("2023.07"))


def test_nothing_and_signs_for_nothing() -> None:
    assert given("  ") == (Blank(), [])
    assert given("无") == (Placeholder("无"), ["T216"])


def test_several_values_and_a_range_are_kept_apart() -> None:
    assert given("教师95%，学生96%", "≥90%")[0] == Several((Number(D(95), "%"), Number(D(96), "%")))
    assert given("20—50周岁", "18—54周岁")[0] == Several((Number(D(20), "周岁"), Number(D(50), "周岁")))


def test_words_stay_words() -> None:
    assert given("群众反映较好", "满意")[0] == Stated("群众反映较好")


def test_nothing_happened_is_nought_where_nought_was_asked() -> None:
    assert given("未发生", "0起", name="安全事故") == (Number(D(0), "起"), [])
    assert given("无", "0起", name="安全事故") == (Number(D(0), "起"), ["T217"])
    assert given("无", "≥5起")[0] == Placeholder("无")


def test_the_targets_own_words_said_to_be_reached_are_the_first_tier() -> None:
    assert given("已建立", "建立") == given("达到国家二级标准", "国家二级标准") == (Tier("达成"), [])
    assert given("未建立", "建立")[0] == Stated("未建立")
    assert given("基本上建立", "建立")[0] == Stated("基本上建立")


def test_a_percentage_of_the_same_size_as_a_bare_target_is_the_same_number() -> None:
    assert given("95.2%", "95.2", name="入住") == (Number(D("95.2"), "%"), [])
    assert given("100%", "5", name="媒体播出")[0] == Rate(D(1))


def test_a_percentage_where_marks_were_asked_is_no_completion_rate() -> None:
    assert given("92%", "≥90分", name="群众满意度") == (Number(D(92), "%"), [])


@pytest.mark.parametrize("text", ["3月开工，11月底完工", "2021年3月启动；2021年11月底完成", "合同签订3月，11月底完成验收", "1月招标，3月签订合同，11月底交付"])
def test_of_several_stages_the_last_one_counts_where_it_ends_the_work(text: str) -> None:
    assert given(text, "2021年12月底前", level2="时效指标", name="完成时间") == (Done(date(2021, 11, 30)), [])


@pytest.mark.parametrize("text", ["3月开工，12月预计完工", "3月开工，11月未完工", "3月开工，11月完成主体工程", "11月开工，3月完工", "3月开工，顺利完工"])
def test_stages_that_do_not_end_the_work_go_to_a_person(text: str) -> None:
    assert not isinstance(given(text, "2021年12月底前", level2="时效指标", name="完成时间")[0], Done)


def test_the_day_of_the_first_stage_is_asked_for_by_name() -> None:
    assert not isinstance(given("3月开工，12月完工", "2021年3月底前开工", level2="时效指标", name="开工时间")[0], Done)


@pytest.mark.parametrize(("text", "number"), [("故障率为0", 0), ("故障率0", 0), ("故障率：1.5", "1.5")])
def test_a_number_behind_the_indicators_own_name_is_its_value(text: str, number: str) -> None:
    assert given(text, "≤2%", level2="质量指标", name="故障率") == (Number(D(number), ""), [])


def test_an_earlier_piece_of_the_work_is_not_the_work() -> None:
    assert given("完成路基10公里", "新建公路10公里") == (Unreadable("完成路基10公里"), ["T219"])
    assert given("完成路基10公里", "路基10公里")[0] == Number(D(10), "公里")
