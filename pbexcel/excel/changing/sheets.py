"""Sheets of ours in a workbook: added at the end, written anew, shown first.

In: a draft and `NewSheet`s. Out: the draft with worksheet parts, their wiring and looks. Not here: their XML
(sheet_writing), what stands on them (whoever asks for them).

New sheets go behind all others, since the names of a workbook count its tabs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from pbexcel.excel.archive import damaged
from pbexcel.excel.changing.changes import Look, NewSheet
from pbexcel.excel.changing.draft import Draft
from pbexcel.excel.changing.sheet_writing import worksheet
from pbexcel.excel.changing.shell import RELATIONSHIPS, Shell
from pbexcel.excel.changing.spans import Located, appended_child, prefix_at, spliced, without_attributes
from pbexcel.excel.changing.style_book import StyleBook
from pbexcel.excel.markup import escaped
from pbexcel.excel.relations import relations_part
from pbexcel.faults import Unopenable

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
PRINT_SETTINGS = ("_xlnm.Print_Area", "_xlnm.Print_Titles")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]|\A'|'\Z")
_NO_STYLES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<fonts count="1"><font><sz val="11"/><name val="\xe5\xae\x8b\xe4\xbd\x93"/><family val="3"/><charset val="134"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_OWNED = ("comments", "vmlDrawing", "printerSettings", "threadedComment")


def put_sheets(draft: Draft, sheets: Iterable[NewSheet], active: str | None) -> None:
    wanted = tuple(sheets)
    for sheet in wanted:
        _refuse_odd(sheet)
    if not wanted:
        return
    styles = _style_numbers(draft, {cell.look for sheet in wanted for row in sheet.rows for cell in row if cell})
    book = draft.located(draft.package.workbook.part)
    tabs = {one.attributes.get("name", "").casefold(): one for one in reversed(book) if one.name == "sheet"}
    new: list[tuple[NewSheet, bytes]] = []
    for sheet in wanted:
        data = worksheet(sheet, styles, selected=sheet.name == active)
        entry = tabs.get(sheet.name.casefold())
        if entry is None:
            new.append((sheet, data))
        elif sheet.replaces:
            _replace(draft, entry, sheet, data)
        else:
            raise Unopenable("F120", f"已有工作表「{sheet.name}」")
    if new:
        _add(draft, new)


def _refuse_odd(sheet: NewSheet) -> None:
    """What a programmer must not ask for."""
    if not 1 <= len(sheet.name) <= 31 or _FORBIDDEN.search(sheet.name):
        raise ValueError(f"no sheet can be called {sheet.name!r}")


def styles_part(draft: Draft) -> str:
    """The styles of the workbook; made where it has none."""
    workbook = draft.package.workbook.part
    for relation in draft.relations(workbook):
        if relation.kind == "styles" and not relation.external:
            return relation.target
    part = "xl/styles.xml" if "xl/styles.xml" not in draft else draft.free_name("xl/styles{}.xml")
    draft.write(part, _NO_STYLES)
    draft.relate(workbook, "styles", part)
    draft.declare(part, _STYLES)
    return part


def _style_numbers(draft: Draft, looks: Iterable[Look]) -> dict[Look, int]:
    part = styles_part(draft)
    book = StyleBook(draft.part(part), draft.elements(part))
    numbers = {look: book.look(look) for look in sorted(looks)}
    draft.write(part, book.finished())
    return numbers


def _add(draft: Draft, new: Sequence[tuple[NewSheet, bytes]]) -> None:
    """Sheets behind all others, in their order."""
    workbook = draft.package.workbook.part
    parts = []
    for _, data in new:
        parts.append(draft.free_name("xl/worksheets/sheet{}.xml"))
        draft.write(parts[-1], data)
        draft.declare(parts[-1], _WORKSHEET)
    pointers = draft.relate_all(workbook, "worksheet", parts)
    before = draft.part(workbook)
    book = draft.located(workbook)
    parent = next((one for one in book if one.name == "sheets"), None)
    if parent is None:
        raise damaged(f"{workbook} 没有工作表的清单")
    ids = [one.attributes.get("sheetId", "0") for one in book if one.name == "sheet"]
    last = max((int(one) for one in ids if one.isascii() and one.isdigit()), default=0)
    entries = (
        f'<{prefix_at(before, parent.start)}sheet name="{escaped(sheet.name)}" sheetId="{number}"'
        + ("" if sheet.state == "visible" else f' state="{sheet.state}"')
        + f' {_id_attribute(before, book[0])}="{pointer}"/>'
        for number, ((sheet, _), pointer) in enumerate(zip(new, pointers, strict=True), last + 1)
    )
    draft.write(workbook, spliced(before, [appended_child(before, parent, "".join(entries).encode())]))


def _id_attribute(data: bytes, root: Located) -> str:
    found = re.search(
        rb"""\sxmlns:([^\s=]+)\s*=\s*["']""" + re.escape(RELATIONSHIPS.encode()) + rb"""["']""",
        data[root.start : root.tag_stop],
    )
    return f"{found[1].decode()}:id" if found else f'xmlns:r="{RELATIONSHIPS}" r:id'


