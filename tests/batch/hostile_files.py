"""Files that try to stop a batch: broken, disguised, boundless. Used by the tests, `make hostile` and `make fuzz`.

In: nothing. Out: `CASES`: a name, how to make the bytes, and what must become of the file: the code it is refused by, or
"scored" where the form is there and only hard to get at.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from many_forms import form_bytes

SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"


class Case(NamedTuple):
    name: str
    make: Callable[[], bytes]
    becomes: str


@cache
def form() -> bytes:
    return form_bytes(1)


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The form with one part changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form())) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == part else content)
    return buffer.getvalue()


def with_members(*added: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO(form())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in added:
            archive.writestr(name, content)
    return buffer.getvalue()


def rows_behind(count: int) -> bytes:
    rows = b"".join(b'<row r="%d" s="1" customFormat="1" ht="24" customHeight="1"><c r="A%d" s="1"/></row>' % (n, n) for n in range(100, 100 + count))
    return changed(SHEET, lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>"))


def with_styles(count: int) -> bytes:
    def add(part: bytes) -> bytes:
        cellxfs = re.search(rb"<cellXfs count=\"(\d+)\">", part)
        assert cellxfs is not None
        part = part.replace(cellxfs[0], b'<cellXfs count="%d">' % (int(cellxfs[1]) + count))
        extra = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" applyAlignment="1"><alignment horizontal="center"/></xf>'
        return part.replace(b"</cellXfs>", extra * count + b"</cellXfs>")

    return changed(STYLES, add)


def bomb() -> bytes:
    """Twelve members that each inflate to 25 MB, honestly declared."""
    buffer = io.BytesIO(form())
    zeros = b"\0" * 25_000_000
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(12):
            archive.writestr(f"xl/media/image{number}.png", zeros)
    return buffer.getvalue()


def lying() -> bytes:
    """The worksheet says it is 1,000 bytes and inflates to 90 MB."""
    data = changed(SHEET, lambda part: part.replace(b"</sheetData>", b" " * 90_000_000 + b"</sheetData>"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = struct.pack("<L", archive.getinfo(SHEET).file_size)
    return data.replace(size, struct.pack("<L", 1000))


def laughing() -> bytes:
    entities = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    head = b'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY l0 "ha">' + entities + b"]>"
    return changed(SHEET, lambda part: head + part[part.index(b"<worksheet") :].replace(b"</sheetData>", b"&l9;</sheetData>"))


def reading_a_file() -> bytes:
    head = b'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    return changed(SHEET, lambda part: head + part[part.index(b"<worksheet") :])


def twice() -> bytes:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of what is wanted here
        return with_members((SHEET, b"<worksheet/>"))


def deep(depth: int) -> bytes:
    return changed(SHEET, lambda part: part.replace(b"</sheetData>", b"</sheetData>" + b"<x>" * depth + b"</x>" * depth))


def archive_of(*members: tuple[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def compound(*streams: str) -> bytes:
    """The head of an OLE file with these names in its directory: .xls, and workbooks with a password."""
    directory = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + directory).ljust(4096, b"\0")


def cell_at_the_far_end(part: bytes) -> bytes:
    return part.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>')


def merged_over_all(part: bytes) -> bytes:
    return re.sub(rb"<mergeCells[^>]*>", b'<mergeCells><mergeCell ref="J1:XFD1048576"/>', part)


def flipped_crc(part: str = SHEET) -> bytes:
    data = bytearray(form())
    at = data.index(part.encode()) - 30 + 14
    data[at] ^= 0xFF
    at = data.rindex(part.encode()) - 46 + 16
    data[at] ^= 0xFF
    return bytes(data)


def deflated_garbage() -> bytes:
    data = bytearray(form())
    at = data.index(SHEET.encode()) + len(SHEET) + 20
    data[at : at + 200] = zlib.compress(b"?" * 5000)[:200].ljust(200, b"\xff")
    return bytes(data)


CASES = (
    Case("空文件", lambda: b"", "F101"),
    Case("截断一半", lambda: form()[: len(form()) // 2], "F108"),
    Case("截断末字节", lambda: form()[:-1], "F108"),
    Case("压缩炸弹", bomb, "F109"),
    Case("谎报大小", lying, "F110"),
    Case("实体展开", laughing, "F111"),
    Case("外部实体", reading_a_file, "F111"),
    Case("十万空行", lambda: rows_behind(100_000), "scored"),
    Case("百万空行", lambda: rows_behind(1_000_000), "scored"),
    Case("天涯海角的单元格", lambda: changed(SHEET, cell_at_the_far_end), "scored"),
    Case("合并到天边", lambda: changed(SHEET, merged_over_all), "scored"),
    Case("六万样式", lambda: with_styles(60_000), "scored"),
    Case("成员重名", twice, "F113"),
    Case("路径穿越", lambda: with_members(("../../../tmp/evil.xml", b"x")), "F114"),
    Case("绝对路径", lambda: with_members(("/etc/cron.d/evil", b"x")), "F114"),
    Case("成员太多", lambda: with_members(*((f"x/{n}", b"") for n in range(6000))), "F109"),
    Case("套得太深", lambda: deep(200_000), "scored"),
    Case("校验和不符", flipped_crc, "F108"),
    Case("没读的部件校验和不符", lambda: flipped_crc("xl/theme/theme1.xml"), "F108"),
    Case("内容类型校验和不符", lambda: flipped_crc("[Content_Types].xml"), "F108"),
    Case("压缩数据损坏", deflated_garbage, "F108"),
    Case("文本", lambda: "项目名称,得分\n甲,98\n".encode("gbk"), "F105"),
    Case("网页", lambda: b"<html><body><table><tr><td>98</td></tr></table></body></html>", "F105"),
    Case("XML表格", lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "F105"),
    Case("文档", lambda: archive_of(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")), "F106"),
    Case("ods", lambda: archive_of(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<x/>")), "F106"),
    Case("普通压缩包", lambda: archive_of(("a.txt", b"a")), "F106"),
    Case("PDF", lambda: b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", "F105"),
    Case("旧版xls", lambda: compound("Workbook"), "F102"),
    Case("有密码", lambda: compound("EncryptedPackage", "EncryptionInfo"), "F103"),
    Case("乱码", lambda: bytes(range(256)) * 64, "F105"),
)
