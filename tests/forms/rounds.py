"""Forms sent round: handed in, scored or returned, edited the way people edit, handed in again.

In: drawn forms, workbooks as bytes. Out: the record of a file and the copy that went back.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from drawn import SEED, workbook_of

from pbexcel.batch.one import Job, work
from pbexcel.report import FileRecord

# 软件升级: 25 of at most 20, typed 5; the total is a formula; 培训 typed as told by the texts
CUT = SEED.replace("软件升级|≤20万元|19.8万元|5|5|", "软件升级|≤20万元|25万元|5|5|价格上涨，下一步提前询价").replace(
    "总分|<|<|<|<|100|98", "总分|<|<|<|<|100|"
)
SHEET = "自评表"
LINES = range(13, 24)  # rows of the indicators
POINTS = 7  # their column


def drawn(table: str = CUT, *, total: bool = True) -> bytes:
    """The form as a unit hands it in: numbers as numbers, 总分 a formula with a result."""
    book = workbook_of(table, numbers=True, names=[SHEET])
    sheet = book[SHEET]
    last = next(row for row in range(1, 60) if sheet.cell(row, 1).value == "总分")
    if total:
        sheet.cell(last, POINTS).value = f"=SUM(G{LINES[0]}:G{last - 1})+H6"
    data = saved(book)
    if not total:
        return data
    typed = sum(sheet.cell(row, POINTS).value or 0 for row in range(LINES[0], last)) + (sheet.cell(6, 8).value or 0)
    return _with_result(data, f"G{last}", typed)


def _with_result(data: bytes, cell: str, value: float) -> bytes:
    """openpyxl writes formulas without results; a spreadsheet program would not."""
    import zipfile

    before, after = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(after, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in before.infolist():
            part = before.read(item)
            if item.filename == "xl/worksheets/sheet1.xml":
                head, _, tail = part.partition(f'r="{cell}"'.encode())
                assert b"<v />" in tail or b"<v/>" in tail or b"<v></v>" in tail
                for empty in (b"<v />", b"<v/>", b"<v></v>"):
                    if empty in tail.partition(b"</c>")[0]:
                        tail = tail.replace(empty, f"<v>{value:g}</v>".encode(), 1)
                part = head + f'r="{cell}"'.encode() + tail
            archive.writestr(item, part)
    return after.getvalue()


def saved(book: Any) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sent(data: bytes, folder: Path, **job: Any) -> tuple[FileRecord, bytes]:
    """One file through the house: its record, and what went back."""
    round_ = sum(1 for _ in folder.iterdir())
    path = folder / f"{round_}.xlsx"
    path.write_bytes(data)
    out = folder / f"out{round_}"
    ((_, text),) = work(Job(str(path), "项目.xlsx", job.pop("rules", "mof-2020"), out=str(out), log=str(folder / f"log{round_}"), **job)).records
    record = FileRecord.model_validate_json(text)
    assert record.output, record.problems
    return record, (out / record.output).read_bytes()


def edited(data: bytes, cells: Mapping[str, Any], sheet: str = SHEET) -> bytes:
    """The workbook with some cells typed over, saved by another program (which keeps document properties)."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    for ref, value in cells.items():
        book[sheet][ref] = value
    return saved(book)


def typed_of(record: FileRecord) -> list[str | None]:
    """What the unit typed, execution first, as the record has it."""
    assert record.execution
    scores = [record.execution.typed, *(line.typed for line in record.lines)]
    return [None if score is None else f"{score.normalize():f}" for score in scores]
