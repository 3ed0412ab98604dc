"""The package we put together holds the parts XlsxWriter would have put into it."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook

from pbexcel.summary.package import Book


def parts_of(target: io.BytesIO) -> dict[str, bytes]:
    with ZipFile(target) as package:
        return {name: package.read(name) for name in package.namelist()}


def fill(book: Any) -> None:
    """Links to files with all that must be spelled otherwise in XML, a chart, a table, a note, and a sheet with nothing of it."""
    first = book.add_worksheet("一")
    first.write_url("A1", "external:已评分\\甲 & 乙<丙>.xlsx#'自评表'!G13", string="甲")
    first.write_url("A2", 'external:退回\\"丁".xlsx', string="丁")
    first.write_comment("B1", "说明")
    first.add_table("D1:E3")
    book.add_worksheet("空")
    last = book.add_worksheet("图")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=一!$D$2:$D$3"})
    last.insert_chart("A1", chart)
    last.write_url("A30", "https://example.org/?a=1&b=2")


@pytest.mark.parametrize("in_memory", [True, False])
def test_the_parts_are_those_of_xlsxwriter(in_memory):
    ours, theirs = io.BytesIO(), io.BytesIO()
    for kind, target in ((Book, ours), (Workbook, theirs)):
        with kind(target, {"in_memory": in_memory}) as book:
            book.set_properties({"created": datetime(2026, 4, 1)})
            fill(book)
    assert parts_of(ours) == parts_of(theirs)
    assert b"&amp;" in parts_of(ours)["xl/worksheets/_rels/sheet1.xml.rels"]
