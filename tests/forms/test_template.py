"""The blank form: what it says, and that the committed copy is the one the code builds."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from pbexcel.forms.template import build_template, template_bytes
from pbexcel.forms.template_plan import Col, plan_for, variants

COMMITTED = Path(__file__).parents[2] / "templates" / "self_eval_template.xlsx"


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def texts(book: Workbook, sheet: str = "自评表") -> set[str]:
    return {
        str(cell.value).replace("\n", "") for row in book[sheet].iter_rows() for cell in row if cell.value is not None
    }


def test_the_committed_template_is_the_one_the_code_builds() -> None:
    assert members(COMMITTED.read_bytes()) == members(template_bytes())


def test_building_twice_gives_the_same_bytes() -> None:
    assert template_bytes(year=2024) == template_bytes(year=2024)


def test_nothing_in_the_file_remembers_when_it_was_built() -> None:
    with zipfile.ZipFile(io.BytesIO(template_bytes())) as package:
        assert {member.date_time for member in package.infolist()} == {(2024, 1, 1, 0, 0, 0)}
        assert package.read("docProps/core.xml").count(b"2024-01-01T00:00:00Z") == 2


def test_every_label_of_the_official_form_is_there_with_its_spelling() -> None:
    official = """项目支出绩效自评表 项目名称 主管部门 实施单位 项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分
        年度资金总额 其中：当年财政拨款 年度总体目标 预期目标 实际完成情况 绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值
        偏差原因分析及改进措施 产出指标（50分） 效益指标（30分） 满意度指标（10分） 总分 自评等级"""
    shown = texts(build_template())
    assert set(official.split()) <= shown
    assert {"上年结转资金", "其他资金"} <= {text.strip() for text in shown}


def test_the_year_stands_in_the_second_line() -> None:
    assert build_template(year=2021).worksheets[0]["A2"].value == "（ 2021 年度）"


@pytest.mark.parametrize("rows", [11, 30, 45])
def test_the_block_has_as_many_rows_as_asked_for(rows: int) -> None:
    plan = plan_for(variants()["standard"], rows)
    assert plan.last - plan.first + 1 == rows
    assert build_template(indicator_rows=rows).worksheets[0].cell(plan.total, Col.SIDE).value == "总分"


def test_too_few_rows_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 9"):
        build_template(indicator_rows=8)


def test_the_page_is_a4_landscape_one_page_wide_with_page_numbers() -> None:
    sheet = load_workbook(COMMITTED).worksheets[0]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
