"""Details of layouts as clerks draw them by hand: each cost a wrong number, a returned form or a stale cell once."""

from decimal import Decimal
from itertools import zip_longest

import pytest
from drawn import FUND, HEAD, HEADER, package_of, read_one, workbook_of

from pbexcel.forms.bands import bands
from pbexcel.forms.layouts import lexicon
from pbexcel.forms.reading import read_forms
from pbexcel.forms.tables import Grid
from pbexcel.records import Form
from pbexcel.rules import load_rules
from pbexcel.scoring.score import score_form

D = Decimal
ROWS = "产出指标|数量指标|演出场次|≥30场|30场|50|50|\n效益指标|社会效益指标|观众人数|≥3万人|3万人|30|30|\n满意度指标|服务对象满意度指标|观众满意度|≥90%|95%|10|10|\n"


def names(form: Form) -> list[str]:
    return [row.name.value for row in form.indicators]


@pytest.mark.parametrize("below", ["数值|单位", "数值|计量单位", "值|单位", "完成值|单位"])
def test_the_unit_in_a_column_under_the_actual_is_the_actuals(below: str) -> None:
    header = f"一级指标|二级指标|三级指标|年度指标值|<|<|实际完成值|<|分值|得分\n^|^|^|符号|数值|单位|{below}|^|^\n"
    form = read_one(HEAD + header + "产出指标|数量指标|新增面积|≥|1.2|公顷|15|亩|90|90\n").form
    assert [row.actual.text for row in form.indicators] == ["15 亩"]


@pytest.mark.parametrize("word", ["单位自评得分", "自评分数", "评分", "实际得分", "项目单位自评分", "预算执行率得分"])
def test_the_score_of_the_execution_rate_is_found_under_other_words(word: str) -> None:
    money = read_one(HEAD + FUND.replace("得分\n", f"{word}\n") + HEADER + ROWS).form.money
    assert money is not None
    assert money.typed.value == D("9.8")


def test_a_list_of_subprojects_above_the_money_is_not_the_money() -> None:
    details = "资金使用明细（万元）||序号|明细项目||预算数|执行数|备注\n^||1|下乡演出||30|29|\n^||2|设备||20|20|\n"
    money = read_one(HEAD + details + FUND + HEADER + ROWS).form.money
    assert money is not None
    assert (money.total.budget.value, money.total.executed.value, money.typed.value) == (50, 49, D("9.8"))


def test_a_budget_under_a_word_nobody_knows_is_still_the_budget() -> None:
    money = read_one(HEAD + FUND.replace("年初预算数|全年预算数", "年初预算数|全年可执行指标").replace("|50|50|49", "|60|50|49") + HEADER + ROWS).form.money
    assert money is not None
    assert (money.total.initial.value, money.total.budget.value) == (60, 50)


def test_money_in_pairs_may_begin_with_the_year_s_total() -> None:
    fund = "资金情况（万元）|<|年度资金总额|500|实际支出|490|执行率|98%\n^|^|其中：财政拨款|500|其中：财政拨款|490|分值|10\n^|^|其他资金|0|其他资金|0|得分|9.8\n"
    money = read_one(HEAD + fund + HEADER + ROWS).form.money
    assert money is not None
    assert (money.total.budget.value, money.total.executed.value, money.weight.value, money.typed.value) == (500, 490, 10, D("9.8"))


def test_two_sources_with_rates_of_their_own_share_one_score() -> None:
    fund = "项目资金（万元）|资金来源|年初预算数|全年预算数|全年执行数|执行率|分值|得分\n^|财政拨款|300|300|270|90%|10|9.25\n^|上年结转|100|100|100|100%|^|^\n"
    form = read_one(HEAD + fund + HEADER + ROWS).form
    card, _ = score_form(form, load_rules("mof-2020"), ())
    assert card.execution.points == D("9.25")
    assert form.money is not None
    assert form.money.rate.at is None  # 90% stands for the first source alone and is left


