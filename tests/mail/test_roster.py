"""The roster: every way an office saves a list, and every fault named by row and column."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pbexcel.faults import FolderFault, RulesFault
from pbexcel.mail.addresses import address_of
from pbexcel.mail.roster import Contact, read_roster, roster_of

LIST = "实施单位,联系人,邮箱,主管部门,项目名称,抄送\n养护中心,张三,zhang@example.com,市交通局,道路养护,li@example.com；wang@example.com\n"
ROW = Contact(2, "养护中心", "张三", "zhang@example.com", "市交通局", "道路养护", ("li@example.com", "wang@example.com"))


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_list_is_read_as_excel_and_wps_save_it(encoding: str, end: str) -> None:
    assert roster_of(LIST.replace("\n", end).encode(encoding), "名单.csv").contacts == (ROW,)


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_other_signs_between_columns_are_understood(delimiter: str) -> None:
    data = LIST.replace(",", delimiter).encode()
    assert roster_of(data, "名单.csv").contacts == (ROW,)


def test_a_workbook_is_read_from_its_first_visible_sheet_with_its_own_row_numbers() -> None:
    rows = [tuple(line.split(",")) for line in LIST.splitlines()]
    assert roster_of(workbook(rows[0], (), rows[1]), "名单.xlsx").contacts[0].row == 3
    hidden = openpyxl.load_workbook(io.BytesIO(workbook(*rows)))
    hidden.create_sheet("旧名单", 0).append(("别的",))
    hidden.worksheets[0].sheet_state = "hidden"
    buffer = io.BytesIO()
    hidden.save(buffer)
    assert roster_of(buffer.getvalue(), "名单.xlsx").contacts == (ROW,)


def test_other_header_words_and_other_orders_are_understood() -> None:
    data = "电子邮箱\t单位名称\t姓 名\nzhang@example.com\t养护 中心\t张三\n".encode()
    assert roster_of(data, "名单.txt").contacts == (Contact(2, "养护 中心", "张三", "zhang@example.com", "", "", ()),)


def test_a_remark_in_a_header_says_nothing_about_its_name() -> None:
    assert roster_of("实施单位（全称）,联系人,邮箱（必填）*\n养护中心,张三,zhang@example.com\n".encode(), "名单.csv").contacts[0].mail == "zhang@example.com"


def test_every_fault_is_named_with_its_row_and_column_at_once() -> None:
    rows = ["养护中心,张三,zhang.example.com,,,", "水站,李四,a@example.com；b@example.com,,,", ",王五,c@example.com,,,", "林场,,d@example.com,,,x@@y"]
    with pytest.raises(RulesFault) as wrong:
        roster_of("\n".join([LIST.splitlines()[0], *rows]).encode(), "名单.csv")
    said = str(wrong.value)
    for part in ("第 2 行「邮箱」：读到「zhang.example.com」", "第 3 行「邮箱」", "一格只写一个", "第 4 行「实施单位」", "第 5 行「抄送」：读到「x@@y」"):
        assert part in said
    assert wrong.value.exit_code == 4


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "空的"),
        ("单位,电话\n养护中心,1\n".encode(), "邮箱"),
        ("实施单位,邮箱,电子邮箱\n".encode(), "两列"),
        (b"PK\x03\x04 not a workbook", "打不开"),
        (b"\xff\xfe\x00\xd8\x00", "文字读不出来"),
        ('实施单位,邮箱\n"养护中心"a,b@example.com\n'.encode(), "第 2 行"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(RulesFault, match=said):
        roster_of(data, "名单.csv")


def test_a_roster_that_is_not_there_is_a_fault_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderFault):
        read_roster(tmp_path / "名单.csv")


def test_a_row_without_an_address_is_kept_and_one_for_a_department_is_known() -> None:
    people = roster_of("实施单位,邮箱,主管部门\n养护中心,,市交通局\n,b@example.com,市交通局\n市交通局,c@example.com,市交通局\n".encode(), "名单.csv")
    assert [(one.mail, one.is_department) for one in people.contacts] == [("", False), ("b@example.com", True), ("c@example.com", True)]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("Zhang.San@Example.COM", "Zhang.San@example.com"),
        (" 12345@qq.com ", "12345@qq.com"),
        ("zhang＠example．com", "zhang@example.com"),
        ("张三@example.com", None),
        ("zhang@局域网", None),
        ("zhang@localhost", None),
        ("a@b.com,c@d.com", None),
        ("张三 <zhang@example.com>", None),
        ("a@b.com\nBcc: x@y.com", None),
        ("a@-b.com", None),
        (".a@b.com", None),
        ("a" * 65 + "@b.com", None),
    ],
)
def test_an_address_is_one_plain_address_or_none(typed: str, address: str | None) -> None:
    assert address_of(typed) == address


@given(st.text())
def test_no_text_becomes_an_address_with_anything_strange_in_it(text: str) -> None:
    found = address_of(text)
    assert found is None or (found.isascii() and found.isprintable() and not set(found) & set(' ,;<>"()\\'))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_never_a_crash(data: bytes) -> None:
    with suppress(RulesFault):
        roster_of(data, "名单.csv")
