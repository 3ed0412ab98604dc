import io
from collections.abc import Iterable
from decimal import Decimal

import openpyxl
import pytest
from drawn import SEED, package_of, read_one, workbook_of

from pbexcel.excel.package import open_package
from pbexcel.forms.reading import read_forms
from pbexcel.records import Form, Measured


def codes(found) -> list[str]:  # type: ignore[no-untyped-def]
    return [problem.code for problem in found.problems]


def facts(form: Form) -> list[tuple[object, ...]]:
    """What a form says, without where it stands."""
    return [
        (i.level1.value, i.level2.value, i.name.value, i.target.value, i.actual.value, i.weight.value, i.typed.value) for i in form.indicators
    ]


def test_the_seed_form_is_read_whole() -> None:
    form = read_one(SEED).form
    assert form.layout == "standard"
    assert form.project.value == "不动产登记电子证书（证明）建设项目"
    assert form.department.value == "宁波市自然资源和规划局北仑分局"
    assert form.unit.value == "宁波市北仑区不动产登记服务中心"
    assert form.year.value == 2021
    assert len(form.indicators) == 11
    assert sum(i.weight.value for i in form.indicators if i.weight.value) == 90
    assert [points.value for points in form.level1_points] == [50, 30, 10]
    assert form.total.value == 98
    assert str(form.total.at) == "Sheet1!G24"
    assert form.grade.value == "优"
    assert str(form.grade.at) == "Sheet1!E25"
    assert form.money is not None
    assert form.money.unit == "万元"
    assert form.money.total.executed.value == Decimal("109.62")
    assert form.money.rate.value == Decimal("0.9965")
    assert form.money.typed.value == 10
    assert [row.label for row in form.money.parts] == ["其中：当年财政拨款", "上年结转资金", "其他资金"]


def test_a_value_stands_with_its_text_and_its_cell() -> None:
    software = read_one(SEED).form.indicators[5]
    assert software.target.value == Measured("<=", Decimal(20), "万元")
    assert software.target.text == "≤20万元"
    assert str(software.target.at) == "Sheet1!D18"
    assert str(software.typed.at) == "Sheet1!G18"


@pytest.mark.parametrize("numbers", [False, True])
@pytest.mark.parametrize(("down", "right"), [(0, 0), (3, 2)])
def test_the_form_says_the_same_wherever_it_stands_and_however_its_numbers_are_stored(down: int, right: int, numbers: bool) -> None:
    moved = read_one(SEED, down=down, right=right, numbers=numbers).form
    assert facts(moved) == facts(read_one(SEED).form)
    assert moved.total.value == 98


def test_unmerged_first_levels_read_like_merged_ones() -> None:
    unmerged = "\n".join("" + line.replace("^", "") if "指标" in line or "其中" in line else line.replace("^", "") for line in SEED.split("\n"))
    assert facts(read_one(unmerged).form) == facts(read_one(SEED).form)


def test_a_vertical_label_column_left_of_the_table_changes_nothing() -> None:
    lines = SEED.strip("\n").split("\n")
    labelled = [
        ("绩\n效\n指\n标|" if "一级指标" in line else "^|" if 12 < number < 24 else "|") .replace("\n", "") + line
        for number, line in enumerate(lines, start=1)
    ]
    assert facts(read_one("\n".join(labelled)).form) == facts(read_one(SEED).form)


HEAD = """
项目支出绩效自评表
（2022年度）
项目名称|补助项目
主管部门|县农业农村局|实施单位|杨楼镇人民政府
"""


def test_weight_before_target_and_child_rows() -> None:
    form = read_one(
        HEAD
        + """一级指标|二级指标|三级指标|分值|年度指标值|全年实际值|得分|未完成原因及拟采取的改进措施
(50分)|数量指标|★补助各类瓜果蔬菜种植面积|20|29.5亩|29.5亩|20|
^|^|其中桃树种植面积||1.5亩|1.5亩||
^|^|其中苹果树种植面积||5亩|5亩||
^|质量指标|种植作物成活率|5|95%|95%|5|
总分|<|<|25||||
"""
    ).form
    assert form.layout == "weight-first"
    assert [i.child for i in form.indicators] == [False, True, True, False]
    assert form.indicators[0].level1.value == "产出指标"
    assert form.level1_points[0].value == 50
    assert form.total_weight.value == 25