def test_the_unit_of_money_may_stand_in_the_cell_below_its_label() -> None:
    money = read_one(HEAD + FUND.replace("项目资金（万元）", "项目资金").replace("^|年度资金总额", "（万元）|年度资金总额") + HEADER + ROWS).form.money
    assert money is not None
    assert money.unit == "万元"


@pytest.mark.parametrize("label", ["实施年度|2021-2023年", "填报年度|2023年", "执行年度|2021年"])
def test_the_year_of_the_title_is_that_of_the_form(label: str) -> None:
    head = HEAD.replace("项目名称|<|送戏下乡|<|<|<|<|<", f"项目名称|<|送戏下乡|<|{label}|<|<")
    assert read_one(head + FUND + HEADER + ROWS).form.year.value == 2022


def test_a_year_of_its_own_cell_counts_without_one_in_the_title() -> None:
    head = HEAD.replace("（2022年度）", "自评").replace("项目名称|<|送戏下乡|<|<|<|<|<", "项目名称|<|送戏下乡|<|实施年度|2021年|<|<")
    assert read_one(head + FUND + HEADER + ROWS).form.year.value == 2021


@pytest.mark.parametrize("label", ["项目类别|经常性项目", "项目属性|延续项目", "联系电话|0577-1"])
def test_the_label_of_another_value_is_no_value(label: str) -> None:
    head = HEAD.replace("项目名称|<|送戏下乡|<|<|<|<|<", f"项目名称|<|||{label}|<|<")
    read = read_one(head + FUND + HEADER + ROWS)
    assert read.form.project.value == ""
    assert "L105" in [found.code for found in read.problems]


def test_a_value_one_cell_further_right_is_still_one() -> None:
    head = HEAD.replace("项目名称|<|送戏下乡|<|<|<|<|<", "项目名称||送戏下乡|||||")
    assert read_one(head + FUND + HEADER + ROWS).form.project.value == "送戏下乡"


def test_the_name_stands_behind_its_code() -> None:
    head = HEAD.replace("项目名称|<|送戏下乡|<|<|<|<|<", "项目编码及名称|<|53000021110000|<|送戏下乡|<|<|<").replace("主管部门|<|市文旅局|<|", "主管部门及代码|<|105|市文旅局|")
    form = read_one(head + FUND + HEADER + ROWS).form
    assert (form.project.value, form.department.value) == ("送戏下乡", "市文旅局")


def test_rows_that_only_sum_up_a_first_level_are_no_indicators() -> None:
    rows = (
        "产出指标|||||50|50|\n|数量指标|演出场次|≥30场|30场|50|50|\n效益指标|||||30|30|\n|社会效益指标|观众人数|≥3万人|3万人|30|30|\n"
        "满意度指标|||||10|10|\n|服务对象满意度指标|观众满意度|≥90%|95%|10|10|\n总分|<|<|<|<|100|99.8|\n"
    )
    form = read_one(HEAD + FUND + HEADER + rows).form
    assert names(form) == ["演出场次", "观众人数", "观众满意度"]
    assert [row.level1.value for row in form.indicators] == ["产出指标", "效益指标", "满意度指标"]


def test_one_header_may_stand_over_the_columns_of_all_levels() -> None:
    header = "绩效指标|<|<|年度指标值|实际完成值|分值|得分|偏差原因分析\n"
    form = read_one(HEAD + FUND + header + ROWS).form
    assert next((row.level1.value, row.level2.value, row.name.value) for row in form.indicators) == ("产出指标", "数量指标", "演出场次")
    assert form.layout == "standard"


@pytest.mark.parametrize("again", ["项目名称|<|送戏下乡|<|<|<|<|<", "项目名称：送戏下乡|<|<|<|<|<|<|<"])
def test_a_next_page_may_name_the_project_again(again: str) -> None:
    first, second, third = ROWS.splitlines(keepends=True)
    form = read_one(HEAD + FUND + HEADER + first + f"项目支出绩效自评表（续表）|<|<|<|<|<|<|<\n{again}\n" + HEADER + second + third + "总分|<|<|<|<|100|99.8|\n").form
    assert names(form) == ["演出场次", "观众人数", "观众满意度"]


