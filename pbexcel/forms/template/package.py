"""A built workbook as bytes that are the same every time.

In: an openpyxl workbook. Out: the xlsx as bytes, with fixed dates inside and fixed member times.
Not here: what stands in the workbook. openpyxl stamps the clock into docProps and into the zip: both are set back here.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from pbexcel.forms.template.style import GROWING

if TYPE_CHECKING:
    from openpyxl import Workbook

_MADE = b"2024-01-01T00:00:00Z"
_MEMBER_TIME = (2024, 1, 1, 0, 0, 0)
# openpyxl fixes every height it writes; without customHeight a row grows with its text when somebody types into it
_FIXED = re.compile(
    rb'(<row [^>]*?)customHeight="1" ([^>]*?ht="(?:%d|\d+\.5)")|(<row [^>]*?ht="(?:%d|\d+\.5)"[^>]*?) customHeight="1"' % (GROWING, GROWING)
)
# targets and actuals are kept as text, so that =8个 is no formula: a number among them is no error to mark in green
_NO_TRIANGLES = b'<ignoredErrors><ignoredError sqref="A1:Z500" numberStoredAsText="1" /></ignoredErrors>'
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def workbook_bytes(book: Workbook) -> bytes:
    """The workbook as xlsx bytes; the same workbook gives the same bytes on every machine with the same zlib."""
    raw = io.BytesIO()
    book.save(raw)
    made = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + _MADE + rb"\g<2>", content)
            elif name.startswith("xl/worksheets/"):
                content = _FIXED.sub(rb"\g<1>\g<2>\g<3>", content)
                if name.endswith("/sheet1.xml"):
                    content = content.replace(b"</worksheet>", _NO_TRIANGLES + b"</worksheet>")
            member = zipfile.ZipInfo(name, _MEMBER_TIME)
            member.external_attr = 0o644 << 16
            target.writestr(member, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()
