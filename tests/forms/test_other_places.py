"""Forms as other ministries, provinces and cities write them: every test is one way of writing, and how it must be read."""

from decimal import Decimal

import pytest
from drawn import FUND, HEAD, HEADER, package_of, read_one, workbook_of

from pbexcel.forms.reading import read_forms
from pbexcel.records import Form

ROWS = "产出指标|数量指标|演出场次|≥30场|30场|80|80|\n满意度指标|服务对象满意度指标|观众满意度|≥90%|95%|10|10|\n"
READ = [("演出场次", "≥30场", "30场", 80, 80), ("观众满意度", "≥90%", "95%", 10, 10)]


def rows(form: Form) -> list[tuple[str, str, str, Decimal | None, Decimal | None]]:
    return [(i.name.value, i.target.text, i.actual.text, i.weight.value, i.typed.value) for i in form.indicators]


def test_the_value_between_its_sign_and_its_unit_needs_no_known_header() -> None:
    header = (
        "绩效指标|一级指标|二级指标|三级指标|年度指标值|<|<|全年完成值|分值|得分|未完成原因分析|<|<\n"
        "^|^|^|^|运算符号|内容|度量单位|^|^|^|经费保障|制度保障|其他\n"
    )
    form = read_one(HEAD + header + "^|产出指标|数量指标|新建管网|>=|120|公里|118|90|88.5|||征地慢\n").form
    assert (form.layout, rows(form)) == ("split-under-header", [("新建管网", ">= 120 公里", "118", 90, Decimal("88.5"))])
    assert form.indicators[0].reason.value == "征地慢"


def test_a_unit_right_of_the_actual_belongs_to_the_target() -> None:
    header = "一级指标|二级指标|绩效目标名称|绩效目标值|实际完成值|度量单位|指标满分值|得分\n"
    form = read_one(HEAD + header + "产出指标|数量指标|人工种草|≥3.5|3.5|万亩|90|90\n").form
    assert (form.layout, rows(form)) == ("unit-apart", [("人工种草", "≥3.5 万亩", "3.5", 90, 90)])


def test_a_value_of_an_earlier_year_is_not_this_years() -> None:
    header = "一级指标|二级指标|三级指标|2021年完成值|2022年目标值|2022年完成值|分值|得分\n"
    form = read_one(HEAD + header + "产出指标|数量指标|演出场次|28场|≥30场|30场|90|90\n").form
    assert rows(form) == [("演出场次", "≥30场", "30场", 90, 90)]


def test_a_target_that_names_the_year_it_was_set_in_is_kept() -> None:
    header = "一级指标|二级指标|三级指标|2021年设定目标值|2022年完成值|分值|得分\n"
    form = read_one(HEAD + header + "产出指标|数量指标|演出场次|≥30场|30场|90|90\n").form
    assert rows(form) == [("演出场次", "≥30场", "30场", 90, 90)]


def test_an_explanation_of_a_value_is_not_the_value() -> None:
    header = "一级指标|二级指标|三级指标|指标值说明|绩效指标值|本年完成值|完成值佐证材料|分值|得分|得分说明\n"
    form = read_one(HEAD + header + "产出指标|数量指标|演出场次|按计划|≥30场|30场|台账|90|90|达标\n").form
    assert rows(form) == [("演出场次", "≥30场", "30场", 90, 90)]


def test_an_explanation_is_the_value_where_nothing_else_is() -> None:
    header = "一级指标|二级指标|三级指标|年度指标值|实际完成情况说明|分值|得分\n"
    form = read_one(HEAD + header + "产出指标|数量指标|演出场次|≥30场|30场|90|90\n").form
    assert rows(form) == [("演出场次", "≥30场", "30场", 90, 90)]


