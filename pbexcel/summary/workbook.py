"""部门汇总.xlsx: the sheets in their order.

In: records, the rules they were scored by. Out: a workbook written to a stream; the same records give the same bytes.
Not here: what stands on a sheet (its own module), the tables (`table`), publishing the file (batch).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO

from pbexcel.report import FileRecord
from pbexcel.summary.lists import deductions_sheet, problems_sheet, returned_sheet
from pbexcel.summary.look import Look
from pbexcel.summary.projects import projects_sheet
from pbexcel.summary.rules_sheet import rules_sheet
from pbexcel.summary.sheet import Sheet
from pbexcel.summary.table import Frames, to_frames

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_CREATED = datetime(2000, 1, 1)  # fixed, so that the same records give the same bytes
_LARGE = 20_000  # lines; from here on no row stays in memory, and tables become plain filters
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_summary(
    records: Iterable[FileRecord], target: BinaryIO, *, rules_lines: Sequence[str], version: str, grades: Sequence[tuple[str, Decimal]]
) -> None:
    """Write the summary of `records`. `rules_lines` are the rules in words, `grades` (name, lower edge) from high to low."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    frames = to_frames(records, grades)
    large = len(frames.lines) > _LARGE
    try:
        _write(xlsxwriter.Workbook(target, {**_OPTIONS, "constant_memory": large, "in_memory": not large}), frames, rules_lines, version, large)
    except FileCreateError as fault:  # rows of a large workbook lie on the disk until it is closed
        raise OSError(f"写汇总时临时文件夹出错：{fault}") from fault


def _write(book: Workbook, frames: Frames, rules_lines: Sequence[str], version: str, large: bool) -> None:
    with book:
        book.set_properties({"title": "部门汇总", "created": _CREATED, "comments": f"pbexcel {version}"})
        look = Look(book)

        def sheet(name: str) -> Sheet:
            return Sheet(book, look, name, large=large)

        projects_sheet(sheet("汇总表"), frames)
        deductions_sheet(sheet("扣分明细"), frames)
        problems_sheet(sheet("问题清单"), frames)
        returned_sheet(sheet("退回与未报"), frames)
        rules_sheet(sheet("评分依据"), frames, rules_lines, version)
