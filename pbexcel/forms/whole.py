"""What the weights themselves tell about rows: those of one form make one whole.

In: the indicators as they stand, the weight of the money, the 总分 row. Out: the indicators less rows below the total and an example row that would be too much,
with the rows that share the weight written above them; what one number merged over weight and score is. Not here: weights merged over rows (rows), weights as shares of one (shares),
whether the weights are right (scoring/weights).

Nothing is done to a form whose weights make no whole either way: it goes back with what is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from pbexcel.forms.shares import WHOLE
from pbexcel.problems import Problem, problem
from pbexcel.records import CellRef, Indicator, Money, Read
from pbexcel.spelling import compact

Number: TypeAlias = Read[Decimal | None]

EXAMPLE = re.compile(r"[(\[【]?(?:(?:填[写报表])?[示举样范]?例|例如|如)\d?[)\]】:]")  # 例：…, （示例）…, 如：…


def without_rows_below(indicators: list[Indicator], money: Money | None, total: CellRef | None) -> tuple[list[Indicator], list[Problem]]:
    """The indicators less the rows of other tables below the 总分 row, where the weights above it make a whole; rows with points are told."""
    if total is None or not indicators or indicators[-1].row <= total.row:
        return indicators, []
    above = [row for row in indicators if row.row < total.row]
    if not above or _sum(above, money) != WHOLE:
        return indicators, []
    worth = [row for row in indicators[len(above) :] if row.weight.value or row.typed.value]
    if not worth:
        return above, []
    first = worth[0]
    at = first.weight.at if first.weight.value else first.typed.at
    return above, [problem("L126", at=at, read=first.name.text, count=str(len(worth)))]


def without_examples(indicators: list[Indicator], money: Money | None, printed: Number) -> tuple[list[Indicator], list[Problem]]:
    """The indicators less the rows that call themselves an example, where the weights make a whole without them and not with them.

    A sum of the weights that is `printed` with them in it says that they count.
    """
    examples = [row for row in indicators if _is_example(row)]
    if not examples or _sum(indicators, money) in (WHOLE, printed.value):
        return indicators, []
    kept = [row for row in indicators if row not in examples]
    if _sum(kept, money) != WHOLE:
        return indicators, []
    return kept, [problem("L125", at=row.name.at, read=row.name.text) for row in examples]


def without_sums(indicators: list[Indicator], money: Money | None) -> list[Indicator]:
    """The indicators less rows that say nothing but points (产出指标 | | | | 50 above its indicators), where the others make the whole."""
    sums = [row for row in indicators if row.weight.value is not None and not any(map(str.strip, (row.name.text, row.target.text, row.actual.text)))]
    if not sums or _sum(indicators, money) == WHOLE:
        return indicators
    kept = [row for row in indicators if row not in sums]
    return kept if _sum(kept, money) == WHOLE else indicators


def with_shared_weights(indicators: list[Indicator], money: Money | None) -> list[Indicator]:
    """A row with target and actual, but without weight and score, shares the weight above it where the weights make a whole without it."""
    if not any(map(_has_no_weight, indicators[1:])) or _sum(indicators, money) != WHOLE:
        return indicators
    rows: list[Indicator] = []
    for row in indicators:
        above = rows[-1] if rows else None
        shares = above is not None and _has_no_weight(row) and above.weight.at is not None and _is_of(row, above)
        rows.append(replace(row, weight=replace(row.weight, at=above.weight.at), child=True) if shares and above else row)
    return rows


def sum_or_score(
    weight: Number, total: Number, indicators: Sequence[Indicator], money: Money | None
) -> tuple[Number, Number]:
    """The sum of the weights and the score of a 总分 row; one number merged over both is the score, unless the scores add up to another
    number and the weights to this one."""
    if total.at is None or total.at != weight.at or total.value is None:
        return weight, total
    scores = [row.typed.value for row in indicators if not row.child] + ([money.typed.value] if money and money.weight.value else [])
    added = sum((score for score in scores if score is not None), Decimal(0))
    if total.value == added or total.value != _sum(indicators, money):
        return Read(None), total
    return weight, Read(None)


def _is_example(row: Indicator) -> bool:
    if not any(sign in text for text in (row.name.text, row.level1.text) for sign in "例如"):
        return False
    own = row.level1.text if row.level1.at and row.level1.at.row == row.row else ""
    return EXAMPLE.match(compact(row.name.text)) is not None or EXAMPLE.match(compact(own)) is not None


def _has_no_weight(row: Indicator) -> bool:
    read = (row.weight, row.typed)
    if row.weight.value is not None or row.child or row.weight.at is None:
        return False
    empty = all(one.value is None and not one.text.strip() for one in read)
    return empty and all(map(str.strip, (row.target.text, row.actual.text)))


def _is_of(row: Indicator, above: Indicator) -> bool:
    """Whether a row stands under the same levels as the one above it."""
    return (row.level1.value, row.level2.value) == (above.level1.value, above.level2.value)


def _sum(indicators: Iterable[Indicator], money: Money | None) -> Decimal:
    weights: Sequence[Decimal | None] = [row.weight.value for row in indicators if not row.child]
    fund = money.weight.value if money else None
    return sum((weight for weight in weights if weight is not None), fund or Decimal(0))
