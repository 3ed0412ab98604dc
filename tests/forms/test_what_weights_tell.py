"""What the weights of a form tell about its rows, and headers that divide their values. The forms were drawn for this test."""

from decimal import Decimal

import pytest
from drawn import FUND, HEAD, HEADER, package_of, read_one, workbook_of

from pbexcel.forms.reading import FormRead, read_forms
from pbexcel.rules import load_rules
from pbexcel.scoring.score import score_form

MOF = load_rules("mof-2020")
OUTPUT = "产出指标|数量指标|演出场次|≥30场|30场|50|50|\n"
OTHERS = "效益指标|社会效益指标|受益人数|≥1000人|1200人|30|30|\n满意度指标|服务对象满意度指标|观众满意度|≥90%|95%|10|10|\n"
TOTAL = "总分|<|<|<|<|100|99.8|\n"


def names(read: FormRead) -> list[str]:
    return [row.name.value for row in read.form.indicators]


def codes(read: FormRead) -> list[str]:
    _, problems = score_form(read.form, MOF, read.problems)
    return sorted(found.code for found in (*read.problems, *problems))


def points(read: FormRead) -> list[Decimal | None]:
    return [line.computed for line in score_form(read.form, MOF, read.problems)[0].lines]


# --- a weight written once --------------------------------------------------------------------------------


@pytest.mark.parametrize(("actual", "shared"), [("3场", Decimal(50)), ("2场", None)])
def test_a_weight_written_once_above_empty_cells_is_that_of_all_rows_where_the_sum_says_so(actual: str, shared: Decimal | None) -> None:
    read = read_one(HEAD + FUND + HEADER + OUTPUT + f"||培训场次|≥3场|{actual}|||\n" + OTHERS + TOTAL)
    assert (points(read), [row.child for row in read.form.indicators]) == ([shared, None, 30, 10], [False, True, False, False])
    assert "W301" not in codes(read)


def test_a_weight_is_missing_where_the_sum_lacks_it_or_a_score_stands_beside_it_or_the_level_is_another() -> None:
    lacking = read_one(HEAD + FUND + HEADER + OUTPUT.replace("|50|50|", "|40|40|") + "||培训场次|≥3场|3场|||\n" + OTHERS)
    scored = read_one(HEAD + FUND + HEADER + OUTPUT + "||培训场次|≥3场|3场||5|\n" + OTHERS)
    elsewhere = read_one(HEAD + FUND + HEADER + OUTPUT + "|质量指标|合格率|≥90%|95%|||\n" + OTHERS)
    assert all("W301" in codes(read) for read in (lacking, scored, elsewhere))


# --- examples ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ["示例：产出指标|数量指标|培训人数|≥100人|100人|10|10|", "产出指标|数量指标|如：培训人数|≥100人|100人|10|10|", "产出指标|数量指标|（示例）培训人数|≥100人|100人|10|10|"])
def test_an_example_with_points_is_left_out_where_the_weights_make_a_whole_without_it(row: str) -> None:
    read = read_one(HEAD + FUND + HEADER + row + "\n" + OUTPUT + OTHERS + TOTAL)
    assert names(read) == ["演出场次", "受益人数", "观众满意度"]
    assert [found.severity for found in read.problems if found.code == "L125"] == ["提醒"]


def test_an_example_that_the_whole_needs_is_an_indicator() -> None:
    row = "产出指标|数量指标|如：培训人数|≥100人|100人|10|10|\n"
    assert names(read_one(HEAD + FUND + HEADER + row + OUTPUT.replace("|50|50|", "|40|40|") + OTHERS)) == ["如：培训人数", "演出场次", "受益人数", "观众满意度"]


# --- shares of one ----------------------------------------------------------------------------------------


def test_weights_as_shares_of_one_are_told() -> None:
    drawn = HEAD + FUND.replace("|10|98%", "|0.1|98%") + HEADER + OUTPUT.replace("|50|50|", "|0.5|50|") + OTHERS.replace("|30|30|", "|0.3|30|").replace("|10|10|", "|0.1|10|")
    told = [(found.code, str(found.at), found.read) for found in read_one(drawn).problems if found.code == "W317"]
    assert told == [("W317", "Sheet1!F8", "0.5")]


