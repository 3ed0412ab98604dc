"""The rows of an ordinary worksheet, taken apart by one regular expression.

In: the bytes of a worksheet part, the text of its rows. Out: `PlainRows`: rows, cells and formulas; None where anything in it is out of the ordinary.
Not here: whether the part is well-formed, and what it says beside its rows (sheet_reading).

Nearly every program writes cells in one way: attributes in one order, each once, one blank before each. Where all rows are
written like that they are read three to five times as fast as by handlers of a parser. Taken for granted is only what a parser
proves of the same bytes: tags are closed in their order, `<` begins a tag, `&` a known entity. Everything else is matched
letter by letter; comments, prefixes, rich text in cells, cells without a reference and whatever else is declined.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from pbexcel.excel.limits import Limits
from pbexcel.excel.places import cell_at
from pbexcel.excel.reading.cell import FormulaKind, RawCell, RawFormula
from pbexcel.frozen import frozen

MOST = 1 << 20  # bytes: what is said of all cells is held at once
_KINDS = {"shared": "shared", "array": "array", "dataTable": "data"}
_REF = "[A-Z]{1,3}+[1-9][0-9]{0,6}+"
_CELL = '(?: s="([0-9]{1,9}+)")?+(?: t="([a-zA-Z]++)")?+(?: (?:cm|vm|ph)="[0-9]++")*+'
_EMPTY = f'<c r="{_REF}"{_CELL} ?/>'.replace("([", "(?:[")
_ATTRIBUTES = r'(?: [\w:]++="[^"<>&\t\n]*+")*+'
_SHOWN = r'<row r="[1-9][0-9]{0,5}+"(?: (?!hidden=|ht="0")[\w:]++="[^"<>&\t\n]*+")*+ ?/?>'
_BETWEEN = rf"</row>|{_SHOWN}|\s++"
_SPACE = '(?: xml:space="preserve")?'
_TOKEN = re.compile(
    rf"(?:{_BETWEEN})*+"
    rf'(?:<c r="({_REF})"{_CELL}'  # a cell with something in it is looked at once; empty ones that follow an empty one go with it
    rf"(?: ?/>(?:{_EMPTY}|{_BETWEEN})*+|>"
    rf"(?:(<f{_ATTRIBUTES}(?:>| ?/>(?=<)))([^<]*+)(?:</f>)?+)?+"
    rf"(?:(<v{_SPACE}>|<is><t{_SPACE}>|<v ?/>(?=<))([^<]*+)(?:</v>|</t></is>)?+)?+</c>)"
    rf"|(<row{_ATTRIBUTES}) ?/?>"
    r"|(.++)|\Z)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
_OPENED = b"<sheetData>"
_UNUSUAL = re.compile(rb"<(?:(?:row|c|f|v|is)[\s/>]|sheetData|!|\?(?!xml\s))")  # before and behind the rows
_SHORTEST = len(b"<c/>")
_ENTITY = re.compile("&(?:#(x?)([0-9a-fA-F]+)|([a-z]+));")
_OFTEN = 400  # letters: longer texts are not kept
_NAMED = {"lt": "<", "gt": ">", "quot": '"', "apos": "'", "amp": "&"}


@frozen
class PlainRows:
    """What rows say; `rows` are the attributes of those that may be hidden, in the order of the file."""

    rows: list[dict[str, str]]
    cells: dict[tuple[int, int], RawCell]
    formulas: dict[tuple[int, int], RawFormula]


def place_of_rows(data: bytes, limits: Limits) -> tuple[int, int] | None:
    """Where the rows of a worksheet without prefixes stand; None where they are surely not to be taken apart."""
    start, stop = data.find(_OPENED) + len(_OPENED), data.rfind(b"</sheetData>")
    if len(data) > MOST or not len(_OPENED) <= start <= stop or (stop - start) // _SHORTEST > limits.cell_elements:
        return None
    unusual = _UNUSUAL.search(data, 0, start - len(_OPENED)) or _UNUSUAL.search(data, stop) or data.find(b"\r", start, stop) >= 0
    return None if unusual else (start, stop)


def plain_rows(text: str, limits: Limits) -> PlainRows | None:
    """What rows say, whose part a parser has found well-formed."""
    rows: list[dict[str, str]] = []
    cells: dict[tuple[int, int], RawCell] = {}
    formulas: dict[tuple[int, int], RawFormula] = {}
    new = tuple.__new__
    seen = 0
    for ref, style, kind, formula, formula_text, opened, value, row, odd in _TOKEN.findall(text):
        if ref:
            if not opened and not formula:
                continue
            at = cell_at(ref)
            seen += 1
            if "&" in value:
                value = unescaped(value)
            cells[at] = new(RawCell, (kind or None, style or None, value if opened else None))
            if not formula:
                continue
            if formula == "<f>":
                formulas[at] = new(RawFormula, ("normal", unescaped(formula_text) if "&" in formula_text else formula_text, None, None))
            else:
                said = _attributes(formula)
                what = cast(FormulaKind, _KINDS.get(said.get("t", ""), "normal"))
                formulas[at] = RawFormula(what, unescaped(formula_text), said.get("ref"), said.get("si"))
        elif row and "r" in (said := _attributes(row)):
            rows.append(said)
        elif row or odd:
            return None
    return PlainRows(rows, cells, formulas) if seen == len(cells) <= limits.cells else None


def _attributes(text: str) -> dict[str, str]:
    return dict(_ATTRIBUTE.findall(text))


def unescaped(text: str) -> str:
    """Text as a parser hands it out; its entities are known to be good ones."""
    return _unescaped(text) if len(text) > _OFTEN else _seen_before(text)


def _unescaped(text: str) -> str:
    if "&#" in text:
        return _ENTITY.sub(_letter, text)
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return text.replace("&amp;", "&")


# forms filled in one template have the same 1,700 formulas
_seen_before = lru_cache(maxsize=4096)(_unescaped)


def _letter(found: re.Match[str]) -> str:
    return _NAMED[found[3]] if found[3] else chr(int(found[2], 16 if found[1] else 10))
