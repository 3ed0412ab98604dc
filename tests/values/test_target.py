from datetime import date
from decimal import Decimal

import pytest

from pbexcel.records import Between, Blank, Deadline, Measured, Placeholder, Several, Stated, Target, Unreadable
from pbexcel.values import Context, read_target

D = Decimal
IN_2021 = Context(2021)


def read(text: str, context: Context = IN_2021) -> Target:
    return read_target(text, context).value


def codes(text: str, context: Context = IN_2021) -> list[str]:
    return [finding.code for finding in read_target(text, context).findings]


@pytest.mark.parametrize("sign", ["≥", "≧", ">=", "＞＝", "⩾", "≥ ", "＞=", "=>", "不低于", "不少于", "大于等于", "大于或等于", "至少", "正向 ≥", "正向 大于等于 "])
def test_at_least_in_every_spelling(sign: str) -> None:
    assert read(f"{sign}95%") == Measured(">=", D(95), "%")


@pytest.mark.parametrize("sign", ["≤", "≦", "<=", "＜＝", "⩽", "=<", "不超过", "不高于", "小于等于", "至多", "反向 ≤", "控制在"])
def test_at_most_in_every_spelling(sign: str) -> None:
    assert read(f"{sign}3天") == Measured("<=", D(3), "天")


@pytest.mark.parametrize("sign", ["=", "＝", "═", "﹦", "等于"])
def test_equal_in_every_spelling(sign: str) -> None:
    assert read(f"{sign} 8 个") == Measured("=", D(8), "个")


@pytest.mark.parametrize(
    ("text", "op", "number", "unit"),
    [
        ("98%以上", ">=", "98", "%"), ("60%及以上", ">=", "60", "%"), ("90%（含）以上", ">=", "90", "%"), ("5家以上", ">=", "5", "家"),
        ("300元以内", "<=", "300", "元"), ("3个月内", "<=", "3", "个月"), ("5%以下", "<=", "5", "%"), ("控制在5%以内", "<=", "5", "%"),
        ("小于0.9‰", "<", "0.9", "‰"), ("大于90", ">", "90", ""), ("<24小时", "<", "24", "小时"), ("不低于95%以上", ">=", "95", "%"), ("=90%以上", ">=", "90", "%"), ("大于95%以上", ">=", "95", "%"),
        ("万元 ≤ 3584", "<=", "3584", "万元"), ("≥100百分比", ">=", "100", "%"), (">= 98 %(百分比)", ">=", "98", "%"),
        ("﹦72890 元", "=", "72890", "元"), ("2370人", None, "2370", "人"), ("1.2万亩", None, "1.2", "万亩"), ("490元/平米", None, "490", "元/平米"),
        ("0起", None, "0", "起"), ("１２．５ ％", None, "12.5", "%"), ("1,234.5万元", None, "1234.5", "万元"), ("1，234万元", None, "1234", "万元"),
        ("150万", None, "150", "万元"), ("3亿", None, "3", "亿元"), ("九十%", None, "90", "%"), ("三台", None, "3", "台"),
        ("百分之九十五", None, "95", "%"), ("不超过三天", "<=", "3", "天"), ("两个", None, "2", "个"), ("每人每月500元", None, "500", "元/人·月"),
        ("500元/月·人", None, "500", "元/人·月"), ("每亩300", None, "300", "/亩"), ("每季度1次", None, "1", "次/季度"), ("-5%", None, "-5", "%"),
        ("≥-10", ">=", "-10", ""), ("2km", None, "2", "公里"), ("300m2", None, "300", "平方米"), ("5km²", None, "5", "平方公里"),
        ("≥0.97比例", ">=", "0.97", "比例"), ("8个村", None, "8", "个"), ("3台（套）", None, "3", "台"), ("10 台套", None, "10", "台套"),
        ("达到95%以上", ">=", "95", "%"), ("合格率达到95%以上", ">=", "95", "%"), ("完成3场培训", None, "3", "场"), ("≥85分（满分100分）", ">=", "85", "分"),
        ("100%完成", None, "100", "%"), ("“95%”", None, "95", "%"), ("≥\u00a095\u3000%", ">=", "95", "%"),
    ],
)  # fmt: skip
def test_a_quantity(text: str, op: str | None, number: str, unit: str) -> None:
    target = read(text)
    assert isinstance(target, Measured)
    assert (target.op, str(target.number), target.unit) == (op, number, unit)


def test_ten_thousand_without_a_unit_is_money_only_where_nothing_speaks_against_it() -> None:
    assert read("2万", Context(2021, "", "数量指标", "服务人次")) == Measured(None, D(2), "万")
    assert read("300万", Context(2021, "", "数量指标", "校园维修改造与设备购置资金")) == Measured(None, D(300), "万元")


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [("18—54周岁", "18", "54", "周岁"), ("80%–90%", "80", "90", "%"), ("80%~90%", "80", "90", "%"), ("5-10天", "5", "10", "天"), ("±5%", "-5", "5", "%"),
     ("100±5", "95", "105", ""), ("≥80%且≤90%", "80", "90", "%"), ("80%≤x≤90%", "80", "90", "%"), ("3%至5%", "3", "5", "%")],
)  # fmt: skip
def test_a_range(text: str, low: str, high: str, unit: str) -> None:
    assert read(text) == Between(D(low), D(high), unit)


