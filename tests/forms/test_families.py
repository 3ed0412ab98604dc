"""Every family of form in spellings of its own: rows, head, money and totals must come out the same way."""

from decimal import Decimal

import pytest
from drawn import package_of, read_one, workbook_of

from pbexcel.forms.reading import read_forms
from pbexcel.records import Form

HEAD = """项目支出绩效自评表|<|<|<|<|<|<|<
（2022年度）|<|<|<|<|<|<|<
项目名称|<|补助项目|<|<|<|<|<
主管部门|<|县农业农村局|<|实施单位|杨楼镇人民政府|<|<
"""
FUND = """项目资金（万元）||年初预算数|全年预算数|全年执行数|分值|执行率|得分
^|年度资金总额|100|90|81|10|90%|9
"""
HEADER = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施\n"
ONE_ROW = HEADER + "产出指标|数量指标|宣传场次|≥1场|1场|90|90|\n"

SICHUAN = """项目支出绩效自评表
（2023年度）
项目名称||农村公路养护|||||||
主管部门||县交通运输局||实施单位|县公路所||||
预算执行情况（10分）||年初预算|调整后预算数|预算执行数|权重|预算执行率|得分|原因|
^|年度资金总额|100.00|90.00|81.00|10|90.00%|9|资金未到位|
^|其中：财政拨款|100.00|90.00|81.00|/|/|/||
目标完成情况|年度目标|完成养护|||实际完成情况|完成|||
绩效指标（90分）|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析
^|产出指标|数量指标|养护里程|≥|120|公里|118|70|68.8|天气原因
^|效益指标|社会效益指标|出行改善|定性|优良中低差||优|20|20|
合计||||||||100|97.8|
评价结论|||自评得分97.8分，等级为优|||||||
存在问题||无|||||||
项目负责人：张三||财务负责人：李四|||||||
"""
YUNNAN = r"""公开10表|||||||||
项目支出绩效自评表|<|<|<|<|<|<|<|<|<
（2021年度）
单位（盖章）：某局||||||填报日期：2022年3月|||
项目名称|<|卫片执法补助经费|<|<|<|<|<|<|<
主管部门|<|自然资源局|<|<|实施单位|<|分局|<|<
项目资金\n（元）|<|年初预算数|全年预算数|全年执行数|<|分值|执行率|得分|
^|年度资金总额|72890.00|72890.00|72890.00|<|10.00|100.00|10.00|
^|其他资金||||<|—||—|
年度总体目标|预期目标|<|<|<|<|实际完成情况|<|<|<
绩效指标|<|<|年度指标值|<|<|实际完成值|分值|得分|偏差原因分析及改进措施
一级指标|二级指标|三级指标|指标性质|指标值|度量单位|^|^|^|^
产出指标|数量指标|补助经费|﹦|72890|元|72890|60|59|
满意度指标|服务对象满意度指标|满意度|≥|95|%|95|30|26|
其他需要说明事项|<|<|无|<|<|<|<|<|<
总分|<|<|<|<|<|总分值|100|总得分|95（自评等级：优）
"""
HEBEI = """项目支出绩效自评表（2022年度）
项目名称|培训经费||||||||
项目级次|本级|实施主管部门|市教育局|实施单位|市教师学院||||
资金情况（万元）|预算数|到位数|执行数|预算执行率|||||
年度资金总额|50|50|48|96%|||||
其中：财政资金|50|50|48|||||||
绩效指标|一级指标|二级指标|三级指标|预期指标值|<|<|实际完成值|单项指标得分|权重占比（%）|折算得分
^|^|^|^|符号|值|单位（文字描述）|^|^|^|^
^|产出指标|数量指标|培训人次|≥|500|人次|520|100|60|60
^|效益指标|社会效益指标|能力提升|文字描述||显著提升|显著提升|100|30|30
^|预算执行率|预算执行率|预算执行率|=|100|%|96|96|10|9.6
合计|||||||||100|99.6
"""
CHONGQING = """2022年度项目绩效自评表
项目名称|老旧小区改造|项目编码|50001|自评总分|98.5
主管部门|区住建委|财政处室|农业处|项目联系人|李
预算资金|年初预算数|全年（调整）预算数|全年执行数|执行率（%）|执行率权重|执行率得分
年度总金额（万元）|200|180|175|97.22|10|9.72
绩效指标|指标名称|计量单位|指标性质|年初指标值|调整指标值|全年完成值|得分系数（%）|指标权重（分）|指标得分（分）|是否核心指标
^|改造小区数|个|≥|4|3|3|100|60|60|是
^|居民满意度|%|≥|90||93|100|30|30|否
说明|无
"""
HUBEI = """2021年度专项自评表
单位名称：市教育局 填报日期：2022.3.1
项目名称|||校园维修
主管部门|市教育局|项目实施单位|市第三中学|||
预算执行情况（万元）(20分)||预算数(A)|执行数(B)|执行率(B/A)|得分(20分*执行率)|
年度财政资金总额||800|792|99%|19.8|
年度绩效目标1（80分）||||||
一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)|得分|
产出指标（80分）|数量指标|维修面积|500平方米|500平方米|80|
年度绩效目标2（0分）||||||
一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)|得分|
产出指标|数量指标|设备数量|10台|10台||
总分|||||99.8|
偏差大或目标未完成原因分析|无||||||
"""
TRANSFER = """中央对地方转移支付区域（项目）绩效目标自评表
（2022年度）
转移支付（项目）名称|优抚补助|||||
中央主管部门|退役军人事务部|||||
地方主管部门|区退役军人局|资金使用单位|区优抚中心|||
资金投入情况（万元）||全年预算数（A）|全年执行数（B）|预算执行率（B/A×100%）||
|年度资金总额|2330.9|2310.4|99.12%||
绩效指标|一级指标|二级指标|三级指标|指标值|全年实际完成值|未完成原因和改进措施
|产出指标|数量指标|服务对象|404人|404人|
||质量指标|发放率|100%|98%|
||...|||||
说明|无||||
"""
SHANGHAI = """财政项目支出绩效自评表
（ 2022年度）
项目名称：|垃圾分类||||
主管部门：|区绿化市容局|预算单位：|区绿化所||
|年初预算数（元）|全年预算数（元）|全年执行数（元）|预算执行率|分值|得分
项目资金（元）|||||10|
年度资金总额：|4,000,000.00|3500000|3400000|97.14%|10|9.71
年度总体目标|预期目标|||实际完成情况||
一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
产出指标|数量指标|发放垃圾桶|=1000.00个|1000|60|60|
满意度指标|服务对象满意度|满意度|≥90.00%|95|30|30|
总分|||||100|99.71|
"""
# drawing, layout, head (year, project, department, unit), money (unit, budget, executed, weight, typed), rows, total
FAMILIES = [
    (SICHUAN, "split-target", (2023, "农村公路养护", "县交通运输局", "县公路所"), ("", "90", "81", "10", "9"),
     [("养护里程", "≥ 120 公里", "118", "70"), ("出行改善", "定性 优良中低差", "优", "20")], "97.8"),
    (YUNNAN, "split-under-header", (2021, "卫片执法补助经费", "自然资源局", "分局"), ("元", "72890", "72890", "10", "10"),
     [("补助经费", "﹦ 72890 元", "72890", "60"), ("满意度", "≥ 95 %", "95", "30")], "95"),
    (HEBEI, "execution-row", (2022, "培训经费", "市教育局", "市教师学院"), ("万元", "50", "48", None, None),
     [("培训人次", "≥ 500 人次", "520", "60"), ("能力提升", "文字描述 显著提升", "显著提升", "30"), ("预算执行率", "= 100 %", "96", "10")], "99.6"),
    (CHONGQING, "one-level", (2022, "老旧小区改造", "区住建委", ""), ("万元", "180", "175", "10", "9.72"),
     [("改造小区数", "个 ≥ 3", "3", "60"), ("居民满意度", "% ≥ 90", "93", "30")], "98.5"),
    (HUBEI, "no-weight", (2021, "校园维修", "市教育局", "市第三中学"), ("万元", "800", "792", "20", "19.8"),
     [("维修面积", "500平方米", "500平方米", None), ("设备数量", "10台", "10台", None)], "99.8"),
    (TRANSFER, "no-scores", (2022, "优抚补助", "区退役军人局", "区优抚中心"), ("万元", "2330.9", "2310.4", None, None),
     [("服务对象", "404人", "404人", None), ("发放率", "100%", "98%", None)], None),
    (SHANGHAI, "standard", (2022, "垃圾分类", "区绿化市容局", "区绿化所"), ("元", "3500000", "3400000", "10", "9.71"),
     [("发放垃圾桶", "=1000.00个", "1000", "60"), ("满意度", "≥90.00%", "95", "30")], "99.71"),
]  # fmt: skip


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def rows(form: Form) -> list[tuple[str, str, str, Decimal | None]]:
    return [(i.name.value, i.target.text, i.actual.text, i.weight.value) for i in form.indicators]


