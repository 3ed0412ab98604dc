"""复核表: written from records, filled in, read back."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest

from pbexcel.faults import RulesFault
from pbexcel.report import FileRecord, LineRecord, ValueRecord
from pbexcel.review.decisions import read_decisions
from pbexcel.review.paper import height_of
from pbexcel.review.sheet import COLUMNS, write_review


def line(cell: str, outcome: str, *, target: str = "服务提高", rule: str = "stated") -> LineRecord:
    return LineRecord(
        cell=cell, level1="效益指标", level2="社会效益指标", name="影响", target=ValueRecord(text=target, kind="stated"),
        actual=ValueRecord(text="反映较好", kind="stated"), direction="stated", completion=None, weight=Decimal(10),
        typed=Decimal(9) if outcome == "manual" else None, computed=None, points=None, outcome=outcome,
        because="定性描述要由人判断", rule=rule,
    )  # fmt: skip


def record(*lines: LineRecord) -> FileRecord:
    return FileRecord(file="甲/项目.xlsx", status="returned", project="项目", lines=lines)


def written(*lines: LineRecord) -> bytes:
    buffer = io.BytesIO()
    write_review([record(*lines)], buffer)
    return buffer.getvalue()


def filled(data: bytes, *rows: tuple[object, str, str]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(row, start=12):
            book.active.cell(number, column).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_only_lines_a_person_must_judge_are_asked_about() -> None:
    data = written(line("自评表!H1", "open"), line("自评表!H2", "auto"), line("自评表!H3", "manual"), line("自评表!H4", "open", rule="missing"))
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.values)
    assert [row[1] for row in rows] == ["单元格", "自评表!H1", "自评表!H3"]
    assert len(rows[0]) == len(COLUMNS)


def test_what_was_filled_in_comes_back_by_file_and_cell() -> None:
    data = filled(written(line("自评表!H1", "open"), line("自评表!H3", "manual")), (8.5, "看了验收单", "张三"), (None, "", ""))
    decisions = read_decisions(data, "复核表.xlsx")
    assert list(decisions) == ["甲/项目.xlsx"]
    decision = decisions["甲/项目.xlsx"]["自评表!H1"]
    assert (decision.points, decision.reason, decision.reviewer) == (Decimal("8.5"), "看了验收单", "张三")
    assert (decision.target, decision.actual) == ("服务提高", "反映较好")


def test_text_that_begins_with_a_sign_stays_text() -> None:
    data = filled(written(line("自评表!H1", "open", target="=1+1")), (5, "核对", "张三"))
    assert read_decisions(data, "复核表.xlsx")["甲/项目.xlsx"]["自评表!H1"].target == "=1+1"


@pytest.mark.parametrize(("row", "says"), [(("八", "理由", "张三"), "不是数"), ((12, "理由", "张三"), "大于分值 10"), ((8, "", "张三"), "理由"), ((8, "理由", ""), "复核人")])
def test_a_row_half_filled_in_is_refused_with_its_number(row: tuple[object, str, str], says: str) -> None:
    with pytest.raises(RulesFault, match="第 2 行") as refused:
        read_decisions(filled(written(line("自评表!H1", "open")), row), "复核表.xlsx")
    assert says in str(refused.value)


def test_another_table_is_no_review() -> None:
    with pytest.raises(RulesFault, match="不是复核表"):
        read_decisions("项目名称,得分\n甲,1\n".encode(), "别的.csv")


def test_the_same_records_give_the_same_bytes() -> None:
    assert written(line("自评表!H1", "open")) == written(line("自评表!H1", "open"))


def test_the_cell_of_the_points_takes_nothing_above_the_weight() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(line("自评表!H1", "open"))))
    (rule,) = book.active.data_validations.dataValidation
    assert (rule.type, rule.formula1, rule.formula2, str(rule.sqref)) == ("decimal", "0", "10", "L2")


def test_a_row_is_as_high_as_its_longest_text() -> None:
    assert height_of(["短", "合"], [10, 10]) == 17
    assert height_of(["一二三四五六七八九十", ""], [11, 4]) == 34
    assert height_of(["第一行\n第二行\n第三行"], [20]) == 51
