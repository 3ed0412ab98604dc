"""Cells put into the bytes of a worksheet; every byte outside them stays.

In: the bytes of a worksheet and what its cells shall hold. Out: the new bytes.
Not here: which cells may be changed (patch), formulas that depend on them (dependents).

A cell that is there keeps its attributes, its style above all; one that is absent takes the style of its row or column.
Text is written inline, so the shared strings stay as they are. A row's `spans` goes when a cell is added outside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pbexcel.excel.changing.cell_spans import CellSpan, Places, RowSpan, find_places, find_plain_cells
from pbexcel.excel.changing.spans import appended_child, prefix_at, spliced, without_attributes
from pbexcel.excel.limits import Limits
from pbexcel.excel.markup import encoded, escaped, is_true, kept_space
from pbexcel.excel.reading.quiet_rows import Cut
from pbexcel.frozen import frozen
from pbexcel.records import column_letters
from pbexcel.spelling import plain_number

At = tuple[int, int]


@frozen
class Content:
    """What a cell shall hold. `formula` None drops a formula that is there. `style` is a new style number, None keeps it."""

    value: Decimal | str | None
    formula: str | None = None
    keeps_formula: bool = False
    """the formula element stays as its bytes are"""
    keeps_all: bool = False
    """only the style changes"""
    style: int | None = None


def spliced_cells(sheet: Cut, part: str, contents: Mapping[At, Content], limits: Limits) -> bytes:
    """The worksheet with these cells holding these contents."""
    cut = sheet.below(max(row for row, _ in contents))
    return cut.put_into(_spliced(cut.short, part, contents, limits))


def _spliced(data: bytes, part: str, contents: Mapping[At, Content], limits: Limits) -> bytes:
    plain = find_plain_cells(data, contents)
    if plain is not None:
        return spliced(data, [(one.element.start, one.element.stop, _rewritten(data, one, contents[one.at])) for one in plain])
    places = find_places(data, part, contents, limits)
    cuts: list[tuple[int, int, bytes]] = []
    absent: dict[int, list[At]] = {}
    for at in sorted(contents):
        found = places.cells.get(at)
        if found is None:
            absent.setdefault(at[0], []).append(at)
        else:
            cuts.append((found.element.start, found.element.stop, _rewritten(data, found, contents[at])))
    new_rows: dict[int, bytes] = {}
    for number, cells in absent.items():
        row = places.rows.get(number)
        if row is None:
            new_rows[number] = _new_row(data, places, number, cells, contents)
        else:
            cuts += _inserted(data, places, row, cells, contents)
    cuts += _placed_rows(data, places, new_rows)
    return spliced(data, _joined(cuts))


def _joined(cuts: list[tuple[int, int, bytes]]) -> list[tuple[int, int, bytes]]:
    """Insertions at one place made one, in the order they came."""
    joined: dict[tuple[int, int], bytes] = {}
    for start, stop, new in cuts:
        joined[start, stop] = joined.get((start, stop), b"") + new
    return [(start, stop, new) for (start, stop), new in joined.items()]


def _rewritten(data: bytes, found: CellSpan, content: Content) -> bytes:
    """The cell's element with new content; attributes that described the old content (t, cm, vm) go."""
    element = found.element
    prefix = prefix_at(data, element.start)
    tag = data[element.start : element.tag_stop]
    if content.style is not None:
        tag = without_attributes(tag, [b"s"])
    if content.keeps_all:
        return _with_attributes(tag, _style(content)) + data[element.tag_stop : element.stop]
    formula = b""
    if content.keeps_formula and found.formula is not None:
        formula = data[found.formula.start : found.formula.stop]
    elif content.formula is not None:
        formula = f"<{prefix}f>{encoded_formula(content.formula)}</{prefix}f>".encode()
    gone = [b"t", b"vm"] if formula and content.keeps_formula else [b"t", b"cm", b"vm"]
    kind, inner = _value(content, prefix, bool(formula))
    tag = _with_attributes(without_attributes(tag, gone), _style(content) + kind)
    extension = data[found.extension.start : found.extension.stop] if found.extension else b""
    inner = formula + inner + extension
    opened = tag[:-2].rstrip() if tag.endswith(b"/>") else tag[:-1].rstrip()
    return opened + b"/>" if not inner else opened + b">" + inner + f"</{prefix}c>".encode()


