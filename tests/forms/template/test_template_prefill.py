"""Forms with the approved targets in them."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sample_forms import SAMPLE_FORMS, target_list

from pbexcel.forms.approved import approved_of
from pbexcel.forms.template.prefill import file_name, prefilled_forms
from pbexcel.forms.template.variants import variants

HEAD = "项目名称,一级指标,二级指标,三级指标,年度指标值,分值\n"


def built(text: str, variant: str = "standard") -> dict[str, Any]:
    forms = prefilled_forms(approved_of(text.encode(), "目标.csv"), variant=variant)
    return {name: load_workbook(io.BytesIO(data))["自评表"] for name, data in forms}


def rows_of(sheet: Any) -> list[tuple[object, ...]]:
    last = next(row for row in range(15, sheet.max_row) if sheet.cell(row, 1).value == "总分")
    return [tuple(sheet.cell(row, column).value for column in range(2, 8)) for row in range(15, last)]


def test_every_project_of_the_list_gets_its_form_with_its_targets() -> None:
    forms = dict(prefilled_forms(approved_of(target_list(), "目标.csv")))
    assert list(forms) == [f"{sample.project}.xlsx" for sample in SAMPLE_FORMS]
    for sample, data in zip(SAMPLE_FORMS, forms.values(), strict=True):
        sheet = load_workbook(io.BytesIO(data))["自评表"]
        assert (sheet["C5"].value, sheet["G6"].value) == (sample.project, sample.unit)
        assert sheet["A4"].value == "（ 2021 年度）"
        assert sheet["D8"].value == sample.money[0][0]
        found = [(row[1], row[2], row[3], row[5]) for row in rows_of(sheet)]
        assert found == [(line.level2, line.name, str(line.target), line.weight) for line in sample.rows]


def test_what_was_approved_is_locked_and_the_rest_is_open() -> None:
    sheet = built(HEAD + "甲,产出指标,数量指标,里程,≥120公里,90\n")["甲.xlsx"]
    assert sheet.protection.sheet
    for cell in ("C5", "C15", "D15", "E15", "G15"):
        assert sheet[cell].protection.locked, cell
    for cell in ("F15", "H15", "I15", "D8", "E8", "F8"):
        assert not sheet[cell].protection.locked, cell


def test_a_row_is_as_high_as_its_longest_text_and_still_grows() -> None:
    long = "满足企业和个人日常应用需求，办理不动产登记不再往返窗口，群众普遍认可"
    data = dict(prefilled_forms(approved_of((HEAD + f"甲,产出,数量指标,一,≥1个,40\n甲,产出,质量指标,二,{long},50\n").encode(), "目标.csv")))["甲.xlsx"]
    sheet = load_workbook(io.BytesIO(data))["自评表"]
    assert sheet.row_dimensions[15].height == 28
    assert sheet.row_dimensions[16].height == 5 * 16 + 0.5
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert b'<row r="16" ht="80.5">' in parts.read("xl/worksheets/sheet1.xml")


def test_a_first_level_prints_the_points_of_its_rows() -> None:
    text = HEAD + "甲,产出,数量指标,一,≥1个,40\n甲,产出,质量指标,二,≥2个,12.5\n甲,满意度指标,,三,≥90%,37.5\n"
    sheet = built(text)["甲.xlsx"]
    assert [row[0] for row in rows_of(sheet) if row[0]] == ["产出指标\n（52.5分）", "满意度指标\n（37.5分）"]


def test_second_levels_are_kept_together_and_first_levels_stand_in_official_order() -> None:
    text = (
        HEAD
        + "甲,满意度指标,,四,≥90%,10\n甲,产出指标,数量指标,一,1个,30\n甲,产出指标,质量指标,三,1%,20\n甲,产出指标,数量指标,二,2个,30\n"
    )
    assert [row[2] for row in rows_of(built(text)["甲.xlsx"])] == ["一", "二", "三", "四"]


def test_a_first_level_that_is_not_named_comes_from_the_second_or_stays_open() -> None:
    forms = built(HEAD + "甲,,社会效益指标,一,提高,90\n乙,,,二,≥2个,90\n")
    assert rows_of(forms["甲.xlsx"])[0][:3] == ("效益指标\n（90分）", "社会效益指标", "一")
    assert rows_of(forms["乙.xlsx"])[0][:3] == (None, None, "二")
    assert not forms["乙.xlsx"]["B15"].protection.locked


def test_a_target_that_begins_with_an_equals_sign_is_no_formula() -> None:
    cell = built(HEAD + "甲,产出指标,数量指标,次数,=8个,90\n")["甲.xlsx"]["E15"]
    assert (cell.value, cell.data_type) == ("=8个", "s")


def test_a_split_target_goes_into_its_three_columns() -> None:
    text = HEAD + "甲,产出指标,数量指标,里程,≥120公里,50\n甲,产出指标,质量指标,面貌,明显改善,40\n"
    sheet = built(text, "sichuan")["甲.xlsx"]
    split = [tuple(sheet.cell(row, column).value for column in (5, 6, 7)) for row in (15, 16)]
    assert split == [("≥", "120", "公里"), ("定性", "明显改善", None)]


def test_a_bad_row_costs_only_itself_and_leaves_an_open_row() -> None:
    text = (
        HEAD + "甲,产出指标,数量指标,一,≥1个,四十\n甲,产出指标,数量指标,二,≥2个,50\n乙,产出指标,数量指标,三,≥3个,90\n"
    )
    forms = built(text)
    assert list(forms) == ["甲.xlsx", "乙.xlsx"]
    assert [row[2] for row in rows_of(forms["甲.xlsx"])] == ["二", None]
    assert not forms["甲.xlsx"]["E16"].protection.locked
    assert len(rows_of(forms["乙.xlsx"])) == 1


@pytest.mark.parametrize("variant", list(variants()))
def test_every_variant_can_be_prefilled(variant: str) -> None:
    assert rows_of(built(HEAD + "甲,产出指标,数量指标,一,≥1个,90\n", variant)["甲.xlsx"])[0][2] == "一"


def test_names_that_meet_get_a_number() -> None:
    taken: set[str] = set()
    assert [file_name(name, taken) for name in ("A项目", "a项目", "A/项目", "A:项目")] == [
        "A项目.xlsx", "a项目（2）.xlsx", "A_项目.xlsx", "A_项目（2）.xlsx",
    ]  # fmt: skip


@given(st.lists(st.text(min_size=1, max_size=300), max_size=6))
def test_any_project_name_makes_a_file_name_that_windows_takes(names: list[str]) -> None:
    taken: set[str] = set()
    made = [file_name(name, taken) for name in names]
    assert len({name.casefold() for name in made}) == len(names)
    for name in made:
        assert len(name.encode()) <= 255
        assert not set(name) & set('<>:"/\\|?*\0')
        assert name.rsplit(".", 1)[0].split(".")[0].lower() not in ("con", "prn", "aux", "nul", "com1", "lpt9")