def test_of_two_levels_the_second_is_the_indicator() -> None:
    form = read_one(HEAD + "一级指标|二级指标|年度指标值|实际完成值|分值|得分\n产出指标|演出场次|≥30场|30场|90|90\n").form
    assert (form.layout, rows(form)) == ("standard", [("演出场次", "≥30场", "30场", 90, 90)])
    assert form.indicators[0].level1.value == "产出指标"
    unknown = "一级指标|二级指标|第三级|年度指标值|实际完成值|分值|得分\n产出指标|数量指标|演出场次|≥30场|30场|90|90\n"
    assert read_forms(package_of(workbook_of(HEAD + unknown))).forms == ()


@pytest.mark.parametrize("title", ["项目支出绩效自评表（续表）", "项目支出绩效自评表"])
def test_a_title_repeated_on_the_next_page_ends_nothing(title: str) -> None:
    first, second = ROWS.splitlines(keepends=True)
    form = read_one(HEAD + FUND + HEADER + first + f"{title}|<|<|<|<|<|<|<\n" + HEADER + second + "总分|<|<|<|<|100|99.8|\n").form
    assert (rows(form), form.total.value) == (READ, Decimal("99.8"))


def test_the_next_form_below_is_not_the_next_page() -> None:
    other = (HEAD + FUND + HEADER + ROWS).replace("送戏下乡", "免费开放")
    found = read_forms(package_of(workbook_of(HEAD + FUND + HEADER + ROWS + other)))
    assert [read.form.project.value for read in found.forms] == ["送戏下乡", "免费开放"]


def test_how_much_a_budget_was_changed_is_no_budget() -> None:
    fund = "项目资金（万元）|年初预算数|年度预算调整|调整后的预算|全年执行数|预算执行率%|自评得分\n^|600|-50|550|495|90|9\n"
    money = read_one(HEAD + fund + HEADER + ROWS).form.money
    assert money is not None
    assert (money.total.initial.value, money.total.budget.value, money.total.executed.value, money.typed.value) == (600, 550, 495, 9)


def test_a_header_of_the_money_may_stand_in_two_rows() -> None:
    fund = """项目资金（万元）||预算数|<|全年执行数|分值|执行率|得分
^||年初预算|调整后预算|^|^|^|^
^|年度资金总额|60|50|49|10|98%|9.8
^|其中：财政资金|60|50|49|—||—
"""
    money = read_one(HEAD + fund + HEADER + ROWS).form.money
    assert money is not None
    assert (money.total.initial.value, money.total.budget.value, money.total.executed.value, money.typed.value) == (60, 50, 49, Decimal("9.8"))
    assert [part.label for part in money.parts] == ["其中：财政资金"]


@pytest.mark.parametrize("label", ["自评得分", "评价得分", "总分", "合计得分"])
def test_the_total_goes_by_many_names(label: str) -> None:
    form = read_one(HEAD + FUND + HEADER + ROWS + f"{label}|<|<|<|<|100|99.8|\n").form
    assert (len(form.indicators), form.total.value) == (2, Decimal("99.8"))


@pytest.mark.parametrize(("department", "unit"), [("预算部门", "用款单位"), ("业务主管部门", "项目责任单位"), ("归口管理部门", "项目建设单位")])
def test_departments_and_units_go_by_many_names(department: str, unit: str) -> None:
    form = read_one(HEAD.replace("主管部门", department).replace("实施单位", unit) + FUND + HEADER + ROWS).form
    assert (form.department.value, form.unit.value) == ("市文旅局", "市文化馆")


def test_a_title_behind_the_number_of_an_annex_is_the_title() -> None:
    scheme = "附件1：部门整体支出绩效评价评分表|<|<\n一级指标|二级指标|三级指标|分值|评分标准|得分\n投入|目标设定|合理性|5|合理|5\n"
    found = read_forms(package_of(workbook_of(scheme)))
    assert (found.forms, [note.code for note in found.problems]) == ((), ["L116"])


