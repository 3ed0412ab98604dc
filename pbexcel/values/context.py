"""What stands around a value in its row, and what reading it gives back.

In: nothing. Out: `Context`, `Reading`. Not here: reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pbexcel.problems import Finding
from pbexcel.quickly_made import quickly_made

T = TypeVar("T")


@quickly_made
@dataclass(frozen=True, slots=True)
class Context:
    """The year of the form (None if unknown) and the other texts of the row; `nature` is the 指标性质 column."""

    year: int | None = None
    level1: str = ""
    level2: str = ""
    name: str = ""
    nature: str = ""
    reason: str = ""


@quickly_made
@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What a text was understood as, with what is to be said about the reading."""

    value: T
    findings: tuple[Finding, ...] = ()