@pytest.mark.parametrize(
    ("drawn", "layout", "head", "money", "expected", "total"), FAMILIES, ids=["四川", "云南", "河北", "重庆", "湖北", "转移支付", "上海"]
)
def test_a_form_of_every_family_is_read_whole(drawn, layout, head, money, expected, total) -> None:  # type: ignore[no-untyped-def]
    form = read_one(drawn).form
    assert form.layout == layout
    assert (form.year.value, form.project.value, form.department.value, form.unit.value) == head
    assert form.money is not None
    said = form.money
    amounts = (said.total.budget.value or said.total.initial.value, said.total.executed.value, said.weight.value, said.typed.value)
    assert (said.unit, *amounts) == (money[0], *map(number, money[1:]))
    assert rows(form) == [(name, target, actual, number(weight)) for name, target, actual, weight in expected]
    assert form.total.value == number(total)


def test_a_grade_in_the_cell_of_the_total_is_read_and_never_written_over() -> None:
    form = read_one(YUNNAN).form
    assert (form.total.value, form.grade.value) == (95, "优")
    assert form.total.at is None
    assert form.grade.at is None


@pytest.mark.parametrize(
    ("label", "points"),
    [
        ("产出指标（50分）", "50"), ("(50分)", "50"), ("效益指标 30分)", "30"), ("效益指标（30分", "30"), ("产出指标 (50)", "50"),
        ("产出指标【50分】", "50"), ("产出指标：50分", "50"), ("满 意 度 指 标 10 分", "10"), ("产出\\n指标\\n（12.5分）", "12.5"),
        ("产出指标［50％］", "50"), ("产出指标", None), ("产出指标1", None),
    ],
)  # fmt: skip
def test_first_level_points_are_read_in_any_spelling(label: str, points: str | None) -> None:
    form = read_one(HEAD + FUND + HEADER + f"{label}|数量指标|宣传场次|≥1场|1场|90|90|\n").form
    assert [read.value for read in form.level1_points] == ([Decimal(points)] if points else [])
    assert form.indicators[0].level1.value in ("产出指标", "效益指标", "满意度指标", "产出指标1")


