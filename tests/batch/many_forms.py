"""Any number of different forms, made quickly: for tests of whole runs and for the benchmarks.

Two kinds: `plain`, the published form as units send it (one sheet, drawn as a text table), and `guided`, a sample filled in
the project's own template (eight sheets, 1,700 formulas). Form n differs from form m in project, unit, money and actuals.
Units type their scores, or leave them, total and grade to the tool.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

sys.path.insert(0, str(Path(__file__).parents[1] / "forms"))

from drawn import SEED, workbook_of

Kind: TypeAlias = Literal["plain", "guided"]
_SAMPLE = Path(__file__).parents[2] / "samples" / "不动产登记电子证书（证明）建设项目.xlsx"
_TYPED = re.compile(r"(\|\d+)\|\d+(\|)$", re.MULTILINE)  # 分值|得分|, the reason empty
_TYPED_CELL = re.compile(rb'(<c r="H(?:1[6-9]|[2-9]\d)" s="16" t="n") ?><v>\d+</v></c>')
_PROJECT, _UNIT = "不动产登记电子证书（证明）建设项目", "宁波市北仑区不动产登记服务中心"


@cache
def _base(kind: Kind, scored: bool) -> dict[str, bytes]:
    if kind == "guided":
        data = _SAMPLE.read_bytes()
    else:
        buffer = io.BytesIO()
        form = SEED if scored else _TYPED.sub(r"\1|\2", SEED).replace("|100|98", "|100|").replace("|优|", "||")
        book = workbook_of(form, names=["自评表"])
        _dress(book["自评表"])
        book.save(buffer)
        data = buffer.getvalue()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if kind == "guided" and not scored:
        parts["xl/worksheets/sheet1.xml"] = _TYPED_CELL.sub(rb"\1/>", parts["xl/worksheets/sheet1.xml"])
    return parts


def _dress(sheet: Worksheet) -> None:
    """What every printed form has: borders, a font, wrapped text, widths, a print area of one page."""
    line = Side(style="thin")
    for row in sheet.iter_rows():
        for cell in row:
            cell.border = Border(line, line, line, line)
            cell.font = Font("宋体", 10)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.row_dimensions[row[0].row].height = 24
    sheet["A1"].font = Font("方正小标宋简体", 16)
    for column in "ABCDEFGH":
        sheet.column_dimensions[column].width = 14
    sheet.page_setup.fitToHeight = 1


def form_bytes(number: int, kind: Kind = "plain", *, scored: bool = True) -> bytes:
    """Form `number`; the same number gives the same bytes. `scored`: with the unit's own scores."""
    changes = {
        _PROJECT: f"第{number}号不动产登记设施建设项目",
        _UNIT: f"宁波市北仑区第{number // 7 + 1}登记服务中心",
        "19.8万元": f"{10 + number % 97 / 10:.1f}万元",
        "89.82万元": f"{60 + number % 293 / 10:.2f}万元",
        "已完成系统升级改造": f"已完成第{number}套系统升级改造",
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1 if number > 1000 else 6) as archive:
        for name, content in _base(kind, scored).items():
            if name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"):
                for old, new in changes.items():
                    content = content.replace(old.encode(), new.encode())
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def lay(folder: Path, count: int, kind: Kind = "plain", first: int = 1, *, mixed: bool = False) -> list[Path]:
    """Write `count` forms into the folder; their paths. `mixed`: every second one without scores."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(first, first + count):
        path = folder / f"自评表{number:06}.xlsx"
        path.write_bytes(form_bytes(number, kind, scored=not mixed or bool(number % 2)))
        paths.append(path)
    return paths
