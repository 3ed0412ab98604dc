"""整改对比.xlsx: two rounds beside each other, and the same as JSON.

In: `Pairing`s. Out: the bytes of a workbook; dictionaries. Not here: comparing (`rounds`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from pbexcel.report import FileRecord, ProblemRecord
from pbexcel.review import paper
from pbexcel.review.rounds import Pairing
from pbexcel.spelling import exact

STATES = {"both": "两轮都有", "only_old": "这一轮没有报", "only_new": "这一轮新报", "not_comparable": "有一轮读不出来，不能比较"}
_STATUS = {"scored": "已评分", "returned": "退回", "failed": "失败", "conflict": "冲突", "skipped": "跳过"}
_CREATED = datetime(2000, 1, 1)  # fixed, so that the same records give the same bytes
_FORMS = (
    ("项目名称", 36), ("实施单位", 28), ("情况", 16), ("状态", 18), ("总分", 16), ("等级", 12), ("已整改", 8), ("未整改", 8),
    ("新问题", 8), ("数值改动", 10), ("文件", 40),
)  # fmt: skip
_PROBLEMS = (("项目名称", 24), ("结果", 8), ("级别", 8), ("代码", 8), ("单元格", 16), ("问题", 50), ("读到", 24), ("怎么改", 60))
_CHANGES = (("项目名称", 36), ("位置", 30), ("改动", 14), ("单元格", 16), ("原来", 36), ("现在", 36))


def write_rounds(pairings: Sequence[Pairing], target: BinaryIO) -> None:
    """Write the workbook: one row a form, one a finding, one a changed value."""
    import xlsxwriter

    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": "整改对比", "created": _CREATED})
        _sheet(book, "对比", _FORMS, [_form_row(pairing) for pairing in pairings])
        _sheet(book, "问题", _PROBLEMS, [row for pairing in pairings for row in _problem_rows(pairing)])
        changes = [
            (_project(pairing), change.where, change.what, change.cell or "", change.old or "（空）", change.new or "（空）")
            for pairing in pairings
            for change in pairing.changed
        ]
        _sheet(book, "数值改动", _CHANGES, changes)


def as_json(pairing: Pairing) -> dict[str, Any]:
    """One form for `--json`; pairs are [old, new]."""
    old, new = pairing.old, pairing.new
    return {
        "project": pairing.shown.project,
        "unit": pairing.shown.unit,
        "state": pairing.state,
        "file": [old.file if old else None, new.file if new else None],
        "status": [old.status if old else None, new.status if new else None],
        "total": [_total(old), _total(new)],
        "grade": [_grade(old), _grade(new)],
        "fixed": [found.model_dump(mode="json") for found in pairing.fixed],
        "remaining": [found.model_dump(mode="json") for found in pairing.remaining],
        "new": [found.model_dump(mode="json") for found in pairing.appeared],
        "changed": [
            {"where": one.where, "what": one.what, "cell": one.cell, "old": one.old, "new": one.new} for one in pairing.changed
        ],
    }


def _sheet(book: Any, name: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str | int]]) -> None:
    sheet = book.add_worksheet(name)
    paper.begin(book, sheet, columns)
    widths = [width for _, width in columns]
    body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for number, row in enumerate(rows, start=1):
        sheet.set_row(number, paper.height_of([str(value) for value in row], widths))
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(number, column, value, body)
            else:
                sheet.write_string(number, column, value, body)
    paper.finish(sheet, len(rows), len(columns), frozen=1)


def _form_row(pairing: Pairing) -> tuple[str | int, ...]:
    old, new = pairing.old, pairing.new
    return (
        _project(pairing), pairing.shown.unit or "", STATES[pairing.state],
        _moved(_status(old), _status(new)), _moved(_total(old), _total(new)), _moved(_grade(old), _grade(new)), len(pairing.fixed), len(pairing.remaining), len(pairing.appeared),
        len(pairing.changed), pairing.shown.file,
    )  # fmt: skip


def _problem_rows(pairing: Pairing) -> Iterator[tuple[str, ...]]:
    groups: tuple[tuple[str, tuple[ProblemRecord, ...]], ...] = (
        ("未整改", pairing.remaining), ("新问题", pairing.appeared), ("已整改", pairing.fixed),
    )  # fmt: skip
    for result, problems in groups:
        for one in problems:
            yield (_project(pairing), result, one.severity, one.code, one.cell or "", one.title, one.read, one.fix)


def _project(pairing: Pairing) -> str:
    return pairing.shown.project or pairing.shown.file


def _total(record: FileRecord | None) -> str | None:
    return exact(record.total) if record and record.total is not None else None


def _grade(record: FileRecord | None) -> str | None:
    return record.grade if record else None


def _status(record: FileRecord | None) -> str | None:
    return _STATUS[record.status] if record else None


def _moved(old: str | None, new: str | None) -> str:
    """98 → 97.5; one word where both are the same."""
    before, after = old or "—", new or "—"
    return before if before == after else f"{before} → {after}"
