"""What the projects come to together: by department, by unit, by grade, by 二级指标; who overstated; which reasons repeat.

In: the frames. Out: DataFrames and plain figures, exact decimals. Not here: sheets, sentences.

Averages are of counted projects; a budget-weighted average leaves out projects without a budget.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pbexcel.summary.table import Frames, in_chinese_order, plain, rows_of, total_of

_SAYS_SOMETHING = 12  # characters; shorter reasons are alike by chance


@dataclass(frozen=True, slots=True)
class Standing:
    """What some projects come to. `forms` are all that were read or should have been, `counted` those that add up."""

    forms: int
    counted: int
    returned: int
    conflict: int
    failed: int
    grades: tuple[int, ...]
    budget: Decimal
    executed: Decimal
    average: Decimal | None
    weighted: Decimal | None
    auto_weight: Decimal
    manual_weight: Decimal
    open_weight: Decimal
    overstated: int
    overstated_points: Decimal

    @property
    def rate(self) -> Decimal | None:
        return self.executed / self.budget if self.budget else None

    @property
    def good(self) -> Decimal | None:
        """Share of the two best grades."""
        return share(sum(self.grades[:2]), self.counted)

    @property
    def auto_share(self) -> Decimal | None:
        return share(self.auto_weight, self.auto_weight + self.manual_weight + self.open_weight)

    @property
    def manual_share(self) -> Decimal | None:
        return share(self.manual_weight, self.auto_weight + self.manual_weight + self.open_weight)


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    return Decimal(part) / Decimal(whole) if whole else None


def own_forms(frames: Frames) -> Any:
    """Every form once: without files that are no forms, and without copies."""
    projects = frames.projects
    return projects[(projects["status"] != "skipped") & (projects["copy_of"] == "")]


def counted(projects: Any) -> Any:
    return projects[projects["counted"].astype(bool)]


_COUNTED = ("counted", "status", "grade", "total", "budget", "executed", "overstated", "auto_weight", "manual_weight", "open_weight")


def standing(projects: Any, grades: Sequence[str]) -> Standing:
    """What these forms come to; the manual and open shares are over all that could be read."""
    return _standing(list(rows_of(projects, _COUNTED)), grades)


def standings(projects: Any, by: Sequence[str], grades: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Standing]]:
    """The same for each department, or each unit, in the order of pinyin."""
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for key, row in zip(rows_of(projects, by), rows_of(projects, _COUNTED), strict=True):
        groups.setdefault(key, []).append(row)
    for key in sorted(groups, key=lambda names: [in_chinese_order(name) for name in names]):
        yield key, _standing(groups[key], grades)


def _standing(forms: Sequence[tuple[Any, ...]], grades: Sequence[str]) -> Standing:
    rows = [row for row in forms if row[0]]
    statuses, given = [row[1] for row in forms], [row[2] for row in rows]
    totals = [row[3] for row in rows if row[3] is not None]
    heavy = [(row[3], row[4]) for row in rows if row[3] is not None and row[4]]
    weight = total_of(budget for _, budget in heavy)
    over = [row[6] for row in rows if row[6] > 0]
    return Standing(
        forms=len(forms), counted=len(rows), returned=statuses.count("returned"), conflict=statuses.count("conflict"),
        failed=statuses.count("failed"), grades=tuple(given.count(grade) for grade in grades),
        budget=total_of(row[4] for row in rows), executed=total_of(row[5] for row in rows),
        average=total_of(totals) / len(totals) if totals else None,
        weighted=total_of(total * budget for total, budget in heavy) / weight if weight else None,
        auto_weight=total_of(row[7] for row in forms), manual_weight=total_of(row[8] for row in forms),
        open_weight=total_of(row[9] for row in forms), overstated=len(over), overstated_points=total_of(over),
    )  # fmt: skip


def overstatements(frames: Frames) -> Any:
    """Counted projects whose own score differs from the computed one, the most overstated first."""
    rows = counted(frames.projects)
    both = list(rows_of(rows, ("overstated", "gap")))
    places = [place for place, (over, gap) in enumerate(both) if over or gap]
    return rows.iloc[sorted(places, key=lambda place: (-both[place][0], -(both[place][1] or 0)))]


@dataclass(frozen=True, slots=True)
class Loss:
    """What was deducted under one 二级指标: points, lines, projects, share of all, and running share from the greatest on."""

    name: str
    points: Decimal
    lines: int
    projects: int
    share: Decimal
    running: Decimal


def pareto(deductions: Any) -> list[Loss]:
    """Deductions by 二级指标, the greatest first."""
    return paretos(deductions, ["" for _ in range(len(deductions))]).get("", [])


def paretos(deductions: Any, groups: Sequence[str]) -> dict[str, list[Loss]]:
    """The same for each group; `groups` names the group of each row."""
    import pandas as pd

    if not len(deductions):
        return {}
    names = [plain(level2) or plain(level1) or "（没有写）" for level1, level2 in rows_of(deductions, ("level1", "level2"))]
    frame = pd.DataFrame({"group": groups, "name": names, "lost": deductions["lost"].tolist(), "record": deductions["record"].tolist()})
    table = frame.groupby(["group", "name"], sort=False).agg(lost=("lost", "sum"), lines=("lost", "size"), projects=("record", "nunique"))
    found: dict[str, list[tuple[str, Decimal, int, int]]] = {}
    for (group, name), lost, lines, projects in table.itertuples():
        found.setdefault(group, []).append((name, lost, int(lines), int(projects)))
    return {group: _running(rows) for group, rows in found.items()}


def _running(rows: list[tuple[str, Decimal, int, int]]) -> list[Loss]:
    whole, running, found = total_of(row[1] for row in rows), Decimal(0), []
    for name, lost, lines, projects in sorted(rows, key=lambda row: -row[1]):
        running += lost
        found.append(Loss(name, lost, lines, projects, lost / whole, running / whole))
    return found


@dataclass(frozen=True, slots=True)
class SameReason:
    """One text given as the reason of several projects; `uses` are (project, cell)."""

    text: str
    uses: tuple[tuple[int, str], ...]

    @property
    def projects(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(record for record, _ in self.uses))


def same_reasons(frames: Frames) -> list[SameReason]:
    """Reasons word for word alike in two projects or more, the most used first; copies of one form are no second project."""
    once = (frames.projects["copy_of"] == "").tolist()
    found: dict[str, tuple[str, list[tuple[int, str]]]] = {}
    for record, reason, cell in rows_of(frames.lines, ("record", "reason", "cell")):
        if reason and once[record] and len(key := plain(reason)) >= _SAYS_SOMETHING:
            found.setdefault(key, (reason, []))[1].append((record, cell))
    reasons = [SameReason(text, tuple(uses)) for text, uses in found.values()]
    return sorted((reason for reason in reasons if len(reason.projects) > 1), key=lambda reason: -len(reason.projects))
