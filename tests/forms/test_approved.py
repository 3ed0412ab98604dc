"""The list of approved targets: csv and xlsx, good rows and bad ones."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from pbexcel.faults import FolderFault, RulesFault
from pbexcel.forms.approved import Approved, approved_of, read_approved

LIST = """项目名称,一级指标,二级指标,三级指标,年度指标值,分值,主管部门,实施单位,年度,年初预算数（万元）
道路养护,产出指标,数量指标,养护里程,≥120公里,50,交通局,养护站,2025,"1,300"
,效益指标,社会效益指标,通行效率,明显提高,30,,,,
,满意度指标,服务对象满意度指标,群众满意度,≥90%,10,,,,
"""


def as_workbook(text: str) -> bytes:
    book = Workbook()
    for line in text.splitlines():
        book.active.append(line.split(","))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_csv_reads_the_same_in_every_encoding_excel_saves(encoding: str) -> None:
    found = approved_of(LIST.encode(encoding), "目标.csv")
    assert not found.faults
    assert [target.name for target in found.targets] == ["养护里程", "通行效率", "群众满意度"]


def test_a_project_is_written_once_and_carried_down() -> None:
    found = approved_of(LIST.encode(), "目标.csv")
    first, second, third = found.targets
    assert {target.project for target in found.targets} == {"道路养护"}
    assert (second.department, second.unit, second.year) == ("交通局", "养护站", 2025)
    assert (first.row, third.row) == (2, 4)
    assert first.budget == Decimal(1300)
    assert third.level2 == "服务对象满意度指标"


def test_a_workbook_reads_like_a_csv_with_its_own_row_numbers() -> None:
    plain_list = LIST.replace('"1,300"', "1300")
    assert (
        approved_of(as_workbook(plain_list), "目标.xlsx").targets
        == approved_of(plain_list.encode(), "目标.csv").targets
    )


def test_merged_project_cells_belong_to_all_their_rows() -> None:
    book = Workbook()
    for row in (("项目名称", "三级指标", "年度指标值", "分值"), ("甲", "一", "≥1个", 40), (None, "二", "≥2个", 50)):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    made = io.BytesIO()
    book.save(made)
    assert [target.project for target in approved_of(made.getvalue(), "a.xlsx").targets] == ["甲", "甲"]


def test_an_equals_sign_in_a_target_is_text() -> None:
    found = approved_of("项目名称,三级指标,年度指标值,分值\n甲,次数,=8个,90\n".encode(), "a.csv")
    assert found.targets[0].target == "=8个"


def test_every_fault_names_its_row_and_its_column_and_the_good_rows_stay() -> None:
    text = "项目名称,三级指标,年度指标值,分值,年度\n甲,一,≥1个,四十,\n甲,二,,50,25\n甲,三,≥3个,40,2025\n甲,三,≥4个,50,2025\n"
    found = approved_of(text.encode(), "a.csv")
    assert [target.name for target in found.targets] == ["三"]
    assert [(fault.row, fault.column) for fault in found.faults] == [
        (2, "分值"),
        (3, "年度指标值"),
        (3, "年度"),
        (5, "三级指标"),
    ]
    assert str(found.faults[0]).startswith("第 2 行「分值」：读到「四十」")


@pytest.mark.parametrize("weight", ["0", "-5", "101", "", "十", "1e2", "NaN", "∞"])
def test_a_weight_that_cannot_be_is_a_fault(weight: str) -> None:
    found = approved_of(f"项目名称,三级指标,年度指标值,分值\n甲,一,≥1个,{weight}\n".encode(), "a.csv")
    assert not found.targets
    assert [fault.column for fault in found.faults] == ["分值"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "是空的"),
        ("项目名称,三级指标,分值\n", "缺列名：年度指标值"),
        ("项目名称,项目,三级指标,年度指标值,分值\n", "两列都是「项目名称」"),
        ('项目名称,三级指标,年度指标值,分值\n甲,"一,2,3\n', "读不懂"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(text: str, said: str) -> None:
    with pytest.raises(RulesFault, match=said):
        approved_of(text.encode(), "a.csv")


def test_a_broken_workbook_is_refused_by_name() -> None:
    with pytest.raises(RulesFault, match=r"清单 坏的\.xlsx 打不开"):
        approved_of(b"PK\x03\x04 not a workbook", "坏的.xlsx")


def test_a_missing_file_is_a_fault_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderFault, match=r"读不了清单"):
        read_approved(tmp_path / "没有.xlsx")


def test_the_same_project_is_found_however_it_is_spelled() -> None:
    text = "项目名称,三级指标,年度指标值,分值\nＡ项目,一,≥1个,40\n A 项目,二,≥1个,50\n"
    assert [len(rows) for rows in approved_of(text.encode(), "a.csv").projects().values()] == [2]


@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: ("项目名称,三级指标,年度指标值,分值\n" + text).encode())
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        found = approved_of(data, "a.csv")
    except RulesFault:
        return
    assert isinstance(found, Approved)
    assert all(
        0 < target.weight <= 100 and target.project and target.name and target.target for target in found.targets
    )
