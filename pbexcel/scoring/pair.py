"""One line of a form in words, without a form: for examples of the rules and for `pbexcel explain`.

In: the texts of a line. Out: the `Indicator` a form with these texts would give, and what reading them found.
Not here: scoring it (line), showing it (explain).
"""

from __future__ import annotations

from decimal import Decimal

from pbexcel.frozen import frozen
from pbexcel.problems import Finding
from pbexcel.records import Indicator, Read
from pbexcel.values import Context, direction_of, nature_in, read_actual, read_target

_NO_NUMBER: Read[Decimal | None] = Read(None)
_NO_REASON: Read[str] = Read("")


@frozen
class Pair:
    """A target and an actual with what stands around them; without a weight they are compared but earn nothing."""

    target: str
    actual: str
    weight: Decimal | None
    typed: Decimal | None = None
    level1: str = ""
    level2: str = ""
    name: str = ""
    year: int | None = None


def indicator_of(pair: Pair) -> tuple[Indicator, tuple[Finding, ...]]:
    """The pair read as a row of a form."""
    context = Context(pair.year, pair.level1, pair.level2, pair.name, nature_in(pair.target))
    target = read_target(pair.target, context)
    actual = read_actual(pair.actual, target.value, pair.target, context)
    indicator = Indicator(
        0, Read(pair.level1), Read(pair.level2), Read(pair.name), Read(target.value, pair.target), Read(actual.value, pair.actual),
        direction_of(target.value, context), _number(pair.weight), _number(pair.typed), _NO_REASON,
    )  # fmt: skip
    return indicator, (*target.findings, *actual.findings)


def _number(number: Decimal | None) -> Read[Decimal | None]:
    return _NO_NUMBER if number is None else Read(number, str(number))
