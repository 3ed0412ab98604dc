"""Read an old .xls (BIFF) workbook with xlrd, in a process of its own: a file that breaks the reader breaks nothing else.

In: the bytes, on stdin. Out: its sheets as JSON on stdout, or the code and detail of what is wrong.
Not here: what the cells mean (old_book). xlrd is imported only in the process that reads.
"""

from __future__ import annotations

import io
import json
import struct
import sys
from typing import Any, NamedTuple

from pbexcel.excel.limits import DEFAULT

MEMORY = 1_500_000_000  # bytes the reading process may map
SECONDS = 20  # of processor time
_KINDS = {1: "inlineStr", 2: None, 3: None, 4: "b", 5: "e"}
_STATES = ("visible", "hidden", "veryHidden")


class OldCell(NamedTuple):
    """A cell as an .xlsx would hold it: its type, its value, the number and the code of its format."""

    row: int
    column: int
    type: str | None
    value: str
    format_number: int
    format_code: str


class OldSheet(NamedTuple):
    """A worksheet; rows and columns count from 1, a merge is top, left, bottom, right."""

    name: str
    state: str
    cells: list[OldCell]
    merges: list[tuple[int, int, int, int]]
    hidden_rows: list[int]
    hidden_columns: list[int]


def main() -> None:
    """Answer one request from another process."""
    _limit_itself()
    json.dump(read(sys.stdin.buffer.read()), sys.stdout)


def read(data: bytes) -> tuple[bool, list[OldSheet]] | tuple[str, str]:
    """Whether days count from 1904, and the sheets; or the code and detail of what is wrong."""
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        with xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO()) as book:
            return book.datemode == 1, [_sheet(book, sheet) for sheet in book.sheets()]
    except (xlrd.XLRDError, CompDocError) as refused:
        return ("F103", "打开需要密码") if "encrypt" in str(refused).lower() else ("F102", "内容损坏")
    except (struct.error, LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError):
        return "F102", "内容损坏"  # xlrd checks little of what it unpacks
    except (MemoryError, RecursionError):
        return "F109", "旧版工作簿"


def _limit_itself() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the caller's deadline still holds
        return
    for kind, limit in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        soft, hard = resource.getrlimit(kind)
        known = [one for one in (limit, soft, hard) if one != resource.RLIM_INFINITY]
        resource.setrlimit(kind, (min(known), hard))


def _sheet(book: Any, sheet: Any) -> OldSheet:
    cells = [
        cell
        for row in range(sheet.nrows)
        for column in range(sheet.row_len(row))
        if (cell := _cell(book, sheet, row, column)) is not None
    ]
    if len(cells) > DEFAULT.cells:
        raise MemoryError
    return OldSheet(
        name=sheet.name,
        state=_STATES[sheet.visibility] if sheet.visibility in (0, 1, 2) else "visible",
        cells=cells,
        merges=[(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells],
        hidden_rows=[row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden],
        hidden_columns=[column + 1 for column, info in sheet.colinfo_map.items() if info.hidden],
    )


def _cell(book: Any, sheet: Any, row: int, column: int) -> OldCell | None:
    kind, value = sheet.cell_type(row, column), sheet.cell_value(row, column)
    if kind not in _KINDS or value == "":
        return None
    number = book.xf_list[sheet.cell_xf_index(row, column)].format_key
    known = book.format_map.get(number)
    return OldCell(row + 1, column + 1, _KINDS[kind], _written(kind, value), number, known.format_str if known else "")


def _written(kind: int, value: Any) -> str:
    if kind == 1:
        return str(value)
    if kind == 4:
        return "1" if value else "0"
    if kind == 5:
        from xlrd import error_text_from_code

        return str(error_text_from_code.get(value, "#N/A"))
    return repr(float(value))


if __name__ == "__main__":
    main()
