"""Notes on cells: the comment, and the little box drawn for it.

In: a draft, a worksheet part, cells and texts. Out: the draft with notes of ours added, or taken away again.
Not here: colours (marks). Cells that carry a note or a threaded comment of somebody else are left alone.

A note lives in two parts: its text in comments.xml, its box in a legacy VML drawing, which is not always well-formed XML
and is therefore only ever cut and pasted as bytes. Notes of ours are known by their author, and by the words they begin
with, since LibreOffice forgets authors.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from pbexcel.excel.changing.draft import Draft
from pbexcel.excel.changing.shell import Shell
from pbexcel.excel.changing.spans import Located, appended_child, located, prefix_at, spliced
from pbexcel.excel.changing.wiring import CONTENT_TYPES, without_elements
from pbexcel.excel.markup import MAIN, elements, encoded
from pbexcel.excel.package import Package
from pbexcel.excel.places import cell_at
from pbexcel.excel.relations import relations_part
from pbexcel.frozen import frozen
from pbexcel.records import column_letters

AUTHOR = "pbexcel"
SIGN = "【自评核对】"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NO_COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
).encode()
_NO_SHAPES = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    b"</o:shapelayout></xml>"
)
_SHAPE_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = re.compile(rb"<v:shape\s.*?</v:shape>", re.DOTALL)
_SHAPE_ID = re.compile(rb"_x0000_s(\d{1,9})")
_TAGS = re.compile(rb"<[^>]*>")
_PLACE = re.compile(rb"<x:(Row|Column)>\s*(\d+)\s*</x:\1>")

At = tuple[int, int]


def _related(draft: Draft, part: str, kind: str) -> str | None:
    return next((one.target for one in draft.relations(part) if one.kind == kind and not one.external), None)


def _drawing(draft: Draft, part: str, shell: Shell) -> str | None:
    """The VML part of the sheet's own drawing (the header's pictures have another one)."""
    found = shell.top("legacyDrawing")
    pointers = {value for key, value in found[0].attributes.items() if key.endswith("relationships id")} if found else set()
    return next((one.target for one in draft.relations(part) if one.id in pointers), None)


def add_notes(draft: Draft, part: str, notes: Mapping[At, str]) -> None:
    """Add notes to cells that have none. Where a sheet's drawing is not one we know how to extend, it gets none."""
    shell = Shell(draft.part(part), part)
    comments, drawing = _related(draft, part, "comments"), _drawing(draft, part, shell)
    if comments is not None and drawing is None:
        return
    if drawing is not None and not _is_extendable(draft.part(drawing)):
        return
    if comments is None:
        comments = draft.free_name("xl/comments{}.xml")
        draft.write(comments, _NO_COMMENTS)
        draft.relate(part, "comments", comments)
        draft.declare(comments, _COMMENTS)
    data, added = _with_comments(draft.part(comments), comments, notes)
    draft.write(comments, data)
    if drawing is None:
        drawing = draft.free_name("xl/drawings/vmlDrawing{}.vml")
        draft.write(drawing, _NO_SHAPES)
        draft.declare_ending("vml", _VML)
        pointer = draft.relate(part, "vmlDrawing", drawing)
        where = shell.place_for("legacyDrawing")
        new = f'<{shell.prefix}legacyDrawing {shell.id_attribute()}="{pointer}"/>'.encode()
        draft.write(part, shell.joined([(where, where, new)]))
    draft.write(drawing, _with_shapes(draft.part(drawing), added))


def _is_extendable(vml: bytes) -> bool:
    return b"xmlns:v=" in vml and b"xmlns:x=" in vml and b"xmlns:o=" in vml and b"</xml>" in vml


def _with_comments(data: bytes, part: str, notes: Mapping[At, str]) -> tuple[bytes, list[At]]:
    """comments.xml with notes of ours, in the order of cells behind those that are there; and the cells that got one."""
    found = located(data, elements(data, part))
    taken = {cell_at(one.attributes.get("ref", "")) for one in found if one.name == "comment"}
    authors, entries_of = (next(one for one in found if one.name == name) for name in ("authors", "commentList"))
    number = sum(one.name == "author" for one in found)
    p = prefix_at(data, found[0].start)
    added = [at for at in sorted(notes) if at not in taken]
    entries = "".join(
        f'<{p}comment ref="{column_letters(at[1])}{at[0]}" authorId="{number}"><{p}text><{p}r><{p}rPr><{p}sz val="9"/>'
        f'<{p}color indexed="81"/><{p}rFont val="宋体"/><{p}charset val="134"/></{p}rPr>'
        f'<{p}t xml:space="preserve">{encoded(SIGN + chr(10) + notes[at])}</{p}t></{p}r></{p}text></{p}comment>'
        for at in added
    )
    if not added:
        return data, added
    author = f"<{p}author>{AUTHOR}</{p}author>".encode()
    return spliced(data, [appended_child(data, authors, author), appended_child(data, entries_of, entries.encode())]), added


