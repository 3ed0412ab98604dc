"""Ordinary forms that hold what elsewhere means something else: a header that is also a label, a table below the notes, next year's column."""

from decimal import Decimal

import pytest
from drawn import package_of, read_one, workbook_of
from test_other_places import FUND, HEAD, HEADER, READ, ROWS, rows

from pbexcel.forms.reading import read_forms
from pbexcel.records import Form, Money
from pbexcel.rules import DEFAULT, load_rules
from pbexcel.scoring.score import score_form

TOTAL = "总分|<|<|<|<|100|99.8|\n"
GOALS = "年度总体目标|预期目标|<|<|实际完成情况|<|<|<\n^|演出|<|<|自评得分|<|<|<\n"


def money_of(fund: str) -> Money:
    money = read_one(HEAD + fund + HEADER + ROWS).form.money
    assert money is not None
    return money


@pytest.mark.parametrize(
    "above",
    [
        FUND + HEADER.replace("|得分|", "|自评得分|"), FUND.replace("|得分", "|自评得分") + HEADER, FUND + GOALS + HEADER,
        "预算数|50|执行数|49|执行率|98%|自评得分|9.8\n" + HEADER, "综合得分：99.8|<|<|<|<|<|<|<\n" + FUND + HEADER,
    ],
    ids=["header of the scores", "header of the money", "goals", "score of the money", "in the cell of its label"],
)  # fmt: skip
def test_what_is_no_total_in_the_head_gives_the_total_no_place(above: str) -> None:
    form = read_one(HEAD + above + ROWS).form
    assert form.total.at is None


def test_an_empty_cell_beside_a_total_in_the_head_is_its_place() -> None:
    form = read_one(HEAD.replace("送戏下乡|<|<|<|<|<", "送戏下乡|<|<|自评总分||<") + FUND + HEADER + ROWS).form
    assert str(form.total.at) == "Sheet1!G3"


@pytest.mark.parametrize(
    ("headers", "values"),
    [
        ("2022年目标值|2022年完成值|2023年目标值|分值|得分", "≥30场|30场|≥40场|90|90"), ("2022年目标值|2023年目标值|完成值|分值|得分", "≥30场|≥40场|30场|90|90"),
        ("2022年目标值|2023年1月完成值|2022年完成值|分值|得分", "≥30场|2场|30场|90|90"), ("2020-2024年总目标值|2022年目标值|完成值|分值|得分", "≥90场|≥30场|30场|90|90"),
        ("2020—2022年指标值|2022年指标值|2022年完成值|分值|得分", "≥90场|≥30场|30场|90|90"), ("2021年目标值|2022年目标值|完成值|分值|得分", "≥28场|≥30场|30场|90|90"),
    ],
)  # fmt: skip
def test_values_of_next_year_and_of_several_years_are_not_this_years(headers: str, values: str) -> None:
    form = read_one(HEAD + f"一级指标|二级指标|三级指标|{headers}\n产出指标|数量指标|演出场次|{values}\n").form
    assert rows(form) == [("演出场次", "≥30场", "30场", 90, 90)]


def test_two_years_side_by_side_above_the_values_are_told_apart_by_the_year_of_the_form() -> None:
    header = "一级指标|二级指标|三级指标|2022年|<|2023年|<|分值|得分\n^|^|^|目标值|完成值|目标值|完成值|^|^\n"
    form = read_one(HEAD + header + "产出指标|数量指标|演出场次|≥30场|30场|≥40场||90|90\n").form
    assert rows(form) == [("演出场次", "≥30场", "30场", 90, 90)]


def test_money_of_an_earlier_year_is_not_this_years() -> None:
    money = money_of("项目资金（万元）||2021年执行数|2022年预算数|2022年执行数|分值|执行率|得分\n^|年度资金总额|40|50|49|10|98%|9.8\n")
    assert (money.total.budget.value, money.total.executed.value) == (50, 49)


@pytest.mark.parametrize(
    "fund",
    ["项目资金（万元）|财政拨款预算数：40；其他资金预算数：10；预算数：50；执行数：49\n", "财政拨款预算数|40|预算数|50|财政拨款执行数|40|执行数|49\n"],
)  # fmt: skip
def test_a_part_of_the_money_is_not_all_of_it(fund: str) -> None:
    money = money_of(fund)
    assert (money.total.budget.value, money.total.executed.value) == (50, 49)