def test_another_project_below_is_another_form() -> None:
    second = HEAD.replace("送戏下乡", "图书下乡") + FUND + HEADER + ROWS
    assert len(read_forms(package_of(workbook_of(HEAD + FUND + HEADER + ROWS + "总分|<|<|<|<|100|99.8|\n" + second))).forms) == 2


def test_points_printed_beside_first_levels_are_split_within_them() -> None:
    header = "一级指标|二级指标|三级指标|年初目标值（A）|实际完成值（B）|得分|偏差原因\n"
    rows = (
        "产出指标（40分）|数量指标|堤防|20公里|20公里|20|\n^|质量指标|合格率|100%|100%|20|\n效益指标（30分）|社会效益指标|安全度汛|确保|确保|30|\n"
        "满意度指标（10分）|服务对象满意度指标|满意度|90%|92%|10|\n"
    )
    fund = "预算执行情况（万元）（20分）|<|预算数（A）|执行数（B）|执行率（B/A）|得分（20分*执行率）|\n年度财政资金总额|<|200|190|95%|19|\n"
    card, _ = score_form(read_one(HEAD + fund + header + rows).form, load_rules("hubei"), ())
    assert [(line.indicator.weight.value, line.points) for line in card.lines] == [(20, 20), (20, 20), (30, 30), (10, 10)]
    assert card.total == 99


@pytest.mark.parametrize("word", ["项目总分", "绩效自评得分", "自评分合计", "累计得分", "各项合计", "汇总", "总自评得分"])
def test_a_total_under_other_words_is_the_total(word: str) -> None:
    assert read_one(HEAD + FUND + HEADER + ROWS + f"{word}|<|<|<|<|100|99.8|\n").form.total.value == D("99.8")


@pytest.mark.parametrize("word", ["绩效自评等级", "综合评定等级", "评价级别", "评价结果", "评级", "考核等次"])
def test_a_grade_under_other_words_is_the_grade(word: str) -> None:
    assert read_one(HEAD + FUND + HEADER + ROWS + f"总分|<|<|<|<|100|99.8|\n{word}|<|<|优|<|<|<|<\n").form.grade.value == "优"


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("预期目标", "target"), ("指标设定值", "target"), ("预期完成指标值", "target"), ("年初申报值", "target"), ("实际达成值", "actual"), ("实际指标值", "actual"), ("三级绩效指标", "name"),
        ("三级指标及内容", "name"), ("权重系数", "weight"), ("比重", "weight"), ("自评结果", "typed"), ("计分", "typed"), ("说明", "reason"), ("扣分说明", "reason"), ("差异分析", "reason"),
    ],
)  # fmt: skip
def test_more_words_of_headers(word: str, role: str) -> None:
    assert lexicon().column(word) == role


def beside(*tables: str, lower: int = 0) -> str:
    """Tables side by side with an empty column between, each some rows lower than the one left of it."""
    columns = [[*[""] * (lower * number), *table.strip("\n").split("\n")] for number, table in enumerate(tables)]
    wide = [max(row.count("|") for row in rows) for rows in columns]
    lines = zip_longest(*columns, fillvalue="")
    return "\n".join("||".join(row + "|" * (many - row.count("|")) for row, many in zip(line, wide, strict=True)) for line in lines) + "\n"


@pytest.mark.parametrize("newest_first", [True, False])
def test_last_years_form_beside_this_years_is_told_and_left_alone(newest_first: bool) -> None:
    form = HEAD + FUND + HEADER + ROWS + "总分|<|<|<|<|100|99.8|\n"
    both = (form, form.replace("2022年度", "2021年度").replace("99.8", "88"))
    found = read_forms(package_of(workbook_of(beside(*(both if newest_first else both[::-1])))))
    assert [(read.form.year.value, read.form.total.value) for read in found.forms] == [(2022, D("99.8"))]
    assert "L127" in [one.code for one in found.forms[0].problems]