@pytest.mark.parametrize(
    "fund",
    [
        "项目资金（万元）|年初预算数|60\n^|全年预算数|50\n^|全年执行数|49\n^|执行率|98%\n^|分值|10\n^|得分|9.8\n",
        "预算执行情况（万元）|年初预算数|60|全年预算数|50\n^|全年执行数|49|预算执行率|98%\n^|分值|10|得分|9.8\n",
        "项目资金（万元）||合计|财政拨款|其他资金|分值|得分\n^|年初预算数|60|60|0|10|9.8\n^|全年预算数|50|45|5|^|^\n^|全年执行数|49|44|5|^|^\n^|执行率|98%|97.8%|100%|^|^\n",
        "项目资金（万元）|年初预算数：60；全年预算数：50；全年执行数：49；执行率：98%；分值：10；得分：9.8\n",
        "项目资金（万元）|年初预算数：60|全年预算数：50|全年执行数：49|执行率：98%|分值：10|得分：9.8\n",
    ],
    ids=["one below the other", "in pairs", "sources in columns", "in one cell", "a pair a cell"],
)  # fmt: skip
def test_money_may_stand_in_lines_instead_of_columns(fund: str) -> None:
    money = read_one(HEAD + fund + HEADER + ROWS).form.money
    assert money is not None
    total = money.total
    assert (money.unit, total.initial.value, total.budget.value, total.executed.value) == ("万元", 60, 50, 49)
    assert (money.rate.value, money.weight.value, money.typed.value) == (Decimal("0.98"), 10, Decimal("9.8"))


def test_a_score_beside_the_money_without_points_of_its_own_is_not_that_of_the_money() -> None:
    money = read_one(HEAD + "预算数|50|执行数|49|自评得分|99.8\n" + HEADER + ROWS).form.money
    assert money is not None
    assert (money.total.executed.value, money.typed.value) == (49, None)


@pytest.mark.parametrize(
    ("row", "grade"),
    [
        ("自评等级|<|☑优  □良  □中  □差|<|<|<|<|<", "优"), ("自评等级|<|□优 √良 □中 □差|<|<|<|<|<", "良"), ("自评结论|<|优（ ） 良（√） 中（ ） 差（ ）|<|<|<|<|<", "良"),
        ("自评等级|<|优□ 良□ 中■ 差□|<|<|<|<|<", "中"), ("自评等级|<|□优 □良 □中 □差|<|<|<|<|<", ""), ("自评等级：优|<|<|<|<|<|<|<", "优"), ("自评等级：☑优 □良|<|<|<|<|<|<|<", "优"),
    ],
)  # fmt: skip
def test_of_a_list_of_grades_the_ticked_one_is_read(row: str, grade: str) -> None:
    form = read_one(HEAD + FUND + HEADER + ROWS + "总分|<|<|<|<|100|99.8|\n" + row + "\n").form
    assert (form.grade.value, str(form.grade.at)) == (grade, "None" if "：" in row else "Sheet1!C11")


@pytest.mark.parametrize("row", ["自评总分：99.8分  自评等级：优", "总分（100分）：99.8，等级为优", "自评得分：99.8   评价等次：优"])
def test_a_total_and_a_grade_in_the_cell_of_their_label_are_read_and_never_written_over(row: str) -> None:
    form = read_one(HEAD + FUND + HEADER + ROWS + row + "|<|<|<|<|<|<|<\n").form
    assert (form.total.value, form.total.at, form.grade.value, form.grade.at) == (Decimal("99.8"), None, "优", None)


def test_a_closing_row_without_a_number_takes_no_total_away() -> None:
    form = read_one(HEAD + FUND + HEADER + ROWS + "总分|<|<|<|<|100|99.8|\n综合评分说明|<|无|<|<|<|<|<\n").form
    assert form.total.value == Decimal("99.8")


def test_a_conclusion_in_words_gives_its_grade_and_is_never_written_over() -> None:
    said = "自评结论|<|项目自评得分99.8分，其中产出满分，等级为“优”。|<|<|<|<|<\n"
    form = read_one(HEAD + FUND + HEADER + ROWS + "总分|<|<|<|<|100|99.8|\n" + said).form
    assert (form.total.value, form.grade.value, form.grade.at) == (Decimal("99.8"), "优", None)


