"""评分明细 and 问题清单: what staff read about their own form."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from drawn import SEED
from rounds import CUT, SHEET, drawn, edited, sent

from pbexcel.forms.writing.own_sheets import DETAIL, HEADINGS, PROBLEMS


def sheet_of(data: bytes, name: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))[name]


def rows_below(sheet: Any, headings: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows under the headings, by heading."""
    values = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    start = values.index(headings) + 1
    return [dict(zip(headings, row, strict=True)) for row in values[start:]]


def test_the_detail_opens_with_what_was_changed_and_why(tmp_path: Path) -> None:
    record, copy = sent(drawn(), tmp_path)
    sheet = sheet_of(copy, DETAIL)
    assert (record.total, record.grade) == (Decimal("97.00"), "优")
    assert sheet["A1"].value == DETAIL
    assert sheet["A3"].value == "改分说明：自评 98 → 复算 97，改动 1 处，等级 优"
    assert sheet["A4"].value == "软件升级 5→4.00（20÷25×5）"
    assert sheet["A4"].hyperlink.location == f"'{SHEET}'!G18"


def test_scores_left_empty_are_counted_apart_from_changes(tmp_path: Path) -> None:
    _, copy = sent(drawn(SEED.replace("|10|10|", "|10||").replace("总分|<|<|<|<|100|98", "总分|<|<|<|<|100|"), total=False), tmp_path)
    sheet = sheet_of(copy, DETAIL)
    assert "没有改动填过的得分" in sheet["A3"].value
    assert sheet["A4"].value == "另有 5 处得分原来是空的，已按规则填上。"


def test_a_changed_grade_is_told(tmp_path: Path) -> None:
    told = SEED.replace("系统验收合格率|≥99.5%|100%|10|10|", "系统验收合格率|≥99.5%|10%|10|10|没有验收，下一步尽快验收")
    _, copy = sent(drawn(told), tmp_path)
    assert "等级 优 → 良" in sheet_of(copy, DETAIL)["A3"].value


def test_a_grade_ticked_in_a_list_is_told_alone_and_its_tick_moves(tmp_path: Path) -> None:
    told = SEED.replace("系统验收合格率|≥99.5%|100%|10|10|", "系统验收合格率|≥99.5%|10%|10|10|没有验收，下一步尽快验收").replace("|优|<|<|<", "|☑优 □良 □中 □差|<|<|<")
    _, copy = sent(drawn(told), tmp_path)
    assert "等级 优 → 良" in sheet_of(copy, DETAIL)["A3"].value
    assert sheet_of(copy, SHEET)["E25"].value == "□优 ☑良 □中 □差"


def test_every_line_stands_with_typed_computed_and_counted_points(tmp_path: Path) -> None:
    record, copy = sent(drawn(), tmp_path)
    sheet = sheet_of(copy, DETAIL)
    rows = rows_below(sheet, HEADINGS[DETAIL])
    assert rows[0]["三级指标"] == "预算执行率"
    for number, (row, line) in enumerate(zip(rows[1:12], record.lines, strict=True), 1):
        assert row["序号"] == number
        assert (row["三级指标"], row["依据"]) == (line.name, line.because)
        shown = [Decimal(str(row[name])) for name in ("分值", "自评得分", "复算得分", "得分")]
        assert shown == [line.weight, line.typed, line.computed, line.points]
    assert rows[12]["三级指标"] == "总分"
    assert Decimal(str(rows[12]["得分"])) == record.total
    cut = rows[6]
    assert (cut["三级指标"], cut["判定方式"], cut["完成率"]) == ("软件升级", "自动计算", 0.8)
    assert "P504" in cut["问题"]
    assert rows[9]["判定方式"] == "采信自评"


def test_a_value_understood_as_something_else_than_its_text_says_so(tmp_path: Path) -> None:
    _, copy = sent(drawn(SEED.replace("系统正常使用年限|≥5年|100%", "系统正常使用年限|不少于五年|6年")), tmp_path)
    row = next(row for row in rows_below(sheet_of(copy, DETAIL), HEADINGS[DETAIL]) if row["三级指标"] == "系统正常使用年限")
    assert row["年度指标值"] == "不少于五年\n（读作 ≥5年）"
    assert row["实际完成值"] == "6年"


