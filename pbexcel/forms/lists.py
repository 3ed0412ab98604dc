"""A list that staff keep in a table, as rows of text: xlsx, or csv in UTF-8 (with or without BOM) or GBK.

In: the bytes of a file and its name. Out: numbered rows of texts, the number being the one people see beside the row, and which
column has which name. Not here: what the columns mean (approved, mail/roster).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from pbexcel.excel.package import open_package
from pbexcel.faults import FolderFault, RulesFault, Unopenable
from pbexcel.problems import problem
from pbexcel.spelling import plain_name

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_MOST_COLUMNS = 100
_REMARK = re.compile(r"\([^()]*\)")


def list_bytes(path: Path, called: str) -> bytes:
    """The bytes of a list; `called` is what messages call it. Raises FolderFault when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise FolderFault(f"读不了{called} {path}：{fault.strerror or fault}") from fault


def named_columns(cells: Sequence[str], known: Mapping[str, Sequence[str]], needed: Sequence[str], where: str, first_row: str) -> dict[str, int]:
    """Which column holds what, by the names in the first row. A title line above it is not passed over: it may be a header with a typing error.

    `known` are the names of each column, the usual one first; `where` says which row it is, `first_row` what stands there.
    Raises RulesFault where a name is missing or stands there twice.
    """
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        word = _REMARK.sub("", plain_name(cell)).rstrip("*:")
        for key, words in known.items():
            if word in words:
                if key in found:
                    raise RulesFault(f"{where}有两列都是「{words[0]}」，请只留一列。")
                found[key] = place
    missing = [known[key][0] for key in needed if key not in found]
    if missing:
        raise RulesFault(f"{where}缺列名：{'、'.join(missing)}。第一行应有：{first_row}。")
    return found


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