def test_rows_below_a_star_row_are_its_children_even_without_the_word() -> None:
    read = read_one(
        HEAD
        + """一级指标|二级指标|三级指标|分值|年度指标值|全年实际值|得分|未完成原因
产出指标|数量指标|★补助家畜家禽养殖数量|10|||10|
||猪养殖数量||80头|80头||
||牛养殖数量||3头|3头||
||成活率|5|95%|95%|5|
"""
    )
    assert [i.child for i in read.form.indicators] == [False, True, True, False]
    assert "T202" not in [found.code for found in read.problems], "the targets stand in the rows below"


def test_a_target_in_three_columns_is_one_target() -> None:
    form = read_one(
        HEAD
        + """一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析
效益指标|社会效益指标|环境治理亮化美化率|≥|90|%|93|10||
"""
    ).form
    assert form.layout == "split-target"
    assert form.indicators[0].target.text == "≥ 90 %"
    assert form.indicators[0].unit_column
    assert form.indicators[0].target.value == Measured(">=", Decimal(90), "%")


def test_three_columns_under_one_merged_header() -> None:
    form = read_one(
        HEAD
        + """一级指标|二级指标|三级指标|年度指标值|<|<|实际完成值|分值|得分|偏差原因分析及改进措施
^|^|^|指标性质|指标值|度量单位|^|^|^|^
产出指标|数量指标|卫片执法补助经费|﹦|72890|元|72890|10|9|
总分|<|<|100||得分|98|等级|优|
"""
    ).form
    assert form.layout == "split-under-header"
    assert form.indicators[0].target.text == "﹦ 72890 元"
    assert form.total.value == 98
    assert form.grade.value == "优"


def test_a_form_without_weights_is_read_and_named() -> None:
    read = read_one(
        HEAD
        + """一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)|得分|偏差原因
产出指标|数量指标|采购设备|10 台套|10 台套|15|
总分|<|<|<|<|69|
"""
    )
    assert read.form.layout == "no-weight"
    assert read.form.total.value == 69


def test_a_form_without_scores_can_be_checked_but_not_scored() -> None:
    read = read_one(HEAD + "一级指标|二级指标|三级指标|指标值|全年实际完成值|未完成原因和改进措施\n产出指标|质量指标|验收合格率|100%|100%|\n")
    assert read.form.layout == "no-scores"
    assert "L103" in codes(read)


def test_fillers_subtotals_and_repeated_headers_are_no_indicators() -> None:
    read = read_one(
        HEAD
        + """一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因
产出指标|数量指标|指标1：完成数量|10个|10个|10|10|
||指标2：|||||
||……|||||
||小计|||10|10|
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因
||指标3：培训人次|||||
总分|<|<|<|<|100|10|
填报人：张三||联系电话：0574-12345678||||
"""
    )
    assert [i.name.value for i in read.form.indicators] == ["指标1：完成数量"]
    assert codes(read).count("L113") == 1


def test_two_forms_below_one_another_are_two_forms() -> None:
    second = SEED.replace("不动产登记电子证书（证明）建设项目", "另一个项目")
    found = read_forms(package_of(workbook_of(SEED + "\n\n" + second)))
    assert [read.form.project.value for read in found.forms] == ["不动产登记电子证书（证明）建设项目", "另一个项目"]
    assert [len(read.form.indicators) for read in found.forms] == [11, 11]


def test_target_declarations_and_monitoring_sheets_are_named_and_passed_over() -> None:
    declared = SEED.replace("项目支出绩效自评表", "项目支出绩效目标申报表")
    found = read_forms(package_of(workbook_of(declared, SEED, names=["申报", "自评"])))
    assert [read.form.sheet for read in found.forms] == ["自评"]
    assert [(problem.code, problem.at.sheet if problem.at else "") for problem in found.problems] == [("L109", "申报")]