def test_a_total_beside_its_label_is_read_where_the_grade_takes_its_column() -> None:
    form = read_one(HEAD + FUND + HEADER + ROWS + "总分|<|99.8|<|自评等级|<|优|<\n").form
    assert (form.total.value, form.grade.value) == (Decimal("99.8"), "优")


def test_goals_above_the_money_do_not_hide_it() -> None:
    goals = "年度总体目标|预期目标|<|<|实际完成情况|<|<|<\n^|演出|<|<|完成|<|<|<\n"
    money = read_one(HEAD + goals + "项目资金（万元）|全年预算数|50|全年执行数|49|分值|10|\n" + HEADER + ROWS).form.money
    assert money is not None
    assert (money.total.budget.value, money.total.executed.value, money.weight.value) == (50, 49, 10)


def test_sources_of_money_without_their_sum_are_parts() -> None:
    fund = "项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分\n^|财政拨款|40|40|40|10|98%|9.8\n^|其他资金|10|10|9|^|^|^\n"
    money = read_one(HEAD + fund + HEADER + ROWS).form.money
    assert money is not None
    assert (money.total.budget.value, [part.budget.value for part in money.parts]) == (None, [40, 10])
    assert (money.weight.value, money.typed.value) == (10, Decimal("9.8"))


@pytest.mark.parametrize("rest", ["中央资金|40|40|40|||\n^|地方资金|10|10|9|||", "其中：中央资金|40|40|40|||", "中央资金|40|40|40|||\n^|地方资金|8|8|7|||"])
def test_a_first_row_whose_rate_is_printed_is_the_total_whatever_it_is_called(rest: str) -> None:
    money = read_one(HEAD + FUND.replace("年度资金总额", "项目经费") + f"^|{rest}\n" + HEADER + ROWS).form.money
    assert money is not None
    assert (money.total.label, money.total.budget.value) == ("项目经费", 50)


@pytest.mark.parametrize(("written", "number"), [("￥50.00", "50"), ("¥ 1,050", "1050"), ("50（其中财政40）", "50"), ("50万元(含上年结转10万元)", "50")])
def test_an_amount_may_carry_a_sign_or_say_what_is_in_it(written: str, number: str) -> None:
    money = read_one(HEAD + FUND.replace("|50|50|", f"|50|{written}|") + HEADER + ROWS).form.money
    assert money is not None
    assert money.total.budget.value == Decimal(number)


def test_values_below_last_year_are_last_years() -> None:
    header = "一级指标|二级指标|三级指标|{}|<|{}|<|分值|得分\n^|^|^|目标值|完成值|目标值|完成值|^|^\n"
    row = "产出指标|数量指标|演出场次|≥28场|28场|≥30场|30场|90|90\n"
    for before, now in (("上年完成情况", "本年完成情况"), ("2021年", "2022年")):
        assert rows(read_one(HEAD + header.format(before, now) + row).form) == [("演出场次", "≥30场", "30场", 90, 90)]


def test_a_sign_says_more_than_the_kind_of_indicator_beside_it() -> None:
    header = "一级指标|二级指标|三级指标|指标性质|运算符号|指标值|计量单位|实际完成值|分值|得分\n"
    form = read_one(HEAD + header + "产出指标|数量指标|投诉件数|定量|≤|5|件|3|90|90\n").form
    assert rows(form) == [("投诉件数", "≤ 5 件", "3", 90, 90)]


@pytest.mark.parametrize("label", ["1.项目名称", "一、项目名称", "项目名称及编码", "项目名称及代码", "项目编码及名称", "项目名称（编码）"])
def test_labels_may_speak_of_names_and_codes(label: str) -> None:
    head = HEAD.replace("项目名称", label).replace("主管部门", "主管部门名称").replace("实施单位", "实施单位及编码")
    form = read_one(head + FUND + HEADER + ROWS).form
    assert (form.project.value, form.department.value, form.unit.value) == ("送戏下乡", "市文旅局", "市文化馆")