def test_points_below_the_name_of_a_first_level_belong_to_it() -> None:
    form = read_one(
        HEAD + FUND + HEADER + "产出指标|数量指标|场次|≥1场|1场|30|30|\n（50分）|质量指标|合格率|100%|100%|20|20|\n"
        "效益指标|社会效益指标|知晓率|≥80%|90%|40|40|\n（40分）|||||||\n"
    ).form
    assert [i.level1.value for i in form.indicators] == ["产出指标", "产出指标", "效益指标"]
    assert [read.value for read in form.level1_points] == [50, 40]


def test_a_first_level_repeated_in_every_row_prints_its_points_once() -> None:
    row = "产出指标（50分）|数量指标|场次|≥1场|1场|25|25|\n"
    form = read_one(HEAD + FUND + HEADER + row + row.replace("场次", "份数") + "效益指标（40分）|社会效益指标|知晓率|≥80%|90%|40|40|\n").form
    assert [read.value for read in form.level1_points] == [50, 40]
    assert [i.level1.value for i in form.indicators] == ["产出指标", "产出指标", "效益指标"]


def test_cost_may_be_a_first_level() -> None:
    form = read_one(
        HEAD + FUND + HEADER + "（20分）|经济成本指标|总成本|≤90万元|81万元|20|20|\n产出指标（70分）|数量指标|场次|≥1场|1场|70|70|\n"
    ).form
    assert [i.level1.value for i in form.indicators] == ["成本指标", "产出指标"]


