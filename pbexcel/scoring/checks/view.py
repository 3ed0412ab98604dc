"""What a check is given and what it may answer.

In: nothing. Out: `View`, `Around`, `Check`, `DoesNotApply`, `CouldNotRun`. Not here: any check.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from pbexcel.forms.approved import ApprovedTarget
from pbexcel.frozen import frozen
from pbexcel.problems import Finding, Problem
from pbexcel.records import CellRef, Form, Indicator, Line, Scorecard
from pbexcel.rules import Profile
from pbexcel.scoring.execution import share_of
from pbexcel.scoring.line import carries_points
from pbexcel.scoring.methods import last_place
from pbexcel.scoring.money import budget_of, executed_of
from pbexcel.scoring.placing import Placed
from pbexcel.scoring.words import holds


@frozen
class Around:
    """What is known of a form's project from outside: its approved targets, last year's actuals by indicator name.

    None: no such list was given; empty: the list does not have the project.
    """

    approved: Sequence[ApprovedTarget] | None = None
    last_year: Mapping[str, str] | None = None


ALONE = Around()


@dataclass(frozen=True)  # without slots: what many checks ask for is worked out once
class View:
    """A scored form as the checks see it; `problems` are those found before the checks ran."""

    card: Scorecard
    profile: Profile
    problems: tuple[Problem, ...]
    around: Around = ALONE

    @property
    def form(self) -> Form:
        return self.card.form

    @cached_property
    def lines(self) -> list[Line]:
        """The lines that carry points."""
        return [line for line in self.card.lines if carries_points(line.indicator)]

    @cached_property
    def indicators(self) -> list[Indicator]:
        return [line.indicator for line in self.lines]

    @cached_property
    def rate(self) -> Fraction | None:
        """Executed ÷ budget, exact; None where the form does not say both."""
        money = self.form.money
        return share_of(executed_of(money).number, budget_of(money).number) if money else None

    @cached_property
    def cost_lines(self) -> list[Line]:
        """The lines under a first or second level of 成本."""
        levels = [(line, line.indicator.level1.value + line.indicator.level2.value) for line in self.lines]
        return [line for line, level in levels if holds("cost", level) and not holds("other_cost", level)]

    @cached_property
    def lacks_weights(self) -> bool:
        """Whether a line has no weight, or a wrong one."""
        return self.holds("W301", "W302", "W303", "W314") or any(row.weight.value is None for row in self.indicators)

    def at_row(self, row: int, code: str) -> bool:
        """Whether a problem of this code stands in a row of the form already."""
        return any(found.code == code and found.at is not None and found.at.row == row for found in self.problems)

    def holds(self, *codes: str) -> bool:
        return any(found.code in codes for found in self.problems)


@frozen
class DoesNotApply:
    """The form has nothing this check looks at."""


@frozen
class CouldNotRun:
    """The check is owed but lacks something; `why` is Chinese and goes into the ledger."""

    why: str


Answer: TypeAlias = Sequence[Problem] | DoesNotApply | CouldNotRun
NOT_APPLICABLE = DoesNotApply()


@frozen
class Check:
    """One check owed to a form: its name in the ledger, the codes it may give, and the function that looks.

    Codes may also stand in the problems found by reading and scoring: then the check has found something, too.
    """

    name: str
    codes: tuple[str, ...]
    look: Callable[[View], Answer]


def found(code: str, at: CellRef | None, read: str = "", place: str = "该处", **args: str) -> Problem:
    """A problem of a check; it costs nothing, so it never has an effect on the grade."""
    return Placed(Finding(code, read, tuple(args.items())), at, place).worded()


def close(one: Decimal, other: Decimal) -> bool:
    """Whether two amounts are the same to the digits the less exact of them was written with."""
    return one == other or abs(one - other) < last_place(min(places_of(one), places_of(other)))


def places_of(number: Decimal) -> int:
    """How many decimals a number needs: 9.50 needs one."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