@pytest.mark.parametrize("label", ["实施单位编码及名称", "实施单位名称及编码", "承办单位", "项目牵头单位", "学校名称"])
def test_a_unit_goes_by_many_names(label: str) -> None:
    assert read_one(HEAD.replace("实施单位", label) + FUND + HEADER + ROWS).form.unit.value == "市文化馆"


def test_a_label_inside_a_row_of_indicators_ends_nothing() -> None:
    form = read_one(HEAD + FUND + HEADER + ROWS.replace("95%|10|10|", "85%|10|9.4|责任单位：市文化馆") + "总分|<|<|<|<|100|99.2|\n").form
    assert (len(form.indicators), form.total.value) == (2, Decimal("99.2"))


@pytest.mark.parametrize("row", ["^|^|参与实施单位|≥5家|6家|10|10|", "^|参与实施单位|<|≥5家|6家|10||", "实施单位|<|<|≥5家|6家|10||"])
def test_an_indicator_named_like_a_label_ends_nothing(row: str) -> None:
    first, second = ROWS.replace("|80|80|", "|70|70|").splitlines(keepends=True)
    form = read_one(HEAD + FUND + HEADER + first + row + "\n" + second).form
    assert [i.target.text for i in form.indicators] == ["≥30场", "≥5家", "≥90%"]


def test_weights_as_shares_of_one_are_points() -> None:
    form = read_one(HEAD + FUND.replace("|10|98%", "|0.1|98%") + HEADER + ROWS.replace("|80|80|", "|0.8|80|").replace("|10|10|", "|0.1|10|")).form
    assert [i.weight.value for i in form.indicators] == [80, 10]
    assert form.money is not None
    assert form.money.weight.value == 10


def test_small_weights_that_make_no_whole_stay_what_they_are() -> None:
    form = read_one(HEAD + HEADER + ROWS.replace("|80|80|", "|0.8|80|").replace("|10|10|", "|0.1|10|")).form
    assert [i.weight.value for i in form.indicators] == [Decimal("0.8"), Decimal("0.1")]


@pytest.mark.parametrize(("header", "missing"), [("年度指标值", "年度指标值"), ("实际完成值", "实际完成值")])
def test_a_table_whose_values_cannot_be_told_is_refused_and_says_which_column(header: str, missing: str) -> None:
    found = read_forms(package_of(workbook_of(HEAD + FUND + HEADER.replace(header, "别的写法") + ROWS)))
    assert found.forms == ()
    assert [(note.code, str(note.at)) for note in found.problems] == [("L117", "Sheet1!A7")]
    assert missing in found.problems[0].title
    assert "别的写法" in found.problems[0].read


@pytest.mark.parametrize("note", ["说明：效益指标根据项目实际选填", "填表人：李某", "备注：无"])
def test_a_note_among_the_indicators_ends_nothing(note: str) -> None:
    first, second = ROWS.splitlines(keepends=True)
    form = read_one(HEAD + FUND + HEADER + first + f"{note}|<|<|<|<|<|<|<\n" + second + "总分|<|<|<|<|100|99.8|\n").form
    assert (rows(form), form.total.value) == (READ, Decimal("99.8"))


def test_a_signature_above_the_total_hides_no_total() -> None:
    form = read_one(HEAD + FUND + HEADER + ROWS + "填表人：李某|<|<|电话：12345|<|<|<|<\n总分|<|<|<|<|100|99.8|\n").form
    assert form.total.value == Decimal("99.8")


def test_a_table_below_the_notes_is_no_part_of_the_form() -> None:
    below = "注：1.得分不得超过分值|<|<|<|<|<|<|<\n附：资金明细|<|<|<|<|<|<|<\n设备费|||20|||20|\n合计|<|<|<|<|20|20|\n"
    form = read_one(HEAD + FUND + HEADER + ROWS + "总分|<|<|<|<|100|99.8|\n" + below).form
    assert (rows(form), form.total.value) == (READ, Decimal("99.8"))


