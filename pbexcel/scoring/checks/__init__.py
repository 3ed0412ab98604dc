"""Everything a form is checked for, as functions in a list, and the ledger of what each came to.

In: a scorecard, the rules, the problems found so far, the lists given beside the form. Out: further problems, and a `Ledger` naming every check once.
Not here: checks that need several forms (batch) or what reading and scoring find on their way; those the ledger names, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from pbexcel.problems import Problem, in_order
from pbexcel.records import Ledger, Scorecard
from pbexcel.rules import Profile
from pbexcel.scoring.checks import around as lists
from pbexcel.scoring.checks import money, owed, scores, values, weights
from pbexcel.scoring.checks.view import ALONE, Answer, Around, Check, CouldNotRun, DoesNotApply, View

__all__ = ["Around", "all_checks", "run_checks"]


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check owed to one form, in the order of the ledger."""
    return (
        *owed.FORM, *owed.WEIGHTS, *weights.CHECKS, *owed.MONEY, *money.CHECKS,
        *owed.value_checks(), *values.CHECKS, *owed.LINES, *scores.CHECKS, *lists.CHECKS,
    )  # fmt: skip


@cache
def _looks() -> tuple[Callable[[View], Answer], ...]:
    """What is looked at, each once: many checks only name what reading and scoring have looked for already."""
    return tuple(dict.fromkeys(check.look for check in all_checks()))


@cache
def _owners() -> Mapping[str, tuple[str, ...]]:
    """The names of the checks that a code belongs to."""
    owners: dict[str, tuple[str, ...]] = {}
    for check in all_checks():
        for code in check.codes:
            owners[code] = (*owners.get(code, ()), check.name)
    return owners


def run_checks(
    card: Scorecard, profile: Profile, problems: Sequence[Problem], around: Around = ALONE
) -> tuple[tuple[Problem, ...], Ledger]:
    """Run every check. The problems given back are those not among `problems` yet, sorted by cell."""
    view = View(card, profile, tuple(problems), around)
    answers = {look: look(view) for look in _looks()}
    told = {name for problem in problems for name in _owners().get(problem.code, ())}
    more = [found for answer in answers.values() if not isinstance(answer, (DoesNotApply, CouldNotRun)) for found in answer]
    names: dict[str, list[str]] = {"passed": [], "found": [], "not_applicable": [], "could_not_run": []}
    for check in all_checks():
        answer = answers[check.look]
        if check.name in told:
            names["found"].append(check.name)
        elif isinstance(answer, DoesNotApply):
            names["not_applicable"].append(check.name)
        elif isinstance(answer, CouldNotRun):
            names["could_not_run"].append(f"{check.name}：{answer.why}")
        else:
            names["found" if answer else "passed"].append(check.name)
    ledger = Ledger(**{state: tuple(checks) for state, checks in names.items()})
    return tuple(in_order(more)), ledger