def _style(content: Content) -> bytes:
    return b"" if content.style is None else b' s="%d"' % content.style


def _with_attributes(tag: bytes, attributes: bytes) -> bytes:
    end = b"/>" if tag.endswith(b"/>") else b">"
    return tag[: -len(end)].rstrip() + attributes + end


def _value(content: Content, prefix: str, has_formula: bool) -> tuple[bytes, bytes]:
    """The type attribute and the value element."""
    value = content.value
    if isinstance(value, Decimal):
        return b"", f"<{prefix}v>{plain_number(value)}</{prefix}v>".encode()
    if not value:
        return b"", b""
    if has_formula:
        return b' t="str"', f"<{prefix}v>{encoded(value)}</{prefix}v>".encode()
    return b' t="inlineStr"', f"<{prefix}is><{prefix}t{kept_space(value)}>{encoded(value)}</{prefix}t></{prefix}is>".encode()


def encoded_formula(formula: str) -> str:
    """A formula inside `<f>`: only what XML itself needs; a line break in it is kept."""
    return escaped(formula)


def _new_cell(places: Places, at: At, content: Content, prefix: str, row_style: str | None) -> bytes:
    style = str(content.style) if content.style is not None else row_style
    if style is None:
        style = next((found for first, last, found in places.columns if first <= at[1] <= last), None)
    formula = f"<{prefix}f>{encoded_formula(content.formula)}</{prefix}f>".encode() if content.formula is not None else b""
    kind, inner = _value(content, prefix, bool(formula))
    start = f'<{prefix}c r="{column_letters(at[1])}{at[0]}"' + (f' s="{escaped(style)}"' if style is not None else "")
    if not formula and not inner:
        return (start + "/>").encode()
    return start.encode() + kind + b">" + formula + inner + f"</{prefix}c>".encode()


def _inserted(
    data: bytes, places: Places, row: RowSpan, cells: list[At], contents: Mapping[At, Content]
) -> list[tuple[int, int, bytes]]:
    """Cuts that add absent cells to a row that is there, each before the first cell right of it."""
    element = row.element
    prefix = prefix_at(data, element.start)
    attributes = element.attributes
    style = attributes.get("s") if is_true(attributes.get("customFormat")) else None
    here = {at: _new_cell(places, at, contents[at], prefix, style) for at in cells}
    tag = data[element.start : element.tag_stop]
    if not _spans_hold(attributes.get("spans"), cells):
        tag = without_attributes(tag, [b"spans"])
    if element.self_closed:
        inner = b"".join(here.values())
        return [(element.start, element.stop, tag[:-2].rstrip() + b">" + inner + f"</{prefix}row>".encode())]
    cuts = [(element.start, element.tag_stop, tag)]
    for at, new in here.items():
        after = next((start for there, start in row.cells if there > at), element.inner_stop)
        cuts.append((after, after, new))
    return cuts


def _spans_hold(spans: str | None, cells: list[At]) -> bool:
    if spans is None:
        return True
    ends = [pair.partition(":")[::2] for pair in spans.split()]
    return all(any(first.isdigit() and last.isdigit() and int(first) <= at[1] <= int(last) for first, last in ends) for at in cells)


def _new_row(data: bytes, places: Places, number: int, cells: list[At], contents: Mapping[At, Content]) -> bytes:
    prefix = prefix_at(data, places.sheet_data.start)
    inner = b"".join(_new_cell(places, at, contents[at], prefix, None) for at in cells)
    return f'<{prefix}row r="{number}">'.encode() + inner + f"</{prefix}row>".encode()


def _placed_rows(data: bytes, places: Places, rows: Mapping[int, bytes]) -> list[tuple[int, int, bytes]]:
    """Cuts that put new rows where they belong: before the first row below them, or at the end."""
    cuts = []
    last = b""
    for number in sorted(rows):
        if number in places.next_row:
            cuts.append((places.next_row[number], places.next_row[number], rows[number]))
        else:
            last += rows[number]
    if last:
        cuts.append(appended_child(data, places.sheet_data, last))
    return cuts