def test_a_score_in_the_head_is_the_total_and_one_of_the_money_is_not() -> None:
    head = HEAD.replace("送戏下乡|<|<|<|<|<", "送戏下乡|<|<|自评得分|99.8|<")
    assert read_one(head + FUND + HEADER + ROWS).form.total.value == Decimal("99.8")
    fund = "预算数|50|执行数|49|分值|10|自评得分|9.8\n"
    form = read_one(HEAD + fund + HEADER + ROWS).form
    assert form.money is not None
    assert (form.total.value, form.money.typed.value) == (None, Decimal("9.8"))


@pytest.mark.parametrize(
    ("headers", "values"),
    [
        ("年度指标值|累计完成值|本年完成值|分值|得分", "≥30场|95场|30场|90|90"),
        ("实施期指标值|本年指标值|本年完成值|分值|得分", "≥90场|≥30场|30场|90|90"),
        ("年度指标值|1-6月完成值|年末完成情况|分值|得分", "≥30场|12场|30场|90|90"),
        ("年度指标值|主管部门核定完成值|单位自评完成值|分值|主管部门复核得分|单位自评分", "≥30场|29场|30场|90|88|90"),
        ("年度指标值|实际完成值|分值|扣分值|得分率|评价得分", "≥30场|30场|90|0|100%|90"),
        ("甲方完成值|年度指标值|乙方完成值|分值|得分", "30场|≥30场|31场|90|90"),
    ],
)
def test_of_columns_that_look_alike_one_is_read_and_never_two_as_one(headers: str, values: str) -> None:
    form = read_one(HEAD + f"一级指标|二级指标|三级指标|{headers}\n产出指标|数量指标|演出场次|{values}\n").form
    assert rows(form) == [("演出场次", "≥30场", "30场", 90, 90)]


def test_a_column_for_the_unit_of_a_value_belongs_to_the_value_beside_it() -> None:
    header = "一级指标|二级指标|三级指标|指标值|指标值单位|完成值|完成值单位|分值|得分\n"
    form = read_one(HEAD + header + "产出指标|数量指标|观众人次|≥0.6|万人次|6500|人次|90|90\n").form
    assert rows(form) == [("观众人次", "≥0.6 万人次", "6500 人次", 90, 90)]


def test_where_there_are_four_levels_the_fourth_is_the_indicator() -> None:
    header = "一级指标|二级指标|三级指标|四级指标|年度指标值|实际完成值|分值|得分\n"
    form = read_one(HEAD + header + "产出指标|数量指标|文化惠民|演出场次|≥30场|30场|90|90\n").form
    assert rows(form) == [("演出场次", "≥30场", "30场", 90, 90)]


def test_points_added_up_below_a_first_level_are_no_indicator() -> None:
    first, second = ROWS.splitlines(keepends=True)
    form = read_one(HEAD + FUND + HEADER + first + "产出指标合计|||||80|80|\n" + second + "满意度指标得分|||||10|10|\n").form
    assert rows(form) == READ


def test_sources_beside_the_sum_of_the_money_are_no_amounts_of_their_own() -> None:
    fund = "项目资金（万元）||预算数|<|执行数|<|执行率|得分\n^||总额|其中：财政拨款|总额|其中：财政拨款|^|^\n^|本年合计|50|40|49|40|98%|9.8\n"
    money = read_one(HEAD + fund + HEADER + ROWS).form.money
    assert money is not None
    assert (money.total.budget.value, money.total.executed.value, money.typed.value) == (50, 49, Decimal("9.8"))


def test_a_list_of_many_projects_is_no_form() -> None:
    drawn = "绩效指标清单\n项目名称|一级指标|三级指标|指标值|完成值|分值|得分\n甲|产出指标|场次|≥3|3|50|50\n乙|产出指标|天数|≥9|9|100|100\n"
    found = read_forms(package_of(workbook_of(drawn)))
    assert (found.forms, [note.code for note in found.problems]) == ((), ["L109", "L101"])


