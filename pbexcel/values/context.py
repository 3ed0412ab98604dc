"""What stands around a value in its row, and what reading it gives back.

In: nothing. Out: `Context`, `Reading`. Not here: reading.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from pbexcel.frozen import frozen
from pbexcel.problems import Finding

T = TypeVar("T")


@frozen
class Context:
    """The year of the form (None if unknown) and the other texts of the row; `nature` is the 指标性质 column."""

    year: int | None = None
    level1: str = ""
    level2: str = ""
    name: str = ""
    nature: str = ""
    reason: str = ""


@frozen
class Reading(Generic[T]):
    """What a text was understood as, with what is to be said about the reading."""

    value: T
    findings: tuple[Finding, ...] = ()
