"""A list that staff keep in a table, as rows of text: xlsx, or csv in UTF-8 (with or without BOM) or GBK.

In: the bytes of a file and its name. Out: numbered rows of texts, the number being the one people see beside the row.
Not here: what the columns mean (approved).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import PurePath

from pbexcel.excel.package import open_package
from pbexcel.faults import RulesFault, Unopenable
from pbexcel.problems import problem

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MOST_COLUMNS = 100


def list_rows(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something. Raises RulesFault when the file is no table or cannot be opened."""
    if data.startswith(b"PK") or PurePath(name).suffix.lower() in (".xlsx", ".xlsm", ".xls"):
        return _workbook_rows(data, name)
    return _csv_rows(_decoded(data, name), name)


def _decoded(data: bytes, name: str) -> str:
    # Excel in China saves csv as GBK unless told otherwise; gb18030 holds all of GBK
    for encoding in ["utf-16"] if data.startswith(_UTF16_MARKS) else ["utf-8-sig", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RulesFault(f"清单 {name} 的文字读不出来。请用 Excel 打开，另存为 .xlsx 或「CSV UTF-8」再用。")


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",\t;", key=first.count), strict=True)
    number = 0
    try:
        for number, cells in enumerate(lines, 1):
            if any(cell.strip() for cell in cells):
                yield number, [cell.strip() for cell in cells]
    except csv.Error as wrong:
        raise RulesFault(
            f"清单 {name} 第 {number + 1} 行读不懂：引号不成对或者有不该有的字符。请用 Excel 打开后另存一次。"
        ) from wrong


def _workbook_rows(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        package = open_package(data)
        shown = [sheet.name for sheet in package.sheets if sheet.state == "visible"]
        sheet = package.sheet(shown[0] if shown else package.sheets[0].name)
    except Unopenable as refused:
        why = problem(refused.code, read=name, detail=refused.detail, place=name)
        raise RulesFault(f"清单 {name} 打不开：{why.title}。怎么改：{why.fix}") from refused
    width = min(max((column for _, column in sheet.cells), default=0), _MOST_COLUMNS)
    for row in sorted({row for row, _ in sheet.cells}):
        # a merged cell speaks for every row it covers: 项目名称 is often merged down its indicators
        cells = [sheet.at(row, column).text.strip() for column in range(1, width + 1)]
        if any(cells):
            yield row, cells
