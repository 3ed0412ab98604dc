"""Forms with the approved targets already in them, one for each project of a list.

In: the approved targets of a project and a variant. Out: its form as a workbook or bytes, and a name for its file.
Not here: reading the list (approved), writing files and showing progress (the command line).

What was approved is locked: project, indicators, targets, weights. A first level prints the points of its own rows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pbexcel.forms.approved import Approved, ApprovedTarget
from pbexcel.forms.template import style
from pbexcel.forms.template.build import build
from pbexcel.forms.template.package import workbook_bytes
from pbexcel.forms.template.plan import SHEET, Plan, plan_of
from pbexcel.forms.template.rows import fit
from pbexcel.forms.template.variants import FirstLevel, Variant, variants
from pbexcel.spelling import plain_name

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_LONGEST_NAME = 200  # bytes, of the 255 a file name may have: room for （2） and for what a scored copy adds
_MEASURED = re.compile(r"(≥|≤|>=|<=|＞|＜|＝|>|<|=)?\s*(\d[\d.,]*)\s*(\D{0,12})")


def prefilled_forms(
    approved: Approved, *, variant: str = "standard", year: int | None = None
) -> Iterator[tuple[str, bytes]]:
    """File name and bytes of the form of every project, in the order of the list; `year` stands in where the list gives none."""
    taken: set[str] = set()
    bad: dict[str, int] = {}
    for fault in approved.faults:
        bad[plain_name(fault.project)] = bad.get(plain_name(fault.project), 0) + 1
    for project, targets in approved.projects().items():
        spare = min(bad.get(plain_name(project), 0), 20)  # a row the list got wrong can be written by hand
        book = prefilled(targets, variant=variant, year=year, spare=spare)
        yield file_name(project, taken), workbook_bytes(book)


def prefilled(
    targets: Sequence[ApprovedTarget], *, variant: str = "standard", year: int | None = None, spare: int = 0
) -> Workbook:
    """The form of one project; `spare` open rows are left below its indicators."""
    kind = variants()[variant]
    rows = _in_levels(targets, kind)
    plan = plan_of(kind, tuple(_levels(rows, spare)))
    first = targets[0]
    book = build(plan, first.year or year)
    sheet = book[SHEET]
    level2, actual = plan.column("level2"), plan.column("actual")
    _write(sheet, plan.project, level2, first.project, lock=True)
    _write(sheet, plan.department, level2, first.department)
    _write(sheet, plan.department, actual + 1, first.unit)
    if first.budget is not None:
        _write(sheet, plan.fund_total, plan.fund("initial")[0], first.budget)
        _write(sheet, plan.fund_total, plan.fund("budget")[0], first.budget)
    for row, target in enumerate((target for _, group in rows for target in group), plan.first):
        _write_target(sheet, plan, row, target)
        fit(sheet, plan, row)
    return book


def file_name(project: str, taken: set[str]) -> str:
    """A name every file system takes; `taken` remembers those given, compared without case."""
    stem = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", project)).strip(" .") or "项目"
    if _RESERVED.fullmatch(stem):
        stem = f"_{stem}"
    stem = stem.encode()[:_LONGEST_NAME].decode(errors="ignore").strip(" .")
    name, number = f"{stem}.xlsx", 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem}（{number}）.xlsx"
    taken.add(name.casefold())
    return name


def _in_levels(targets: Iterable[ApprovedTarget], variant: Variant) -> list[tuple[str, list[ApprovedTarget]]]:
    """The targets by first level, those of the variant first and in its order; inside one, second levels stay together."""
    groups: dict[str, list[ApprovedTarget]] = {level.name: [] for level in variant.levels}
    for target in targets:
        groups.setdefault(_first_level(target, variant), []).append(target)
    for group in groups.values():
        order = list(dict.fromkeys(target.level2 for target in group))
        group.sort(key=lambda target: order.index(target.level2))
    return [(name, group) for name, group in groups.items() if group]


def _first_level(target: ApprovedTarget, variant: Variant) -> str:
    """The variant's own name of the first level; by the second level where the list names no first; "" if neither is known."""
    said = plain_name(target.level1).split("(")[0].removesuffix("指标")
    for level in variant.levels:
        if said and level.name.removesuffix("指标") == said:
            return level.name
        if not said and target.level2 and plain_name(target.level2) in [plain_name(name) for name, _ in level.second]:
            return level.name
    return f"{said}指标" if said else ""


def _levels(rows: Sequence[tuple[str, list[ApprovedTarget]]], spare: int) -> Iterator[FirstLevel]:
    for number, (name, group) in enumerate(rows, 1):
        second = [(target.level2, 1) for target in group]
        if number == len(rows):
            second += [("", 1)] * spare
        yield FirstLevel(name, sum((target.weight for target in group), Decimal(0)), tuple(second))


def _write_target(sheet: Worksheet, plan: Plan, row: int, target: ApprovedTarget) -> None:
    _write(sheet, row, plan.column("level2"), target.level2, lock=True)
    _write(sheet, row, plan.column("name"), target.name, lock=True)
    text = target.target
    if any(column.role == "nature" for column in plan.variant.columns):
        match = _MEASURED.fullmatch(text)
        nature, text, unit = (match[1] or "", match[2], match[3]) if match else ("定性", text, "")
        _write(sheet, row, plan.column("nature"), nature, lock=True)
        _write(sheet, row, plan.column("unit"), unit, lock=True)
    _write(sheet, row, plan.column("target"), text, lock=True)
    _write(sheet, row, plan.column("weight"), target.weight, lock=True)


def _write(sheet: Worksheet, row: int, column: int, value: str | Decimal, *, lock: bool = False) -> None:
    cell = sheet.cell(row, column)
    cell.value = value if value != "" else None
    if isinstance(value, str) and value:
        cell.data_type = "s"  # =8个 is a target and no formula
    if lock:
        cell.protection = style.LOCKED
