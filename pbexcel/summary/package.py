"""A workbook of XlsxWriter whose parts are packed by ourselves: its way packs as small as can be, which takes twice the time.
The relations of sheets, one for every link, are put into words by ourselves too: its way calls three functions for each attribute.

In: a stream, XlsxWriter's options. Out: the package in the stream, the same parts in the same order. Not here: what stands in it.

XlsxWriter keeps its packager open to be replaced; where it no longer asks for one, its own package is taken.
"""

from __future__ import annotations

import io
import os
import time
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.relationships import DOCUMENT_SCHEMA, PACKAGE_SCHEMA, Relationships

from pbexcel.excel.markup import escaped

_LEVEL = 3  # 17 % larger than the usual 6 in less than half the time
_LINKS = ("hyper_links", "drawing_links", "vml_links", "background_links", "table_links", "comment_links")  # as they are numbered
_BEGINNING = (1980, 1, 1, 0, 0, 0)  # of the time of zip files: the same parts give the same bytes


class Book(Workbook):  # type: ignore[misc]  # XlsxWriter ships no types
    """The workbook; close it to have it packed."""

    def __init__(self, target: BinaryIO, options: dict[str, Any]) -> None:
        self._target, self._own, self._packed = target, io.BytesIO(), False
        super().__init__(self._own, options)

    def close(self) -> None:
        super().close()
        if not self._packed:
            self._target.write(self._own.getbuffer())

    def _get_packager(self) -> Packager:
        self._packed = True
        return _OwnPackager(self._target)


class _OwnPackager(Packager):  # type: ignore[misc]
    """Packs the parts and leaves none for XlsxWriter. A part is text in memory, bytes in memory, or the name of a file."""

    def __init__(self, target: BinaryIO) -> None:
        super().__init__()
        self._target = target

    def _create_package(self) -> list[Any]:
        parts = super()._create_package()
        try:
            with ZipFile(self._target, "w", ZIP_DEFLATED, allowZip64=False, compresslevel=_LEVEL) as package:
                for part, name, _ in parts:
                    self._pack(package, part, name)
        finally:
            for part, _, _ in parts:
                if isinstance(part, str):
                    os.unlink(part)
        return []

    def _write_worksheet_rels_files(self) -> None:
        sheets = (sheet for sheet in self.workbook.worksheets() if not sheet.is_chartsheet)
        for number, sheet in enumerate(sheets, 1):
            links = [link for kind in _LINKS for link in getattr(sheet, f"external_{kind}", ())]
            if links:
                relations = _Relations(links)
                relations._set_xml_writer(self._filename(f"xl/worksheets/_rels/sheet{number}.xml.rels"))
                relations._assemble_xml_file()

    def _pack(self, package: ZipFile, part: Any, name: str) -> None:
        if isinstance(part, str):
            begun = time.mktime((1980, 1, 31, 0, 0, 0, 0, 0, -1))  # the first of January would be the year before elsewhere
            os.utime(part, (begun, begun))
            package.write(part, name)
        else:
            held = part.getvalue()
            info = ZipInfo(name, _BEGINNING)
            package.writestr(info, held if isinstance(held, bytes) else held.encode(), ZIP_DEFLATED, _LEVEL)


class _Relations(Relationships):  # type: ignore[misc]
    """Relations as a sheet holds them: kind, target, and "External" where it is another file."""

    def __init__(self, links: list[list[str]]) -> None:
        super().__init__()
        self._links = links

    def _write_relationships(self) -> None:
        self._xml_start_tag("Relationships", [("xmlns", PACKAGE_SCHEMA)])
        for number, (kind, target, *outside) in enumerate(self._links, 1):
            mode = f' TargetMode="{outside[0]}"' if outside else ""
            self.fh.write(f'<Relationship Id="rId{number}" Type="{DOCUMENT_SCHEMA}{kind}" Target="{escaped(target)}"{mode}/>')
        self._xml_end_tag("Relationships")
