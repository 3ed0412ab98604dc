"""The proof that a patched file differs from the original in the declared cells and in nothing else.

In: the original package, the new file's bytes, what was planned and declared. Out: differences in Chinese, none if proven.
Not here: making the patch. Nothing is taken from the patcher but the plan: both files are read again from their bytes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from pbexcel.excel.archive import damaged
from pbexcel.excel.changing.changes import Changes, Edit, NewSheet
from pbexcel.excel.changing.notes import others_notes
from pbexcel.excel.changing.patch import Plan, changes_of, plan, written_number
from pbexcel.excel.changing.properties import read_properties
from pbexcel.excel.changing.wiring import CONTENT_TYPES
from pbexcel.excel.limits import MAX_TEXT
from pbexcel.excel.markup import decoded
from pbexcel.excel.package import Package, open_package
from pbexcel.excel.proving.grown import not_only_grown
from pbexcel.excel.proving.outline import narrowed, outline, same_bytes_apart_from
from pbexcel.excel.reading.cell import RawCell, decimal_of
from pbexcel.excel.reading.sheet import Sheet
from pbexcel.excel.reading.sheet_reading import read_worksheet
from pbexcel.excel.relations import relations_part
from pbexcel.faults import Unopenable
from pbexcel.records import CellRef
from pbexcel.spelling import plain_number

_CELL_IN_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^>]*)?(?<!/)>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?c[\s/>]", re.DOTALL)


def verify_patch(
    before: Package, data: bytes | Package, what: Changes | Sequence[Edit], planned: Plan | None = None
) -> tuple[str, ...]:
    """What is wrong with a patched file; empty is the proof: every declared cell reads back as declared, every other cell
    and everything else in its sheet is as it was (kept results of dependents apart), all other parts are byte-identical,
    and what was added to workbook, styles and wiring was only added. `planned` is the plan where the caller has it.

    Raises Unopenable where the original itself turns out to be damaged.
    """
    changes = changes_of(what)
    planned = planned or plan(before, changes.edits)
    try:
        after = data if isinstance(data, Package) else open_package(data, before.limits)
        wrong = tuple(_differences(before, after, planned, changes))
    except Unopenable as broken:
        wrong = (f"写出的文件打不开：{broken}",)
    if wrong:
        _look_closely(before, planned)
    return wrong


def _look_closely(before: Package, plan: Plan) -> None:
    """Raise Unopenable where the damage came with the file and reading passes over it: the address of an empty cell, a cell in a cell."""
    for info in before.sheets:
        if info.name in plan.contents:
            data = before.part(info.part)
            outline(data, info.part, (), False, False)
            if _CELL_IN_CELL.search(data):
                raise damaged(f"{info.part} 里单元格套着单元格")


def _differences(before: Package, after: Package, plan: Plan, changes: Changes) -> Iterator[str]:
    replaced = {sheet.name.casefold() for sheet in changes.sheets if sheet.replaces}
    staff = {info.part: info.name for info in before.sheets if info.name.casefold() not in replaced}
    allowed, gone = _allowed(before, plan, changes, staff)
    yield from _parts(before, after, allowed, gone)
    for part in staff:
        if part.casefold() in allowed and before.packed(part) != after.packed(part):
            yield from _sheet(before, after, staff[part], part, plan, changes)
        if others_notes(before, part) != others_notes(after, part):
            yield f"工作表「{staff[part]}」原有的批注有变动"
    yield from not_only_grown(before, after, gone, changes)
    yield from _read_back(after, changes.edits)
    for sheet in changes.sheets:
        yield from _sheet_reads_back(after, sheet)
    texts = read_properties(after) if changes.properties else {}
    for name, text in changes.properties.items():
        if texts.get(name) != text:
            yield f"文档属性 {name} 写出后读到的不同"


def _allowed(
    before: Package, plan: Plan, changes: Changes, staff: Mapping[str, str]
) -> tuple[set[str], set[str]]:
    """Parts that may change and parts that may go, names folded."""
    workbook = before.workbook.part
    links = {relations_part(workbook), CONTENT_TYPES}
    styles = {before.related("styles") or ""}
    chain = before.related("calcChain")
    gone = {chain} if chain and plan.drops_chain else set()
    allowed = {part for part, name in staff.items() if name in plan.contents} | (links if gone else set())
    if changes.sheets:
        allowed |= links | styles | {workbook}
        for info in before.sheets:
            allowed |= set() if info.part in staff else {info.part}
            gone |= set() if info.part in staff else _hanging(before, info.part)
    if changes.marks is not None:
        allowed |= links | styles | set(staff)
        for part in staff:
            hanging = _hanging(before, part)
            allowed |= hanging
            gone |= hanging
    if changes.active is not None:
        allowed |= {workbook} | {one.target for one in before.relations(workbook) if one.kind in ("worksheet", "chartsheet")}
    if changes.properties:
        allowed |= {CONTENT_TYPES, "_rels/.rels"} | {one.target for one in before.relations("") if one.kind == "custom-properties"}
    return {one.casefold() for one in allowed}, {one.casefold() for one in gone}


def _hanging(package: Package, part: str) -> set[str]:
    """The notes of a worksheet, their drawing, and the relations that point to them."""
    kinds = ("comments", "vmlDrawing", "printerSettings", "threadedComment")
    return {relations_part(part)} | {one.target for one in package.relations(part) if one.kind in kinds and not one.external}


def _parts(before: Package, after: Package, changed: Collection[str], gone: Collection[str]) -> Iterator[str]:
    """Every part there, in the old order, its bytes as they were."""
    here = {name.casefold() for name in after.part_names}
    missing = [name for name in before.part_names if name.casefold() not in here]
    for name in missing:
        if name.casefold() not in gone and not name.endswith(".rels"):
            yield f"部件 {name} 不见了"
    kept = [name for name in before.part_names if name not in missing]
    if kept != [name for name in after.part_names if name in before]:
        yield "部件换了顺序"
    for name in kept:
        if name.casefold() not in changed and before.packed(name) != after.packed(name):
            yield f"部件 {name} 有变动"


def _sheet_reads_back(after: Package, sheet: NewSheet) -> Iterator[str]:
    part = next((info.part for info in after.sheets if info.name == sheet.name and info.state == sheet.state), None)
    if part is None:
        yield f"工作表「{sheet.name}」没有写出"
        return
    read = read_worksheet(after.part(part), part, after.limits)
    left = read.cells
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell is None or (isinstance(cell.value, str) and not cell.value):
                continue
            stored = left.pop((number, column), None)
            if stored is None or not _holds(stored, cell.value):
                yield f"{CellRef(sheet.name, number, column)} 写出后读到的不同"
    yield from (f"{CellRef(sheet.name, *at)} 没有要写，却有内容" for at in sorted(left.keys() | read.formulas.keys()))


def _holds(stored: RawCell, value: Decimal | str) -> bool:
    """Whether a cell of a sheet of ours is stored as it was declared: a number as a number, a text as a text (what a cell takes of it)."""
    if isinstance(value, str):
        return stored.type == "inlineStr" and decoded(stored.value or "") == value[:MAX_TEXT]
    return stored.type is None and (stored.value == plain_number(value) or decimal_of(stored.value or "") == written_number(value))


def _sheet(before: Package, after: Package, name: str, part: str, plan: Plan, changes: Changes) -> Iterator[str]:
    """One worksheet: other cells, formulas, merges and what is hidden as they were, and every other element too."""
    declared = plan.contents.get(name, {})
    if all((info.name, info.part) != (name, part) for info in after.sheets):
        yield f"工作表「{name}」不见了"
        return
    cuts = [before.cut(part), after.cut(part, before)]
    old, new = before.sheet(name), after.sheet(name)
    cells, formulas = (old.written, new.written), (old.formulas, new.formulas)
    changed = {at for at, _ in cells[0].items() ^ cells[1].items()} | {at for at, _ in formulas[0].items() ^ formulas[1].items()}
    yield from (f"{CellRef(name, *at)} 有变动" for at in sorted(changed - set(declared)))
    for at in declared:
        if at in cells[0] and at in cells[1] and cells[0][at].style != cells[1][at].style:
            yield f"{CellRef(name, *at)} 的样式有变动"
    for place in plan.stale:
        if place.sheet == name:
            yield from _emptied(old, new, place)
    same = cuts[0].alike(cuts[1])
    states = [cut.keeping(same).short for cut in cuts]
    if same_bytes_apart_from(declared, *states):
        return
    with_marks, with_view = changes.marks is not None, changes.active is not None
    outlines = [outline(one, part, declared, with_marks, with_view) for one in narrowed(*states)]
    if outlines[0] != outlines[1]:
        yield f"工作表「{name}」在单元格之外有变动"


def _emptied(old: Sheet, new: Sheet, place: CellRef) -> Iterator[str]:
    """A dependent keeps its formula and has lost its result."""
    at = place.row, place.column
    if old.formulas[at] != new.formulas.get(at) or new.stored(*at) is not None:
        yield f"{place} 的公式有变动"


def _read_back(after: Package, edits: Sequence[Edit]) -> Iterator[str]:
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
    sheet = package.sheet(at.sheet)
    return decimal_of(sheet.stored(*sheet.anchor(at.row, at.column)) or "")