def test_a_workbook_without_a_form_is_told_by_the_titles_of_its_sheets() -> None:
    found = read_forms(package_of(workbook_of("2022年度项目绩效自评情况汇总表\n序号|项目|得分\n1|甲|95\n", "说明\n无\n", names=("汇总", "其他"))))
    assert [(note.code, note.read) for note in found.problems] == [("L101", "汇总（2022年度项目绩效自评情况汇总表）、其他")]


@pytest.mark.parametrize("target", ["反向 5件", "5件（反向）", "越小越好 5件"])
def test_a_direction_in_the_cell_of_the_target_counts(target: str) -> None:
    form = read_one(HEAD + HEADER + f"产出指标|数量指标|件数|{target}|3件|90|90\n").form
    assert form.indicators[0].direction == "reverse"


@pytest.mark.parametrize(
    ("headers", "values"),
    [
        ("考核目标|本年实际|配分|打分", "≥30场|30场|90|90"), ("计划|实际|分值|得分", "≥30场|30场|90|90"), ("4.年度指标值|5.实际完成值|六、分值|7、得分", "≥30场|30场|90|90"), ("年度任务值|实际达到值|基准分|自评分值", "≥30场|30场|90|90"), ("本年目标值|目标完成值|分值|得分", "≥30场|30场|90|90"),
        ("目标完成值|实际完成值|分值|得分", "≥30场|30场|90|90"),
        ("年度指标|目标完成值|得分计算方法|权值|实得分", "≥30场|30场|按比例|90|90"),
    ],
)  # fmt: skip
def test_columns_go_by_many_names(headers: str, values: str) -> None:
    form = read_one(HEAD + f"一级指标|二级指标|三级指标|{headers}\n产出指标|数量指标|演出场次|{values}\n").form
    assert rows(form) == [("演出场次", "≥30场", "30场", 90, 90)]


@pytest.mark.parametrize(
    ("headers", "values"),
    [("任务|目标值说明|实际完成值|分值|得分", "≥30场|按计划|30场|90|90"), ("年度指标值|今年怎样|累计完成值|分值|得分", "≥30场|30场|95场|90|90")],
)
def test_an_explanation_beside_an_unknown_column_is_not_taken_for_the_value(headers: str, values: str) -> None:
    found = read_forms(package_of(workbook_of(HEAD + f"一级指标|二级指标|三级指标|{headers}\n产出指标|数量指标|演出场次|{values}\n")))
    assert (found.forms, [note.code for note in found.problems]) == ((), ["L117"])


@pytest.mark.parametrize(("department", "unit"), [("预算主管部门", "牵头实施单位"), ("业务主管单位", "主要预算单位")])
def test_a_label_may_say_more_than_its_word(department: str, unit: str) -> None:
    head = HEAD.replace("主管部门", department).replace("实施单位", unit).replace("项目名称", "项目全称")
    form = read_one(head + FUND + HEADER + ROWS).form
    assert (form.project.value, form.department.value, form.unit.value) == ("送戏下乡", "市文旅局", "市文化馆")


def test_who_answers_for_a_department_is_not_the_department() -> None:
    form = read_one(HEAD.replace("主管部门|<|市文旅局", "主管部门联系人|<|张三") + FUND + HEADER + ROWS).form
    assert form.department.value == ""


def test_a_form_below_a_table_of_targets_on_the_same_sheet_is_read() -> None:
    targets = (HEAD + "一级指标|二级指标|三级指标|指标值|备注\n" + "产出指标|数量指标|演出场次|≥30场|\n").replace("自评表", "目标申报表")
    for sheet in (targets + HEAD + HEADER + ROWS, HEAD + HEADER + ROWS + targets):
        found = read_forms(package_of(workbook_of(sheet)))
        assert [rows(read.form) for read in found.forms] == [READ]
        assert [note.code for note in found.problems] == ["L109"]


def test_a_second_table_of_a_monitoring_form_is_none_of_its_own() -> None:
    monitored = (HEAD + HEADER + ROWS).replace("自评表", "运行监控表")
    found = read_forms(package_of(workbook_of(monitored + "总分|||||100|\n" + HEADER + ROWS)))
    assert (found.forms, [note.code for note in found.problems]) == ((), ["L109", "L101"])