def test_points_in_the_brackets_of_a_header_of_the_money_are_no_money() -> None:
    money = money_of(FUND.replace("|得分", "|得分（满分：10分）"))
    assert (money.total.executed.value, money.typed.value) == (49, Decimal("9.8"))


def test_a_wide_comma_in_an_amount_ends_no_amount() -> None:
    money = money_of("项目资金（万元）|预算数：1，050，执行数：1，049\n")
    assert (money.total.budget.value, money.total.executed.value) == (1050, 1049)


@pytest.mark.parametrize(
    "below",
    ["注：分解如下\n产出指标|数量指标|一季度演出|≥8场|8场|20|20|\n", "填表说明：\n产出指标|数量指标|（示例）培训|≥9人|9人|10|10|\n", "注：无\n设备费|||20||||\n合计|<|<|<|<|20|20|\n"],
    ids=["details", "an example", "another table"],
)  # fmt: skip
def test_rows_below_the_total_and_its_notes_are_none_of_the_form(below: str) -> None:
    form = read_one(HEAD + FUND + HEADER + ROWS + TOTAL + below).form
    assert (rows(form), form.total.value) == (READ, Decimal("99.8"))


def test_a_total_of_another_table_below_the_notes_is_not_that_of_the_form() -> None:
    assert read_one(HEAD + FUND + HEADER + ROWS + "注：无\n设备费|||20||||\n合计|<|<|<|<|20|20|\n").form.total.at is None


@pytest.mark.parametrize("row", ["^|成本指标|成本控制|预算数|实际支出|10|10|", "^|成本指标|支出金额|预算金额|49万元|10|10|", "^|成本指标|预算数|≤50万元|49万元|10||实际支出"])
def test_an_indicator_that_speaks_of_budget_and_spending_is_no_money(row: str) -> None:
    first, second = ROWS.replace("|80|80|", "|70|70|").splitlines(keepends=True)
    form = read_one(HEAD + FUND + HEADER + first + row + "\n" + second + TOTAL).form
    assert [i.weight.value for i in form.indicators] == [70, 10, 10]


@pytest.mark.parametrize("row", ["产出指标|数量指标|考核内容|考核目标|完成|80|80|", "产出指标|数量指标|指标|目标|完成|80|80|"])
def test_a_row_with_points_is_no_header_whatever_its_texts(row: str) -> None:
    assert len(read_one(HEAD + FUND + HEADER + row + "\n" + ROWS.split("\n", 1)[1]).form.indicators) == 2


@pytest.mark.parametrize("table", ["年度主要任务|指标|<|计划|<|完成|<|<\n^|演出|<|30场|<|30场|<|<\n", "年度主要任务|目标|指标|计划|<|实际|<|<\n^|演出|演出|30场|<|30场|<|<\n"])
def test_a_table_of_tasks_in_the_head_is_no_form(table: str) -> None:
    assert rows(read_one(HEAD + FUND + table + HEADER + ROWS).form) == READ


def test_an_indicator_about_such_forms_is_no_title() -> None:
    first, second = ROWS.replace("|80|80|", "|70|70|").splitlines(keepends=True)
    form = read_one(HEAD + FUND + HEADER + first + "^|^|绩效自评表报送率|≥90%|95%|10|10|\n" + second).form
    assert [i.weight.value for i in form.indicators] == [70, 10, 10]


def test_scores_that_are_shares_themselves_leave_the_weights_alone() -> None:
    shares = ROWS.replace("|80|80|", "|0.8|0.8|").replace("|10|10|", "|0.1|0.1|")
    form = read_one(HEAD + FUND.replace("|10|98%|9.8", "|0.1|98%|0.098") + HEADER + shares).form
    assert [i.weight.value for i in form.indicators] == [Decimal("0.8"), Decimal("0.1")]


@pytest.mark.parametrize("second", ["……||", "指标2：||", "无|/|/"])
def test_a_row_left_empty_beside_a_merged_weight_asks_no_person(second: str) -> None:
    shared = f"产出指标|数量指标|演出场次|≥30场|30场|80|80|\n^|^|{second}|^|^|\n满意度指标|服务对象满意度指标|观众满意度|≥90%|95%|10|10|\n"
    card, _ = score_form(read_one(HEAD + FUND + HEADER + shared).form, load_rules(DEFAULT))
    assert [line.outcome for line in card.lines] == ["auto", "auto", "auto"]


