"""Looks added to the styles of a workbook, at the end of each list, so that no style number of the staff's changes.

In: the bytes of styles.xml, wanted fonts, fills, borders and formats. Out: style numbers, and new bytes.
Not here: number formats of existing styles (reading/styles), which cell looks how (sheet_writing).

An entry that is there already with the same bytes is used again: writing a file a second time adds nothing.
"""

from __future__ import annotations

from functools import cache

from pbexcel.excel.changing.changes import Look
from pbexcel.excel.changing.spans import Located, appended_child, located, prefix_at, spliced, without_attributes
from pbexcel.excel.markup import Elements, elements, escaped

_FAMILY = "<{p}name val=\"宋体\"/><{p}family val=\"3\"/><{p}charset val=\"134\"/>"
_FONTS = {
    "plain": "<{p}font><{p}sz val=\"10\"/>" + _FAMILY + "</{p}font>",
    "bold": "<{p}font><{p}b/><{p}sz val=\"10\"/>" + _FAMILY + "</{p}font>",
    "title": "<{p}font><{p}b/><{p}sz val=\"14\"/>" + _FAMILY + "</{p}font>",
    "note": "<{p}font><{p}sz val=\"10\"/><{p}color rgb=\"FF595959\"/>" + _FAMILY + "</{p}font>",
    "link": "<{p}font><{p}u/><{p}sz val=\"10\"/><{p}color rgb=\"FF0563C1\"/>" + _FAMILY + "</{p}font>",
}  # fmt: skip
_SOLID = '<{{p}}fill><{{p}}patternFill patternType="solid"><{{p}}fgColor rgb="{0}"/><{{p}}bgColor indexed="64"/></{{p}}patternFill></{{p}}fill>'
_FILLS = {
    "header": _SOLID.format("FFD9E1F2"),
    "good": _SOLID.format("FFE2EFDA"),
    "warning": _SOLID.format("FFFFF2CC"),
    "bad": _SOLID.format("FFFCE4D6"),
}
_LINE = '<{{p}}{0} style="thin"><{{p}}color rgb="FFBFBFBF"/></{{p}}{0}>'
_BORDER = "<{p}border>" + "".join(map(_LINE.format, ("left", "right", "top", "bottom"))) + "<{p}diagonal/></{p}border>"
# look: font, fill, bordered, number format, horizontal alignment
_LOOKS: dict[Look, tuple[str, str | None, bool, int, str]] = {
    "text": ("plain", None, True, 49, "left"),
    "title": ("title", None, False, 49, "left"),
    "header": ("bold", "header", True, 49, "center"),
    "note": ("note", None, False, 49, "left"),
    "number": ("plain", None, True, 0, "center"),
    "points": ("plain", None, True, 2, "center"),
    "percent": ("plain", None, True, 10, "center"),
    "good": ("plain", "good", True, 49, "left"),
    "warning": ("plain", "warning", True, 49, "left"),
    "bad": ("plain", "bad", True, 49, "left"),
    "link": ("link", None, True, 49, "left"),
    "said": ("plain", None, False, 49, "left"),
    "changed": ("bold", "warning", True, 2, "center"),
}
_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst",
)  # fmt: skip
# a list that is missing is made with the entries every program expects at its head
_HEADS = {
    "fonts": "<{p}font><{p}sz val=\"11\"/>" + _FAMILY + "</{p}font>",
    "fills": '<{p}fill><{p}patternFill patternType="none"/></{p}fill><{p}fill><{p}patternFill patternType="gray125"/></{p}fill>',
    "borders": "<{p}border><{p}left/><{p}right/><{p}top/><{p}bottom/><{p}diagonal/></{p}border>",
    "cellXfs": '<{p}xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    "dxfs": "",
}


@cache
def _entry(text: str, prefix: str) -> bytes:
    return text.format(p=prefix).encode()


