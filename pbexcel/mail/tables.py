"""A small table as rows of text, from csv or from the first sheet of a workbook.

In: the bytes of a file and its name. Out: numbered rows of cells. Not here: what the columns mean (roster).
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


def table_rows(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, with the number people see beside them. Raises RulesFault when the file is no table."""
    if data.startswith(b"PK") or PurePath(name).suffix.lower() in (".xlsx", ".xlsm"):
        return _workbook_rows(data, name)
    return _csv_rows(_text(data, name), name)


def _text(data: bytes, name: str) -> str:
    """UTF-8 with or without mark, else GBK: Excel in China saves csv as GBK unless told otherwise."""
    # gb18030 holds all of GBK
    for encoding in ["utf-16"] if data.startswith(_UTF16_MARKS) else ["utf-8-sig", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RulesFault(f"名单 {name} 的文字读不出来。请另存为「CSV UTF-8」或 .xlsx 再用。")


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = max(",\t;", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in lines:
            number, before = before + 1, lines.line_num
            if any(cell.strip() for cell in cells):
                yield number, [cell.strip() for cell in cells]
    except csv.Error as wrong:
        raise RulesFault(f"名单 {name} 第 {before + 1} 行读不懂：引号不成对或者有不该有的字符。请用 Excel 打开后另存一次。") from wrong


def _workbook_rows(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        package = open_package(data)
        sheet = package.sheet(next((one.name for one in package.sheets if one.state == "visible"), package.sheets[0].name))
    except Unopenable as refused:
        why = problem(refused.code, read=name, detail=refused.detail, place=name)
        raise RulesFault(f"名单 {name} 打不开：{why.title}。怎么改：{why.fix}") from refused
    width = max((column for _, column in sheet.cells), default=0)
    for row in sorted({row for row, _ in sheet.cells}):
        cells = [sheet.at(row, column).text.strip() for column in range(1, min(width, 100) + 1)]
        if any(cells):
            yield row, cells
