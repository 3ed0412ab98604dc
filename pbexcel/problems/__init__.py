"""Everything that can be wrong in a form, as values.

In: a code and what was read where. Out: a `Problem` with its severity and its Chinese texts from `catalogue/*.toml`.
Not here: deciding whether something is wrong (values, forms, scoring/checks), and our own failures (`faults`).

Text from a form is only ever an argument of a message, never a template: the templates are those of the catalogue.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

from pbexcel.frozen import frozen
from pbexcel.records import CellRef

Severity: TypeAlias = Literal["退回", "警告", "提醒"]
EMPTY = "（空）"


@frozen
class Entry:
    """One page of the catalogue. `title`, `expected` and `fix` are templates; `cell` and `read` are always among their arguments."""

    code: str
    severity: Severity
    title: str
    expected: str
    fix: str
    why: str
    example: str


@frozen
class Problem:
    """One finding: where, what was read, what was expected and how to fix it; `costs` in points where it moves the score."""

    code: str
    severity: Severity
    title: str
    at: CellRef | None
    read: str
    expected: str
    fix: str
    costs: Decimal | None = None

    def __str__(self) -> str:
        place = f"{self.at}" if self.at else ""
        return f"{place}〔{self.code}〕{self.title}\n  读到：{self.read}\n  应为：{self.expected}\n  怎么改：{self.fix}"


@frozen
class Finding:
    """A problem before its place is known: the value language and the scoring rules know what, the form knows where."""

    code: str
    read: str = ""
    args: tuple[tuple[str, str], ...] = ()
    costs: Decimal | None = None

    def at(self, cell: CellRef | None, place: str = "该单元格") -> Problem:
        return problem(self.code, at=cell, read=self.read, costs=self.costs, place=place, **dict(self.args))


@cache
def catalogue() -> Mapping[str, Entry]:
    """All entries by code, sorted."""
    folder = files("pbexcel.problems") / "catalogue"
    entries: dict[str, Entry] = {}
    for page in folder.iterdir():
        for code, fields in tomllib.loads(page.read_text(encoding="utf-8")).items():
            if code in entries:
                raise ValueError(f"problem code {code} stands twice in the catalogue")
            entries[code] = Entry(code=code, **fields)
    return dict(sorted(entries.items()))


def problem(
    code: str, *, at: CellRef | None = None, read: str = "", costs: Decimal | None = None, place: str = "该处", **args: str
) -> Problem:
    """Make a problem of the catalogue. `args` fill the templates; `place` names the spot when there is no cell."""
    entry = catalogue()[code]
    shown = read if read.strip() else EMPTY
    words = {"cell": str(at) if at else place, "read": shown, **args}
    return Problem(
        code=code,
        severity=entry.severity,
        title=entry.title.format_map(words),
        at=at,
        read=shown,
        expected=entry.expected.format_map(words),
        fix=entry.fix.format_map(words),
        costs=costs,
    )


def in_order(problems: list[Problem]) -> list[Problem]:
    """Problems sorted by cell (those of the whole file first), then by code; exact doubles dropped."""

    def key(found: Problem) -> tuple[int, str, int, int, str]:
        return (1, found.at.sheet, found.at.row, found.at.column, found.code) if found.at else (0, "", 0, 0, found.code)

    return sorted(dict.fromkeys(problems), key=key)


def with_costs(found: Problem, costs: Decimal) -> Problem:
    """The same problem with what it costs in points."""
    return replace(found, costs=costs)