class StyleBook:
    """The lists of styles.xml, with what is to be added to each."""

    def __init__(self, data: bytes, parsed: Elements) -> None:
        self._data = data
        self._found = located(data, parsed, deepest=2)  # the lists and their entries
        self._prefix = prefix_at(data, self._found[0].start)
        self._lists = {one.name: one for one in self._found if one.depth == 1}
        self._entries: dict[str, list[bytes]] = {}
        self._new: dict[str, list[bytes]] = {}

    def look(self, look: Look) -> int:
        """The style number of a look."""
        font, fill, bordered, number_format, side = _LOOKS[look]
        p = self._prefix
        font_id = self._number("fonts", _entry(_FONTS[font], p))
        fill_id = self._number("fills", _entry(_FILLS[fill], p)) if fill else 0
        border_id = self._number("borders", _entry(_BORDER, p)) if bordered else 0
        wrap = ' wrapText="1"' if look not in ("title", "note") else ""
        return self._number(
            "cellXfs",
            (
                f'<{p}xf numFmtId="{number_format}" fontId="{font_id}" fillId="{fill_id}" borderId="{border_id}" xfId="0"'
                ' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
                f'<{p}alignment horizontal="{side}" vertical="center"{wrap}/></{p}xf>'
            ).encode(),
        )

    def mark(self, rgb: str) -> int:
        """The number of the differential format that fills a cell with a colour."""
        fill = '<{p}dxf><{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="%s"/><{p}bgColor rgb="%s"/></{p}patternFill></{p}fill></{p}dxf>'
        return self._number("dxfs", _entry(fill % (escaped(rgb), escaped(rgb)), self._prefix))

    def _number(self, group: str, entry: bytes) -> int:
        entries = self._of(group)
        if entry not in entries:
            entries.append(entry)
            self._new.setdefault(group, []).append(entry)
        return entries.index(entry)

    def _of(self, group: str) -> list[bytes]:
        if group not in self._entries:
            parent = self._lists.get(group)
            if parent is not None:
                children = [
                    one for one in self._found if one.depth == 2 and parent.start < one.start < parent.stop
                ]
                self._entries[group] = [self._data[one.start : one.stop] for one in children]
            else:
                head = b"<r>" + _entry(_HEADS[group], "") + b"</r>"
                self._entries[group] = [b"\0"] * sum(one.depth == 1 for one in located(head, elements(head, "styles")))
        return self._entries[group]

    def finished(self) -> bytes:
        """styles.xml with what was asked for."""
        cuts = []
        missing: dict[int, bytes] = {}
        for group in _ORDER:
            if group not in self._new:
                continue
            new, count = b"".join(self._new[group]), len(self._entries[group])
            parent = self._lists.get(group)
            if parent is None:
                head = _entry(_HEADS[group], self._prefix)
                where = self._place_for(group)
                missing[where] = missing.get(where, b"") + (
                    f'<{self._prefix}{group} count="{count}">'.encode() + head + new + f"</{self._prefix}{group}>".encode()
                )
                continue
            cuts += self._grown(parent, new, count)
        return spliced(self._data, [*cuts, *((where, where, new) for where, new in missing.items())])

    def _grown(self, parent: Located, new: bytes, count: int) -> list[tuple[int, int, bytes]]:
        """Cuts that add entries to a list and set its count."""
        tag = without_attributes(self._data[parent.start : parent.tag_stop], [b"count"])
        end = b"/>" if tag.endswith(b"/>") else b">"
        tag = tag[: -len(end)].rstrip() + b' count="%d"' % count
        if parent.self_closed:
            name = f"{prefix_at(self._data, parent.start)}{parent.name}".encode()
            return [(parent.start, parent.stop, tag + b">" + new + b"</" + name + b">")]
        return [(parent.start, parent.tag_stop, tag + b">"), appended_child(self._data, parent, new)]

    def _place_for(self, group: str) -> int:
        """Where a missing list belongs: before the first list that follows it in the format's order."""
        later = _ORDER[_ORDER.index(group) + 1 :]
        places = [one.start for name, one in self._lists.items() if name in later]
        return min(places) if places else self._found[0].inner_stop