def test_a_workbook_without_a_form_is_returned_by_name() -> None:
    assert [problem.code for problem in read_forms(package_of(workbook_of("工作总结\n今年很好"))).problems] == ["L101"]
    fixed = "某某局2022年度部门整体支出绩效评价评分表\n评价指标|评分标准|分值|得分\n预算编制|规范|10|10"
    assert [problem.code for problem in read_forms(package_of(workbook_of(fixed))).problems] == ["L116"]


def test_an_empty_project_name_is_named_with_its_cell() -> None:
    read = read_one(SEED.replace("|不动产登记电子证书（证明）建设项目", "|"))
    missing = next(problem for problem in read.problems if problem.code == "L105")
    assert missing.severity == "退回"
    assert missing.at is not None


@pytest.mark.parametrize(
    ("unit", "typed", "expected"),
    [("（万元）", "620.82万元", "620.82"), ("（元）", "620.82万元", "6208200"), ("（万元）", "1,437", "1437"), ("（万元）", "6208200元", "620.82")],
)
def test_amounts_may_carry_their_own_unit_and_commas(unit: str, typed: str, expected: str) -> None:
    form = read_one(SEED.replace("项目资金（万元）", f"项目资金{unit}").replace("|109.62|10|", f"|{typed}|10|")).form
    assert form.money is not None
    assert form.money.total.executed.value == Decimal(expected)


def test_a_grade_in_a_row_that_is_called_a_total_is_the_grade_and_the_total_stays_where_it_is() -> None:
    form = read_one(SEED.replace("自评等级|<|<|<|优", "合计|<|<|<|优")).form
    plain = read_one(SEED).form
    assert (form.total, form.grade) == (plain.total, plain.grade)


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_form_on_a_hidden_sheet_alone_goes_back_and_says_where_it_is(state: str) -> None:
    book = workbook_of("工作总结\n今年很好", SEED, names=["总结", "去年"])
    book["去年"].sheet_state = state
    found = read_forms(package_of(book))
    assert not found.forms
    ((code, said, place),) = [(problem.code, problem.title, problem.at) for problem in found.problems]
    assert code == "L122"
    assert "「去年」" in said
    assert place is not None
    assert place.sheet == "去年"


def test_a_hidden_form_beside_a_visible_one_is_passed_over() -> None:
    book = workbook_of(SEED, SEED, names=["今年", "去年"])
    book["去年"].sheet_state = "hidden"
    found = read_forms(package_of(book))
    assert ([read.form.sheet for read in found.forms], found.problems) == (["今年"], ())


def test_a_hidden_row_and_a_formula_without_a_value_are_named() -> None:
    book = workbook_of(SEED)
    sheet = book.active
    sheet.row_dimensions[18].hidden = True
    sheet["F19"] = "=2+3"
    found = read_forms(package_of(book)).forms[0]
    assert {"L111", "L115"} <= set(codes(found))


def test_what_openpyxl_wrote_is_what_we_read() -> None:
    book = workbook_of(SEED, numbers=True)
    buffer = io.BytesIO()
    book.save(buffer)
    theirs = openpyxl.load_workbook(io.BytesIO(buffer.getvalue())).active
    ours = open_package(buffer.getvalue()).sheet(theirs.title)
    for row in theirs.iter_rows():
        for cell in row:
            if cell.value is not None:
                value = ours.at(cell.row, cell.column).value
                assert (float(value) if isinstance(value, Decimal) else value) == cell.value


@pytest.mark.parametrize(("formulas", "named"), [(range(13, 23), ["Sheet1!G23"]), (range(13, 16), []), ((), []), (range(13, 24), [])])
def test_a_number_typed_over_one_formula_of_a_column_is_named(formulas: Iterable[int], named: list[str]) -> None:
    book = workbook_of(SEED)
    for row in formulas:
        book.active[f"G{row}"] = f"=F{row}*1"
    found = read_forms(package_of(book)).forms[0]
    assert [str(one.at) for one in found.problems if one.code == "L131"] == named


def test_the_decimals_a_score_cell_shows_are_read() -> None:
    book = workbook_of(SEED, numbers=True)
    book.active["G13"].number_format = "0"
    book.active["G14"].number_format = "0.00"
    shown = read_forms(package_of(book)).forms[0].form.shown_decimals
    assert {str(at): decimals for at, decimals in shown or ()} == {"Sheet1!G13": 0, "Sheet1!G14": 2}