@pytest.mark.parametrize("lower", [0, 3, 8, 40])
@pytest.mark.parametrize("projects", [("送戏下乡", "图书下乡"), ("送戏下乡", "图书下乡", "电影下乡")])
def test_projects_side_by_side_are_forms_of_their_own(projects: tuple[str, ...], lower: int) -> None:
    forms = [(HEAD + FUND + HEADER + ROWS + f"总分|<|<|<|<|100|{90 + number}|\n").replace("送戏下乡", project) for number, project in enumerate(projects)]
    found = read_forms(package_of(workbook_of(beside(*forms, lower=lower))))
    assert [(read.form.project.value, read.form.total.value) for read in found.forms] == [(project, D(90 + number)) for number, project in enumerate(projects)]


@pytest.mark.parametrize("lower", [0, 2])
@pytest.mark.parametrize("other", ["项目支出绩效目标申报表", "项目绩效运行监控表"])
def test_a_sheet_of_another_kind_beside_the_form_is_told_and_left_alone(other: str, lower: int) -> None:
    aside = f"{other}|<|<|<\n项目名称|送戏下乡|<|<\n一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|演出场次|≥100场\n"
    found = read_forms(package_of(workbook_of(beside(CLOSED, aside, lower=lower))))
    assert [read.form.total.value for read in found.forms] == [D("99.8")]
    assert [(note.code, note.read) for note in found.problems] == [("L109", other)]


def test_somebodys_own_reckoning_beside_the_form_is_no_form() -> None:
    found = read_forms(package_of(workbook_of(beside(CLOSED, "核对\n指标名称|目标值|完成值|差\n演出场次|30|30|0\n", lower=2))))
    assert [read.form.total.value for read in found.forms] == [D("99.8")]
    assert not found.problems


def test_a_form_watched_at_mid_year_is_no_self_evaluation() -> None:
    head = HEAD.replace("项目支出绩效自评表", "项目绩效运行监控自评表（上半年）")
    assert read_forms(package_of(workbook_of(head + FUND + HEADER.replace("实际完成值", "1-6月实际完成值") + ROWS))).forms == ()


@pytest.mark.parametrize(
    "title", ["2022年度项目支出绩效中期自评表", "项目绩效运行监控自评表", "2022年上半年项目支出绩效自评表", "项目支出绩效自评表（1-6月）", "2022年1—9月项目绩效自评表", "项目支出事前评估表"]
)
def test_a_form_of_half_a_year_or_none_is_no_self_evaluation(title: str) -> None:
    assert "L109" in [note.code for note in read_forms(package_of(workbook_of(CLOSED.replace("项目支出绩效自评表", title)))).problems]


@pytest.mark.parametrize("title", ["2022年度规划中期评估项目支出绩效自评表", "项目支出绩效自评表（2022年度）", "半年报编印项目支出绩效自评表"])
def test_words_of_half_a_year_elsewhere_in_a_title_say_nothing(title: str) -> None:
    assert read_one(CLOSED.replace("项目支出绩效自评表", title)).form.total.value == D("99.8")


def test_an_old_form_in_hidden_rows_is_told_and_left_alone() -> None:
    book = workbook_of(CLOSED.replace("2022年度", "2021年度").replace("99.8", "88") + CLOSED)
    for row in range(1, CLOSED.count("\n") + 1):
        book.worksheets[0].row_dimensions[row].hidden = True
    found = read_forms(package_of(book))
    assert [read.form.total.value for read in found.forms] == [D("99.8")]
    codes = [one.code for one in found.forms[0].problems]
    assert "L128" in codes
    assert "L115" not in codes


def test_a_form_all_of_which_is_hidden_is_read_where_there_is_no_other() -> None:
    book = workbook_of(CLOSED)
    for row in range(1, CLOSED.count("\n") + 1):
        book.worksheets[0].row_dimensions[row].hidden = True
    assert "L115" in [one.code for one in read_forms(package_of(book)).forms[0].problems]


def test_an_empty_row_with_zeros_is_no_indicator() -> None:
    form = read_one(HEAD + FUND + HEADER + ROWS.replace("效益指标|", "^|^|指标2：|||0|0|\n效益指标|", 1)).form
    assert names(form) == ["演出场次", "观众人数", "观众满意度"]


