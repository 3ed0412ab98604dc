"""The kinds of blank form that can be built, as data.

In: variants.toml. Out: a `Variant` with its columns, first and second levels and points.
Not here: row numbers (plan), cells.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from pbexcel.frozen import frozen


@frozen
class Column:
    """A column of the form: what it is for, its header word and its width in characters."""

    role: str
    header: str
    width: int


@frozen
class FirstLevel:
    """A first level with its printed points and its second levels, each with its number of rows."""

    name: str
    points: Decimal
    second: tuple[tuple[str, int], ...]

    @property
    def rows(self) -> int:
        return sum(rows for _, rows in self.second)


@frozen
class Variant:
    """One kind of blank form. `rules` is the profile it is made for, `execution` the points of the budget execution."""

    id: str
    title: str
    rules: str
    execution: int
    fund_headers: tuple[str, ...]
    fund: tuple[str, ...]
    columns: tuple[Column, ...]
    levels: tuple[FirstLevel, ...]

    @property
    def goals(self) -> Decimal:
        """The points of all first levels together."""
        return sum((level.points for level in self.levels), Decimal(0))


@cache
def variants() -> Mapping[str, Variant]:
    """The blank forms that can be built, by id."""
    tables = tomllib.loads((files("pbexcel.forms.template") / "variants.toml").read_text(encoding="utf-8"))
    return {name: _variant(name, {**tables.get(table.get("like", ""), {}), **table}) for name, table in tables.items()}


def _variant(name: str, table: Mapping[str, Any]) -> Variant:
    return Variant(
        id=name,
        title=table["title"],
        rules=table["rules"],
        execution=table["execution"],
        fund_headers=tuple(table["fund_headers"]),
        fund=tuple(table["fund"]),
        columns=tuple(Column(*column) for column in table["columns"]),
        levels=tuple(
            FirstLevel(
                level["name"], Decimal(level["points"]), tuple((second, rows) for second, rows in level["second"])
            )
            for level in table["level"]
        ),
    )