def _replace(draft: Draft, entry: Located, sheet: NewSheet, data: bytes) -> None:
    """Write a sheet of ours anew; what hung on the old one (notes, printer settings) goes with it."""
    workbook = draft.package.workbook.part
    pointer = next(value for key, value in entry.attributes.items() if key.endswith("relationships id"))
    part = next(relation.target for relation in draft.relations(workbook) if relation.id == pointer)
    for relation in draft.relations(part):
        if relation.kind in _OWNED and not relation.external:
            draft.drop(relation.target, part)
    draft.forget(relations_part(part))
    draft.write(part, data)
    _forget_print_settings(draft, sheet.name)
    entry = next(one for one in draft.located(workbook) if one.name == "sheet" and one.attributes == entry.attributes)
    state = entry.attributes.get("state", "visible")
    if state != sheet.state:
        before = draft.part(workbook)
        tag = without_attributes(before[entry.start : entry.tag_stop], [b"state"])
        end = b"/>" if tag.endswith(b"/>") else b">"
        new = tag[: -len(end)].rstrip() + f' state="{sheet.state}"'.encode() + end
        draft.write(workbook, spliced(before, [(entry.start, entry.tag_stop, new)]))


def _forget_print_settings(draft: Draft, name: str) -> None:
    """Take away the print area and titles of a sheet written anew: they fitted the rows it had."""
    workbook = draft.package.workbook.part
    data = draft.part(workbook)
    book = draft.located(workbook)
    tabs = [one.attributes.get("name", "").casefold() for one in book if one.name == "sheet"]
    own = str(tabs.index(name.casefold()))
    gone = [one for one in book if one.name == "definedName" and is_print_setting(one.attributes, {own})]
    all_names = [one for one in book if one.name == "definedName"]
    if gone and len(gone) == len(all_names):  # an empty list of names is not allowed
        gone = [one for one in book if one.name == "definedNames"]
    draft.write(workbook, spliced(data, [(one.start, one.stop, b"") for one in gone]))


def is_print_setting(attributes: Mapping[str, str], tabs: Collection[str]) -> bool:
    """Whether a defined name is the print area or the print titles of one of these tabs (numbers as text)."""
    return attributes.get("name", "") in PRINT_SETTINGS and attributes.get("localSheetId") in tabs


def show_first(draft: Draft, name: str) -> None:
    """Make a sheet the one shown on opening, and the only one selected: two selected sheets are edited together."""
    workbook = draft.package.workbook.part
    data = draft.part(workbook)
    book = draft.located(workbook)
    tabs = [one for one in book if one.name == "sheet"]
    names = [one.attributes.get("name", "") for one in tabs]
    if name not in names:
        raise Unopenable("F120", f"没有工作表「{name}」")
    draft.write(workbook, _with_active_tab(data, book, names.index(name)))
    relations = {relation.id: relation for relation in draft.relations(workbook)}
    for tab, own in zip(tabs, names, strict=True):
        pointer = next((value for key, value in tab.attributes.items() if key.endswith("relationships id")), "")
        relation = relations.get(pointer)
        if relation is not None and relation.kind in ("worksheet", "chartsheet") and relation.target in draft:
            _select(draft, relation.target, selected=own == name, is_worksheet=relation.kind == "worksheet")


def _with_active_tab(data: bytes, book: list[Located], tab: int) -> bytes:
    view = next((one for one in book if one.name == "workbookView"), None)
    if view is None:
        sheets = next(one for one in book if one.name == "sheets")
        p = prefix_at(data, sheets.start)
        new = f'<{p}bookViews><{p}workbookView activeTab="{tab}"/></{p}bookViews>'.encode()
        return spliced(data, [(sheets.start, sheets.start, new)])
    if view.attributes.get("activeTab", "0") == str(tab):
        return data
    tag = without_attributes(data[view.start : view.tag_stop], [b"activeTab"])
    end = b"/>" if tag.endswith(b"/>") else b">"
    return spliced(data, [(view.start, view.tag_stop, tag[: -len(end)].rstrip() + f' activeTab="{tab}"'.encode() + end)])


def _select(draft: Draft, part: str, *, selected: bool, is_worksheet: bool) -> None:
    data = draft.part(part)
    if not is_worksheet:
        views = [one for one in draft.located(part) if one.name == "sheetView"]
        draft.write(part, spliced(data, _selecting(data, views, selected)))
        return
    shell = Shell(data, part)
    views = [one for one in shell.elements if one.name == "sheetView" and one.depth == 2]
    if not views and selected:
        p = shell.prefix
        new = f'<{p}sheetViews><{p}sheetView tabSelected="1" workbookViewId="0"/></{p}sheetViews>'.encode()
        where = min(one.start for one in shell.elements if one.depth == 1 and one.name not in ("sheetPr", "dimension"))
        draft.write(part, shell.joined([(where, where, new)]))
        return
    draft.write(part, shell.joined(_selecting(shell.data, views, selected)))


def _selecting(data: bytes, views: list[Located], selected: bool) -> list[tuple[int, int, bytes]]:
    """Cuts that select or unselect a sheet; views that already say so are left."""
    cuts = []
    for view in views:
        if (view.attributes.get("tabSelected", "0") in ("1", "true")) == selected:
            continue
        tag = without_attributes(data[view.start : view.tag_stop], [b"tabSelected"])
        if selected:
            name = re.match(rb"<[^\s/>]+", tag)
            assert name is not None
            tag = tag[: name.end()] + b' tabSelected="1"' + tag[name.end() :]
        cuts.append((view.start, view.tag_stop, tag))
    return cuts
