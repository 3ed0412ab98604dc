"""What a file that is no workbook is instead, so that staff can be told what to do with it.

In: the first bytes of a file, or the member names of a zip. Out: an `Unopenable` with the fitting code.
Not here: opening workbooks (package).
"""

from __future__ import annotations

from collections.abc import Iterable

from pbexcel.faults import Unopenable

_OLE = b"\xd0\xcf\x11\xe0"
_MARKS = (
    (b"%PDF", "一份 PDF 文件"),
    (b"{\\rtf", "一份 RTF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"Rar!", "一个 RAR 压缩包"),
    (b"7z\xbc\xaf", "一个 7z 压缩包"),
    (b"\x1f\x8b", "一个 gzip 压缩包"),
)
_PACKAGES = (
    ("word/", "一份 Word 文档"),
    ("ppt/", "一份 PowerPoint 文档"),
    ("visio/", "一份 Visio 文档"),
    ("content.xml", "一份 ODS 等开放文档"),
    ("META-INF/", "一份 ODS 等开放文档"),
    ("Index/", "一份 Numbers 表格"),
)


def not_a_zip(data: bytes) -> Unopenable:
    """Why these bytes are not a workbook."""
    if not data:
        return Unopenable("F101", "0 字节")
    if data.startswith(_OLE):
        return _old_container(data)
    if data.startswith(b"PK"):
        return Unopenable("F108", "压缩包不完整")
    for mark, kind in _MARKS:
        if data.startswith(mark):
            return Unopenable("F105", kind)
    return Unopenable("F105", _text_kind(data[:4096]))


def _old_container(data: bytes) -> Unopenable:
    """An OLE container holds its stream names in UTF-16: an encrypted workbook, an old .xls, or another old document."""
    if any(name.encode("utf-16-le") in data for name in ("EncryptedPackage", "EncryptionInfo")):
        return Unopenable("F103", "打开需要密码")
    if any((name + "\0").encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return Unopenable("F102", "旧版 .xls 格式")
    if "WordDocument".encode("utf-16-le") in data:
        return Unopenable("F104", "旧版 Word 文档")
    return Unopenable("F104", "旧版 Office 文档")


def _text_kind(head: bytes) -> str:
    if not head.strip(b"\0"):
        return "全是空字节的文件"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", "replace")
    else:
        text = head.decode("utf-8", "replace")
        if b"\0" in head:
            return "无法识别的文件"
    text = text.lstrip("\ufeff \t\r\n").lower()
    if text.startswith(("<!doctype html", "<html", "<head", "<table", "<body")) or "<html" in text[:512]:
        return "网页（HTML）"
    if text.startswith("<?xml") or text.startswith("<"):
        return "一份 XML 文件"
    if any(mark in text.partition("\n")[0] for mark in (",", "\t", ";")):
        return "一份 CSV 文本"
    return "文本文件" if text.isprintable() or "\n" in text else "无法识别的文件"


def not_a_workbook(names: Iterable[str]) -> Unopenable:
    """Why a zip without a workbook in it is not one."""
    for name in names:
        if name.casefold() == "xl/workbook.bin":
            return Unopenable("F116", "二进制工作簿 .xlsb")
        for start, kind in _PACKAGES:
            if name.startswith(start):
                return Unopenable("F106", kind)
    return Unopenable("F106", "普通压缩包")
