"""The tables as files: csv and parquet.

In: the frames. Out: bytes, piece by piece. Not here: where they are put (batch), what the columns mean (docs/summary.md).

csv is UTF-8 with BOM, as Excel and WPS open it; parquet needs pyarrow, the extra `parquet`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pbexcel.faults import UsageFault
from pbexcel.frozen import frozen
from pbexcel.summary.lists import DEDUCTIONS, LINES, PROBLEMS, bare_rows
from pbexcel.summary.table import Frames, Tables, rows_of

if TYPE_CHECKING:
    from pandas import DataFrame

TABLES = ("projects", "lines", "problems", "checks")
_PIECE = 4096  # rows
_RISKY = ("=", "+", "-", "@", "\t", "\r")


@frozen
class Beside:
    """A file that belongs beside the workbook; `chunks` may be called any number of times."""

    name: str
    chunks: Callable[[], Iterator[bytes]]


def beside(sheet: str, tables: Tables) -> Beside:
    """The list of one sheet as csv, with the sheet's own headers."""
    columns = {"扣分明细": DEDUCTIONS, "指标明细": LINES, "问题清单": PROBLEMS}[sheet]
    heads = [column.title for column in columns]
    return Beside(f"部门汇总-{sheet}.csv", lambda: as_csv(heads, bare_rows(sheet, tables)))


def exported(frames: Frames, kind: str) -> list[Beside]:
    """All tables as files of a kind: csv or parquet. Raises UsageFault where pyarrow is missing."""
    if kind == "csv":
        return [Beside(f"{name}.csv", lambda name=name: _frame_as_csv(getattr(frames, name))) for name in TABLES]  # type: ignore[misc]
    _need_pyarrow()
    return [Beside(f"{name}.parquet", lambda name=name: _as_parquet(getattr(frames, name))) for name in TABLES]  # type: ignore[misc]


def as_csv(heads: Sequence[str], rows: Iterator[Sequence[Any]]) -> Iterator[bytes]:
    """Rows as csv. Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(heads)
    yield b"\xef\xbb\xbf"
    for number, row in enumerate(rows, start=1):
        writer.writerow([_csv_cell(value) for value in row])
        if number % _PIECE == 0:
            yield stream.getvalue().encode("utf-8")
            stream.seek(0)
            stream.truncate()
    yield stream.getvalue().encode("utf-8")


def _frame_as_csv(frame: DataFrame) -> Iterator[bytes]:
    return as_csv(list(frame.columns), rows_of(frame, list(frame.columns)))


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return format(value, "f")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_RISKY) else text


def _as_parquet(frame: DataFrame) -> Iterator[bytes]:
    stream = io.BytesIO()
    frame.to_parquet(stream, engine="pyarrow", index=False)
    yield stream.getvalue()


def _need_pyarrow() -> None:
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        raise UsageFault("导出 parquet 要装 pyarrow：pip install pyarrow；或者用 --export csv。")