# --- 总分 merged over weight and score ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said", "total", "weight"),
    [("50", "99.8", Decimal("99.8"), None), ("48", "100", None, 100), ("50.2", "100", 100, None), ("48", "97", 97, None)],
)  # fmt: skip
def test_one_number_merged_over_weight_and_score_is_what_it_adds_up(typed: str, said: str, total: Decimal | None, weight: int | None) -> None:
    form = read_one(HEAD + FUND + HEADER + OUTPUT.replace("|50|50|", f"|50|{typed}|") + OTHERS + f"总分|<|<|<|<|{said}|<|\n").form
    assert (form.total.value, form.total_weight.value) == (total, weight)
    assert (form.total.at is None) == (total is None)


# --- a reason for the whole form --------------------------------------------------------------------------


@pytest.mark.parametrize("row", ["偏差大或目标未完成原因分析|<|受疫情影响，2场演出取消，下一步补演|<|<|<|<|<", "偏差原因分析及改进措施：受疫情影响，2场演出取消，下一步补演|<|<|<|<|<|<|<"])
def test_a_reason_below_the_rows_is_the_reason_of_what_was_missed(row: str) -> None:
    missed = OUTPUT.replace("30场|50|50|", "28场|50|46.67|")
    read = read_one(HEAD + FUND + HEADER + missed + OTHERS + TOTAL + row + "\n")
    assert "疫情" in read.form.reason.value
    assert "R601" not in codes(read)
    assert "R601" in codes(read_one(HEAD + FUND + HEADER + missed + OTHERS + TOTAL + row.replace("受疫情影响，2场演出取消，下一步补演", "无") + "\n"))


def test_the_header_of_a_table_of_reasons_is_no_reason() -> None:
    row = "未完成原因分析|<|拟采取的改进措施|<|<|<|<|<\n"
    assert read_one(HEAD + FUND + HEADER + OUTPUT + OTHERS + TOTAL + row).form.reason.value == ""


# --- headers ----------------------------------------------------------------------------------------------


def test_values_divided_into_number_and_unit_on_both_sides_are_read() -> None:
    header = "一级指标|二级指标|三级指标|年度指标值|<|<|实际完成值|<|分值|得分\n^|^|^|符号|值|单位|值|单位|^|^\n"
    form = read_one(HEAD + FUND + header + "产出指标|数量指标|演出场次|≥|30|场|28|场|90|84\n").form
    assert (form.layout, form.indicators[0].target.text, form.indicators[0].actual.text) == ("split-under-header", "≥ 30 场", "28 场")


def test_targets_and_actuals_may_be_named_below_one_merged_word() -> None:
    header = "一级指标|二级指标|三级指标|指标|<|分值|得分|偏差原因\n^|^|^|年初目标值|实际完成值|^|^|^\n"
    form = read_one(HEAD + FUND + header + OUTPUT).form
    assert [(row.name.value, row.target.text, row.actual.text, row.weight.value) for row in form.indicators] == [("演出场次", "≥30场", "30场", 50)]


@pytest.mark.parametrize(
    "header",
    [
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|评分|<|<\n^|^|^|^|^|分值|自评分|财政评分\n",
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|单位自评|部门复核\n",
        "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|自评|财政审核\n",
    ],
)
def test_of_several_scores_the_units_own_is_read(header: str) -> None:
    form = read_one(HEAD + FUND + header + OUTPUT.replace("|50|50|", "|50|49|48")).form
    assert (form.layout, [(row.weight.value, row.typed.value) for row in form.indicators]) == ("standard", [(50, 49)])


# --- what belongs to one form -----------------------------------------------------------------------------


