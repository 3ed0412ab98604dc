"""Declared cells of a workbook changed, every other byte left alone.

In: a package and edits. Out: `Patched`: the new file's bytes and what was planned. `PatchRefused` where it would break
something. Not here: how cells are put into a worksheet (splice), which formulas depend on them (dependents),
the proof itself (proving).

What happens to formulas. A formula that is overwritten takes calcChain.xml with it: the whole part, its relation and its
content type (Excel builds it anew; single entries left out of step make Excel repair the file). Formulas elsewhere that
depend on a changed cell lose their kept result, so that every program computes them on opening; nobody is shown a sum
that is no longer true. `fullCalcOnLoad` is not set: LibreOffice ignores it, Excel asks to save on closing because of it,
and it would change workbook.xml. A caller who knows a dependent's value passes it as an edit with `formula`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pbexcel.excel.changing.changes import Changes, Edit, Mark, NewSheet, SheetCell
from pbexcel.excel.changing.dependents import Place, dependents
from pbexcel.excel.changing.draft import Draft
from pbexcel.excel.changing.marks import put_marks, remove_marks
from pbexcel.excel.changing.properties import put_properties
from pbexcel.excel.changing.sheets import put_sheets, show_first
from pbexcel.excel.changing.splice import At, Content, spliced_cells
from pbexcel.excel.changing.tables import header_cells
from pbexcel.excel.limits import MAX_TEXT
from pbexcel.excel.markup import decoded, protected
from pbexcel.excel.package import Package
from pbexcel.excel.places import range_at
from pbexcel.excel.reading.cell import Cell, Range, decimal_of
from pbexcel.excel.reading.quick_look import no_formulas
from pbexcel.excel.reading.sheet import Sheet
from pbexcel.faults import Unopenable
from pbexcel.frozen import frozen
from pbexcel.records import CellRef

__all__ = [
    "Changes", "Edit", "Mark", "NewSheet", "PatchRefused", "Patched", "Plan", "SheetCell", "patch", "plan",
]  # fmt: skip

MAX_FORMULA = 8_192
_LARGEST = Decimal("9.99999999999999E+307")


class PatchRefused(Unopenable):
    """A workbook that can be read but not written without breaking something in it."""

    def __reduce__(self) -> tuple[type[Unopenable], tuple[str, str]]:
        return (PatchRefused, (self.code, self.detail))


@frozen
class Plan:
    """What a patch will do, cell by cell, before any byte is written."""

    contents: Mapping[str, Mapping[At, Content]]
    """by sheet name"""
    changed: tuple[CellRef, ...]
    """merged areas by their top-left cell; cells that already say what was declared are left out"""
    stale: tuple[CellRef, ...]
    """formula cells elsewhere whose kept result is dropped because it depends on a changed cell; what was declared of them is kept"""
    drops_chain: bool


@frozen
class Patched:
    """The new file's bytes, what was planned, and how many parts of the original stayed byte for byte."""

    data: bytes
    plan: Plan
    untouched_parts: int
    rewritten_parts: tuple[str, ...]


def changes_of(what: Changes | Sequence[Edit]) -> Changes:
    return what if isinstance(what, Changes) else Changes(edits=tuple(what))


def patch(package: Package, what: Changes | Sequence[Edit]) -> Patched:
    """Write the changes, or just edits. The same package and changes give the same bytes."""
    changes = changes_of(what)
    if package.is_signed:
        raise PatchRefused("F118", "有数字签名")
    adds = changes.sheets or changes.marks or any(text is not None for text in changes.properties.values())
    if package.is_strict and adds:
        raise PatchRefused("F123", "Strict")
    made = plan(package, changes.edits)
    draft = Draft(package)
    if changes.marks is not None:
        remove_marks(draft)
    _put_cells(draft, made)
    try:
        put_sheets(draft, changes.sheets, changes.active)
    except Unopenable as refused:
        raise PatchRefused(refused.code, refused.detail) from refused
    put_properties(draft, changes.properties)
    if changes.marks:  # last, so that marks taken away and put again stand where they stood
        put_marks(draft, changes.marks)
    if changes.active is not None:
        show_first(draft, changes.active)
    return Patched(draft.finished(), made, draft.untouched, draft.rewritten)


def _put_cells(draft: Draft, made: Plan) -> None:
    package = draft.package
    parts = sheet_parts(package)
    for name, contents in made.contents.items():
        draft.write(parts[name], spliced_cells(draft.cut(parts[name]), parts[name], contents, package.limits))
    chain = package.related("calcChain")
    if made.drops_chain and chain is not None and chain in draft:
        draft.drop(chain, package.workbook.part)


def sheet_parts(package: Package) -> dict[str, str]:
    return {info.name: info.part for info in package.sheets}


def plan(package: Package, edits: Sequence[Edit]) -> Plan:
    """Which cells change and how; refuses what cannot be written."""
    wanted = _wanted(package, edits)
    contents: dict[str, dict[At, Content]] = {}
    changed: list[CellRef] = []
    known: set[CellRef] = set()
    drops_chain = False
    for (name, row, column), edit in wanted.items():
        sheet = package.sheet(name)
        content = _content(sheet, (row, column), edit, wanted, package.told(name, _groups))
        if _says_it(sheet.cells.get((row, column)), edit):
            known.add(CellRef(name, row, column))
            continue
        contents.setdefault(name, {})[row, column] = content
        changed.append(CellRef(name, row, column))
        drops_chain |= not content.keeps_formula and ((row, column) in sheet.formulas or edit.formula is not None)
    for name in contents:
        _refuse_headers(package, name, contents[name])
    stale = tuple(at for at in _stale(package, changed) if at not in known)
    for place in stale:
        kept = Content(None, keeps_formula=True)
        contents.setdefault(place.sheet, {})[place.row, place.column] = kept
    return Plan(contents, tuple(sorted(changed)), stale, drops_chain)