def test_old_values_in_a_hidden_column_are_not_read_with_the_new_ones() -> None:
    header = "一级指标|二级指标|三级指标|年度指标值|实际完成值|<|分值|得分\n"
    book = workbook_of(HEAD + header + "产出指标|数量指标|改造公厕|≥24座|18座|24座|90|90\n")
    book.worksheets[0].column_dimensions["E"].hidden = True
    assert [row.actual.text for row in read_forms(package_of(book)).forms[0].form.indicators] == ["24座"]


@pytest.mark.parametrize("said", ["项目名称|填写预算批复的名称。||||||", "1.项目名称：填写预算批复的名称。|<|<|<|<|<|<|<"])
def test_a_guide_above_the_form_is_not_its_head(said: str) -> None:
    guide = f"填表说明|<|<|<|<|<|<|<\n{said}\n"
    assert read_one(guide + HEAD + FUND + HEADER + ROWS).form.project.value == "送戏下乡"


CLOSED = HEAD + FUND + HEADER + ROWS + "总分|<|<|<|<|100|99.8|\n自评等级|<|<|优|<|<|<|<\n"


@pytest.mark.parametrize("aside", ["合计|87", "总分|", "得分合计|87"])
def test_a_total_right_of_the_table_is_somebody_elses(aside: str) -> None:
    form = read_one(CLOSED.replace("100|99.8|\n", f"100|99.8|||{aside}\n")).form
    assert form.total.at is not None
    assert (form.total.value, form.total.at.column) == (D("99.8"), 7)


@pytest.mark.parametrize("aside", ["等级应为优", "复核等级|良"])
def test_a_text_right_of_an_empty_grade_is_not_the_grade(aside: str) -> None:
    form = read_one(CLOSED.replace("自评等级|<|<|优|<|<|<|<\n", f"自评等级|<|<||<|<|<|<||{aside}\n")).form
    assert (form.grade.value, form.grade.at is not None and form.grade.at.column <= 8) == ("", True)


@pytest.mark.parametrize("label", ["年度预算（万元）", "预算安排（万元）", "预算金额（万元）", "预算资金（万元）"])
def test_the_label_of_the_money_block_is_no_header(label: str) -> None:
    fund = f"{label}||年初预算数|全年预算数|全年执行数|分值|执行率|得分\n^|年度资金总额|100|100|90|10|90%|9\n^|其中：财政拨款|80|80|72|—|90%|—\n"
    money = read_one(HEAD + fund + HEADER + ROWS).form.money
    assert money is not None
    assert (money.total.budget.value, money.total.executed.value, money.typed.value) == (100, 90, 9)


def test_a_guide_with_labels_in_it_hides_neither_project_nor_year() -> None:
    guide = "填表说明|<|<|<|<|<|<|<\n1.项目名称：与批复一致；主管部门、实施单位写全称。|<|<|<|<|<|<|<\n"
    form = read_one(guide + HEAD + FUND + HEADER + ROWS).form
    assert (form.project.value, form.year.value) == ("送戏下乡", 2022)


def test_half_a_year_beside_the_whole_one_is_no_target() -> None:
    header = "一级指标|二级指标|三级指标|半年（程）指标值|半年（程）完成值|全年（程）指标值|全年（程）完成值|分值|得分\n"
    form = read_one(HEAD.replace("|<\n", "|<|<\n") + header + "产出指标|数量指标|治理河道|≥4条|4条|≥8条|6条|90|90\n").form
    assert [(row.target.text, row.actual.text) for row in form.indicators] == [("≥8条", "6条")]


def test_a_sheet_full_of_header_words_is_cut_into_few_bands() -> None:
    row = "||".join(["指标名称", "年度指标值", "实际完成值", "分值", "得分"] * 12)
    sheet = package_of(workbook_of(f"{row}\n" * 40)).sheet("Sheet1")  # each band costs a walk over the sheet
    assert 1 < len(bands(Grid(sheet))) <= 7
