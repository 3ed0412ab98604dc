"""The list of approved targets (年初绩效目标): what each project promised, with how many points.

In: an xlsx or csv with a header row: 项目名称, 三级指标, 年度指标值, 分值, and optionally 一级指标, 二级指标, 主管部门, 实施单位,
年度, 年初预算数. Out: `Approved`: the good rows, and what is wrong with the others, each with its row and column.
Not here: building forms from it (template/prefill), comparing a form with it (scoring/checks).

A row whose 项目名称 is empty belongs to the project above, so a list may be written with merged cells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from pbexcel.faults import RulesFault
from pbexcel.forms.lists import list_bytes, list_rows, named_columns
from pbexcel.frozen import frozen
from pbexcel.spelling import plain_name

# header words as staff write them; the first is ours
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "project": ("项目名称", "项目"),
    "level1": ("一级指标", "一级"),
    "level2": ("二级指标", "二级"),
    "name": ("三级指标", "指标名称", "三级指标名称"),
    "target": ("年度指标值", "指标值", "目标值", "年初目标值"),
    "weight": ("分值", "权重", "指标分值"),
    "department": ("主管部门", "主管单位"),
    "unit": ("实施单位", "项目单位", "单位名称"),
    "year": ("年度", "预算年度"),
    "budget": ("年初预算数", "年初预算", "预算", "预算数"),
}
NEEDED = ("project", "name", "target", "weight")
_FIRST_ROW = "项目名称、三级指标、年度指标值、分值（另可有一级指标、二级指标、主管部门、实施单位、年度、年初预算数）"
_NUMBER = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)(?:分|%|万元)?")
_YEAR = re.compile(r"(20\d\d)(?:年度?)?")
_CARRIED = ("project", "department", "unit", "year", "budget", "level1", "level2")
_LARGEST_WEIGHT = Decimal(100)


@frozen
class ApprovedTarget:
    """One approved target. `row` is the number beside it in the list; `budget` is in 万元; "" or None where not given."""

    row: int
    project: str
    level1: str
    level2: str
    name: str
    target: str
    weight: Decimal
    department: str = ""
    unit: str = ""
    year: int | None = None
    budget: Decimal | None = None


@frozen
class ListFault:
    """What is wrong with one cell of the list, and how to put it right."""

    row: int
    column: str
    read: str
    why: str
    project: str = ""

    def __str__(self) -> str:
        return f"第 {self.row} 行「{self.column}」：读到「{self.read or '（空）'}」，{self.why}"


@frozen
class Approved:
    """A list read: good rows in order, and the faults of the others. `name` is the file's."""

    targets: tuple[ApprovedTarget, ...]
    faults: tuple[ListFault, ...]
    name: str = ""

    def projects(self) -> dict[str, tuple[ApprovedTarget, ...]]:
        """The good rows by project, in the order of the list; names are compared by `plain`."""
        found: dict[str, list[ApprovedTarget]] = {}
        for target in self.targets:
            found.setdefault(plain_name(target.project), []).append(target)
        return {rows[0].project: tuple(rows) for rows in found.values()}


def read_approved(path: Path) -> Approved:
    """Read a list. Raises FolderFault when it cannot be read, RulesFault when it is no such list; bad rows are values."""
    return approved_of(list_bytes(path, "清单"), path.name)


def approved_of(data: bytes, name: str) -> Approved:
    """The same from bytes; `name` is how messages call the file."""
    columns: dict[str, int] | None = None
    carried: dict[str, str] = {}
    targets: list[ApprovedTarget] = []
    faults: list[ListFault] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, texts in list_rows(data, name):
        if columns is None:
            columns = named_columns(texts, COLUMNS, NEEDED, f"清单 {name} 第 {number} 行", _FIRST_ROW)
            continue
        cells = {key: texts[place] if place < len(texts) else "" for key, place in columns.items()}
        _carry(cells, carried)
        target = _target(number, cells, faults)
        if target is not None and _is_new(target, seen, faults):
            targets.append(target)
    if columns is None:
        raise RulesFault(f"清单 {name} 是空的。第一行写列名：项目名称、三级指标、年度指标值、分值，下面一行一个指标。")
    return Approved(tuple(targets), tuple(faults), name)


def _carry(cells: dict[str, str], carried: dict[str, str]) -> None:
    """Fill what was left empty from the row above, inside one project; a first level ends the second."""
    if cells["project"] and plain_name(cells["project"]) != plain_name(carried.get("project", "")):
        carried.clear()
    if cells.get("level1") and cells["level1"] != carried.get("level1"):
        carried.pop("level2", None)
    for key in _CARRIED:
        if cells.get(key):
            carried[key] = cells[key]
        elif key in carried:
            cells[key] = carried[key]


def _target(number: int, cells: dict[str, str], faults: list[ListFault]) -> ApprovedTarget | None:
    """A row as a record; None, with its faults noted, when a cell is wrong. All faults of a row are found."""
    before = len(faults)

    def fault(key: str, why: str) -> None:
        faults.append(ListFault(number, COLUMNS[key][0], cells.get(key, ""), why, cells.get("project", "")))

    for key in ("project", "name", "target"):
        if not cells[key]:
            fault(key, f"请填{COLUMNS[key][0]}")
    weight = _number(cells["weight"])
    if weight is None or not 0 < weight <= _LARGEST_WEIGHT:
        fault("weight", "应是大于 0、不超过 100 的数，例如 10")
    year = _YEAR.fullmatch(plain_name(cells.get("year", "")))
    if cells.get("year") and not year:
        fault("year", "应是四位数的年份，例如 2025")
    budget = _number(cells.get("budget", ""))
    if cells.get("budget") and budget is None:
        fault("budget", "应是以万元为单位的数，例如 110")
    if len(faults) > before or weight is None:
        return None
    return ApprovedTarget(
        row=number,
        project=" ".join(cells["project"].split()),
        level1=cells.get("level1", ""),
        level2=cells.get("level2", ""),
        name=" ".join(cells["name"].split()),
        target=cells["target"],
        weight=weight,
        department=cells.get("department", ""),
        unit=cells.get("unit", ""),
        year=int(year[1]) if year else None,
        budget=budget,
    )


def _number(text: str) -> Decimal | None:
    match = _NUMBER.fullmatch(plain_name(text).replace(",", ""))
    return Decimal(match[1]) if match else None


def _is_new(target: ApprovedTarget, seen: dict[tuple[str, ...], int], faults: list[ListFault]) -> bool:
    """Whether the project has no such indicator yet; the first one stands, the second is a fault."""
    key = tuple(plain_name(text) for text in (target.project, target.level1, target.level2, target.name))
    if key in seen:
        why = f"与第 {seen[key]} 行重复，一个指标只写一行"
        faults.append(ListFault(target.row, COLUMNS["name"][0], target.name, why, target.project))
        return False
    seen[key] = target.row
    return True
