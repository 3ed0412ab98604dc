"""The published form of 北仑区, 2021, end to end: exactly its findings, one per line and cause, and no false one."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pbexcel.batch.run import Terms, check_files
from pbexcel.report import FileRecord

SEED = Path(__file__).parents[2] / "samples" / "不动产登记电子证书（证明）建设项目.xlsx"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., FileRecord]:
    """Read the form with some cells changed."""

    def one(**cells: object) -> FileRecord:
        book = openpyxl.load_workbook(SEED)
        for at, value in cells.items():
            book["自评表"][at] = value
        book.save(tmp_path / SEED.name)
        (record,) = list(check_files([tmp_path / SEED.name], Terms()).records)
        return record

    return one


def found(record: FileRecord) -> list[tuple[str, str | None, str]]:
    return [(problem.code, (problem.cell or "").removeprefix("自评表!"), problem.severity) for problem in record.problems]


def test_the_seed_gives_exactly_its_findings(read: Callable[..., FileRecord]) -> None:
    record = read()
    assert found(record) == [
        ("T210", "F24", "提醒"), ("T210", "F25", "提醒"), ("T211", "F34", "提醒"), ("T211", "F35", "提醒"), ("P505", "H35", "警告"),
        ("T210", "F39", "提醒"), ("P505", "H42", "警告"),
    ]  # fmt: skip
    assert (record.total, record.grade) == (Decimal(98), "优")
    assert "成本指标合计等于执行数" in record.checks.passed, "19.8 + 89.82 = 109.62"


def test_without_typed_scores_it_gets_what_the_rules_give(read: Callable[..., FileRecord]) -> None:
    scores = {f"H{row}": None for row in (15, 20, 21, 24, 25, 28, 29, 34, 35, 39, 42)}
    record = read(I8=None, **scores)
    assert (record.total, record.grade) == (Decimal("99.97"), "优")
    assert "P505" not in [code for code, _, _ in found(record)]


def test_a_reason_takes_the_warning_away(read: Callable[..., FileRecord]) -> None:
    cells = [cell for _, cell, _ in found(read(I35="用户调查中有少数意见，下一步改进")) if cell and cell.startswith("H")]
    assert cells == ["H42"]


def test_a_cost_that_does_not_add_up_is_told(read: Callable[..., FileRecord]) -> None:
    assert ("M414", "F28", "提醒") in found(read(F28="19.5万元"))


def test_a_missed_line_tells_what_it_costs_and_whether_the_grade_moves(read: Callable[..., FileRecord]) -> None:
    record = read(F20="10%")
    (told,) = [problem for problem in record.problems if problem.code == "P504"]
    assert (record.total, told.costs) == (Decimal("89.01"), Decimal("8.99"))
    assert "影响总分 8.99 分，等级由优变为良" in told.title