def test_points_behind_every_name_are_the_weights_of_a_form_without_a_weight_column() -> None:
    header = "一级指标|二级指标|三级指标|年度指标值|实际完成值|得分\n"
    first, second = "产出指标|数量指标|演出场次（80分）|≥30场|30场|80\n", "^|^|观众满意度{}|≥90%|95%|10\n"
    form = read_one(HEAD + header + first + second.format("(10分)")).form
    assert [i.weight.value for i in form.indicators] == [80, 10]
    assert [i.weight.value for i in read_one(HEAD + header + first + second.format("")).form.indicators] == [None, None]


def test_headers_and_levels_may_be_numbered_or_speak_of_goals() -> None:
    for header in ("1.一级指标|2.二级指标|3.三级指标", "一级目标|二级目标|三级目标", "(1)一级指标|(2)二级指标|(3)三级指标"):
        form = read_one(HEAD + f"{header}|指标值|<|评分|<\n^|^|^|目标|实际|分值|得分\n产出|数量|演出场次|≥30场|30场|90|90\n评价等次|<|优|<|<|<|<\n").form
        assert rows(form) == [("演出场次", "≥30场", "30场", 90, 90)]
        assert form.grade.value == "优"


@pytest.mark.parametrize("fund", [FUND, "预算执行情况（万元）|<|<|<|<|<|<|<\n" + FUND, "年初预算数|50|全年预算数|50|全年执行数|49|分值|10\n得分|9.8||||||\n"])
def test_money_below_the_indicators_is_money_and_no_indicator(fund: str) -> None:
    form = read_one(HEAD + HEADER + ROWS + fund + "总分|<|<|<|<|100|99.8|\n").form
    assert (rows(form), form.total.value) == (READ, Decimal("99.8"))
    assert form.money is not None
    assert (form.money.total.budget.value, form.money.total.executed.value, form.money.weight.value) == (50, 49, 10)
    assert form.money.typed.value == Decimal("9.8")


def test_an_indicator_about_budgets_is_no_money() -> None:
    row = "产出指标|数量指标|预算调整次数|≤2次|1次|90|90|支出数偏低\n"
    assert rows(read_one(HEAD + FUND + HEADER + row).form) == [("预算调整次数", "≤2次", "1次", 90, 90)]


def test_a_form_of_a_whole_department_needs_no_unit() -> None:
    head = "2022年度部门整体支出绩效自评表|<|<|<|<|<|<|<\n省级预算部门名称|<|县林业局|<|<|<|<|<\n"
    read = read_one(head + FUND + HEADER + ROWS)
    assert (read.form.department.value, [problem.code for problem in read.problems if problem.code in ("L106", "L107")]) == ("县林业局", [])


def test_an_indicator_named_like_a_total_or_a_label_on_the_first_page_splits_no_form() -> None:
    first, second = ROWS.replace("|80|80|", "|60|60|").splitlines(keepends=True)
    more = "^|^|合计减排量|≥5吨|6吨|10|10|\n^|^|参与实施单位|≥5家|6家|10|10|\n"
    form = read_one(HEAD + FUND + HEADER + first + more + HEADER + second).form
    assert [i.target.text for i in form.indicators] == ["≥30场", "≥5吨", "≥5家", "≥90%"]


def test_forms_of_one_level_below_each_other_are_told_apart_by_their_heads() -> None:
    header = "指标名称|计量单位|指标性质|指标值|全年完成值|指标权重|指标得分\n演出场次|场|≥|30|30|100|100\n"
    head = "2022年度项目绩效自评表\n项目名称|{}\n主管部门|市文旅局|实施单位|市文化馆\n"
    found = read_forms(package_of(workbook_of(head.format("甲") + header + head.format("乙") + header)))
    assert [(read.form.project.value, len(read.form.indicators)) for read in found.forms] == [("甲", 1), ("乙", 1)]
