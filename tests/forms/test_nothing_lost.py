"""What the rules about pages, appendices, tasks and examples leave alone must never be a form, or a row that counts."""

from __future__ import annotations

import pytest
from drawn import package_of, read_one, workbook_of
from test_other_places import FUND, HEAD, HEADER, ROWS

from pbexcel.forms.reading import Found, read_forms

TOTAL = "总分|<|<|<|<|100|99.8|\n"
OF_ONE_LEVEL = "指标名称|<|<|目标值|实际完成值|分值|得分|备注\n修路|<|<|3场|3场|60|60|\n培训|<|<|3场|2场|40|20|\n"


def found(text: str) -> Found:
    return read_forms(package_of(workbook_of(text)))


@pytest.mark.parametrize(("title", "forms"), [("乙项目2022年度绩效自评表", 2), ("未完成指标情况表", 1)])
def test_a_table_below_a_form_whose_title_says_that_it_is_one_is_one(title: str, forms: int) -> None:
    below = f"{title}|<|<|<|<|<|<|<\n指标名称|<|<|年度指标值|实际完成值|备注|<|<\n演出|<|<|≥10场|8场||<|<\n"
    assert len(found(HEAD + FUND + HEADER + ROWS + TOTAL + below).forms) == forms


def test_a_next_page_with_the_title_and_the_unit_once_more_goes_on_with_the_form() -> None:
    page = "项目支出绩效自评表（续）|<|<|<|<|<|<|<\n填报单位：市文化馆|<|<|<|<|<|<|<\n"
    rows = ROWS.splitlines(keepends=True)
    whole, parted = read_one(HEAD + FUND + HEADER + ROWS + TOTAL), read_one(HEAD + FUND + HEADER + rows[0] + page + HEADER + "".join(rows[1:]) + TOTAL)
    assert [row.name.value for row in parted.form.indicators] == [row.name.value for row in whole.form.indicators]
    assert parted.form.total.value == whole.form.total.value


def test_a_table_without_levels_whose_points_make_a_whole_is_a_form_unless_it_says_that_it_is_of_tasks() -> None:
    assert len(found(HEAD + OF_ONE_LEVEL + HEADER + ROWS + TOTAL).forms) == 2
    assert len(found(HEAD + OF_ONE_LEVEL + "小计|<|<|||100|80|\n" + HEADER + ROWS + TOTAL).forms) == 2
    assert len(found(HEAD + OF_ONE_LEVEL.replace("备注", "任务说明") + HEADER + ROWS + TOTAL).forms) == 1


@pytest.mark.parametrize(("printed", "rows"), [("110", 1), ("100", 0)])
def test_a_row_called_an_example_counts_where_the_printed_sum_counts_it(printed: str, rows: int) -> None:
    example = "产出指标|数量指标|如：演出场次|≥100场|20场|10|2|\n"
    read = read_one(HEAD + FUND + HEADER + example + ROWS + TOTAL.replace("|100|", f"|{printed}|"))
    assert sum("如：" in row.name.value for row in read.form.indicators) == rows


def test_the_sum_below_a_header_over_several_columns_counts_where_no_other_header_is_merged() -> None:
    fund = "项目资金（万元）||全年预算数|全年执行数|<|<|分值|得分\n|||财政资金|其他资金|合计||\n|年度资金总额|100|60|20|80|10|8\n"
    money = read_one(HEAD + fund + HEADER + ROWS + TOTAL).form.money
    assert money is not None
    assert (money.total.budget.value, money.total.executed.value) == (100, 80)
