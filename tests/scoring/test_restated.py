"""A stated target told in other words; whatever may say less goes to a person."""

import pytest

from pbexcel.records import Direction, Indicator, Read
from pbexcel.scoring.restated import same_text
from pbexcel.values import Context, read_actual, read_target


def told(target: str, actual: str, name: str = "") -> bool:
    context = Context(2022, "", "质量指标", name)
    asked = read_target(target, context).value
    given = read_actual(actual, asked, target, context).value
    direction: Direction = "stated"
    return same_text(
        Indicator(0, Read(""), Read(""), Read(name), Read(asked, target), Read(given, actual), direction, Read(None), Read(None), Read(""))
    )


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [
        ("提高办案效率", "办案效率得到提高", "办案效率"), ("改善农村人居环境", "农村人居环境明显改善", "人居环境"), ("促进残疾人事业发展", "促进了残疾人事业的发展", ""),
        ("及时拨付", "及时拨付到位", "资金拨付"), ("及时", "已及时拨付", "资金拨付及时性"), ("长期", "长期有效", "作用年限"), ("得到保障", "得到有效保障", "基本生活"),
        ("符合规定", "符合相关规定", "采购程序"), ("在规定时间内完成", "规定时间内完成", ""), ("有效缓解", "有效缓解入园难问题", "入园难问题缓解程度"), ("验收合格", "合格", "工程质量"),
        ("专款专用", "专款专用，无挪用", "资金使用"), ("减轻家庭经济负担", "减轻", "减轻家庭经济负担"),
    ],
)  # fmt: skip
def test_words_that_add_nothing_leave_a_statement_what_it_is(target: str, actual: str, name: str) -> None:
    assert told(target, actual, name)


@pytest.mark.parametrize(
    ("target", "actual", "name"),
    [
        ("提高办案效率", "办案效率有待提高", "办案效率"), ("及时拨付", "部分及时拨付", "资金拨付"), ("有效保障", "保障", "群众生活"), ("提升", "力争提升", "服务能力"),
        ("改善人居环境", "人居环境基本改善", "人居环境"), ("满意", "不满意", "满意度"), ("收入高于支出", "支出高于收入", "收支"), ("培训", "取消培训", "培训"), ("规范", "规范中", "中小学管理"),
        ("提升群众获得感、安全感", "群众获得感提升", "群众获得感安全感"), ("提高农民收入和生活水平", "农民收入得到提高", "农民收入和生活水平"), ("增强", "教师意识增强", "学生及教师意识"),
        ("持续改善", "改善", "空气质量"), ("增强干部群众法治意识", "群众法治意识增强", "干部群众法治意识"), ("按时完成", "完成", "任务"),
        ("提升", "提升有限", "服务能力"), ("合格", "合格率提高", "合格率"), ("改善环境", "环境", "改善环境"), ("完成", "完成部分", "任务"), ("稳定", "发生事故后稳定", "稳定"), ("专款专用", "专款专用，发现挪用1起", "资金"),
    ],
)  # fmt: skip
def test_words_that_may_take_something_back_do_not(target: str, actual: str, name: str) -> None:
    assert not told(target, actual, name)


@pytest.mark.parametrize(
    ("target", "actual", "as_much"),
    [
        ("有所提升", "明显提升", True), ("有所提升", "提升", True), ("提升", "逐步提升", True), ("不断提升", "持续提升", True), ("明显提升", "大幅提升", True), ("有效增强", "显著增强", True),
        ("明显提升", "提升", False), ("明显提升", "有所提升", False), ("提升", "有所提升", False), ("建立", "逐步建立", False), ("建立", "持续建立", False),
    ],
)  # fmt: skip
def test_more_than_was_asked_is_as_much_and_less_is_not(target: str, actual: str, as_much: bool) -> None:
    assert told(target, actual) is as_much


@pytest.mark.parametrize(
    ("target", "actual", "name", "yes"),
    [("是", "已建立", "是否建立制度", True), ("否", "未超标", "是否超标", True), ("是", "未建立", "是否建立制度", False), ("否", "超标", "是否超标", False), ("是", "已公开", "是否建立制度", False), ("是", "完工", "是否按期完工", False)],
)  # fmt: skip
def test_yes_and_no_may_be_said_in_the_words_of_the_name(target: str, actual: str, name: str, yes: bool) -> None:
    assert told(target, actual, name) is yes


@pytest.mark.parametrize(("target", "actual"), [("≤预算数", "未超预算数"), ("不超过批复预算", "未超批复预算"), ("在预算范围内", "预算内支出"), ("控制在预算内", "未超出预算")])
def test_a_budget_that_was_kept_is_told_in_many_words(target: str, actual: str) -> None:
    assert told(target, actual, "项目成本")
    assert not told(target, "超出预算", "项目成本")


def test_only_short_statements_are_looked_for_in_two_parts() -> None:
    short, long = "提高办案效率改善人居环境", "提高办案效率改善人居环境" * 2_000  # each cut of a long one costs a walk over it
    assert told(short, short[6:] + short[:6])
    assert not told(long, long[6:] + long[:6])
