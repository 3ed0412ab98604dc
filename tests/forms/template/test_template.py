"""The blank form: what it says, what it refuses, and that the committed copy is the one the code builds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from pbexcel.excel.changing.properties import read_property
from pbexcel.excel.package import open_package
from pbexcel.forms.template.build import build_template, template_bytes
from pbexcel.forms.template.guided import words
from pbexcel.forms.template.lists import TIERS
from pbexcel.forms.template.plan import TEMPLATE_ID, TEMPLATE_VERSION, plan_for
from pbexcel.forms.template.sheets import guide, guide_markdown
from pbexcel.forms.template.variants import variants
from pbexcel.rules import in_words, load_rules

ROOT = Path(__file__).parents[3]
COMMITTED = ROOT / "templates" / "self_eval_template.xlsx"


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def texts(book: Workbook, sheet: str = "自评表") -> set[str]:
    return {
        str(cell.value).replace("\n", "") for row in book[sheet].iter_rows() for cell in row if cell.value is not None
    }


def validation(book: Workbook, cell: str) -> Any:
    return next(check for check in book["自评表"].data_validations.dataValidation if cell in check.cells)


@pytest.fixture(scope="module")
def blank() -> Workbook:
    return load_workbook(io.BytesIO(template_bytes()))


def test_the_committed_template_is_the_one_the_code_builds() -> None:
    again = "the rules or the form changed: pbexcel template --force -o templates/self_eval_template.xlsx; python tests/forms/sample_forms.py"
    assert members(COMMITTED.read_bytes()) == members(template_bytes()), again


def test_building_twice_gives_the_same_bytes() -> None:
    assert template_bytes(year=2024) == template_bytes(year=2024)


def test_nothing_in_the_file_remembers_when_it_was_built() -> None:
    with zipfile.ZipFile(io.BytesIO(template_bytes())) as package:
        assert {member.date_time for member in package.infolist()} == {(2024, 1, 1, 0, 0, 0)}
        assert package.read("docProps/core.xml").count(b"2024-01-01T00:00:00Z") == 2


def test_every_label_of_the_official_form_is_there_with_its_spelling(blank: Workbook) -> None:
    official = """项目支出绩效自评表 项目名称 主管部门 实施单位 项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分
        年度资金总额 其中：当年财政拨款 年度总体目标 预期目标 实际完成情况 绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值
        偏差原因分析及改进措施 产出指标（50分） 效益指标（30分） 满意度指标（10分） 总分 自评等级
        联系人 电子邮箱 单位盖章： 填报人： 负责人： 日期："""
    shown = texts(blank)
    assert set(official.split()) <= shown
    assert {"上年结转资金", "其他资金"} <= {text.strip() for text in shown}


def test_the_sheets_stand_in_the_order_people_need_them(blank: Workbook) -> None:
    shown = [sheet.title for sheet in blank if sheet.sheet_state == "visible"]
    assert shown == ["自评表", "填报说明", "评分标准", "评分明细", "问题清单"]
    assert {sheet.title for sheet in blank if sheet.sheet_state == "hidden"} == {"字典", "核对", "元数据"}


def test_the_year_stands_below_the_title() -> None:
    assert build_template(year=2021)["自评表"]["A4"].value == "（ 2021 年度）"


@pytest.mark.parametrize("rows", [11, 30, 45])
def test_the_block_has_as_many_rows_as_asked_for(rows: int) -> None:
    plan = plan_for(variants()["standard"], rows)
    assert plan.last - plan.first + 1 == rows
    assert build_template(indicator_rows=rows)["自评表"].cell(plan.total, 1).value == "总分"


def test_a_first_level_of_one_row_has_room_for_the_two_lines_of_its_label() -> None:
    sheet = build_template(variant="hubei", indicator_rows=10)["自评表"]
    [row] = [cell.row for column in sheet.iter_cols(max_col=2) for cell in column if str(cell.value).startswith("满意度指标")]
    assert sheet.row_dimensions[row].height > 2 * 15


def test_too_few_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 9"):
        build_template(indicator_rows=8)


def test_the_page_is_a4_landscape_one_page_wide_with_page_numbers(blank: Workbook) -> None:
    sheet = blank["自评表"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet.print_area.endswith("$A$3:$I$48")  # the two check rows above the title stay on the screen


def test_labels_are_locked_inputs_are_open_and_there_is_no_password(blank: Workbook) -> None:
    sheet = blank["自评表"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.insertRows
    assert not sheet.protection.formatColumns
    for cell in ("A5", "B15", "D14", "G8", "H8", "G45", "A45"):
        assert sheet[cell].protection.locked, cell
    for cell in ("A4", "C5", "C6", "G6", "D8", "F11", "I8", "B13", "F13", "C15", "I44", "H45", "G46", "C47", "F47"):
        assert not sheet[cell].protection.locked, cell


def test_every_input_has_a_prompt_with_an_example(blank: Workbook) -> None:
    for cell in ("A4", "C5", "C6", "G6", "D8", "E9", "F11", "I8", "B13", "F13", "H45", "G46", "C47", "F47"):
        assert validation(blank, cell).showInputMessage, cell
    for column in "CDEFGHI":
        for row in (15, 44):
            assert validation(blank, f"{column}{row}").prompt, f"{column}{row}"
    for name, prompt in words().items():
        if name != "stop":
            assert len(prompt["title"]) <= 32
            assert len(prompt["text"]) <= 255


def test_what_cannot_be_right_is_refused_and_nothing_else_is(blank: Workbook) -> None:
    for cell in ("D8", "F11", "I8", "G15", "G44", "H15", "H44", "H45", "F47"):
        check = validation(blank, cell)
        assert check.showErrorMessage, cell
        assert (check.errorStyle, bool(check.error)) == ("stop", True), cell
    for cell in ("C5", "C15", "D15", "E15", "F15", "I15", "G46", "C47"):
        assert not validation(blank, cell).showErrorMessage, cell


def test_a_score_is_refused_above_the_weight_of_its_own_row(blank: Workbook) -> None:
    check = validation(blank, "H30")
    assert (check.type, check.operator, check.formula1) == ("decimal", "between", "0")
    assert check.formula2 == "IF(ISNUMBER($G15),$G15,100)"  # relative to the first cell of its area
    assert str(check.cells) == "H15:H44"


def test_second_levels_are_offered_by_first_level(blank: Workbook) -> None:
    assert 'INDIRECT("二级_"&LEFT($B$15' in validation(blank, "C15").formula1
    assert "$B$32" in validation(blank, "C41").formula1
    names = blank.defined_names
    sheet = blank["字典"]
    for level in variants()["standard"].levels:
        _, area = names["二级_" + level.name.removesuffix("指标")].attr_text.split("!")
        offered = [row[0].value for row in sheet[area.replace("$", "")]]
        assert offered == [name for name, _ in level.second]


def test_the_three_official_phrases_are_offered_where_the_target_is_words(blank: Workbook) -> None:
    check = validation(blank, "F20")
    assert check.type == "list"
    assert check.formula1.startswith("IF(SUMPRODUCT(1*ISNUMBER(FIND(数字,$E15)))>0,完成情况无,完成情况)")
    area = blank.defined_names["完成情况"].attr_text.split("!")[1].replace("$", "")
    assert tuple(row[0].value for row in blank["字典"][area]) == TIERS
    assert TIERS == ("达成年度指标", "部分达成年度指标并具有一定效果", "未达成年度指标且效果较差")


def test_only_functions_that_old_programs_know_are_used(blank: Workbook) -> None:
    new = ("IFERROR", "COUNTIFS", "SUMIFS", "IFS(", "TEXTJOIN", "XLOOKUP", "FILTER(", "LET(", "CONCAT(", "_xlfn")
    formulas = [
        str(cell.value)
        for sheet in blank
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).startswith("=")
    ]
    assert len(formulas) > 1000
    assert not [formula for formula in formulas if any(name in formula for name in new)]
    assert all(len(formula) < 1024 for formula in formulas)  # the limit of Excel 2003


def test_the_template_says_what_it_is(blank: Workbook) -> None:
    package = open_package(COMMITTED.read_bytes())
    assert read_property(package, "pbexcel.template") == TEMPLATE_ID
    assert read_property(package, "pbexcel.template.version") == TEMPLATE_VERSION
    rows = {row[0].value: row[1].value for row in blank["元数据"].iter_rows(max_col=2)}
    assert rows["pbexcel.template.version"] == TEMPLATE_VERSION
    assert rows["pbexcel.template.variant"] == "standard"


def test_the_rules_on_the_sheet_are_those_of_the_profile(blank: Workbook) -> None:
    assert set(in_words(load_rules("mof-2020"))) <= {
        str(cell.value) for row in blank["评分标准"].iter_rows() for cell in row
    }


@pytest.mark.parametrize("variant", list(variants()))
def test_the_points_of_a_variant_are_those_of_its_rules(variant: str) -> None:
    kind = variants()[variant]
    profile = load_rules(kind.rules)
    assert kind.execution + kind.goals == profile.total.value
    assert kind.execution == profile.execution.weight.value
    expected = {level.name: level.weight for level in profile.level1}
    assert {level.name: level.points for level in kind.levels if level.name in expected} == {
        name: weight for name, weight in expected.items() if name in [level.name for level in kind.levels]
    }


def test_the_guide_in_the_docs_is_the_one_on_the_sheet(blank: Workbook) -> None:
    page = (ROOT / "docs" / "填报指南.md").read_text(encoding="utf-8")
    assert page == guide_markdown()
    assert (ROOT / "docs" / "images" / "自评表.png").is_file()
    shown = texts(blank, "填报说明")
    for step in guide()["step"]:
        assert set(step["lines"]) <= shown
