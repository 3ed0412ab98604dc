"""What comes of bringing an actual into the unit of its target.

In: nothing. Out: `Fitted`, `Misfit`. Not here: how (fitting, percentages).
"""

from __future__ import annotations

from decimal import Decimal

from pbexcel.frozen import frozen
from pbexcel.problems import Finding


@frozen
class Fitted:
    """The actual in the target's unit, with what is to be said about how it got there."""

    actual: Decimal
    findings: tuple[Finding, ...] = ()


@frozen
class Misfit:
    """Target and actual cannot be compared; a person decides."""

    finding: Finding