def test_a_page_headed_by_the_same_unit_goes_on_with_the_form() -> None:
    page = "填报单位：市文化馆|<|<|<|<|<|<|<\n"
    read = read_one(HEAD + FUND + HEADER + OUTPUT + page + HEADER + OTHERS + TOTAL)
    assert (names(read), read.form.total.value) == (["演出场次", "受益人数", "观众满意度"], Decimal("99.8"))
    found = read_forms(package_of(workbook_of(HEAD + FUND + HEADER + OUTPUT + page.replace("市文化馆", "市图书馆") + HEADER + OTHERS + TOTAL)))
    assert len(found.forms) == 2


def test_a_table_of_tasks_above_the_indicators_is_no_form_whatever_points_it_has() -> None:
    tasks = "年度主要任务|任务名称|考核内容|年度目标|完成情况|分值|得分|备注\n^|任务1|送戏|30场|30场|60|60|\n^|任务2|培训|3场|3场|40|40|\n"
    read = read_one(HEAD + FUND + tasks + HEADER + OUTPUT + OTHERS + TOTAL)
    assert (names(read), read.form.project.value) == (["演出场次", "受益人数", "观众满意度"], "送戏下乡")


def test_a_form_without_levels_above_another_form_is_one_all_the_same() -> None:
    one_level = HEAD + FUND + "指标名称|计量单位|指标性质|指标值|指标权重|全年完成值|指标得分|备注\n演出场次|场|≥|30|90|30|90|\n"
    found = read_forms(package_of(workbook_of(one_level + TOTAL + (HEAD + FUND + HEADER + OUTPUT + OTHERS).replace("送戏下乡", "免费开放"))))
    assert [read.form.project.value for read in found.forms] == ["送戏下乡", "免费开放"]


@pytest.mark.parametrize(
    "below",
    [
        "未完成指标情况表|<|<|<|<|<|<|<\n序号|三级指标|目标值|完成值|未完成原因|<|<|<\n1|演出场次|≥30场|28场|疫情|<|<|<\n",
        "满意度调查汇总|<|<|<|<|<|<|<\n选项|非常满意|满意|一般|不满意|合计|<|<\n人数|90|5|3|2|100|<|<\n",
    ],
    ids=["what was missed", "a survey"],
)
def test_a_table_below_a_whole_form_is_no_part_of_it_and_no_form(below: str) -> None:
    found = read_forms(package_of(workbook_of(HEAD + FUND + HEADER + OUTPUT + OTHERS + TOTAL + below)))
    assert [names(read) for read in found.forms] == [["演出场次", "受益人数", "观众满意度"]]
    assert not any(one.severity == "退回" for read in found.forms for one in read.problems)


def test_rows_with_points_below_a_whole_form_are_told_and_not_counted() -> None:
    read = read_one(HEAD + FUND + HEADER + OUTPUT + OTHERS + TOTAL + "加分项|加分指标|省级表彰|≥1项|1项|5|5|\n")
    assert names(read) == ["演出场次", "受益人数", "观众满意度"]
    assert [(str(found.at), found.severity, found.read) for found in read.problems if found.code == "L126"] == [("Sheet1!F12", "警告", "省级表彰")]


def test_rows_below_a_total_that_is_not_the_whole_are_indicators() -> None:
    rows = OUTPUT + "合计|<|<|<|<|50|50|\n" + OTHERS + TOTAL
    assert names(read_one(HEAD + FUND + HEADER + rows)) == ["演出场次", "受益人数", "观众满意度"]


@pytest.mark.parametrize("total", [TOTAL, ""])
def test_a_table_of_targets_below_a_form_without_levels_takes_nothing_away(total: str) -> None:
    one_level = "指标名称|计量单位|指标性质|指标值|指标权重|全年完成值|指标得分|备注\n演出场次|场|≥|30|90|30|90|\n"
    targets = "附：项目支出绩效目标表|<|<|<|<|<|<|<\n一级指标|二级指标|三级指标|指标值|<|<|<|<\n产出指标|数量指标|演出场次|≥30场|<|<|<|<\n"
    read = read_one(HEAD + FUND + one_level + total + targets)
    assert (read.form.layout, names(read)) == ("one-level", ["演出场次"])
