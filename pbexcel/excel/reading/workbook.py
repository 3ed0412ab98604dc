"""The workbook part: which sheets there are, under which names, and what holds for all of them.

In: the bytes of xl/workbook.xml, where it points to. Out: a `Workbook` and its elements. Not here: finding the part (package),
what stands on a sheet (sheet_reading).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import cast

from pbexcel.excel.archive import damaged
from pbexcel.excel.kinds import not_a_workbook
from pbexcel.excel.limits import Limits
from pbexcel.excel.markup import MAIN, MAIN_STRICT, Elements, is_true, local, new_parser, run
from pbexcel.excel.reading.sheet import SheetInfo, SheetState
from pbexcel.excel.relations import Relation
from pbexcel.faults import Unopenable
from pbexcel.frozen import frozen

Relations = Callable[[str], tuple[Relation, ...]]
_DEFINED_NAME = (f"{MAIN} definedName", f"{MAIN_STRICT} definedName")


@frozen
class Workbook:
    """What xl/workbook.xml says. `tabs` are the names of all sheets in order, chart sheets included."""

    part: str
    is_strict: bool
    date1904: bool
    sheets: tuple[SheetInfo, ...]
    tabs: tuple[str, ...]
    names: tuple[tuple[str, str, int | None], ...]
    """defined names: name, what it refers to, the number of the tab it belongs to"""
    has_external_links: bool
    active_tab: int
    """which of `tabs` is shown on opening"""


def read_workbook(data: bytes, part: str, relations: Relations, parts: Collection[str], limits: Limits) -> tuple[Workbook, Elements]:
    """What the workbook part says, and its elements: the proof of a copy asks for them again.

    `relations` tells where a part points; `parts` are the names of all parts. Raises Unopenable for what is no workbook, or one
    without a worksheet that can be found.
    """
    found: list[tuple[str, Mapping[str, str]]] = []
    names: list[tuple[Mapping[str, str], list[str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((name, attributes))
        parser.CharacterDataHandler = None
        if name in _DEFINED_NAME:
            names.append((attributes, []))
            parser.CharacterDataHandler = names[-1][1].append

    parser = new_parser(part)
    parser.StartElementHandler = start
    run(parser, data, part)
    root = found[0][0]
    if root not in (f"{MAIN} workbook", f"{MAIN_STRICT} workbook"):
        raise not_a_workbook(parts)
    entries = [(local(name), attributes) for name, attributes in found if name.startswith((f"{MAIN} ", f"{MAIN_STRICT} "))]
    properties: Mapping[str, str] = next((found for name, found in entries if name == "workbookPr"), {})
    listed = [found for name, found in entries if name == "sheet"]
    workbook = Workbook(
        part=part,
        is_strict=root.startswith(MAIN_STRICT),
        date1904=is_true(properties.get("date1904")),
        sheets=_worksheets(listed, part, relations, limits),
        tabs=tuple(found.get("name", "") for found in listed),
        names=tuple(_name(attributes, "".join(text)) for attributes, text in names),
        has_external_links=any(name == "externalReference" for name, _ in entries),
        active_tab=_active_tab(entries, len(listed)),
    )
    return workbook, found


def _active_tab(entries: list[tuple[str, Mapping[str, str]]], tabs: int) -> int:
    text = next((found.get("activeTab", "0") for name, found in entries if name == "workbookView"), "0")
    return int(text) if text.isascii() and text.isdigit() and int(text) < tabs else 0


def _name(attributes: Mapping[str, str], text: str) -> tuple[str, str, int | None]:
    owner = attributes.get("localSheetId", "")
    return attributes.get("name", ""), text.strip(), int(owner) if owner.isascii() and owner.isdigit() else None


def _worksheets(listed: list[Mapping[str, str]], part: str, relations: Relations, limits: Limits) -> tuple[SheetInfo, ...]:
    targets = {relation.id: relation for relation in relations(part)}
    found: list[SheetInfo] = []
    seen: set[str] = set()
    if len(listed) > limits.sheets:
        raise Unopenable("F109", f"{len(listed)} 个工作表")
    for attributes in listed:
        name = attributes.get("name", "")
        if name.casefold() in seen:
            raise damaged(f"两个工作表都叫「{name}」")
        seen.add(name.casefold())
        pointer = next((value for key, value in attributes.items() if key.endswith("relationships id")), "")
        relation = targets.get(pointer)
        if relation is None or relation.external:
            raise damaged(f"工作表「{name}」没有内容")
        if relation.kind == "worksheet":
            state = attributes.get("state", "visible")
            state = state if state in ("hidden", "veryHidden") else "visible"
            found.append(SheetInfo(name, relation.target, cast(SheetState, state)))
    if not found:
        raise Unopenable("F117", "没有工作表")
    return tuple(found)
