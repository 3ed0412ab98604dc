"""The proof that a patched file differs from the original in the declared cells and in nothing else.

In: the original package, the new file's bytes, what was planned and declared. Out: differences in Chinese, none if proven.
Not here: making the patch. Nothing is taken from the patcher but the plan: both files are read again from their bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pbexcel.excel.markup import elements, new_parser, run
from pbexcel.excel.package import Package, open_package
from pbexcel.excel.relations import relations_part
from pbexcel.excel.sheet_reading import RawSheet, cell_at, read_worksheet
from pbexcel.excel.wiring import CONTENT_TYPES
from pbexcel.faults import Unopenable
from pbexcel.records import CellRef

if TYPE_CHECKING:
    from pbexcel.excel.patch import Edit, Plan

At = tuple[int, int]


def differences(before: Package, data: bytes, plan: Plan, edits: Sequence[Edit]) -> tuple[str, ...]:
    try:
        after = open_package(data, before.limits)
        return tuple(_differences(before, after, plan, edits))
    except Unopenable as broken:
        return (f"写出的文件打不开：{broken}",)


def _differences(before: Package, after: Package, plan: Plan, edits: Sequence[Edit]) -> Iterator[str]:
    own = {info.part.casefold(): info.name for info in before.sheets}
    written = {part for part, name in own.items() if name in plan.contents}
    chain = before.related("calcChain") if plan.drops_chain else None
    wiring = {relations_part(before.workbook.part).casefold(), CONTENT_TYPES.casefold()} if chain else set()
    gone = {chain.casefold()} if chain and chain in before else set()
    yield from _parts(before, after, written | wiring, gone)
    if chain:
        yield from _wiring(before, after)
    for part in written:
        name = own[part]
        yield from _sheet(before, after, name, part, plan)
    yield from _read_back(after, edits)


def _parts(before: Package, after: Package, changed: Collection[str], gone: Collection[str]) -> Iterator[str]:
    """Every part there, in the old order, its bytes as they were."""
    expected = [name for name in before.part_names if name.casefold() not in gone]
    if expected != list(after.part_names):
        yield "部件多了、少了或换了顺序"
    for name in expected:
        if name.casefold() in changed or name not in after:
            continue
        if _packed(before, name) != _packed(after, name):
            yield f"部件 {name} 有变动"


def _packed(package: Package, name: str) -> tuple[int, int, int, memoryview]:
    member = package.archive.members[package.own_name(name)]
    packed = memoryview(package.data)[member.data_start : member.data_start + member.packed]
    return member.method, member.crc, member.size, packed


def _wiring(before: Package, after: Package) -> Iterator[str]:
    """Relations and content types differ only by the calculation chain."""
    for part in (relations_part(before.workbook.part), CONTENT_TYPES):
        kept = [
            (name, dict(found))
            for name, found in elements(before.part(part), part)
            if not found.get("Type", "").endswith("/calcChain") and "calcChain" not in found.get("PartName", "")
        ]
        if kept != [(name, dict(found)) for name, found in elements(after.part(part), part)]:
            yield f"部件 {part} 有其他变动"


def _sheet(before: Package, after: Package, name: str, part: str, plan: Plan) -> Iterator[str]:
    """One worksheet: other cells, formulas, merges and what is hidden as they were, and every other element too."""
    declared = plan.contents[name]
    old, new = (read_worksheet(package.part(part), part, package.limits) for package in (before, after))
    for at in sorted(set(old.cells) | set(new.cells)):
        if at not in declared and (old.cells.get(at), old.formulas.get(at)) != (new.cells.get(at), new.formulas.get(at)):
            yield f"{CellRef(name, *at)} 有变动"
    for at in declared:
        if old.cells.get(at) and new.cells.get(at) and old.cells[at].style != new.cells[at].style:
            yield f"{CellRef(name, *at)} 的样式有变动"
    for place in plan.stale:
        if place.sheet == name:
            yield from _emptied(old, new, place)
    if _outline(before.part(part), part, declared) != _outline(after.part(part), part, declared):
        yield f"工作表「{name}」在单元格之外有变动"


def _emptied(old: RawSheet, new: RawSheet, place: CellRef) -> Iterator[str]:
    """A dependent keeps its formula and has lost its result."""
    at = place.row, place.column
    if old.formulas[at] != new.formulas.get(at) or new.cells[at].value is not None:
        yield f"{place} 的公式有变动"


def _read_back(after: Package, edits: Sequence[Edit]) -> Iterator[str]:
    from pbexcel.excel.patch import written_number

    for edit in edits:
        cell = after.sheet(edit.at.sheet).at(edit.at.row, edit.at.column)
        expected: object = edit.value
        found: object = cell.value if cell.value is not None else ""
        if isinstance(edit.value, Decimal):
            expected, found = written_number(edit.value), _plain_number(after, edit.at)
        if found != expected or cell.formula != edit.formula:
            yield f"{edit.at} 应为 {expected}，写出后读到 {cell.text}"


def _plain_number(package: Package, at: CellRef) -> Decimal | None:
    """The stored number whatever the cell's format makes of it (a score in a cell formatted as a date)."""
    from pbexcel.excel.cell import decimal_of

    sheet = package.sheet(at.sheet)
    return decimal_of(sheet.stored(*sheet.anchor(at.row, at.column)) or "")


def _outline(data: bytes, part: str, leave_out: Collection[At]) -> bytes:
    """A digest of every element, attribute and text of a worksheet, some cells left out.

    Rows count when they carry more than their number or hold a cell that counts, so that a row made for a new cell does
    not show; `spans` is only a hint and does not count.
    """
    digest = hashlib.blake2b()
    number, column, skipping, depth = 0, 0, 0, 0
    waiting: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal number, column, skipping, depth
        depth += 1
        if skipping:
            return
        local = name.rpartition(" ")[2]
        if local == "row":
            number, column = int(attributes.get("r", number + 1)), 0
            rest = {key: value for key, value in attributes.items() if key not in ("r", "spans")}
            waiting[:] = [f"row {number} {rest}"]
            if not rest:
                return
        elif local == "c":
            at = cell_at(attributes["r"]) if "r" in attributes else (number, column + 1)
            column = at[1]
            if at in leave_out:
                skipping = depth
                return
        for text in (*waiting, "" if local == "row" else f"<{name} {attributes}"):
            digest.update(text.encode())
        waiting.clear()

    def end(name: str) -> None:
        nonlocal skipping, depth
        if skipping == depth:
            skipping = 0
        elif name.endswith(" row"):
            waiting.clear()
        elif not skipping and not name.endswith(" c"):
            digest.update(b">")
        depth -= 1

    def text(found: str) -> None:
        if not skipping and found.strip():
            digest.update(found.encode())

    parser = new_parser(part)
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    run(parser, data, part)
    return digest.digest()
