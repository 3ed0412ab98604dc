"""One number of a rules file, with where it comes from and how far it was checked.

In: a TOML table {value, source, evidence}. Out: frozen pydantic models. Not here: what a profile is made of (`profile`).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict

from pbexcel.records import TierName

Evidence: TypeAlias = Literal["原文已核", "转引", "未核"]


def _decimal(given: Any) -> Any:
    """TOML whole numbers become Decimal; decimals already are (parse_float); anything else is left for refusal."""
    return Decimal(given) if isinstance(given, int) and not isinstance(given, bool) else given


Exact: TypeAlias = Annotated[Decimal, BeforeValidator(_decimal)]


class Part(BaseModel):
    """A piece of a rules file: strict, frozen, unknown keys refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Sourced(Part):
    """Anything a rules file claims. `source` is a key of the file's [sources]."""

    source: str
    evidence: Evidence


class Figure(Sourced):
    """A number. Shares are shares of 1 (0.9 is 90 %), points are points."""

    value: Exact


class Band(Sourced):
    """From `edge` (included) up to the next band, `share` of the weight is earned."""

    edge: Exact
    share: Exact


class Grade(Sourced):
    """A grade and the total it starts at; it ends where the next one starts, so no gap can be written."""

    name: str
    edge: Exact


class TierBand(Sourced):
    """The shares of the weight one of the three official tiers may earn; `high` is included only where it is 1."""

    tier: TierName
    low: Exact
    high: Exact


def falls_to_zero(edges: list[Decimal], what: str) -> None:
    """Refuse bands that do not go down strictly and end at 0."""
    if not edges:
        raise ValueError(f"{what}一档也没有")
    if any(upper <= lower for upper, lower in pairwise(edges)):
        raise ValueError(f"{what}的下限要从高到低排列，不能重复")
    if edges[-1] != 0:
        raise ValueError(f"{what}最后一档要从 0 开始，现在从 {edges[-1]} 开始，以下的分没有档")
