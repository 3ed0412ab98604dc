"""Dated scoring rules: the numbers a form is scored by, each with its source.

In: the parsed TOML of one scheme. Out: a frozen `Profile` that refuses unknown keys, gaps in bands and missing sources.
Not here: finding and opening the file (`loading`), the arithmetic (scoring/methods), what a rule is applied to (scoring/line).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Literal

from pydantic import BaseModel, Field, model_validator

from pbexcel.records import RulesUsed
from pbexcel.rules.figures import Band, Exact, Figure, Grade, Part, Sourced, TierBand, falls_to_zero


class Forward(Sourced):
    """How a missed quantity earns points: in proportion, or only above a floor."""

    method: Literal["proportional", "thresholded"]
    floor: Figure | None = None

    @model_validator(mode="after")
    def _floor_goes_with_its_method(self) -> Forward:
        if (self.method == "thresholded") != (self.floor is not None):
            raise ValueError("method 为 thresholded 时要写 floor（起评线），其他方法不写")
        if self.floor is not None and not 0 <= self.floor.value < 1:
            raise ValueError("floor（起评线）要在 0 和 1 之间")
        return self


class Reverse(Sourced):
    """How an exceeded limit loses points."""

    method: Literal["ratio", "linear_to_double"]


class SelfScore(Sourced):
    """What the score typed by the unit is worth: cap it, ignore it, trust it, or report ours beside it."""

    policy: Literal["cap", "ignore", "trust", "report"]


class Goals(Sourced):
    """Whether a form without a weight column shares the goal points equally over its lines."""

    split: Literal["none", "equal"]


class Rounding(Part):
    """`digits` of points, `share_digits` of rates; `accepted` roundings of a typed score; `whole_within` below computed."""

    digits: Figure
    share_digits: Figure
    accepted: tuple[Figure, ...]
    whole_within: Figure

    @cached_property
    def places(self) -> int:
        """How many decimals points are shown with."""
        return int(self.digits.value)

    @cached_property
    def share_places(self) -> int:
        """How many decimals of a rate are kept."""
        return int(self.share_digits.value)

    @cached_property
    def accepted_places(self) -> tuple[int, ...]:
        """The decimals a typed score may have been rounded to."""
        return tuple(int(figure.value) for figure in self.accepted)


class Level1(Sourced):
    """A first-level indicator: its name, the words it is recognised by, the points the scheme expects."""

    name: str
    words: tuple[str, ...]
    weight: Exact


class Execution(Sourced):
    """How the execution rate earns its weight. `bands` earn while the project is not done; done within budget earns all."""

    method: Literal["proportional", "bands"]
    weight: Figure
    bands: tuple[Band, ...] = ()
    reason_below: Figure | None = None

    @model_validator(mode="after")
    def _bands_go_with_their_method(self) -> Execution:
        if self.method == "bands":
            falls_to_zero([band.edge for band in self.bands], "预算执行率分档")
        elif self.bands:
            raise ValueError("method 为 proportional 时不写 bands")
        return self


class Over(Part):
    """Completion from which over-fulfilment is worth a notice, and a warning."""

    notice: Figure
    warning: Figure


class Thresholds(Part):
    """Where the checks begin to speak. Shares of 1, except `near_grade` (points), `reason_length` (characters) and
    `same_as_last_year` (lines)."""

    unspent: Figure
    ahead: Figure
    near_grade: Figure
    reason_length: Figure
    same_as_last_year: Figure


class Example(Part):
    """A worked example: what a line written so must score; without `points` a person decides."""

    target: str
    actual: str
    weight: Exact
    points: Exact | None = None
    typed: Exact | None = None
    level1: str = ""
    level2: str = ""
    name: str = ""


class ExecutionExample(Part):
    """A worked example of the execution score."""

    budget: Exact
    executed: Exact
    weight: Exact
    points: Exact
    done: bool = False


class Profile(Part):
    """One scheme of scoring rules, as loaded. `places` are the words by which a unit of its region is recognised."""

    id: str
    sha256: str
    title: str
    status: Literal["在用", "草稿"]
    since: datetime.date
    region: str = ""
    places: tuple[str, ...] = ()
    note: str = ""
    sources: dict[str, str]
    total: Figure
    rounding: Rounding
    grades: tuple[Grade, ...]
    level1: tuple[Level1, ...]
    execution: Execution
    forward: Forward
    reverse: Reverse
    tiers: tuple[TierBand, ...]
    satisfaction: tuple[Band, ...] = ()
    over: Over
    self_score: SelfScore
    goals: Goals
    thresholds: Thresholds
    examples: tuple[Example, ...] = Field(min_length=1)
    execution_examples: tuple[ExecutionExample, ...] = Field(min_length=1)

    @property
    def draft(self) -> bool:
        """Whether the scheme is a draft: it loads only when named, and warns."""
        return self.status == "草稿"

    @cached_property
    def unverified(self) -> int:
        """How many of its numbers and choices nobody has checked against any text."""
        return sum(claim.evidence == "未核" for claim in self.claims())

    def grade_edges(self) -> tuple[tuple[str, Decimal], ...]:
        """(name, lower edge) of every grade, from high to low."""
        return tuple((grade.name, grade.edge) for grade in self.grades)

    def used(self) -> RulesUsed:
        return RulesUsed(self.id, self.sha256, self.unverified)

    def claims(self) -> Iterator[Sourced]:
        """Every sourced number and choice, in the order of the file's keys."""
        yield from _claims(self)

    @model_validator(mode="after")
    def _bands_cover_everything(self) -> Profile:
        falls_to_zero([grade.edge for grade in self.grades], "等级（grades）")
        if self.satisfaction:
            falls_to_zero([band.edge for band in self.satisfaction], "满意度分档（satisfaction）")
        if tuple(band.tier for band in self.tiers) != ("达成", "部分达成", "未达成"):
            raise ValueError("tiers 要依次写 达成、部分达成、未达成 三档")
        if self.tiers[0].high != 1 or self.tiers[-1].low != 0:
            raise ValueError("tiers 要从 1 一直到 0")
        if any(upper.low != lower.high for upper, lower in pairwise(self.tiers)):
            raise ValueError("tiers 相邻两档之间有空当或重叠")
        return self

    @model_validator(mode="after")
    def _sources_are_listed(self) -> Profile:
        missing = sorted({claim.source for claim in self.claims()} - set(self.sources))
        if missing:
            raise ValueError(f"[sources] 里没有这些来源：{'、'.join(missing)}")
        return self


def _claims(part: BaseModel) -> Iterator[Sourced]:
    if isinstance(part, Sourced):
        yield part
    for name in type(part).model_fields:
        value = getattr(part, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, BaseModel):
                yield from _claims(item)