def _with_shapes(vml: bytes, cells: list[At]) -> bytes:
    if not cells:
        return vml
    highest = max((int(number) for number in _SHAPE_ID.findall(vml)), default=1024)
    pieces = [] if b'"_x0000_t202"' in vml else [_SHAPE_TYPE]
    pieces += [_shape(highest + n, at) for n, at in enumerate(cells, start=1)]
    where = vml.rindex(b"</xml>")
    return vml[:where] + b"".join(pieces) + vml[where:]


def _shape(number: int, at: At) -> bytes:
    row, column = at[0] - 1, at[1] - 1
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;width:220pt;height:90pt;'
        'z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{column + 1}, 15, {max(row - 1, 0)}, 10, {column + 4}, 31, {row + 5}, 9</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
    ).encode()


@frozen
class Listed:
    """The comments of a sheet, split into those of ours and the others."""

    authors: list[Located]
    own_authors: frozenset[str]
    ours: list[Located]
    others: list[Located]


def listed(data: bytes, part: str) -> Listed:
    found = located(data, elements(data, part))
    authors = [one for one in found if one.name == "author"]
    own = {str(n) for n, one in enumerate(authors) if data[one.tag_stop : one.inner_stop].strip() == AUTHOR.encode()}
    ours: list[Located] = []
    others: list[Located] = []
    for one in found:
        if one.name == "comment":
            mine = one.attributes.get("authorId") in own or _has_sign(data[one.start : one.stop])
            (ours if mine else others).append(one)
    return Listed(authors, frozenset(own), ours, others)


def others_notes(package: Package, part: str) -> tuple[bytes, ...]:
    """The notes and boxes of a worksheet that are not ours, as bytes."""
    kept: list[bytes] = []
    own: set[At] = set()
    targets = {one.kind: one.target for one in package.relations(part) if not one.external and one.target in package}
    if "comments" in targets:
        data = package.part(targets["comments"])
        found = listed(data, targets["comments"])
        kept += [data[one.start : one.stop] for one in found.others]
        own = {cell_at(one.attributes.get("ref", "")) for one in found.ours}
    for one in package.relations(part):
        if one.kind == "vmlDrawing" and one.target in package:
            kept += [shape for shape in _SHAPE.findall(package.part(one.target)) if _place(shape) not in own]
    return tuple(kept)


def has_notes(package: Package, part: str) -> bool:
    """Whether a worksheet has notes of ours."""
    comments = next((one.target for one in package.relations(part) if one.kind == "comments" and not one.external), None)
    return comments is not None and comments in package and bool(listed(package.part(comments), comments).ours)


def remove_notes(draft: Draft, part: str) -> None:
    """Take the notes of ours away, and the parts that only they needed."""
    comments = _related(draft, part, "comments")
    if comments is None:
        return
    data = draft.part(comments)
    found = listed(data, comments)
    if not found.ours:
        return
    _remove_shapes(draft, part, {cell_at(one.attributes.get("ref", "")) for one in found.ours})
    if not found.others:
        draft.drop(comments, part)
        _forget_empty_relations(draft, part)
        return
    cuts = [(one.start, one.stop, b"") for one in found.ours]
    draft.write(comments, spliced(data, cuts + _author_cuts(found.authors, found.own_authors)))


def _has_sign(comment: bytes) -> bool:
    return _TAGS.sub(b"", comment).strip().startswith(SIGN.encode())


def _author_cuts(authors: list[Located], ours: Collection[str]) -> list[tuple[int, int, bytes]]:
    """Authors are counted, so only the last one can go."""
    return [(authors[-1].start, authors[-1].stop, b"")] if str(len(authors) - 1) in ours else []


def _remove_shapes(draft: Draft, part: str, cells: set[At]) -> None:
    shell = Shell(draft.part(part), part)
    drawing = _drawing(draft, part, shell)
    if drawing is None or drawing not in draft:
        return
    vml = draft.part(drawing)
    kept = _SHAPE.sub(lambda found: b"" if _place(found[0]) in cells else found[0], vml)
    if _SHAPE.search(kept) is not None or b"<v:" in kept.replace(_SHAPE_TYPE, b""):
        draft.write(drawing, kept)
        return
    draft.drop(drawing, part)
    if not any(name.casefold().endswith(".vml") for name in draft.package.part_names if name in draft):
        types = without_elements(
            draft.part(CONTENT_TYPES),
            draft.located(CONTENT_TYPES),
            lambda one: one.name == "Default" and one.attributes.get("Extension") == "vml",
        )
        draft.write(CONTENT_TYPES, types)
    draft.write(part, shell.joined([(one.start, one.stop, b"") for one in shell.top("legacyDrawing")]))


def _place(shape: bytes) -> At | None:
    found = {name: int(number) for name, number in _PLACE.findall(shape)}
    return (found[b"Row"] + 1, found[b"Column"] + 1) if len(found) == 2 and b'"Note"' in shape else None


def _forget_empty_relations(draft: Draft, part: str) -> None:
    if not draft.relations(part):
        draft.forget(relations_part(part))
