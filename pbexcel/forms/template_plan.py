"""Where everything stands in a blank form: which rows and columns, before a single cell is written.

In: a variant of the form (template_variants.toml) and how many indicator rows. Out: a `Plan` of row numbers and blocks.
Not here: cells, styles and formulas (the other template modules), reading a form (layouts, reading).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any

SHEET = "自评表"
INDICATOR_HEADERS = (
    "一级指标", "二级指标", "三级指标", "年度\n指标值", "实际\n完成值", "分值", "得分", "偏差原因分析及改进措施",
)  # fmt: skip
FUND_HEADERS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
FUND_ROWS = ("年度资金总额", "其中：当年财政拨款", "      上年结转资金", "      其他资金")


class Col(IntEnum):
    """Columns of the indicator block; the official form is nine columns wide."""

    SIDE = 1
    LEVEL1 = 2
    LEVEL2 = 3
    NAME = 4
    TARGET = 5
    ACTUAL = 6
    WEIGHT = 7
    POINTS = 8
    REASON = 9


class Fund(IntEnum):
    """Columns of the 项目资金 block, which stands above the same nine."""

    LABEL = 3
    INITIAL = 4
    BUDGET = 5
    EXECUTED = 6
    WEIGHT = 7
    RATE = 8
    POINTS = 9


@dataclass(frozen=True, slots=True)
class FirstLevel:
    """A first level with its printed points and its second levels, each with its number of rows."""

    name: str
    points: int
    second: tuple[tuple[str, int], ...]

    @property
    def rows(self) -> int:
        return sum(rows for _, rows in self.second)


@dataclass(frozen=True, slots=True)
class Variant:
    """One kind of blank form."""

    id: str
    title: str
    rules: str
    execution: int
    levels: tuple[FirstLevel, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one first level in the indicator block, both ends included."""

    level: FirstLevel
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Row numbers of one blank form."""

    variant: Variant
    blocks: tuple[Block, ...]

    title = 1
    year = 2
    project = 3
    department = 4
    fund_header = 5
    fund_total = 6
    fund_last = 9
    goal_header = 10
    goal = 11
    header = 12
    first = 13

    @property
    def last(self) -> int:
        return self.blocks[-1].last

    @property
    def total(self) -> int:
        return self.last + 1

    @property
    def grade(self) -> int:
        return self.last + 2

    @property
    def contact(self) -> int:
        return self.last + 3

    @property
    def signature(self) -> int:
        return self.last + 4


@cache
def variants() -> Mapping[str, Variant]:
    """The blank forms that can be built, by id."""
    text = (files("pbexcel.forms") / "template_variants.toml").read_text(encoding="utf-8")
    return {name: _variant(name, table) for name, table in tomllib.loads(text).items()}


def _variant(name: str, table: dict[str, Any]) -> Variant:
    levels = tuple(
        FirstLevel(level["name"], level["points"], tuple((second, rows) for second, rows in level["second"]))
        for level in table["level"]
    )
    return Variant(name, table["title"], table["rules"], table["execution"], levels)


def plan_for(variant: Variant, indicator_rows: int) -> Plan:
    """The plan of a form with `indicator_rows` rows, shared out as in the variant; every second level keeps one."""
    shares = [rows for level in variant.levels for _, rows in level.second]
    if indicator_rows < len(shares):
        raise ValueError(f"a form of variant {variant.id} needs at least {len(shares)} indicator rows")
    counts = iter(_shared_out(indicator_rows, shares))
    blocks, row = [], Plan.first
    for level in variant.levels:
        sized = FirstLevel(level.name, level.points, tuple((name, next(counts)) for name, _ in level.second))
        blocks.append(Block(sized, row, row + sized.rows - 1))
        row += sized.rows
    return Plan(variant, tuple(blocks))


def _shared_out(total: int, shares: list[int]) -> list[int]:
    """`total` rows shared out in proportion, at least one each: one after the other to whoever is furthest behind."""
    counts = [1] * len(shares)
    for _ in range(total - len(shares)):
        behind = max(range(len(shares)), key=lambda i: (shares[i] / (counts[i] + 1), -i))
        counts[behind] += 1
    return counts
