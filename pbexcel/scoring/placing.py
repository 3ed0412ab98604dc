"""Findings with the cell they belong to, not yet worded.

In: a `Finding`, a cell. Out: a `Problem`, once it is known what the finding does to the grade.
Not here: deciding that something is wrong.

A finding that moves points is worded only when the total stands: its `effect` says whether the grade moves with it.
"""

from __future__ import annotations

from pbexcel.frozen import frozen
from pbexcel.problems import Finding, Problem, problem
from pbexcel.records import CellRef


@frozen
class Placed:
    """A finding and its cell; `place` names the spot where there is no cell."""

    finding: Finding
    at: CellRef | None
    place: str = "该处"

    def worded(self, effect: str = "") -> Problem:
        """The problem; `effect` goes on after what it costs (，等级由优变为良)."""
        found = self.finding
        words = {**dict(found.args), "effect": effect}
        return problem(found.code, at=self.at, read=found.read, costs=found.costs, place=self.place, **words)


def placed(code: str, at: CellRef | None, read: str = "", place: str = "该处", **args: str) -> Placed:
    """A finding that costs nothing, at its cell."""
    return Placed(Finding(code, read, tuple(args.items())), at, place)
