"""How the summary looks: fonts of official documents, formats by purpose, A4 landscape.

In: an XlsxWriter workbook. Out: its formats by name, each made once. Not here: which cell gets which.

方正小标宋简体 is not installed everywhere; Excel and WPS then show 宋体 by themselves, so no width depends on it.
Every colour stands beside a word or a sign that says the same, and differs from its neighbours in grey as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TITLE_FONT, HEAD_FONT, TEXT_FONT = "方正小标宋简体", "黑体", "仿宋"
DARK, MIDDLE, LIGHT, PALE = "#1F3864", "#7F9CC8", "#D3DDED", "#F3F6FB"
RULE, FAINT = "#A6A6A6", "#595959"
RED, AMBER, GREEN = "#A61C1C", "#8A5A00", "#1E6B34"
RED_FILL, AMBER_FILL, GREEN_FILL = "#FBE5E5", "#FFF1D6", "#E3F3E6"

AMOUNT, POINTS, SHARE, WHOLE, GAP = "#,##0.00", "0.00", "0.00%", '#,##0;-#,##0;"–"', "+0.00;-0.00;0.00"

_CELL = {"font_name": TEXT_FONT, "font_size": 10, "valign": "vcenter", "border": 1, "border_color": RULE}
_FORMATS: Mapping[str, dict[str, Any]] = {
    "title": {"font_name": TITLE_FONT, "font_size": 18, "valign": "vcenter"},
    "note": {"font_name": TEXT_FONT, "font_size": 10, "font_color": FAINT, "valign": "vcenter"},
    "section": {"font_name": HEAD_FONT, "font_size": 13, "font_color": DARK, "valign": "vcenter"},
    "paragraph": {"font_name": TEXT_FONT, "font_size": 12, "text_wrap": True, "valign": "top"},
    "head": {**_CELL, "font_name": HEAD_FONT, "bg_color": DARK, "font_color": "#FFFFFF", "text_wrap": True, "align": "center"},
    "text": {**_CELL, "align": "left"},
    "wrap": {**_CELL, "align": "left", "text_wrap": True},
    "centre": {**_CELL, "align": "center"},
    "whole": {**_CELL, "num_format": WHOLE, "align": "right"},
    "plain": {**_CELL, "num_format": "0", "align": "center"},
    "amount": {**_CELL, "num_format": AMOUNT, "align": "right"},
    "points": {**_CELL, "num_format": POINTS, "align": "right"},
    "share": {**_CELL, "num_format": SHARE, "align": "right"},
    "gap": {**_CELL, "num_format": GAP, "align": "right"},
    "tile_head": {"font_name": TEXT_FONT, "font_size": 10, "font_color": FAINT, "align": "center", "bg_color": PALE, "top": 2, "top_color": DARK},
    "tile": {"font_name": HEAD_FONT, "font_size": 17, "font_color": DARK, "align": "center", "valign": "vcenter", "bg_color": PALE},
    "tile_foot": {"font_name": TEXT_FONT, "font_size": 9, "font_color": FAINT, "align": "center", "bg_color": PALE},
    "look_head": {"font_name": HEAD_FONT, "font_size": 11, "font_color": DARK, "valign": "vcenter", "bottom": 1, "bottom_color": RULE},
    "look_text": {"font_name": TEXT_FONT, "font_size": 11, "valign": "vcenter", "text_wrap": True, "bottom": 1, "bottom_color": RULE},
}  # fmt: skip
NUMBERS = frozenset(("whole", "plain", "amount", "points", "share", "gap"))  # formats of numbers
_LINKED = {"font_color": "#1F4E9E", "underline": 1}
_TOTAL = {"bold": True, "bg_color": LIGHT, "top": 2, "top_color": DARK}
_QUIET = {"font_color": FAINT, "italic": True}


class Look:
    """The formats of one workbook: `look["amount"]`, `look["amount", "total"]`, `look["text", "linked"]`."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[Any, Any] = {}

    def __getitem__(self, name: Any) -> Any:
        if name not in self._made:
            self._made[name] = self._book.add_format(self._described(name))
        return self._made[name]

    def _described(self, name: Any) -> dict[str, Any]:
        if isinstance(name, str):
            return _FORMATS[name]
        base, *ways = name
        changes: dict[str, dict[str, Any]] = {"total": _TOTAL, "linked": _LINKED, "quiet": _QUIET}
        described = dict(_FORMATS[base])
        for way in ways:
            described |= changes[way] if way in changes else _number(way)
        return described

    def signal(self, name: str) -> Any:
        """A format for conditional formatting: red, amber or green."""
        key = ("signal", name)
        if key not in self._made:
            font, fill = {"red": (RED, RED_FILL), "amber": (AMBER, AMBER_FILL), "green": (GREEN, GREEN_FILL)}[name]
            self._made[key] = self._book.add_format({"font_color": font, "bg_color": fill, "bold": name == "red"})
        return self._made[key]


def _number(way: str) -> dict[str, Any]:
    """A number format as another way of a base format: `look["tile", "0.00%"]`."""
    return {"num_format": way}
