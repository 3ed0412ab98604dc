"""What the projects come to together: by department, by unit, by grade, by 二级指标; who overstated; which reasons repeat.

In: the tables. Out: plain figures, exact decimals. Not here: sheets, sentences.

Averages are of counted projects; a budget-weighted average leaves out projects without a budget.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pbexcel.frozen import frozen
from pbexcel.spelling import plain_name
from pbexcel.summary.kept import number
from pbexcel.summary.table import Some, Tables, in_chinese_order, rows_of, some, total_of

_SAYS_SOMETHING = 12  # characters; shorter reasons are alike by chance


@frozen
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


_COUNTED = ("counted", "status", "grade", "total", "budget", "executed", "overstated", "auto_weight", "manual_weight", "open_weight")


def share(part: Decimal | int, whole: Decimal | int) -> Decimal | None:
    return Decimal(part) / Decimal(whole) if whole else None


def own_forms(tables: Tables) -> Some:
    """Every form once: without files that are no forms, and without copies."""
    return some(tables.projects, lambda status, copy_of: status != "skipped" and not copy_of, "status", "copy_of")


def counted(projects: Some) -> Some:
    return projects.where(bool, "counted")


def standing(projects: Some, grades: Sequence[str]) -> Standing:
    """What these forms come to; the manual and open shares are over all that could be read."""
    return _standing(list(rows_of(projects, _COUNTED)), grades)


def standings(projects: Some, by: Sequence[str], grades: Sequence[str]) -> Iterator[tuple[tuple[str, ...], Standing]]:
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


def overstatements(tables: Tables) -> Some:
    """Counted projects whose own score differs from the computed one, the most overstated first."""
    both = list(rows_of(tables.projects, ("counted", "overstated", "gap")))
    places = [place for place, (counts, over, gap) in enumerate(both) if counts and (over or gap)]
    return Some(tables.projects, sorted(places, key=lambda place: (-both[place][1], -(both[place][2] or 0))))


@frozen
class Loss:
    """What was deducted under one 二级指标: points, lines, projects, share of all, and running share from the greatest on."""

    name: str
    points: Decimal
    lines: int
    projects: int
    share: Decimal
    running: Decimal


@frozen
class Losses:
    """Deductions of counted projects: how many lines, how many points, the Pareto of all and of each department."""

    lines: int
    points: Decimal
    everywhere: list[Loss]
    by_department: dict[str, list[Loss]]


def losses(tables: Tables) -> Losses:
    """What was deducted, by 二级指标, the greatest first."""
    found: dict[str, dict[str, _Lost]] = {}
    lines = 0
    for record, department, level1, level2, digits in tables.lines.digits(("record", "department", "level1", "level2", "lost"), tables.counted):
        if digits is not None and (lost := number(digits)) > 0:
            lines += 1
            name = _comparable(level2) or _comparable(level1) or "（没有写）"
            own = found.setdefault(department, {})
            if name not in own:
                own[name] = _Lost()
            own[name].add(record, lost)
    everywhere: dict[str, _Lost] = {}
    for own in found.values():
        for name, part in own.items():
            everywhere.setdefault(name, _Lost()).join(part)
    points = total_of(part.points for part in everywhere.values())
    return Losses(lines, points, _running(everywhere), {department: _running(own) for department, own in found.items()})


_comparable = lru_cache(maxsize=4096)(plain_name)


@dataclass(slots=True)
class _Lost:
    """Points, lines and projects being added up; the lines of one project come one after the other."""

    points: Decimal = Decimal(0)
    lines: int = 0
    projects: int = 0
    _last: int = -1

    def add(self, record: int, lost: Decimal) -> None:
        self.points += lost
        self.lines += 1
        self.projects += record != self._last
        self._last = record

    def join(self, other: _Lost) -> None:
        self.points, self.lines, self.projects = self.points + other.points, self.lines + other.lines, self.projects + other.projects


def _running(lost: Mapping[str, _Lost]) -> list[Loss]:
    whole, running, found = total_of(part.points for part in lost.values()), Decimal(0), []
    for name, part in sorted(lost.items(), key=lambda one: -one[1].points):
        running += part.points
        found.append(Loss(name, part.points, part.lines, part.projects, part.points / whole, running / whole))
    return found


@frozen
class SameReason:
    """One text given as the reason of several projects; `uses` are (project, cell)."""

    text: str
    uses: tuple[tuple[int, str], ...]

    @property
    def projects(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(record for record, _ in self.uses))


def same_reasons(tables: Tables) -> list[SameReason]:
    """Reasons word for word alike in two projects or more, the most used first; copies of one form are no second project."""
    once = [not copy_of for copy_of in tables.projects["copy_of"]]
    first: dict[int, int] = {}
    repeated: set[int] = set()  # only these texts stay in memory
    asked = [False] * len(once)
    for record, _, key, _ in _reasons(tables, once):
        before = first.setdefault(digest := hash(key), record)
        if before != record:
            repeated.add(digest)
            asked[before] = asked[record] = True
    del first
    found: dict[str, tuple[str, list[tuple[int, str]]]] = {}
    for record, reason, key, cell in _reasons(tables, asked):
        if hash(key) in repeated:
            found.setdefault(key, (reason, []))[1].append((record, cell))
    reasons = [SameReason(text, tuple(uses)) for text, uses in found.values()]
    return sorted((reason for reason in reasons if len(reason.projects) > 1), key=lambda reason: -len(reason.projects))


def _reasons(tables: Tables, only: Sequence[bool]) -> Iterator[tuple[int, str, str, str]]:
    """Project, text, text as compared, and cell of every reason that says something."""
    for record, reason, cell in tables.lines.digits(("record", "reason", "cell"), only):
        if reason and len(key := plain_name(reason)) >= _SAYS_SOMETHING:
            yield record, reason, key, cell