def test_names_that_begin_like_a_closing_row_are_indicators() -> None:
    names = ["合计减排量", "等级评定完成率", "说明会场次", "负责人培训次数", "存在问题整改率", "备注完整率"]
    drawn = "".join(f"{'产出指标' if not i else '^'}|{'数量指标' if not i else '^'}|{name}|≥1|1|15|15|\n" for i, name in enumerate(names))
    form = read_one(HEAD + FUND + HEADER + drawn + "合计|||||100|99|\n自评等级：|优\n注：1.无\n").form
    assert [i.name.value for i in form.indicators] == names
    assert (form.total.value, form.grade.value) == (99, "优")


def test_a_weight_merged_over_rows_is_carried_by_the_first_of_them() -> None:
    form = read_one(HEAD + FUND + HEADER + "产出指标|数量指标|场次|≥1场|1场|90|90|\n^|^|份数|≥24份|32份|^|^|\n").form
    assert [(i.weight.value, i.child) for i in form.indicators] == [(90, False), (None, True)]


def test_a_header_written_over_two_rows_is_one_header() -> None:
    form = read_one(HEAD + FUND + "一级|二级|三级|年度|实际|分值|得分|偏差原因\n指标|指标|指标|指标值|完成值|||及措施\n" + ONE_ROW.split("\n")[1]).form
    assert form.layout == "standard"
    assert rows(form) == [("宣传场次", "≥1场", "1场", 90)]


def test_a_label_beside_a_single_row_is_no_taller_header() -> None:
    form = read_one(HEAD + FUND + "绩效指标|" + HEADER + "^|产出指标|数量指标|宣传场次|≥1场|1场|90|90|\n").form
    assert rows(form) == [("宣传场次", "≥1场", "1场", 90)]


def test_last_years_value_is_not_this_years() -> None:
    form = read_one(HEAD + FUND + "一级指标|二级指标|三级指标|上年实际值|年度指标值|本年实际完成值|分值|得分\n产出指标|数量指标|场次|5场|1场|2场|90|88\n").form
    assert rows(form) == [("场次", "1场", "2场", 90)]


def test_a_second_level_merged_with_the_name_is_the_name() -> None:
    form = read_one(HEAD + FUND + HEADER + "满意度指标|群众满意度|<|≥90%|95%|90|90|\n").form
    assert rows(form) == [("群众满意度", "≥90%", "95%", 90)]


def test_points_beside_second_levels_are_the_weights_of_a_form_without_a_weight_column() -> None:
    header = "一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)|得分\n"
    form = read_one(HEAD + header + "产出指标|数量指标 45 分|采购|10台|10台|45\n^|质量指标(35分)|合格率|95%|95%|35\n").form
    assert [i.weight.value for i in form.indicators] == [45, 35]
    partly = read_one(HEAD + header + "产出指标|数量指标 45 分|采购|10台|10台|45\n^|质量指标|合格率|95%|95%|35\n").form
    assert [i.weight.value for i in partly.indicators] == [None, None]


@pytest.mark.parametrize(
    ("unit", "row", "expected"),
    [
        ("（千元）", "1,000|900|810", ("万元", "90", "81")),
        ("（元）", "1,000,000.00|900,000|81万元", ("元", "900000", "810000")),
        ("", "100万元|90万元|81万元", ("", "90", "81")),
        ("（万元）", "|90万|81.00", ("万元", "90", "81.00")),
    ],
)
def test_amounts_are_read_in_every_unit(unit: str, row: str, expected: tuple[str, str, str]) -> None:
    fund = f"项目资金{unit}||年初预算数|全年预算数|全年执行数|分值|执行率|得分\n^|年度资金总额|{row}|10|90%|9\n"
    money = read_one(HEAD + fund + ONE_ROW).form.money
    assert money is not None
    assert (money.unit, money.total.budget.value, money.total.executed.value) == (expected[0], Decimal(expected[1]), Decimal(expected[2]))


@pytest.mark.parametrize(("label", "score"), [("预算执行情况（万元）（20分）", "得分"), ("项目资金（万元）", "得分(20分*执行率)")])
def test_points_of_a_block_without_a_weight_column_stand_in_its_labels(label: str, score: str) -> None:
    money = read_one(HEAD + f"{label}||预算数(A)|执行数(B)|执行率(B/A)|{score}\n^|年度财政资金总额|800|792|99%|19.8\n" + ONE_ROW).form.money
    assert money is not None
    assert (money.weight.value, money.typed.value, money.total.budget.value) == (20, Decimal("19.8"), 800)