@pytest.mark.parametrize("row", ["例：产出指标|数量指标|培训|≥9人|9人|||", "^|^|（示例）培训|≥9人|9人|||", "^|^|例如：培训|≥9人|9人|||"])
def test_an_example_without_points_is_passed_over(row: str) -> None:
    first, second = ROWS.splitlines(keepends=True)
    assert rows(read_one(HEAD + FUND + HEADER + first + row + "\n" + second).form) == READ


def test_an_indicator_with_points_counts_though_it_still_says_example() -> None:
    first, second = ROWS.replace("|80|80|", "|70|70|").splitlines(keepends=True)
    form = read_one(HEAD + FUND + HEADER + first + "^|^|例：培训|≥9人|9人|10|10|\n" + second).form
    assert [i.weight.value for i in form.indicators] == [70, 10, 10]


@pytest.mark.parametrize("score", ["80", "40", " "])
def test_a_score_merged_over_rows_with_weights_of_their_own_is_told_and_is_no_rows_score(score: str) -> None:
    shared = f"产出指标|数量指标|演出场次|≥30场|30场|40|{score}|\n^|^|培训场次|≥9场|9场|40|^|\n满意度指标|服务对象满意度指标|观众满意度|≥90%|95%|10|10|\n"
    read = read_one(HEAD + FUND + HEADER + shared)
    assert [i.typed.value for i in read.form.indicators] == [None, None, 10]
    _, problems = score_form(read.form, load_rules(DEFAULT), read.problems)
    assert [(found.code, str(found.at)) for found in (*read.problems, *problems) if found.severity == "退回"] == [("L124", "Sheet1!G8")]


def closed(row: str) -> Form:
    return read_one(HEAD + FUND + HEADER + ROWS + row).form


@pytest.mark.parametrize("second", ["评价得分|<|<|<|<|100|85|", "最终得分|<|<|<|<||85|", "项目得分说明：数量指标得分：80分|<|<|<|<|<|<|<", "得分合计|<|<|<|<|100|99.8|"])
def test_a_total_of_somebody_else_below_is_left_alone(second: str) -> None:
    total = closed(TOTAL + second + "\n").total
    assert (total.value, str(total.at)) == (Decimal("99.8"), "Sheet1!G10")


def test_a_row_without_a_number_takes_the_place_of_no_empty_total() -> None:
    assert str(closed("总分|<|<|<|<|100||\n评价得分|<|<|<|<|||\n").total.at) == "Sheet1!G10"


def test_a_total_in_a_cell_of_its_own_counts_instead_of_one_beside_its_label_and_not_the_other_way() -> None:
    inside = "自评总分：99分|<|<|<|<|<|<|<\n"
    assert str(closed(inside + TOTAL).total.at) == str(closed(TOTAL + inside).total.at).replace("G10", "G11") == "Sheet1!G11"
    assert closed(inside + "评价得分|<|<|<|<|||\n").total.value == 99


def test_a_total_below_that_sums_up_more_is_the_total() -> None:
    assert closed("合计|<|<|<|<|90|90|\n" + TOTAL).total.value == Decimal("99.8")


def test_a_total_is_never_written_over_a_text() -> None:
    assert str(closed("综合得分|<|<|99.8|<|<|综合等级|优\n").total.at) == "Sheet1!D10"
    assert closed("自评得分|<||<|自评等级|<|<|\n").total.at is None


def test_of_a_whole_and_a_score_in_one_cell_the_score_is_the_total() -> None:
    assert closed("总分：100分，自评得分：99.8分|<|<|<|<|<|<|<\n").total.value == Decimal("99.8")


@pytest.mark.parametrize("second", ["评价等级|<|<|<|良|<|<|<", "自评结论|<|<|<|完成较好|<|<|<", "自评结论|<|<|<|上年得分90分，等级为良|<|<|<"])
def test_the_first_grade_with_a_place_is_that_of_the_form(second: str) -> None:
    grade = closed(TOTAL + "自评等级|<|<|<|优|<|<|<\n" + second + "\n").grade
    assert (grade.value, str(grade.at)) == ("优", "Sheet1!E11")


def test_a_grade_below_an_empty_one_is_that_of_the_form() -> None:
    assert str(closed("等级|<|<|<|<|<|<|<\n" + TOTAL + "自评等级|<|<|<|优|<|<|<\n").grade.at) == "Sheet1!E12"


