"""The worksheet around its cells: views, conditional formats, drawings, changed without touching the cells.

In: the bytes of a worksheet. Out: a `Shell` with every element outside the cells located, and new bytes.
Not here: cells (splice).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pbexcel.excel.archive import damaged
from pbexcel.excel.changing.spans import Located, located, prefix_at, spliced
from pbexcel.excel.markup import MAIN_STRICT, elements

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# the order of the elements of a worksheet, as far as something of ours may stand among them
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
    "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
    "tableParts", "extLst",
)  # fmt: skip
_DATA = re.compile(rb"<((?:[^\s/>:]+:)?sheetData)(?=[\s/>])")
_DECLARED = re.compile(rb"""\sxmlns:([^\s=]+)\s*=\s*["']""" + re.escape(RELATIONSHIPS.encode()) + rb"""["']""")


class Shell:
    """`data` is the worksheet with its cells cut out; `joined` puts them back."""

    def __init__(self, worksheet: bytes, part: str) -> None:
        found = _DATA.search(worksheet)
        if found is None:
            raise damaged(f"{part} 没有单元格区域")
        stop = worksheet.rfind(b"</" + found[1])
        stop = worksheet.index(b">", max(stop, found.start())) + 1
        self._cells = worksheet[found.start() : stop]
        self._marker = b"<" + found[1] + b"/>"
        self.data = worksheet[: found.start()] + self._marker + worksheet[stop:]
        self._cells_at = found.start()
        self.elements = located(self.data, elements(self.data, part))
        self.prefix = prefix_at(self.data, self.elements[0].start)
        self.is_strict = MAIN_STRICT.encode() in self.data

    def top(self, name: str) -> list[Located]:
        """The elements of that name directly below the worksheet."""
        return [one for one in self.elements if one.depth == 1 and one.name == name]

    def below(self, parent: Located) -> list[Located]:
        return [one for one in self.elements if parent.start < one.start < parent.stop]

    def bytes_of(self, element: Located) -> bytes:
        return self.data[element.start : element.stop]

    def place_for(self, name: str) -> int:
        """Where a new element of that name goes: behind its own kind, before all that follow it in the format's order."""
        later = {*_ORDER[_ORDER.index(name) + 1 :], "AlternateContent"}  # the latter holds form controls, near the end
        after_cells = [one for one in self.elements if one.depth == 1 and one.start > self._cells_at]
        return min((one.start for one in after_cells if one.name in later), default=self.elements[0].inner_stop)

    def id_attribute(self) -> str:
        """How `r:id` is written here, with its declaration where the worksheet has none."""
        root = self.elements[0]
        found = _DECLARED.search(self.data, root.start, root.tag_stop)
        return f"{found[1].decode()}:id" if found else f'xmlns:r="{RELATIONSHIPS}" r:id'

    def joined(self, cuts: Iterable[tuple[int, int, bytes]]) -> bytes:
        """The worksheet with stretches of `data` replaced. The cells themselves are no part of any cut."""
        before: list[tuple[int, int, bytes]] = []
        after: list[tuple[int, int, bytes]] = []
        for cut in cuts:
            (before if cut[1] <= self._cells_at else after).append(cut)
        head = spliced(self.data[: self._cells_at], before)
        offset = self._cells_at + len(self._marker)
        tail = spliced(self.data[offset:], [(start - offset, stop - offset, new) for start, stop, new in after])
        return head + self._cells + tail
