"""One form with everything that came of it, as the outputs take it.

In: what scoring and the checks gave. Out: `Evaluated`. Not here: scoring (score), checking (room `checks`).
"""

from __future__ import annotations

from pbexcel.frozen import frozen
from pbexcel.problems import Problem
from pbexcel.records import Ledger, Scorecard


@frozen
class Evaluated:
    """`problems` are all of the form and its workbook, in order; `only_reported`: the rules leave the unit's own scores."""

    card: Scorecard
    problems: tuple[Problem, ...]
    ledger: Ledger
    only_reported: bool = False
