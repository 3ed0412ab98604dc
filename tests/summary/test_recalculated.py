"""LibreOffice works every formula of the summary out anew: the cached values were right, and the workbook opens."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made_records import form, mixed_run, opened, written

from pbexcel.summary.workbook import Limits

_LIMIT = 120
# without this LibreOffice trusts the cached values of a workbook that says it is Excel's
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def program() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing: in CI it must be there")
        pytest.skip("LibreOffice (soffice) is not installed, so nobody recalculated the summary")
    return found


def recalculated(folder: Path, books: dict[str, bytes]) -> dict[str, Any]:
    """The workbooks as LibreOffice saves them after working out every formula."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    for name, data in books.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    command = [program(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir",
               str(folder / "saved"), *(str(folder / f"{name}.xlsx") for name in books)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=_LIMIT)
    return {name: openpyxl.load_workbook(io.BytesIO((folder / "saved" / f"{name}.xlsx").read_bytes()), data_only=True) for name in books}


def formulas(data: bytes) -> dict[tuple[str, str], Any]:
    """(sheet, cell) of every formula with its cached value."""
    values = opened(data)
    return {(page.title, cell.coordinate): values[page.title][cell.coordinate].value
            for page in opened(data, values=False).worksheets for row in page.iter_rows() for cell in row if cell.data_type == "f"}  # fmt: skip


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # openpyxl on what LibreOffice saves
def test_every_cached_value_is_what_libreoffice_works_out(tmp_path: Path) -> None:
    wrong = written([form()])  # a workbook whose cached values are spoiled shows that they are worked out at all
    books = {"usual": written(mixed_run()), "large": written(mixed_run(), limits=Limits(large=0)), "spoiled": _spoiled(wrong)}
    saved = recalculated(tmp_path, books)
    for name in ("usual", "large"):
        cached = formulas(books[name])
        assert len(cached) > 60
        for (sheet, cell), value in cached.items():
            again = saved[name][sheet][cell].value
            assert again == (value if isinstance(value, str) else pytest.approx(value, abs=1e-9)), f"{name} {sheet}!{cell}"
    assert saved["spoiled"]["汇总表"]["G6"].value == 110


def _spoiled(data: bytes) -> bytes:
    """The same workbook with a wrong cached value in the total of 全年预算数."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet2.xml":
                part, count = re.subn(rb"(<f>SUBTOTAL\(109,G5:G5\)</f>)<v>[^<]*</v>", rb"\1<v>7</v>", part)
                assert count == 1
            copy.writestr(name, part)
    return target.getvalue()
