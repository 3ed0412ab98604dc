"""Old .xls workbooks (and .et, where WPS wrote the same format) as sheets of cells; they are read, never written.

In: the bytes of a file. Out: an `OldBook` that answers like a package: its `sheets`, and each `sheet` as cells.
Not here: the format itself (old_reading, in its own process), the .xlsx that such a form comes back as (forms/template/copy).
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from pbexcel.excel.old_reading import OldCell, OldSheet, read
from pbexcel.excel.package import SheetInfo, open_package
from pbexcel.excel.reading.cell import Cell, Range, RawCell, cell_of
from pbexcel.excel.reading.sheet import HiddenRows, Sheet, Shown, anchors_of
from pbexcel.excel.reading.styles import built_in
from pbexcel.faults import Unopenable
from pbexcel.frozen import frozen

if TYPE_CHECKING:
    from pbexcel.excel.package import SheetState

DEADLINE = 45.0  # seconds for one file; its own limits end the reading long before
_OLE = b"\xd0\xcf\x11\xe0"
_STREAMS = tuple((name + "\0").encode("utf-16-le") for name in ("Workbook", "Book"))
_ENCRYPTED = tuple(name.encode("utf-16-le") for name in ("EncryptedPackage", "EncryptionInfo"))


class Tabs(Protocol):
    """Whatever has worksheets: a package or an old workbook."""

    @property
    def sheets(self) -> Sequence[SheetInfo]: ...

    def sheet(self, name: str) -> Sheet: ...


@frozen
class OldBook:
    """An old workbook as it was read."""

    sheets: tuple[SheetInfo, ...]
    pages: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        return next(page for page in self.pages if page.name == name)


def is_old_book(data: bytes) -> bool:
    """Whether the bytes are an OLE container with a BIFF workbook in it, whatever the file is called."""
    return data.startswith(_OLE) and any(name in data for name in _STREAMS) and not any(name in data for name in _ENCRYPTED)


def open_tabs(data: bytes) -> Tabs:
    """Open a workbook to be read only, new or old. Raises Unopenable."""
    return read_old_book(data) if is_old_book(data) else open_package(data)


def read_old_book(data: bytes, deadline: float = DEADLINE) -> OldBook:
    """Read it in another process. Raises Unopenable: F103 with a password, F102 where it cannot be read."""
    # a frozen program cannot start a Python module of its own; there the worker that dies is the pool's
    first, second = read(data) if getattr(sys, "frozen", False) else _read_apart(data, deadline)
    if isinstance(first, str):
        raise Unopenable(first, str(second))
    pages = tuple(_page(OldSheet(*page), first) for page in second)
    return OldBook(tuple(SheetInfo(page.name, "", page.state) for page in pages), pages)


def _read_apart(data: bytes, deadline: float) -> tuple[Any, Any]:
    command = [sys.executable, "-m", "pbexcel.excel.old_reading"]
    try:
        done = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=deadline, check=True)
        first, second = json.loads(done.stdout)
    except subprocess.TimeoutExpired as late:
        raise Unopenable("F102", "读了太久") from late
    except (subprocess.CalledProcessError, ValueError) as died:
        raise Unopenable("F102", "内容损坏") from died
    return first, second


def _page(page: OldSheet, date1904: bool) -> Sheet:
    merges = [Range(*merge) for merge in page.merges]
    return Sheet(
        name=page.name,
        state=cast("SheetState", page.state),
        merges=tuple(merges),
        hidden_rows=HiddenRows(tuple((row, row) for row in page.hidden_rows), None),
        hidden_columns=frozenset(page.hidden_columns),
        is_protected=False,
        formulas={},
        _shown=Shown.of({(cell.row, cell.column): _cell(cell, date1904) for cell in map(OldCell._make, page.cells)}),
        _raw={},
        _anchors=anchors_of(merges),
    )


def _cell(cell: OldCell, date1904: bool) -> Cell:
    # the zh-CN formats 27-36 and 50-58 have a number and no code
    code = cell.format_code if cell.format_code not in ("", "General") else built_in(str(cell.format_number))
    return cell_of(RawCell(cell.type, None, cell.value), cell.value, None, code, date1904)