def test_an_empty_total_row_keeps_its_parts() -> None:
    fund = FUND.replace("100|90|81|10", "0|0|0|10") + "^|其中：财政拨款|100|90|81|—||—\n^|其他资金|0|0|0|—||—\n"
    money = read_one(HEAD + fund + ONE_ROW).form.money
    assert money is not None
    assert money.total.budget.value == 0
    assert [(part.label, part.executed.value) for part in money.parts] == [("其中：财政拨款", 81), ("其他资金", 0)]


def test_money_written_in_one_line_is_read() -> None:
    money = read_one(HEAD + "资金总额（万元）|100|其中：财政拨款|100|实际支出|81\n" + ONE_ROW).form.money
    assert money is not None
    assert (money.unit, money.total.budget.value, money.total.executed.value) == ("万元", 100, 81)


def test_of_a_dozen_sheets_with_every_number_as_text_the_self_evaluation_is_found() -> None:
    budget = "支出预算表\n单位：万元\n项目名称|预算数|执行数|备注\n人员经费|100.00|90.00|\n合计|100.00|90.00|\n"
    goals = "项目支出绩效目标表（2022年度）\n项目名称|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重\n补助项目|产出指标|数量指标|场次|≥|1|场|50\n"
    found = read_forms(package_of(workbook_of(*[budget] * 5, goals, HEAD + FUND + ONE_ROW, *[budget] * 5)))
    assert [read.form.sheet for read in found.forms] == ["Sheet7"]
    assert [(note.code, note.at.sheet if note.at else "") for note in found.problems] == [("L109", "Sheet6")]


def test_forms_on_several_sheets_and_below_one_another_are_told_apart() -> None:
    other = (HEAD + FUND + ONE_ROW).replace("补助项目", "另一项目")
    untitled = "\n".join(other.split("\n")[2:]).replace("另一项目", "第三个项目")
    found = read_forms(package_of(workbook_of(HEAD + FUND + ONE_ROW + "\n" + untitled, other)))
    assert [(read.form.sheet, read.form.project.value) for read in found.forms] == [
        ("Sheet1", "补助项目"), ("Sheet1", "第三个项目"), ("Sheet2", "另一项目"),
    ]  # fmt: skip


WHOLE = "2022年度部门整体支出绩效自评表\n部门名称|县林业局\n"


def test_a_department_form_written_like_a_project_is_read() -> None:
    form = read_one(WHOLE + FUND + ONE_ROW).form
    assert (form.project.value, form.department.value, len(form.indicators)) == ("2022年度部门整体支出绩效自评表", "县林业局", 1)


@pytest.mark.parametrize(
    "scheme",
    [
        "一级指标|二级指标|三级指标|分值|评分标准|得分\n投入|目标设定|绩效目标合理性|5|目标合理得5分|5\n",
        "一级指标|二级指标|三级指标|分值|评分标准|指标值|得分\n投入|目标设定|绩效目标合理性|5|目标合理|合理|5\n",
        "一级指标|二级指标|三级指标|分值|指标值|实际完成值|得分\n投入|目标设定|绩效目标合理性|5|合理|合理|5\n过程|预算执行|完成率|10|100%|90%|9\n",
    ],
)
def test_a_fixed_scorecard_of_a_department_is_refused_by_name(scheme: str) -> None:
    found = read_forms(package_of(workbook_of(WHOLE + scheme)))
    assert (found.forms, [note.code for note in found.problems]) == ((), ["L116"])


def test_the_weight_of_an_indicator_stands_right_of_its_name() -> None:
    header = "一级指标|权重|二级指标|权重|三级指标|权重|年度指标值|实际完成值|得分\n"
    form = read_one(HEAD + FUND + header + "产出指标|60|数量指标|60|场次|30|1场|1场|30\n^|^|^|^|份数|60|2份|2份|60\n").form
    assert [i.weight.value for i in form.indicators] == [30, 60]


def test_a_grade_at_the_end_of_the_total_row_is_read() -> None:
    form = read_one(HEAD + FUND + ONE_ROW + "总分|<|<|<|<|100|99|优\n").form
    assert (form.total.value, form.grade.value, str(form.grade.at)) == (99, "优", "Sheet1!H9")
