"""LibreOffice at work on our forms: recalculated, edited the way people edit, saved as xlsx again.

In: workbooks as bytes. Out: what LibreOffice saves. Without LibreOffice the tests are skipped, saying so; in CI they fail.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

_LIMIT = 120  # seconds for one start of LibreOffice with all its files

# one procedure an edit; the form is the first sheet, rows and columns count from 0
_EDITS = """
Sub Edit(source As String, target As String, what As String)
    Dim quiet(0) As New com.sun.star.beans.PropertyValue
    quiet(0).Name = "Hidden" : quiet(0).Value = True
    doc = StarDesktop.loadComponentFromURL(source, "_blank", 0, quiet())
    sheet = doc.Sheets.getByIndex(0)
    sheet.unprotect("")
    Select Case what
    Case "insert"
        sheet.Rows.insertByIndex(16, 2)
        sheet.Rows.insertByIndex(FindRow(sheet, 1, "效益指标"), 1)
        sheet.Rows.insertByIndex(FindRow(sheet, 0, "总分"), 1)
    Case "delete"
        sheet.Rows.removeByIndex(FindEmpty(sheet, "数量指标"), 1)
        sheet.Rows.removeByIndex(FindEmpty(sheet, "时效指标"), 1)
    Case "widen"
        sheet.Columns.getByIndex(4).Width = 12000
        sheet.Rows.getByIndex(15).Height = 4000
    Case "rename"
        sheet.Name = "二〇二一年的表"
    Case "before"
        doc.Sheets.insertNewByName("会议记录", 0)
        doc.Sheets.getByIndex(0).getCellByPosition(0, 0).String = "会议记录"
    Case "unmerge"
        sheet.getCellRangeByPosition(0, 14, 1, 43).merge(False)
    Case "paste"
        For row = 14 To 43
            For column = 3 To 7
                cell = sheet.getCellByPosition(column, row)
                cell.CellBackColor = RGB(255, 255, 0)
                cell.CharFontName = "Comic Sans MS"
                text = cell.String
                If column = 6 And text <> "" Then cell.String = text
            Next
        Next
    Case "more"
        row = FindRow(sheet, 0, "总分")
        sheet.Rows.insertByIndex(row, 1)
        sheet.getCellByPosition(2, row).String = "服务对象满意度指标"
        sheet.getCellByPosition(3, row).String = "窗口满意度"
        sheet.getCellByPosition(4, row).String = "≥90%"
        sheet.getCellByPosition(5, row).String = "95%"
        sheet.getCellByPosition(6, row).Value = 5
    End Select
    doc.calculateAll()
    Dim saved(0) As New com.sun.star.beans.PropertyValue
    saved(0).Name = "FilterName" : saved(0).Value = "Calc MS Excel 2007 XML"
    doc.storeToURL(target, saved())
    doc.close(True)
End Sub

Function Opened(source As String)
    Dim quiet(0) As New com.sun.star.beans.PropertyValue
    quiet(0).Name = "Hidden" : quiet(0).Value = True
    book = StarDesktop.loadComponentFromURL(source, "_blank", 0, quiet())
    book.Sheets.getByIndex(0).unprotect("")
    Opened = book
End Function

' types into one cell, keeps what the two rows above the form then say, and takes it back
Sub Ask(doc, answers, row As Long, address As String, how As String, typed As String)
    sheet = doc.Sheets.getByIndex(0)
    If address <> "" Then
        cell = sheet.getCellRangeByName(address)
        before = cell.Formula
        was = cell.Type
        Select Case how
        Case "text" : cell.String = typed
        Case "number" : cell.Value = Val(typed)
        Case "formula" : cell.Formula = typed
        End Select
    End If
    doc.calculate()
    answers.getCellByPosition(0, row).String = sheet.getCellByPosition(0, 0).String
    answers.getCellByPosition(1, row).String = sheet.getCellByPosition(0, 1).String
    If address <> "" Then
        If was = com.sun.star.table.CellContentType.TEXT Then
            cell.String = before
        Else
            cell.Formula = before
        End If
    End If
End Sub

Sub Keep(answers, target As String)
    Dim saved(0) As New com.sun.star.beans.PropertyValue
    saved(0).Name = "FilterName" : saved(0).Value = "Calc MS Excel 2007 XML"
    answers.storeToURL(target, saved())
    answers.close(True)
End Sub

Function FindRow(sheet, column As Integer, text As String) As Long
    For row = 0 To 200
        If InStr(sheet.getCellByPosition(column, row).String, text) = 1 Then
            FindRow = row
            Exit Function
        End If
    Next
End Function

Function FindEmpty(sheet, second As String) As Long
    For row = 14 To 200
        If sheet.getCellByPosition(2, row).String = second And sheet.getCellByPosition(3, row).String = "" Then
            FindEmpty = row
            Exit Function
        End If
    Next
End Function
"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{code}</script:module>
"""


def program() -> str:
    """Where LibreOffice is; skips the test where it is not installed, unless this is CI."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing: in CI it must be there")
        pytest.skip("LibreOffice (soffice) is not installed, so nobody saved these forms with it")
    return found


def edited(folder: Path, jobs: Mapping[str, tuple[bytes, str]]) -> dict[str, bytes]:
    """What LibreOffice saves: for each name, a workbook and the edit to make ("" for none)."""
    calls = []
    for number, (name, (data, what)) in enumerate(jobs.items()):
        source, target = folder / f"{number}.xlsx", folder / f"{number}-saved.xlsx"
        source.write_bytes(data)
        calls.append(f'Edit "{source.as_uri()}", "{target.as_uri()}", "{what}"  \' {name}')
    _run(folder, calls)
    return {name: (folder / f"{number}-saved.xlsx").read_bytes() for number, name in enumerate(jobs)}


def asked(folder: Path, forms: Sequence[tuple[bytes, Sequence[tuple[str, object]]]]) -> list[tuple[str, str]]:
    """What A1 and A2 say when a value is typed into one cell of a form ("": none), case after case, each taken back again."""
    calls = ['answers = Opened("private:factory/scalc")', "table = answers.Sheets.getByIndex(0)"]
    count = 0
    for number, (data, cases) in enumerate(forms):
        source = folder / f"{number}.xlsx"
        source.write_bytes(data)
        calls += [f'form = Opened("{source.as_uri()}")', "form.calculateAll()"]
        for cell, value in cases:
            calls.append(f'Ask form, table, {count}, "{cell}", {_typed(value)}')
            count += 1
        calls.append("form.close(True)")
    target = folder / "answers.xlsx"
    _run(folder, [*calls, f'Keep answers, "{target.as_uri()}"'])
    sheet = load_workbook(target).worksheets[0]
    return [(str(sheet.cell(row, 1).value), str(sheet.cell(row, 2).value)) for row in range(1, count + 1)]


def _typed(value: object) -> str:
    if isinstance(value, int | float):
        return f'"number", "{value}"'
    text = str(value or "")
    return f'"{"formula" if text.startswith("=") else "text"}", "{text}"'


def _run(folder: Path, calls: Sequence[str]) -> None:
    """Run Basic statements in a LibreOffice with a profile of its own."""
    soffice, profile = program(), folder / "profile"
    command = [soffice, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    # the first start lays out the profile and would overwrite the macro
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=_LIMIT)
    main = "\n".join(["Sub Main", *calls, "StarDesktop.terminate()", "End Sub"])
    code = (main + _EDITS).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(_MODULE.format(code=code), encoding="utf-8")
    subprocess.run([*command, "macro:///Standard.Module1.Main"], check=True, capture_output=True, timeout=_LIMIT)