def test_a_grade_with_its_limits_behind_it_is_read_and_stays_as_it_is() -> None:
    grade = closed(TOTAL + "自评等级|<|<|<|优（90分及以上）|<|<|<\n").grade
    assert (grade.value, grade.at) == ("优", None)


@pytest.mark.parametrize("numbering", ["1|2|3|4|5|6|7|8", "（1）|（2）|（3）|（4）|（5）|（6）|（7）|", "①|②|③|④|⑤|⑥|⑦|⑧"])
@pytest.mark.parametrize("numbers", [False, True])
def test_numbers_of_columns_below_the_header_are_no_indicator(numbering: str, numbers: bool) -> None:
    assert rows(read_one(HEAD + FUND + HEADER + numbering + "\n" + ROWS, numbers=numbers).form) == READ


@pytest.mark.parametrize("row", ["自评结论|<|完成较好|<|<|<|<|<", "自评结果：完成良好|<|<|<|<|<|<|<"])
def test_a_short_conclusion_is_no_grade_and_stays_as_it_is(row: str) -> None:
    grade = closed(TOTAL + row + "\n").grade
    assert (grade.value, grade.at) == ("", None)


def test_forms_below_each_other_keep_their_own_totals() -> None:
    other = (HEAD + FUND + HEADER + ROWS + TOTAL).replace("送戏下乡", "免费开放")
    found = read_forms(package_of(workbook_of(HEAD + FUND + HEADER + ROWS + TOTAL + "填表人：张三|<|<|<|<|<|<|<\n" + other)))
    assert [str(read.form.total.at) for read in found.forms] == ["Sheet1!G10", "Sheet1!G21"]


@pytest.mark.parametrize(
    "header",
    [
        "三年目标值 |2022年目标值!|2022年完成值!", "项目总目标值 |当年目标值!|当年完成值!", "上级下达目标值 |本级目标值!|完成值!", "申报指标值 |批复指标值!|完成值!",
        "年初目标值 |年中调整值!|实际完成值!", "年初预期值 |调整预期值!|完成值!", "年度指标值!|监控完成值 |年终完成值!", "年度指标值!|全年预计完成值 |全年实际完成值!",
        "指标值!|实际完成值（自评）!|实际完成值（复核） ", "指标值!|实际完成值（复核） |实际完成值（自评）!", "年度指标值!|第一季度完成值 |全年完成值!", "年度计划!|上年完成 |年度完成!",
    ],
)  # fmt: skip
def test_a_value_of_another_time_scope_or_hand_is_not_the_units_own_of_the_year(header: str) -> None:
    """The headers were written for this test; ! marks the columns that count."""
    names = header.split("|")
    values = iter(("≥30场", "28场"))
    cells = [next(values) if name.endswith("!") else "77场" for name in names]
    table = f"一级指标|二级指标|三级指标|{'|'.join(name.strip('! ') for name in names)}|分值|得分\n产出指标|数量指标|演出场次|{'|'.join(cells)}|90|84\n"
    form = read_one(HEAD + FUND + table).form
    assert [(i.target.text, i.actual.text) for i in form.indicators] == [("≥30场", "28场")]


@pytest.mark.parametrize("header", ["三年目标值|完成值", "申报指标值|完成值", "上级下达目标值|完成值"])
def test_a_target_of_another_scope_is_the_target_where_it_stands_alone(header: str) -> None:
    form = read_one(HEAD + FUND + f"一级指标|二级指标|三级指标|{header}|备查|分值|得分\n产出指标|数量指标|演出场次|≥30场|28场|有|90|84\n").form
    assert [(i.target.text, i.actual.text) for i in form.indicators] == [("≥30场", "28场")]


def test_of_divided_money_the_sum_counts() -> None:
    divided = "项目资金（万元）||全年预算数|全年执行数|<|分值|执行率|得分\n^|^|^|财政资金|合计|^|^|^\n^|年度资金总额|50|40|49|10|98%|9.8\n"
    carried = "项目资金（万元）||上年结转|当年预算数|预算合计|全年执行数|执行率|得分\n^|年度资金总额|10|40|50|49|98%|9.8\n"
    pairs = "预算资金（万元）|<|50|<|执行资金（万元）|49|<|<\n"
    for fund in (divided, carried, pairs):
        money = money_of(fund)
        assert (money.total.budget.value, money.total.executed.value) == (50, 49)
