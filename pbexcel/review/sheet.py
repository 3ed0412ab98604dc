"""Write 复核表.xlsx: one row per line that a person must judge.

In: records of a run, the decisions already made. Out: a workbook written to a stream, with three columns to fill in; decisions that
hold stand in it. Not here: reading it back (`decisions`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO, TypeAlias

from pbexcel.records import Decision
from pbexcel.report import FileRecord, LineRecord
from pbexcel.review import paper
from pbexcel.scoring.deciding import DECIDED
from pbexcel.spelling import exact

# header, width, and whether people fill it in
COLUMNS = (
    ("文件", 22, False), ("单元格", 11, False), ("项目名称", 18, False), ("三级指标", 18, False), ("年度指标值", 18, False),
    ("实际完成值", 18, False), ("分值", 6, False), ("自评得分", 9, False), ("可得分", 11, False), ("为什么要复核", 32, False),
    ("建议", 18, False), ("得分", 9, True), ("理由", 26, True), ("复核人", 10, True),
)  # fmt: skip
POINTS = 11  # the first column to fill in
_CREATED = datetime(2000, 1, 1)  # fixed, so that the same records give the same bytes
_OUTCOMES = ("open", "manual")
Standing: TypeAlias = Mapping[tuple[str, str], Decision]  # by file and cell


def lines_to_judge(records: Iterable[FileRecord]) -> Iterator[tuple[FileRecord, LineRecord]]:
    """Every open or manual line, in the order of the records. What has no weight or no actual is for the unit, not for a person."""
    for record in records:
        for line in record.lines:
            if line.outcome in _OUTCOMES and line.rule not in ("weight", "missing"):
                yield record, line


def _holding(record: FileRecord, line: LineRecord, decisions: Mapping[str, Mapping[str, Decision]]) -> Decision | None:
    """The decision a line was settled by, if it was."""
    return decisions.get(record.file, {}).get(line.cell) if line.rule == DECIDED else None


def write_review(
    records: Iterable[FileRecord], target: BinaryIO, decisions: Mapping[str, Mapping[str, Decision]] | None = None
) -> tuple[int, Standing]:
    """Write the workbook, row by row on the disk, for there may be many; how many rows still ask for a decision, and those decided."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(target, options) as book:
            book.set_properties({"title": "复核表", "created": _CREATED})
            return _fill(book, records, decisions or {})
    except FileCreateError as fault:
        raise OSError(f"写复核表时临时文件夹出错：{fault}") from fault


def _fill(book: Any, records: Iterable[FileRecord], decisions: Mapping[str, Mapping[str, Decision]]) -> tuple[int, Standing]:
    sheet = book.add_worksheet("复核表")
    text = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    entry = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "bg_color": "#FFF7D6"})
    paper.begin(book, sheet, [(f"{name}（请填写）" if filled_in else name, width) for name, width, filled_in in COLUMNS])
    widths = [width for _, width, _ in COLUMNS]
    row, waiting, standing = 0, 0, {}
    for row, (record, line) in enumerate(lines_to_judge(records), start=1):
        texts = _texts(record, line)
        for column, shown in enumerate(texts):
            sheet.write_string(row, column, shown, text)
        decision = _holding(record, line, decisions)
        told = ("", decision.reason, decision.reviewer) if decision else ("", "", "")
        sheet.set_row(row, paper.height_of((*texts, *told), widths))
        waiting += decision is None
        for column in range(POINTS, len(COLUMNS)):
            sheet.write_blank(row, column, None, entry)
        if decision:
            standing[record.file, line.cell] = decision
            sheet.write_number(row, POINTS, float(decision.points), entry)  # a cell holds nothing else; it reads back exactly
            sheet.write_string(row, POINTS + 1, decision.reason, entry)
            sheet.write_string(row, POINTS + 2, decision.reviewer, entry)
        _limit_points(sheet, row, line)
    paper.finish(sheet, row, len(COLUMNS))
    return waiting, standing


def _texts(record: FileRecord, line: LineRecord) -> tuple[str, ...]:
    weight, typed = line.weight, line.typed
    advice = f"暂按自评 {exact(typed)} 分计，同意的照填" if line.outcome == "manual" and typed is not None else "核对材料后填写得分"
    return (
        record.file, line.cell, record.project or "", line.name, line.target.text.strip(), line.actual.text.strip(),
        "" if weight is None else exact(weight), "" if typed is None else exact(typed), f"{exact(line.range[0])}～{exact(line.range[1])}" if line.range else "",
        line.because, advice,
    )  # fmt: skip


def _limit_points(sheet: Any, row: int, line: LineRecord) -> None:
    """The 得分 cell takes 0 … weight only."""
    if line.weight is None:
        return
    sheet.data_validation(row, POINTS, row, POINTS, {
        "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": exact(line.weight),
        "error_title": "得分", "error_message": f"请填 0 到 {exact(line.weight)} 之间的数",
    })  # fmt: skip
