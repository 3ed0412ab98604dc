"""What comes of bringing an actual into the unit of its target.

In: nothing. Out: `Fitted`, `Misfit`. Not here: how (fitting, percentages).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pbexcel.problems import Finding
from pbexcel.quickly_made import quickly_made


@quickly_made
@dataclass(frozen=True, slots=True)
class Fitted:
    """The actual in the target's unit, with what is to be said about how it got there."""

    actual: Decimal
    findings: tuple[Finding, ...] = ()


@quickly_made
@dataclass(frozen=True, slots=True)
class Misfit:
    """Target and actual cannot be compared; a person decides."""

    finding: Finding
