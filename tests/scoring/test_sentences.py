"""What staff and auditors read: the sum behind every line, and what a finding says beside its code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from scored_forms import MOF, D, ask, cell, form, got, indicator, money, scored, seed, with_line

from pbexcel.records import Between, Blank, Deadline, Done, Form, Indicator, Rate, Read, Stated, Tier
from pbexcel.rules import Profile, load_rules
from pbexcel.scoring.checks import run_checks
from pbexcel.scoring.score import score_form
from pbexcel.scoring.sentences import amount, percent, plain

DRAFT = load_rules("mof-2021-101")  # thresholded: nothing below 60 %, satisfaction by bands
LATE = "设备到货晚，下一步补装"
MET = (ask(">=", "5", "个"), got("5", "个"))


@pytest.mark.parametrize(
    ("number", "shown"),
    [("10", "10"), ("1E+2", "100"), ("9.50", "9.5"), ("0.00", "0"), ("-3", "-3"), ("0.33333333", "0.33333333"), ("0.333333333", "0.3333"),
     ("12.000000001", "12"), ("123456789", "123456789"), ("0.000000001", "0")],
)  # fmt: skip
def test_a_number_is_written_as_staff_would(number: str, shown: str) -> None:
    assert plain(D(number)) == shown


def test_a_unit_stands_off_its_number_and_a_percent_sign_does_not() -> None:
    assert [amount(D(5), unit) for unit in ("%", "‰", "万元", "")] == ["5%", "5‰", "5 万元", "5"]
    assert percent(D("0.9965")) == "99.65%"


@pytest.mark.parametrize(
    ("line", "because"),
    [
        (indicator(ask(">=", "100", "%"), got("95", "%")), "实际 95% 未达到指标值 100%，95÷100×10=9.50"),
        (indicator(ask(">=", "100", "个"), got("0", "个")), "实际 0 个 未达到指标值 100 个，0×10=0.00"),
        (indicator(ask("=", "100", "个"), got("100", "个"), "equal"), "实际 100 个 与指标值相同，得满分 10 分"),
        (indicator(ask("=", "100", "个"), got("90", "个"), "equal"), "实际 90 个 未达到指标值 100 个，90÷100×10=9.00"),
        (indicator(ask("=", "0", "起"), got("1", "起"), "equal"), "指标值要求等于 0 起，实际 1 起，0×10=0.00"),
        (indicator(ask("<=", "20", "万元"), got("19.8", "万元"), "reverse"), "实际 19.8 万元 未超过上限 20 万元，得满分 10 分"),
        (indicator(ask("<=", "20", "万元"), got("25", "万元"), "reverse"), "实际 25 万元 超过上限 20 万元，20÷25×10=8.00（另一种算法：[1−(25−20)÷20]×10=7.50）"),
        (indicator(ask("<=", "20", "万元"), got("60", "万元"), "reverse"), "实际 60 万元 超过上限 20 万元，20÷60×10=3.33（另一种算法：0×10=0.00）"),
        (indicator(ask("<=", "0", "起"), got("1", "起"), "reverse"), "实际 1 起 超过上限 0 起，0×10=0.00"),
        (indicator(Between(D(3), D(5), "天"), got("5", "天"), "between"), "实际 5 天 在 3～5 天 之内，得满分 10 分"),
        (indicator(Between(D(4), D(5), "天"), got("3", "天"), "between"), "实际 3 天 低于 4～5 天，3÷4×10=7.50"),
        (indicator(Between(D(3), D(5), "天"), got("8", "天"), "between"), "实际 8 天 高于 3～5 天，5÷8×10=6.25（另一种算法：[1−(8−5)÷5]×10=4.00）"),
        (indicator(ask(">=", "5", "年"), Rate(D("0.8"))), "指标值是数量，实际填的是完成率 80%，80%×10=8.00"),
        (indicator(ask(">=", "5", "年"), Rate(D("1.2"))), "指标值是数量，实际填的是完成率 120%，按完成指标值计，得满分 10 分"),
        (indicator(ask("<=", "5", "年"), Rate(D("0.8")), "reverse"), "指标值是数量，实际填的是完成率 80%，看不出是节约还是没有完成；可得 0～10 分"),
        (indicator(Stated("按期建成"), Rate(D("0.8")), "stated"), "定性指标，实际填的是完成率 80%，80%×10=8.00"),
        (indicator(Stated("按期建成"), Rate(D(0)), "stated"), "定性指标，实际填的是完成率 0%，0%×10=0.00"),
        (indicator(Stated("按期建成"), Rate(D("-0.1")), "stated"), "定性指标，实际填的是完成率 -10%，也可能就是实际的比率或增幅；可得 0～10 分"),
        (indicator(Deadline(date(2021, 11, 30)), Done(date(2021, 11, 30)), "deadline"), "实际 2021-11-30 完成，没有超过 2021-11-30，得满分 10 分"),
        (indicator(Deadline(date(2021, 11, 30)), Done(date(2021, 12, 2)), "deadline"), "实际 2021-12-02 完成，晚于 2021-11-30；可得 0～10 分"),
        (indicator(Deadline(date(2000, 11, 30), yearless=True), Done(date(2000, 11, 2), yearless=True), "deadline"), "实际 11月2日 完成，没有超过 11月30日，得满分 10 分"),
        (indicator(ask(None, "100", "个"), got("90", "个"), "unclear"), "指标值 100 个 没有写比较符，实际 90 个，不知道是必须达到还是不超过即可；可得 9～10 分"),
        (indicator(ask(None, "100", "个"), got("110", "个"), "unclear"), "指标值 100 个 没有写比较符，实际 110 个，不知道是越多越好还是不能超过；可得 9.09～10 分"),
        (indicator(*MET, typed="4"), "实际 5 个 与指标值相同，得满分 10 分；自评 4 分不高于复算，按自评计"),
        (indicator(*MET, weight=None), "分值缺失或不对，不能计分"),
        (replace(indicator(*MET), weight=Read(None)), "表里没有分值列，不能计分"),
        (indicator(*MET, child=True), "其中项，不计分"),
    ],
)  # fmt: skip
def test_every_line_says_the_sum_an_auditor_can_do_again(line: Indicator, because: str) -> None:
    assert scored(line).because == because


@pytest.mark.parametrize(
    ("line", "because"),
    [
        (indicator(ask(">=", "100", "%"), got("95", "%")), "实际 95% 未达到指标值 100%，(95÷100−60%)÷(1−60%)×10=8.75"),
        (indicator(ask(">=", "100", "个"), got("60", "个")), "实际 60 个 未达到指标值 100 个，(60÷100−60%)÷(1−60%)×10=0.00"),
        (indicator(ask(">=", "100", "个"), got("59", "个")), "实际 59 个 未达到指标值 100 个，0×10=0.00"),
        (indicator(ask(">=", "5", "年"), Rate(D("0.8"))), "指标值是数量，实际填的是完成率 80%，(80%−60%)÷(1−60%)×10=5.00"),
        (indicator(ask(None, "100", "个"), got("90", "个"), "unclear"), "指标值 100 个 没有写比较符，实际 90 个，不知道是必须达到还是不超过即可；可得 7.5～10 分"),
        (indicator(ask(">=", "95", "%"), got("85", "%"), name="群众满意度"), "实际 85% 未达到指标值 95%，按满意度分档，80%×10=8.00"),
    ],
)  # fmt: skip
def test_a_profile_with_a_floor_and_bands_says_its_own_sums(line: Indicator, because: str) -> None:
    assert scored(line, DRAFT).because == because


def titles(of: Form, profile: Profile = MOF) -> list[str]:
    """What the findings of scoring and of the checks say, each with its cell."""
    card, problems = score_form(of, profile)
    more, _ = run_checks(card, profile, problems)
    return [f"{found.at.row if found.at else '-'} {found.code} {found.title}" for found in (*problems, *more)]


def line_of_90(*texts: object, **more: object) -> Form:
    return form(indicator(*texts, weight="90", **more))  # type: ignore[arg-type]


COSTS = replace(with_line(seed(typed=False), "软件升级", actual=Read(got("15", "万元"), "15万元")), money=money(parts=()))
OTHER_UNIT = replace(money(), total=replace(money().total, executed=Read(D("109.62"), "1096200元", cell(5, 5))))


@pytest.mark.parametrize(
    ("of", "said"),
    [
        (form(money=money(budget="100", executed="120", typed=None)), ["5 M406 全年执行数 120 大于全年预算数 100，请核对口径"]),
        (form(money=money(rate="0.5", typed=None)), ["5 M407 填的执行率是 50%，按执行数除以预算数是 99.65%"]),
        (form(money=money(parts=(("100", "100", "100"), ("10", "20", "9.62")))), ["5 M410 全年预算数：总额 110，下面各行之和 120"]),
        (form(money=money(budget="100", executed="79.99", typed=None)), ["5 M411 结余 20.01%，超过 20%", "5 M412 目标完成了 100%，钱只花了 79.99%，完成比支出快"]),
        (form(money=money(unit="")), ["5 M413 没有写明金额的单位，或者写了不止一种"]),
        (form(money=OTHER_UNIT), ["5 M413 项目资金以万元为单位，有的格里写了别的单位（已换算）"]),
        (form(money=money(budget=None)), ["5 M402 没有全年预算数，用了年初预算数 110"]),
        (form(money=money(budget=None, initial=None)), ["5 M401 没有全年预算数（空着或是 0），算不出执行率"]),
        (form(money=money(budget=None, initial=None, executed=None, typed=None, parts=(("60", "60", "59"), ("50", "50", "50.5")))),
         ["5 M403 年度资金总额没有数，用了下面各行之和（预算 110、执行 109.5）"]),
        (form(money=money(executed=None)), ["5 M404 没有全年执行数，按自评 10 分计，要由人核对"]),
        (form(money=money(executed=None, typed=None)), ["5 M405 没有全年执行数，预算执行也没有填得分"]),
        (form(money=money(executed="106.7", typed="10")), ["5 M408 预算执行自评 10 分，按执行率应为 9.7 分，多 0.3 分，影响总分 0.3 分，等级仍为优"]),
        (form(money=money(executed="110", typed="5")), ["5 M409 预算执行自评 5 分，低于按执行率算的 10 分"]),
        (form(indicator(*MET, weight="85")), ["10 W304 分值加起来是 95 分，不是 100 分（差 5 分）"]),
        (form(indicator(*MET, weight="95")), ["10 W304 分值加起来是 105 分，不是 100 分（多 5 分）"]),
        (form(indicator(*MET, weight="100")), ["10 W306 指标已经合计 100 分，预算执行又有 10 分，共 110 分"]),
        (form(money=money(weight=None)), ["5 W305 预算执行的分值没有填，按 10 分计"]),
        (line_of_90(*MET, typed="95"), ["10 P502 得分大于分值 90"]),
        (line_of_90(*MET, typed="-1"), ["10 P503 得分小于 0"]),
        (line_of_90(*MET, typed="满分"), ["10 P501 得分不是数"]),
        (line_of_90(*MET, typed="85"), ["10 P505 已经达标，却只打了 85 分（满分 90），没有写原因"]),
        (line_of_90(ask(">=", "100", "%"), got("97", "%")), ["10 R601 没有达到指标值（得 87.3 分，满分 90），没有写原因"]),
        (line_of_90(ask(">=", "100", "%"), got("97", "%"), reason="略"), ["10 R603 偏差原因没有写出内容"]),
        (line_of_90(ask(">=", "100", "%"), got("97", "%"), reason="设备到货晚于预期时间"), ["10 R606 写了原因，没有写改进措施"]),
        (line_of_90(ask(">=", "100", "%"), got("97", "%"), reason="任务已全部完成"), ["10 R605 原因里说已经完成，完成值却没有达到指标值"]),
        (line_of_90(*MET, reason="尚未完成验收，下一步尽快组织"), ["10 R604 原因里说没有完成，得分却是满分"]),
        (line_of_90(ask(">=", "100", "个"), got("140", "个")), ["10 R602 完成率 140%，超过 130%，没有说明原因"]),
        (line_of_90(ask(">=", "100", "个"), got("140", "个"), reason="上级年中追加了任务"), ["10 P511 完成率 140%，达到或超过 120%"]),
        (line_of_90(ask("=", "100", "个"), got("110", "个"), "equal"), ["10 P518 指标值要求等于 100 个，实际 110 个，按完成计"]),
        (line_of_90(ask(None, "100", "个"), got("97", "个"), reason=LATE, texts=("100个", "97个")), ["10 P526 指标值没有写比较符，按「必须达到」计分"]),
        (line_of_90(ask(">=", "5", "个"), Blank(), texts=("≥5个", "")), ["10 P509 实际完成值没有填"]),
        (line_of_90(Stated("大幅提高"), Stated("有所提高"), "stated"),
         ["10 P507 不能自动评分（定性指标，实际完成值要由人判断达成情况），也没有填得分，可得 0～90 分"]),
        (line_of_90(Stated("大幅提高"), Tier("部分达成"), "stated", typed="10", reason=LATE), ["10 P506 「部分达成」的得分应在 54～71.99 分，自评 10 分不在其中"]),
        (COSTS, ["- M414 成本指标的完成值合计 104.82，全年执行数 109.62"]),
        (with_line(seed(typed=False), "设备采购", target=Read(ask("<=", "900", "万元"), "≤900万元")), ["- M415 成本指标值 900 大于全年预算数 110"]),
        (form(indicator(*MET, weight="90", typed="90"), total=Read(D(99), "99", cell(30, 8))), ["30 P510 总分 99 不等于各项自评得分之和 100", "30 P513 每一行都打了满分"]),
    ],
)  # fmt: skip
def test_a_finding_names_the_numbers_it_is_about(of: Form, said: list[str]) -> None:
    assert [title for title in titles(of) if title.split()[1] != "P514"] == said


def test_a_low_rate_of_execution_is_named_beside_its_limit() -> None:
    low = form(money=money(budget="100", executed="89", typed=None))
    assert "5 M416 执行率 89% 低于 90%，没有说明原因" in titles(low, load_rules("sichuan"))
