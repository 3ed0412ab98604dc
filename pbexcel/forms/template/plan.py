"""Where everything stands in a blank form: which rows and columns, before a single cell is written.

In: a variant of the form and how many indicator rows. Out: a `Plan` of row numbers, columns and blocks.
Not here: cells, styles and formulas (the other template modules), reading a form (layouts, reading).

Two rows above the title show the live checks and are not printed; nothing stands right of the form, because a reader
looks for a value right of its label. What the checks count stands on a hidden sheet (checks).
"""

from __future__ import annotations

from typing import ClassVar

from openpyxl.utils import get_column_letter

from pbexcel.forms.template.variants import FirstLevel, Variant
from pbexcel.frozen import frozen

SHEET = "自评表"
TEMPLATE_ID = "pbexcel-self-eval"
TEMPLATE_VERSION = "1"
FUND_ROWS = ("年度资金总额", "其中：当年财政拨款", "      上年结转资金", "      其他资金")
FUND_ROLES = ("label", "initial", "budget", "executed", "weight", "rate", "points")


@frozen
class Block:
    """The rows of one first level in the indicator block, both ends included."""

    level: FirstLevel
    first: int
    last: int


@frozen
class Plan:
    """Rows and columns of one blank form; rows below the indicators move with their number."""

    variant: Variant
    blocks: tuple[Block, ...]

    light: ClassVar[int] = 1
    sums: ClassVar[int] = 2
    title: ClassVar[int] = 3
    year: ClassVar[int] = 4
    project: ClassVar[int] = 5
    department: ClassVar[int] = 6
    fund_header: ClassVar[int] = 7
    fund_total: ClassVar[int] = 8
    fund_last: ClassVar[int] = 11
    goal_header: ClassVar[int] = 12
    goal: ClassVar[int] = 13
    header: ClassVar[int] = 14
    first: ClassVar[int] = 15

    @property
    def last(self) -> int:
        """The last indicator row."""
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

    def column(self, role: str) -> int:
        """The column of a role of the indicator block (side, level1, … reason)."""
        return next(number for number, column in enumerate(self.variant.columns, 1) if column.role == role)

    @property
    def width(self) -> int:
        """The last column of the form."""
        return len(self.variant.columns)

    def fund(self, role: str) -> tuple[int, int]:
        """First and last column of a cell of the 项目资金 block."""
        starts = [self.column(name) for name in self.variant.fund]
        place = FUND_ROLES.index(role)
        return starts[place], (starts[place + 1] - 1 if place + 1 < len(starts) else self.width)

    def at(self, role: str, row: int, *, fixed: bool = True) -> str:
        """The address of a cell of the indicator block, for formulas: $G$14, or $G14."""
        return f"${get_column_letter(self.column(role))}{'$' if fixed else ''}{row}"

    def fund_at(self, role: str, row: int) -> str:
        """The address of a cell of the 项目资金 block, for formulas."""
        return f"${get_column_letter(self.fund(role)[0])}${row}"

    def edges(self, number: int) -> tuple[str, str]:
        """The first row of a block and the row after it, as formulas: a row inserted at an edge belongs to the block above."""
        start = f"ROW($B${self.blocks[number].first})" if number else f"ROW($A${self.header})+1"
        is_last = number + 1 == len(self.blocks)
        return start, f"ROW($A${self.total})" if is_last else f"ROW($B${self.blocks[number + 1].first})"

    def rows_of(self, role: str) -> str:
        """All indicator cells of a column, as a range that grows with rows inserted at its edges.

        A plain G15:G44 misses a row inserted below 44; this one reaches to 总分. OFFSET and not INDEX: a formula in
        column G that mentions G:G is a circle to Excel.
        """
        letter = get_column_letter(self.column(role))
        return f"OFFSET(${letter}${self.header},1,0,ROW($A${self.total})-ROW($A${self.header})-1,1)"


def plan_for(variant: Variant, indicator_rows: int) -> Plan:
    """The plan of a form with `indicator_rows` rows, shared out as in the variant; every second level keeps one."""
    shares = [rows for level in variant.levels for _, rows in level.second]
    if indicator_rows < len(shares):
        raise ValueError(f"a form of variant {variant.id} needs at least {len(shares)} indicator rows")
    counts = iter(_shared_out(indicator_rows, shares))
    levels = (
        FirstLevel(level.name, level.points, tuple((name, next(counts)) for name, _ in level.second))
        for level in variant.levels
    )
    return plan_of(variant, tuple(levels))


def plan_of(variant: Variant, levels: tuple[FirstLevel, ...]) -> Plan:
    """The plan of a form with exactly these levels and rows."""
    blocks, row = [], Plan.first
    for level in levels:
        blocks.append(Block(level, row, row + level.rows - 1))
        row += level.rows
    return Plan(variant, tuple(blocks))


def _shared_out(total: int, shares: list[int]) -> list[int]:
    """`total` rows shared out in proportion, at least one each: one after the other to whoever is furthest behind."""
    counts = [1] * len(shares)
    for _ in range(total - len(shares)):
        behind = max(range(len(shares)), key=lambda i: (shares[i] / (counts[i] + 1), -i))
        counts[behind] += 1
    return counts
