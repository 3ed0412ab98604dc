"""The proof that workbook, styles, relations and content types still say all they said, in the same order.

In: the original package, the new one, parts that may go. Out: differences in Chinese. Not here: worksheets and all other parts (proof).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Set
from functools import cache

from pbexcel.excel.changing.changes import Changes
from pbexcel.excel.changing.sheets import PRINT_SETTINGS, is_print_setting
from pbexcel.excel.changing.wiring import CONTENT_TYPES
from pbexcel.excel.markup import local
from pbexcel.excel.package import Package
from pbexcel.excel.relations import relations_part, resolved


def not_only_grown(before: Package, after: Package, gone: Collection[str], changes: Changes) -> Iterator[str]:
    """Workbook, styles, relations and content types still say all they said, in the same order."""
    workbook = before.workbook.part
    loose = {"count", "activeTab", *(("state",) if changes.sheets else ())}
    names = {sheet.name.casefold() for sheet in changes.sheets}
    anew = {str(number) for number, tab in enumerate(before.workbook.tabs) if tab.casefold() in names}
    for part in (workbook, before.related("styles"), relations_part(workbook), CONTENT_TYPES, "_rels/.rels"):
        if part is None or part not in before or part not in after or before.part(part) == after.part(part):
            continue
        if _grew(before.part(part), after.part(part), loose):
            after.elements(part)  # well-formed, too; most have been parsed already
            continue
        old = [one for one in _listed(before, part, loose) if not _points_to(one, part, workbook, gone) and not _prints(one, anew)]
        rest = iter(_listed(after, part, loose))
        if not all(one in rest for one in old):  # each looked for behind the one before it
            yield f"部件 {part} 有其他变动"
    yield from _names_and_states(before, after, names, anew)
    if after.styles.formats[: len(before.styles.formats)] != before.styles.formats:
        yield "原有样式的数字格式有变动"


def _names_and_states(before: Package, after: Package, ours: Collection[str], anew: Collection[str]) -> Iterator[str]:
    """Defined names refer to what they did, and sheets are as visible as they were; those of sheets written anew apart."""
    rest = iter(after.workbook.names)
    for one in before.workbook.names:
        prints = one[0] in PRINT_SETTINGS and str(one[2]) in anew
        if not prints and one not in rest:
            yield f"名称 {one[0]} 有变动"
    states = {info.name: info.state for info in after.sheets}
    for info in before.sheets:
        if info.name.casefold() not in ours and states.get(info.name) != info.state:
            yield f"工作表「{info.name}」的显示或隐藏有变动"


def _grew(before: bytes, after: bytes, loose: Set[str]) -> bool:
    """Whether all tags and texts of a part stand in another one in the same order, told without parsing; no only means "look closer"."""
    if b"<!" in after or before.count(b"xmlns") != after.count(b"xmlns"):
        return False
    gone = _without(frozenset(loose))
    rest = iter(gone.sub(b"", after).split(b"<"))
    return all(tag in rest for tag in gone.sub(b"", before).split(b"<"))


@cache
def _without(attributes: frozenset[str]) -> re.Pattern[bytes]:
    return re.compile(rb' (?:%s)="[^"<>]*"' % "|".join(sorted(attributes)).encode())


def _listed(package: Package, part: str, loose: Set[str]) -> list[tuple[str, Mapping[str, str]]]:
    return [
        (name, found if loose.isdisjoint(found) else {key: value for key, value in found.items() if key not in loose})
        for name, found in package.elements(part)
    ]


def _prints(element: tuple[str, Mapping[str, str]], anew: Collection[str]) -> bool:
    """Whether an entry of the workbook is the print area of a sheet written anew, or a list that may have held only those."""
    name, attributes = element
    return bool(anew) and (local(name) == "definedNames" or is_print_setting(attributes, anew))


def _points_to(element: tuple[str, Mapping[str, str]], part: str, workbook: str, gone: Collection[str]) -> bool:
    """Whether an entry of relations or content types belongs to a part that may go."""
    _, attributes = element
    if part == CONTENT_TYPES:
        named = attributes.get("PartName", "").lstrip("/").casefold()
        return named in gone or (attributes.get("Extension", "") == "vml" and any(one.endswith(".vml") for one in gone))
    return "Target" in attributes and resolved(workbook, attributes["Target"]).casefold() in gone