def _wanted(package: Package, edits: Sequence[Edit]) -> dict[Place, Edit]:
    """The edits by the cell they end up in: merged areas are written in their top-left cell."""
    parts = sheet_parts(package)
    wanted: dict[Place, Edit] = {}
    for edit in edits:
        if edit.at.sheet not in parts:
            raise PatchRefused("F120", f"没有工作表「{edit.at.sheet}」")
        _refuse_unwritable(edit)
        place = (edit.at.sheet, *package.sheet(edit.at.sheet).anchor(edit.at.row, edit.at.column))
        before = wanted.setdefault(place, edit)
        if (before.value, before.formula) != (edit.value, edit.formula):
            raise PatchRefused("F120", f"{edit.at} 要写入两个不同的值")
    return dict(sorted(wanted.items()))


def _refuse_unwritable(edit: Edit) -> None:
    """Values a cell cannot hold: no number, a number out of range, text or a formula too long."""
    if isinstance(edit.value, Decimal):
        if not edit.value.is_finite() or abs(edit.value) > _LARGEST:
            raise PatchRefused("F121", f"{edit.at} 的值 {edit.value}")
    elif len(edit.value.encode("utf-16-le", "surrogatepass")) // 2 > MAX_TEXT:
        raise PatchRefused("F121", f"{edit.at} 的文字有 {len(edit.value)} 个字")
    elif decoded(protected(edit.value)) != edit.value:
        raise PatchRefused("F121", f"{edit.at} 的文字里有无法保存的字符")
    formula = edit.formula
    if formula is not None and (not formula or len(formula) > MAX_FORMULA or not formula.isprintable()):
        raise PatchRefused("F121", f"{edit.at} 的公式")


def written_number(value: Decimal) -> Decimal:
    """A number as it can be read back: with the 15 digits a workbook keeps."""
    return decimal_of(format(value, "f")) or Decimal(0)


def _says_it(cell: Cell | None, edit: Edit) -> bool:
    """Whether the cell already holds exactly this; then its bytes stay."""
    if cell is None:
        return edit.formula is None and isinstance(edit.value, str) and not edit.value
    if cell.formula != edit.formula:
        return False
    if isinstance(edit.value, Decimal):
        return cell.kind == "number" and cell.value == written_number(edit.value)
    return cell.kind == "text" and cell.value == edit.value


def _content(
    sheet: Sheet, at: At, edit: Edit, wanted: Mapping[Place, Edit], groups: Sequence[tuple[str, Range]]
) -> Content:
    value = written_number(edit.value) if isinstance(edit.value, Decimal) else edit.value
    formula = sheet.formulas.get(at)
    if edit.formula is not None and formula is not None and formula.text == edit.formula:
        return Content(value, keeps_formula=True)
    _refuse_formula_groups(sheet, at, wanted, groups)
    return Content(value, edit.formula)


def _groups(sheet: Sheet) -> tuple[tuple[str, Range], ...]:
    """The areas of array formulas and data tables, and how they are written."""
    found = (one.ref for one in sheet.formulas.values() if one.kind in ("array", "data"))
    return tuple((ref, range_at(ref)) for ref in found if ref)


def _refuse_formula_groups(sheet: Sheet, at: At, wanted: Mapping[Place, Edit], groups: Sequence[tuple[str, Range]]) -> None:
    """A cell that other cells' formulas hang on: the master of a shared formula, any cell of an array or data table."""
    place = CellRef(sheet.name, *at)
    own = sheet.formulas.get(at)
    if own is not None and own.kind == "shared" and own.text:
        sharers = {where for where, found in sheet.formulas.items() if found.group == own.group and found.kind == "shared"}
        if any((sheet.name, *where) not in wanted for where in sharers):
            raise PatchRefused("F119", f"{place} 是共享公式的首格")
    for ref, area in groups:
        if at in area:
            raise PatchRefused("F119", f"{place} 属于数组公式 {ref}")


def _refuse_headers(package: Package, name: str, contents: Mapping[At, Content]) -> None:
    """The header cells of a table must equal its column names; another text there makes Excel repair the file."""
    headers = header_cells(package, sheet_parts(package)[name])
    for at in contents:
        if any(at in area for area in headers):
            raise PatchRefused("F122", f"{CellRef(name, *at)}")


def _stale(package: Package, changed: Sequence[CellRef]) -> tuple[CellRef, ...]:
    """The formula cells that depend on what changes and keep a result."""
    if not changed or not package.keeps_results:
        return ()
    mine = [info for info in package.sheets if not no_formulas(package.part(info.part))]
    formulas = {info.name: package.sheet(info.name).formulas for info in mine}
    names: dict[str, str] = {}
    for name, text, _ in package.workbook.names:
        key = name.casefold()
        names[key] = f"{names[key]},{text}" if key in names else text
    found = dependents(formulas, names, frozenset((at.sheet, at.row, at.column) for at in changed))
    return tuple(
        sorted(
            CellRef(*place) for place in found if package.sheet(place[0]).cells[place[1], place[2]].has_cached_value
        )
    )
