from decimal import Decimal

import pytest

from pbexcel.records import Between, Deadline, Direction, Measured, Op, Stated
from pbexcel.values import Context, direction_of, nature_in
from pbexcel.values.days import date

D = Decimal


def way(number: str = "100", unit: str = "%", *, op: Op | None = None, level2: str = "", name: str = "", nature: str = "") -> Direction:
    return direction_of(Measured(op, D(number), unit), Context(2021, "", level2, name, nature))


def test_the_comparator_decides_before_everything_else() -> None:
    assert way(op=">=", level2="成本指标", name="事故") == "forward"
    assert way(op="<", level2="数量指标", name="合格率") == "reverse"
    assert way(op="=", level2="数量指标") == "equal"


def test_then_the_column_of_the_form_and_a_comparator_in_the_name() -> None:
    assert way(nature="反向", level2="数量指标", name="合格率") == "reverse"
    assert way(nature="正向", level2="成本指标", name="投诉") == "forward"
    assert way(nature="逆指标") == way(nature="越小越好") == "reverse"
    assert way(nature="反", name="合格率") == way(nature="负", name="合格率") == "reverse"
    assert way(nature="反映", name="合格率") == "forward"  # no word of 指标性质
    assert way(nature="正指标", name="投诉") == way(nature="越大越好", name="投诉") == "forward"


@pytest.mark.parametrize(("text", "nature"), [("反向 5 件", "反向"), ("5件（反向）", "反向"), ("90 % 正向", "正向"), ("方向正确", ""), ("≥90%", "")])
def test_the_direction_written_before_or_behind_a_value_is_its_own(text: str, nature: str) -> None:
    assert nature_in(text) == nature
    assert way("28.4", "/株", level2="成本指标", name="补助成本(≤**元/株)") == "reverse"


@pytest.mark.parametrize("name", ["资金支付率", "国家政策性粮收购价格执行率", "资助标准达标率", "成本核算率", "国家规定标准发放"])
def test_a_rate_of_achievement_is_forward_under_costs_too(name: str) -> None:
    assert way(level2="成本指标", name=name) == "forward"


def test_a_rate_of_cost_control_is_a_persons() -> None:
    assert way(level2="成本指标", name="成本控制率") == "unclear"


@pytest.mark.parametrize("name", ["安全事故发生率", "森林火灾受害率", "系统故障修复响应时间", "投诉率", "资金差错率"])
def test_harm_and_delay_are_reverse(name: str) -> None:
    assert way("5", level2="质量指标", name=name) == "reverse"


@pytest.mark.parametrize("name", ["森林火灾案件查处率", "投诉办结率", "事故隐患整改率", "违法行为责停率", "独生子伤残、死亡家庭扶助人数"])
def test_the_cure_of_a_harm_is_forward(name: str) -> None:
    assert way("95", level2="质量指标", name=name) == "forward"


@pytest.mark.parametrize("name", ["产品不合格率", "不良反应发生率", "群众不满意率", "资金拨付不及时率"])
def test_achievement_denied_is_reverse(name: str) -> None:
    assert way("5", level2="质量指标", name=name) == "reverse"


def test_a_bare_nought_is_a_limit() -> None:
    assert way("0", "起", level2="社会效益指标", name="重大活动保障") == "reverse"


def test_costs() -> None:
    assert way("20", "万元", level2="成本指标", name="软件升级") == "reverse"
    assert way("490", "元/平米", level2="成本指标", name="饲料库120平米") == "reverse"
    assert way("1600", "元/亩", level2="成本指标", name="财政资金补助") == "equal"
    assert way("500", "元", level2="成本指标", name="农村低保补助标准") == "equal"
    assert way("800", "元", level2="成本指标", name="标准化棚圈补贴") == "equal" or way("800", "元/座", level2="成本指标", name="标准化棚圈") == "reverse"


def test_quantity_quality_and_satisfaction_are_forward_but_money_as_a_quantity_is_a_persons() -> None:
    assert way("90", "人", level2="数量指标", name="培训") == "forward"
    assert way("90", "", level2="满意度指标") == "forward"
    assert way("800", "万元", level2="数量指标", name="校园维修改造项目") == "unclear"


def test_gains_are_forward_among_effects_and_the_rest_is_a_persons() -> None:
    assert way("1100", "万元", level2="经济效益指标", name="木材销售收入") == "forward"
    assert way("90", "人", level2="社会效益指标", name="受益人口数量") == "forward"
    assert way("3", "个", level2="社会效益指标", name="影响") == "unclear"


def test_how_long_something_takes_is_reverse() -> None:
    assert way("20", "个工作日", level2="时效指标", name="审批时间") == "reverse"


def test_other_targets_have_ways_of_their_own() -> None:
    assert direction_of(Stated("提高"), Context()) == "stated"
    assert direction_of(Between(D(1), D(2)), Context()) == "between"
    assert direction_of(Deadline(date(2021, 1, 1)), Context()) == "deadline"