def test_the_problem_list_says_where_what_and_what_it_costs(tmp_path: Path) -> None:
    record, copy = sent(drawn(), tmp_path)
    rows = rows_below(sheet_of(copy, PROBLEMS), HEADINGS[PROBLEMS])
    assert len(rows) == len(record.problems)
    cut = next(row for row in rows if row["代码"] == "P504")
    found = next(one for one in record.problems if one.code == "P504")
    assert [cut[name] for name in ("位置", "程度", "问题", "读到", "应为", "怎么改")] == [
        found.cell, "警告", found.title, found.read, found.expected, found.fix,
    ]  # fmt: skip
    assert cut["影响（分）"] == 1
    order = [row["程度"] for row in rows]
    assert order == sorted(order, key=["退回", "警告", "提醒"].index)


def test_a_form_without_problems_says_so(tmp_path: Path) -> None:
    plain = SEED
    for asked, given in (("≤0.5小时|100%", "≤0.5小时|0.4小时"), ("大幅提高|100%", "大幅提高|大幅提高"), ("≥5年|100%", "≥5年|5年"),
                         ("需求|100%|10|9|", "需求|达成预期指标|10|10|"), ("98%|98%|10|9|", "98%|98%|10|10|")):  # fmt: skip
        plain = plain.replace(asked, given)
    record, copy = sent(drawn(plain.replace("|100|98\n", "|100|100\n"), total=False), tmp_path)
    severe = [one for one in record.problems if one.severity != "提醒"]
    assert not severe or record.total == 100
    text = sheet_of(copy, PROBLEMS)["A2"].value
    assert (text == "这份表没有发现问题。") == (not record.problems)


def test_text_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    evil = SEED.replace("使用人员满意度", "=HYPERLINK(1)").replace("软件升级", "+1-1")
    _, copy = sent(drawn(evil), tmp_path)
    for name in (DETAIL, PROBLEMS):
        assert all(cell.data_type != "f" for row in sheet_of(copy, name).iter_rows() for cell in row)


def test_both_sheets_print_on_pages_one_wide(tmp_path: Path) -> None:
    _, copy = sent(drawn(CUT), tmp_path)
    for name in (DETAIL, PROBLEMS):
        sheet = sheet_of(copy, name)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == ("landscape", 9, 0)
        assert "&P" in sheet.oddFooter.center.text


def test_the_sheets_prepared_in_the_template_are_filled_and_print_whole(tmp_path: Path) -> None:
    data = Path("samples/地质灾害隐患点综合治理项目.xlsx").read_bytes()
    before = openpyxl.load_workbook(io.BytesIO(data))
    _, copy = sent(data, tmp_path)
    after = openpyxl.load_workbook(io.BytesIO(copy))
    assert after.sheetnames == before.sheetnames
    assert before[DETAIL].print_area
    assert not after[DETAIL].print_area
    assert before[SHEET].print_area == after[SHEET].print_area
    assert after[DETAIL].max_row > 12


def test_the_report_policy_leaves_the_units_cells_alone(tmp_path: Path) -> None:
    from importlib.resources import files

    text = (files("pbexcel.rules") / "mof-2020.toml").read_text(encoding="utf-8")
    rules = tmp_path / "own.toml"
    changed = text.replace('policy = "cap"', 'policy = "report"')
    assert changed != text
    rules.write_text(changed, encoding="utf-8")
    folder = tmp_path / "files"
    folder.mkdir()
    record, copy = sent(drawn(), folder, rules=str(rules))
    assert record.status == "scored"
    assert record.changed_cells == ()
    sheet = openpyxl.load_workbook(io.BytesIO(copy))[SHEET]
    assert sheet["G18"].value == 5
    assert rows_below(sheet_of(copy, DETAIL), HEADINGS[DETAIL])[6]["得分"] == 4
    assert edited(copy, {})


def test_every_check_is_named_with_what_it_came_to(tmp_path: Path) -> None:
    record, copy = sent(drawn(), tmp_path)
    told = [str(row[0].value) for row in sheet_of(copy, DETAIL).iter_rows() if row[0].value]
    assert f"通过：{'；'.join(record.checks.passed)}" in told
    assert f"不适用：{'；'.join(record.checks.not_applicable)}" in told
    assert any(text.startswith("检查 ") and f"发现问题 {len(record.checks.found)} 项" in text for text in told)
