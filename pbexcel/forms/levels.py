"""First and second level of the rows of a 绩效指标 block: merged, repeated, or written once and carried down.

In: row after row from top to bottom. Out: the levels of a row, the points printed in them.
Not here: the indicators themselves (rows).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pbexcel.forms import numbers
from pbexcel.forms.row_kinds import Row
from pbexcel.records import Indicator, Read
from pbexcel.spelling import compact

# 财预〔2020〕10号: which second level belongs to which first level; used only where a first level is not named
_FIRST_LEVEL_OF = (("满意", "满意度指标"), ("数量", "产出指标"), ("质量", "产出指标"), ("时效", "产出指标"),
                   ("经济成本", "成本指标"), ("社会成本", "成本指标"), ("环境成本", "成本指标"), ("成本", "产出指标"),
                   ("经济", "效益指标"), ("社会", "效益指标"), ("生态", "效益指标"), ("可持续", "效益指标"))  # fmt: skip


_NOTHING = Read("")
_BEHIND_NAME = re.compile(r"[(\[【](\d+(?:\.\d+)?)分[)\]】]$")


class Levels:
    """Ask for every row once, from top to bottom. `printed` are the points printed in first-level cells so far."""

    def __init__(self) -> None:
        self.level1 = self.level2 = _NOTHING
        self.printed: list[Read[Decimal]] = []
        self._has_points = False

    def at(self, row: Row) -> tuple[Read[str], Read[str]]:
        level1, level2 = self._read("level1", row, self.level1), self._read("level2", row, self.level2)
        if level1.text and level1.text != self.level1.text:  # a first level repeated in every row is one
            self._enter(level1)
        if level2.text:
            self.level2 = level2
        if not self.level1.value:
            named = next((first for word, first in _FIRST_LEVEL_OF if word in self.level2.value), "")
            return replace(self.level1, value=named), self.level2
        return self.level1, self.level2

    def _enter(self, level1: Read[str]) -> None:
        """A new text in the first-level column; (50分) below 产出指标 is still 产出指标."""
        printed = numbers.printed_points(level1.text)
        if level1.value or self._has_points or not self.level1.value:
            if level1.value != self.level1.value or not level1.value:
                self.level2, self._has_points = _NOTHING, False
            self.level1 = level1
        if printed is not None:
            self._has_points = True
            self.printed.append(Read(printed, level1.text, level1.at))

    def _read(self, role: str, row: Row, before: Read[str]) -> Read[str]:
        """The level in a row; the one before again where that is the same merged cell."""
        at = row.ref(role)
        if at is None:
            return _NOTHING
        if at == before.at:
            return before
        text = row.grid.at(at).text
        return Read(numbers.without_points(text), text, at)


def with_printed_weights(indicators: list[Indicator]) -> list[Indicator]:
    """Weights printed beside the second level (数量指标15分) or the name (演出场次（15分）) of a form without a weight column.

    Only where every row prints its points, and has a second level of its own where they stand there; else the rows stay without weight.
    """
    carrying = [row for row in indicators if not row.child]
    named = {row.row: _behind_name(row.name) for row in carrying}
    if carrying and all(read.value is not None for read in named.values()):
        return [replace(row, weight=named.get(row.row, row.weight)) for row in indicators]
    places = [(row.level1.text, row.level2.text) for row in carrying]
    points = [numbers.printed_points(row.level2.text) for row in carrying]
    if not carrying or len(set(places)) != len(places) or None in points:
        return indicators
    weights = {row.row: Read(number, row.level2.text, row.level2.at) for row, number in zip(carrying, points, strict=True)}
    return [replace(row, weight=weights.get(row.row, row.weight)) for row in indicators]


def _behind_name(name: Read[str]) -> Read[Decimal | None]:
    match = _BEHIND_NAME.search(compact(name.text))
    return Read(Decimal(match[1]) if match else None, name.text, name.at)