@pytest.mark.parametrize("text", ["10-5天", "80%-0.9", "100±5%"])
def test_a_range_that_runs_backwards_or_mixes_units_is_none(text: str) -> None:
    assert isinstance(read(text), Unreadable)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2021年12月底前", date(2021, 12, 31)), ("2021年12月31日", date(2021, 12, 31)), ("11月底前", date(2021, 11, 30)),
        ("每年12月底前", date(2021, 12, 31)), ("2023.07-2024.01", date(2024, 1, 31)), ("2021年全年", date(2021, 12, 31)),
        ("2021-12-31", date(2021, 12, 31)), ("2021/2/28", date(2021, 2, 28)), ("6月中旬", date(2021, 6, 20)), ("年底前", date(2021, 12, 31)),
        ("2020年2月", date(2020, 2, 29)), ("2021年12月31日前完成", date(2021, 12, 31)), ("12月底到位", date(2021, 12, 31)),
        ("2022年6月底前完成竣工验收", date(2022, 6, 30)), ("2021年1-12月", date(2021, 12, 31)), ("2021年上半年", date(2021, 6, 30)),
        ("2020-2022年", date(2022, 12, 31)), ("第三季度", date(2021, 9, 30)), ("2021年第4季度", date(2021, 12, 31)), ("2021年下半年", date(2021, 12, 31)), ("12月1-31日", date(2021, 12, 31)), ("2021-12-31 00:00:00", date(2021, 12, 31)),
    ],
)  # fmt: skip
def test_a_deadline_is_its_last_day(text: str, on: date) -> None:
    target = read(text)
    assert isinstance(target, Deadline)
    assert (target.on, target.yearless) == (on, False)


def test_a_deadline_whose_year_nobody_names_says_so() -> None:
    target = read("11月底前", Context())
    assert isinstance(target, Deadline)
    assert (target.on.month, target.on.day, target.yearless) == (11, 30, True)


@pytest.mark.parametrize("text", ["大幅提高", "合规", "长期", "是", "效果明显", "不超预算", "一带一路", "四项制度", "优90% 良80%", "建成5G基站", "维护12345热线", "4A级", "二级"])
def test_words_are_a_statement(text: str) -> None:
    assert read(text) == Stated(text)
    assert codes(text) == []


@pytest.mark.parametrize("text", ["—", "/", "无", "**", "（≥**人）", "XX", "……", "N/A"])
def test_a_sign_for_nothing_is_a_placeholder(text: str) -> None:
    assert isinstance(read(text), Placeholder)
    assert codes(text) == ["T203"]


@pytest.mark.parametrize("text", ["", "  ", "\u3000", "\n"])
def test_nothing_is_blank(text: str) -> None:
    assert read(text) == Blank()
    assert codes(text) == ["T202"]


@pytest.mark.parametrize("text", ["约九成左右", "290$", "5=50%", "工5%", "^80%", "18 54", "1 000人", "≥1:5", "3/3", "1.2.3", "≥95%≤90", "九成以上", "≥"])
def test_what_cannot_be_read_safely_never_becomes_a_number(text: str) -> None:
    assert isinstance(read(text), Unreadable)
    assert codes(text) == ["T201"]


def test_letters_among_digits_are_named_and_not_repaired() -> None:
    assert isinstance(read("1OO%"), Unreadable)
    assert codes("1OO%") == ["T205"]


def test_several_values_are_kept_in_their_order() -> None:
    assert read("完成1部宣传片,2套方案") == Several((Measured(None, D(1), "部"), Measured(None, D(2), "套")))
    assert read("11月底完成100%") == Several((Deadline(date(2021, 11, 30)), Measured(None, D(100), "%")))
    assert read("100%1000件") == Several((Measured(None, D(100), "%"), Measured(None, D(1000), "件")))
    assert read("暂定量按15次作业且总航时不少于30小时测算") == Several((Measured(None, D(15), "次"), Measured(">=", D(30), "小时")))


def test_an_approximate_number_is_read_with_a_notice() -> None:
    assert read("约200人") == Measured(None, D(200), "人", about=True)
    assert codes("约200人") == codes("200人左右") == codes("200余人") == ["T212"]


def test_a_comparator_that_contradicts_the_name_is_told() -> None:
    cost = Context(2021, "", "成本指标", "项目总成本(≤**万元)")
    assert codes("≥100万元", cost) == ["T214"]
    assert codes("≤100万元", cost) == []


def test_a_change_knows_that_it_is_one() -> None:
    assert read("下降10%") == Measured(None, D(10), "%", change=True)


def test_nought_of_a_harm_is_a_number() -> None:
    assert read("零事故") == read("零投诉") == Measured(None, D(0))
    assert read("零距离服务") == Stated("零距离服务")


def test_what_stands_in_brackets_behind_a_quantity_is_an_aside() -> None:
    assert read("200人（其中女80人）") == Measured(None, D(200), "人")
    assert read("82.5%(33/40)") == Measured(None, D("82.5"), "%")
    assert read("1500人（次）") == Measured(None, D(1500), "人次")


def test_a_period_knows_where_it_begins() -> None:
    starts = {text: getattr(read(text), "start", None) for text in ("2021年上半年", "2021年下半年", "2021年1-12月", "5月1-10日", "2023.07-2024.01", "12月底前")}
    assert list(starts.values()) == [date(2021, 1, 1), date(2021, 7, 1), date(2021, 1, 1), date(2021, 5, 1), date(2023, 7, 1), None]


@pytest.mark.parametrize("text", ["2月1-30日", "2021年2月30日", "2021年12月31日至2021年1月1日"])
def test_a_day_that_is_in_no_calendar_is_not_read(text: str) -> None:
    assert not isinstance(read(text), Deadline | Measured | Between)
