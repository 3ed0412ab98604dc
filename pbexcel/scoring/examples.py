"""Run the worked examples a profile carries: the rules say in numbers what they mean.

In: a `Profile`. Out: `Worked` for each example, with what it was to give and what it gives. Not here: loading the file.
"""

from __future__ import annotations

from decimal import Decimal

from pbexcel.frozen import frozen
from pbexcel.records import FundRow, Money, Read
from pbexcel.rules.profile import Example, ExecutionExample, Profile
from pbexcel.scoring.execution import score_execution
from pbexcel.scoring.line import score_line
from pbexcel.scoring.pair import Pair, indicator_of
from pbexcel.scoring.sentences import plain


@frozen
class Worked:
    """One example. `expected` and `given` are None where a person decides."""

    words: str
    expected: Decimal | None
    given: Decimal | None
    because: str

    @property
    def holds(self) -> bool:
        return self.expected == self.given


def work_examples(profile: Profile) -> tuple[Worked, ...]:
    """Every example of the profile, scored by the profile's own rules."""
    lines = [_line(example, profile) for example in profile.examples]
    return (*lines, *(_execution(example, profile) for example in profile.execution_examples))


def _line(example: Example, profile: Profile) -> Worked:
    pair = Pair(example.target, example.actual, example.weight, example.typed, example.level1, example.level2, example.name)
    indicator, _ = indicator_of(pair)
    line, _ = score_line(indicator, profile, year=None)
    words = f"{example.name} {example.target}，实际 {example.actual}，分值 {plain(example.weight)}".strip()
    if example.typed is not None:
        words += f"，自评 {plain(example.typed)}"
    given = line.points if line.outcome != "manual" else None
    return Worked(words, example.points, given, line.because)


def _execution(example: ExecutionExample, profile: Profile) -> Worked:
    nothing: Read[Decimal | None] = Read(None)
    total = FundRow("年度资金总额", nothing, Read(example.budget), Read(example.executed))
    money = Money("万元", total, (), Read(example.weight), nothing, nothing)
    execution, _ = score_execution(money, example.weight, profile, done=example.done)
    words = f"预算 {plain(example.budget)}，执行 {plain(example.executed)}，分值 {plain(example.weight)}"
    return Worked(words + ("，目标全部完成" if example.done else ""), example.points, execution.points, execution.because)
