"""What the rules make of one target and one actual, before weight, rounding and the typed score.

In: nothing. Out: `Judged`, the value that the judging modules return. Not here: any rule.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from pbexcel.frozen import frozen
from pbexcel.problems import Finding
from pbexcel.scoring.methods import ALL, NONE

Place: TypeAlias = Literal["target", "actual", "weight", "typed", "reason"]


@frozen
class Judged:
    """A verdict. `share` is the exact share of the weight a rule gives; None where a person decides within low..high.

    `met` is None where nobody can tell. `top_open`: the upper edge itself is not part of the range (80 % of 部分达成).
    `lowest` is where a typed score leaves what the rule allows staff to choose (None: anything from 0 up).
    `saying` opens the sentence shown to staff, `working` is the sum it goes on with; `beside` the other method's, if it differs.
    """

    rule: str
    saying: str
    share: Fraction | None = None
    working: str = ""
    beside: tuple[str, Fraction] | None = None
    completion: Fraction | None = None
    met: bool | None = None
    low: Fraction = NONE
    high: Fraction = ALL
    top_open: bool = False
    lowest: Fraction | None = None
    tier: str = ""
    unevidenced: bool = False
    findings: tuple[tuple[Place, Finding], ...] = ()


def full(
    rule: str, saying: str, completion: Fraction = ALL, *findings: tuple[Place, Finding], lowest: Fraction | None = None, tier: str = ""
) -> Judged:
    """The target is met: the full weight."""
    return Judged(rule, saying, ALL, "", None, completion, True, NONE, ALL, False, lowest, tier, False, findings)


def person(rule: str, saying: str, low: Fraction = NONE, high: Fraction = ALL, *findings: tuple[Place, Finding]) -> Judged:
    """No rule can decide; somewhere within low..high a person does."""
    return Judged(rule, saying, None, "", None, None, None, low, high, False, None, "", False, findings)
