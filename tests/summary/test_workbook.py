"""部门汇总.xlsx as openpyxl reads it back: sums, links, texts, limits."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

import pytest
from made_records import SEED_LINES, failed, form, line, mixed_run, money, opened, problem, table, written
from openpyxl.formula import Tokenizer

from pbexcel.report import FileRecord
from pbexcel.summary.export import Beside
from pbexcel.summary.workbook import SHEETS, Limits, write_summary

LARGE = Limits(large=0)


@dataclass(frozen=True)
class Waiting:
    """A row of the roster."""

    department: str = "教育局"
    unit: str = "第一中学"
    project: str = ""
    contact: str = "王老师"


@pytest.mark.parametrize("limits", [Limits(), LARGE], ids=["usual", "large"])
def test_the_totals_are_the_sums_of_the_records_to_the_cent(limits: Limits) -> None:
    book = opened(written(mixed_run(), limits=limits))
    *rows, totals = table(book["汇总表"])
    assert totals["项目名称"] == "合计（3 个，得分为平均）"
    assert totals["全年预算数"] == pytest.approx(110 + 200 + 50)
    assert totals["全年执行数"] == pytest.approx(109.62 + 220 + 30)
    assert totals["执行率"] == pytest.approx(359.62 / 360)
    scored = [row for row in rows if row["状态"] == "已评分"]
    assert totals["总分"] == pytest.approx(sum(row["总分"] for row in scored) / 3)
    assert [row["总分"] for row in rows if row["状态"] != "已评分"] == [None] * 4


def test_a_copy_stands_once_and_is_counted_as_two() -> None:
    rows = table(opened(written(mixed_run()))["汇总表"])
    assert [row["份数"] for row in rows if row["项目名称"] == "不动产登记电子证书（证明）建设项目"] == [2]


def test_a_file_nobody_could_read_is_named_and_is_no_department() -> None:
    book = opened(written([form("甲"), failed("坏了.xlsx")]))
    assert [row["项目名称"] for row in table(book["汇总表"])][:2] == ["甲", "坏了.xlsx"]
    assert any(str(cell.value).startswith("1 个主管部门；") for row in book["一页概览"].iter_rows() for cell in row)


def test_every_sheet_is_there_and_the_front_page_opens_first() -> None:
    book = opened(written(mixed_run()))
    assert tuple(book.sheetnames) == SHEETS
    assert book.active.title == "一页概览"


def test_the_deductions_add_up_and_say_why() -> None:
    *rows, totals = table(opened(written(mixed_run()))["扣分明细"])
    assert totals["扣分"] == pytest.approx(sum(row["扣分"] for row in rows))
    cut = next(row for row in rows if row["三级指标"] == "设备采购")
    assert (cut["扣分"], cut["偏差原因"], cut["位置"]) == (1.25, "受疫情影响设备到货推迟，已督促供应商加快发货。", "自评表!H13")


def test_large_and_usual_workbooks_say_the_same() -> None:
    usual, large = opened(written(mixed_run())), opened(written(mixed_run(), limits=LARGE))
    for sheet in SHEETS:
        assert list(usual[sheet].values) == list(large[sheet].values), sheet


def test_without_the_inside_names_workbooks_are_written_the_ordinary_way_and_look_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = written(mixed_run())
    monkeypatch.setattr("pbexcel.summary.sheet.can_take_rows", lambda page: False)
    slow = written(mixed_run())
    for one, other in zip(opened(quick).worksheets, opened(slow).worksheets, strict=True):
        assert list(_seen(one)) == list(_seen(other)), one.title
        assert one.dimensions == other.dimensions, one.title
        assert [(found.ref, found.autoFilter.ref, found.column_names) for found in one.tables.values()] == [
            (found.ref, found.autoFilter.ref, found.column_names) for found in other.tables.values()
        ], one.title
        assert _heights(one) == pytest.approx(_heights(other), abs=0.5), one.title  # XlsxWriter has begun to round to pixels
    assert _charts(quick) == _charts(slow)


@pytest.mark.parametrize("limits", [Limits(), LARGE], ids=["usual", "large"])
def test_the_package_has_the_parts_xlsxwriter_would_pack(monkeypatch: pytest.MonkeyPatch, limits: Limits) -> None:
    own = _parts(written(mixed_run(), limits=limits))
    monkeypatch.delattr("pbexcel.summary.package.Book._get_packager")
    assert _parts(written(mixed_run(), limits=limits)) == own
    assert len(own) > 25


def _parts(data: bytes) -> list[tuple[str, tuple[int, ...], bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(part.filename, part.date_time, package.read(part)) for part in package.infolist()]


def _seen(page: Any) -> Iterator[tuple[Any, ...]]:
    """Every cell with what is seen of it and where it leads."""
    for row in page.iter_rows():
        for cell in row:
            link = cell.hyperlink and (cell.hyperlink.target, cell.hyperlink.location)
            look = [repr(part) for part in (cell.font, cell.fill, cell.border, cell.alignment)]
            yield cell.coordinate, cell.value, cell.number_format, link, look


def _heights(page: Any) -> dict[int, float]:
    return {row: found.height for row, found in page.row_dimensions.items() if found.height}


def _charts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if name.startswith("xl/charts/chart")}


def test_texts_for_which_there_is_no_room_among_the_shared_ones_stand_in_their_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    records = [form("  <甲> & \"乙\"\n丙 ", file="表.xlsx", lines=(line("_x0041_\x07", "8", reason="因" * 40_000), *SEED_LINES[1:]))]
    shared = opened(written(records, limits=LARGE))
    monkeypatch.setattr("pbexcel.summary.rows._MOST_SHARED", 2)
    beside = opened(written(records, limits=LARGE))
    for sheet in SHEETS:
        assert list(beside[sheet].values) == list(shared[sheet].values), sheet


@pytest.mark.parametrize("sign", ["=1+1", "+86", "-5", "@SUM(A1)", "{=1}", "http://例.cn", "_x0041_", "甲\x07乙"])
@pytest.mark.parametrize("limits", [Limits(), LARGE], ids=["usual", "large"])
def test_text_stays_text_whatever_it_begins_with(sign: str, limits: Limits) -> None:
    record = form(sign, file="表.xlsx", lines=(line(sign, "8", reason=sign), *SEED_LINES[1:]), problems=(problem(read=sign),))
    book = opened(written([record], limits=limits), values=False)
    cells = {cell.value for sheet in ("扣分明细", "问题清单") for row in book[sheet].iter_rows() for cell in row if cell.data_type == "s"}
    assert sign in cells | {_unescaped(str(value)) for value in cells}
    assert not [cell for row in book["问题清单"].iter_rows() for cell in row if cell.data_type == "f" and "HYPERLINK" not in str(cell.value)]


def _unescaped(text: str) -> str:
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), text)


@pytest.mark.parametrize("limits", [Limits(), LARGE], ids=["usual", "large"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(limits: Limits) -> None:
    book = opened(written([form(lines=(line("长", "8", reason="因" * 40_000), *SEED_LINES[1:]))], limits=limits))
    reason = next(row["偏差原因"] for row in table(book["扣分明细"]) if row["三级指标"] == "长")
    assert len(reason) < 32_767
    assert reason.endswith("……（太长，其余见原表）")


def _links(data: bytes, sheet: str) -> set[tuple[str, str]]:
    """(path, place) of every real link of a sheet."""
    page = opened(data)[sheet]
    return {(unquote(str(link.hyperlink.target)).replace("\\", "/"), str(link.hyperlink.location))
            for row in page.iter_rows() for link in row if link.hyperlink}  # fmt: skip


def test_links_are_relative_and_lead_to_the_cell() -> None:
    links = _links(written([form("一期", file="水利局/一 期#1%2.xlsx")]), "汇总表")
    assert ("已评分/水利局/一 期#1%2.xlsx", "'自评表'!I8") in links
    assert all(not path.startswith(("/", "file:")) and path == "已评分/水利局/一 期#1%2.xlsx" for path, _ in links)


def test_a_sheet_with_an_awkward_name_is_quoted() -> None:
    record = form(lines=(line("甲", "8", cell="2021 'A'!表!H12"), *SEED_LINES[1:]))
    assert ("已评分/不动产登记电子证书（证明）建设项目.xlsx", "'2021 ''A''!表'!H12") in _links(written([record]), "扣分明细")


def test_a_form_without_a_copy_has_no_link() -> None:
    assert _links(written([form(output=None)]), "汇总表") == set()


def test_large_workbooks_link_by_formula_and_leave_out_what_is_too_long_for_one() -> None:
    records = [form("短", file="短.xlsx"), form("长", file=f"{'很长的文件夹名' * 40}/长.xlsx")]
    book = opened(written(records, limits=LARGE), values=False)
    names = {str(row[3].value) for row in book["汇总表"].iter_rows(min_row=5, max_row=6)}
    assert names == {'=HYPERLINK("已评分/短.xlsx","短")', "长"}


def test_more_links_than_a_sheet_keeps_become_formulas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pbexcel.summary.sheet.MOST_LINKS", 3)
    book = opened(written(mixed_run()), values=False)
    cells = [row[-1] for row in book["扣分明细"].iter_rows(min_row=5) if row[-1].value]
    assert sum(cell.hyperlink is not None for cell in cells) == 3
    assert all(str(cell.value).startswith("=HYPERLINK(") for cell in cells[3:])
    assert len(cells) > 3


def test_more_rows_than_a_sheet_takes_go_to_a_csv_beside_it() -> None:
    stream = io.BytesIO()
    from made_records import PROFILE

    extra = write_summary(mixed_run(), stream, profiles=[PROFILE], version="1", limits=Limits(rows=10))
    assert [file.name for file in extra] == ["部门汇总-指标明细.csv"]
    page = opened(stream.getvalue())["指标明细"]
    assert "部门汇总-指标明细.csv" in str(page["A4"].value)
    rows = _text(extra[0]).splitlines()
    assert rows[0].startswith("主管部门,实施单位,项目名称,一级指标")
    assert len(rows) == 1 + len(table(opened(written(mixed_run()))["指标明细"])) - 1


def _text(file: Beside) -> str:
    return b"".join(file.chunks()).decode("utf-8-sig")


@pytest.mark.parametrize("records", [[], [form()], [failed()], [form(status="returned", problems=(problem("W304", "退回"),))] * 3],
                         ids=["empty", "one form", "unreadable", "all returned"])  # fmt: skip
@pytest.mark.parametrize("limits", [Limits(), LARGE], ids=["usual", "large"])
def test_odd_runs_give_a_sensible_workbook(records: list[FileRecord], limits: Limits) -> None:
    book = opened(written(records, limits=limits))
    assert tuple(book.sheetnames) == SHEETS
    front = {str(cell.value) for row in book["一页概览"].iter_rows() for cell in row if cell.value is not None}
    assert {"收到文件", "五件要看的事", str(len(records))} <= front


def test_three_hundred_departments_each_have_their_row_and_paragraph() -> None:
    records = [form(f"项目{number}", department=f"第{number}局", unit=f"第{number}局") for number in range(300)]  # as many as a province has
    book = opened(written(records))
    names = [row[0].value for row in book["等级统计"].iter_rows(min_row=5)]
    assert sum(str(name).startswith("第") for name in names) == 600  # by department, by unit
    assert sum(row["项目"] == "部门情况" for row in table(book["报告文字"])) == 300


def test_who_has_not_filed_is_listed_and_counted() -> None:
    book = opened(written([form()], missing=[Waiting(), Waiting(unit="第二中学")]))
    assert [row["情况"] for row in table(book["退回与未报"])][:2] == ["未报", "未报"]
    front = {str(cell.value) for row in book["一页概览"].iter_rows() for cell in row}
    assert any("未报 2 个" in text for text in front)


def test_a_returned_form_says_why_and_what_it_can_still_reach() -> None:
    open_line = line("群众获得感", "0", "10").model_copy(update={"points": None, "computed": None, "outcome": "open"})
    record = form(lines=(*SEED_LINES[1:], open_line), status="returned", total_range=(Decimal(88), Decimal(98)),
                  problems=(problem("P507", "退回", costs="10"),))  # fmt: skip
    row = table(opened(written([record]))["退回与未报"])[0]
    assert (row["按现在的表可得总分"], row["问题涉及分数"]) == ("88～98", 10)
    assert row["原因（怎么改见问题清单）"] == "自评表!H12〔P507〕P507 的标题"


def test_money_above_the_budget_is_among_the_five_things() -> None:
    texts = [str(cell.value) for row in opened(written(mixed_run()))["一页概览"].iter_rows() for cell in row if cell.value]
    assert "1　支出超过预算" in texts
    assert any("执行数大于全年预算数，共多 20 万元；最多的：「设备更新项目」" in text for text in texts)


def test_the_charts_are_native_and_named_in_chinese() -> None:
    titles = [re.findall("<a:t>([^<]+)</a:t>", chart.decode())[0] for chart in _charts(written(mixed_run())).values()]
    assert [title.split("（")[0] for title in titles] == ["等级分布", "执行率与总分", "自评与评定对比", "扣分集中在哪里"]


def test_the_same_records_give_the_same_bytes() -> None:
    assert written(mixed_run()) == written(mixed_run())
    assert written(mixed_run(), limits=LARGE) == written(mixed_run(), limits=LARGE)


@pytest.mark.parametrize("limits", [Limits(), LARGE], ids=["usual", "large"])
def test_every_sheet_prints_on_a4_across_with_page_numbers(limits: Limits) -> None:
    for page in opened(written(mixed_run(), limits=limits)).worksheets:
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9), page.title
        assert "&P" in page.oddFooter.right.text, page.title
        assert page.title == "一页概览" or page.freeze_panes or page.title == "等级统计", page.title


def test_lists_are_tables_with_filters_and_large_ones_have_plain_filters() -> None:
    usual, large = opened(written(mixed_run())), opened(written(mixed_run(), limits=LARGE))
    for name in ("汇总表", "扣分明细", "指标明细", "问题清单", "退回与未报"):
        assert len(usual[name].tables) == 1, name
        assert large[name].auto_filter.ref, name


def test_sentences_wrap_however_large_the_workbook_is_and_its_long_lists_do_not() -> None:
    usual, large = opened(written(mixed_run())), opened(written(mixed_run(), limits=LARGE))
    for name, column in (("报告文字", 3), ("评分依据", 2)):
        said = [page[name].cell(5, column) for page in (usual, large)]
        assert all(cell.alignment.wrap_text for cell in said), name
        assert usual[name].row_dimensions[5].height == large[name].row_dimensions[5].height, name
    assert [book["指标明细"].cell(5, 1).alignment.wrap_text for book in (usual, large)] == [True, None]


def test_no_formula_of_a_newer_excel_is_used() -> None:
    book = opened(written(mixed_run()), values=False)
    used = set()
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    used |= {token.value for token in Tokenizer(str(cell.value)).items if token.type == "FUNC" and token.subtype == "OPEN"}
    assert used <= {f"{name}(" for name in ("SUBTOTAL", "SUM", "SUMPRODUCT", "IF", "COUNTIF", "COUNT", "AVERAGE")}


def test_a_form_in_yuan_stands_in_wan() -> None:
    rows = table(opened(written([form(execution=money("500000", "300000", "6", unit="元"))]))["汇总表"])
    assert (rows[0]["全年预算数"], rows[0]["全年执行数"]) == (50, 30)


def _headers(data: bytes) -> list[Any]:
    return [cell.value for cell in opened(data)["汇总表"][4] if cell.value]


def test_table_headers_have_no_line_breaks_that_a_table_could_not_name() -> None:
    assert not [head for head in _headers(written([form()])) if "\n" in head]


def test_a_grade_that_changed_without_an_overstated_line_is_to_be_looked_at() -> None:
    added_up_wrongly = form("康复", typed_total=Decimal(79), typed_grade="中")
    book = opened(written([form(typed_grade="优秀"), added_up_wrongly]))
    said = [str(cell) for row in book["重点关注"].iter_rows(values_only=True) for cell in row if cell]
    assert "自评 79 分、中，评定 98 分、优" in said
    assert sum("等级有变" in text for text in said) == 1
