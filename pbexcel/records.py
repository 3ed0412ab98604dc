"""The vocabulary: what is read from a self-evaluation form and what scoring makes of it.

In: nothing. Out: frozen, typed, picklable values that every other room speaks in.
Not here: how any of it is found, understood, scored or shown.

Two rules hold everywhere. Nothing read from a form travels without its text and its cell (`Read`).
A text that could not be understood is a value of its own (`Blank`, `Placeholder`, `Unreadable`), never 0 and never None.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Generic, Literal, TypeAlias, TypeVar

from pbexcel.frozen import frozen

T = TypeVar("T")

Op: TypeAlias = Literal[">=", ">", "<=", "<", "="]
Direction: TypeAlias = Literal["forward", "reverse", "equal", "between", "deadline", "stated", "unclear"]
Judgement: TypeAlias = Literal["auto", "typed", "manual", "open"]
TierName: TypeAlias = Literal["达成", "部分达成", "未达成"]


@cache
def column_letters(column: int) -> str:
    """Column number (1-based) as Excel writes it: 1 is A, 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@frozen
class CellRef:
    """A place in a workbook; rows and columns count from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{column_letters(self.column)}{self.row}"

    def __lt__(self, other: CellRef) -> bool:
        return (self.sheet, self.row, self.column) < (other.sheet, other.row, other.column)


@frozen
class Read(Generic[T]):
    """A value with the exact text it was read from and the cell the text stands in (None: the form has no such cell)."""

    value: T
    text: str = ""
    at: CellRef | None = None


# --- what 年度指标值 and 实际完成值 can mean -------------------------------------------------------------


@frozen
class Measured:
    """A target that is a number: `≥90%` is Measured(">=", 90, "%"). `op` is None where no comparator was written.

    `number` is as written (150万 is 150 with unit 万元); `unit` is the canonical name from units.toml, "" if none.
    `change`: the number is how much something was to grow or shrink (下降10%). `about`: only about so much was asked (约1000人).
    """

    op: Op | None
    number: Decimal
    unit: str = ""
    change: bool = False
    about: bool = False


@frozen
class Between:
    """A target that is a range, both ends included; `low` <= `high`."""

    low: Decimal
    high: Decimal
    unit: str = ""


@frozen
class Deadline:
    """A target that is a day (a month or a year stands for its last day); `start` is given for periods.

    `yearless`: neither the text nor the form names a year; the year of `on` only stands in.
    """

    on: date
    start: date | None = None
    yearless: bool = False


@frozen
class Stated:
    """A target or an actual in words: 大幅提高, 合规, 是."""

    text: str


@frozen
class Several:
    """Several values in one cell; every part counts."""

    parts: tuple[Target | Actual, ...]


@frozen
class Blank:
    """Nothing was written."""


@frozen
class Placeholder:
    """A sign that stands for nothing: —, /, 无, **."""

    text: str


@frozen
class Unreadable:
    """A text that looks like a value but cannot be read safely; a person decides."""

    text: str


@frozen
class Number:
    """An actual that is a number in the unit written beside it ("" if none)."""

    number: Decimal
    unit: str = ""


@frozen
class Rate:
    """A completion rate given where a quantity, a date or a statement was asked; 1 is 100 %."""

    share: Decimal


@frozen
class Done:
    """An actual that is a day (a month or a year stands for its last day); `start` and `yearless` as in `Deadline`."""

    on: date
    start: date | None = None
    yearless: bool = False


@frozen
class Tier:
    """An actual in one of the three official tiers of 财预〔2020〕10号."""

    tier: TierName


Target: TypeAlias = Measured | Between | Deadline | Stated | Several | Blank | Placeholder | Unreadable
Actual: TypeAlias = Number | Rate | Done | Tier | Stated | Several | Blank | Placeholder | Unreadable

_KINDS = {
    Measured: "measured", Between: "between", Deadline: "deadline", Stated: "stated", Several: "several",
    Blank: "blank", Placeholder: "placeholder", Unreadable: "unreadable",
    Number: "number", Rate: "rate", Done: "date", Tier: "tier",
}  # fmt: skip


def kind_of(value: Target | Actual) -> str:
    """The stable word for a value's kind, as the JSON prints it."""
    return _KINDS[type(value)]


# --- the form --------------------------------------------------------------------------------------------


@frozen
class Indicator:
    """One row of the 绩效指标 block. `weight` and `typed` are None where the cell is empty or not a number.

    `child` rows (其中…, or rows below a ★ row that carries their points) are read and compared but carry no points.
    `unit_column`: the form has a column for the unit of target and actual, so an actual need not repeat it.
    """

    row: int
    level1: Read[str]
    level2: Read[str]
    name: Read[str]
    target: Read[Target]
    actual: Read[Actual]
    direction: Direction
    weight: Read[Decimal | None]
    typed: Read[Decimal | None]
    reason: Read[str]
    child: bool = False
    unit_column: bool = False


@frozen
class FundRow:
    """One row of the 项目资金 block, in the form's own money unit."""

    label: str
    initial: Read[Decimal | None]
    budget: Read[Decimal | None]
    executed: Read[Decimal | None]


@frozen
class Money:
    """The 项目资金 block: the total row, its 其中 rows, and the execution cells of the total row.

    `unit` is 万元 or 元 ("" if the form does not say); `rate` is a share (99.65 % is 0.9965).
    """

    unit: str
    total: FundRow
    parts: tuple[FundRow, ...]
    weight: Read[Decimal | None]
    rate: Read[Decimal | None]
    typed: Read[Decimal | None]


@frozen
class Form:
    """One 自评表 as it stands in a workbook. `layout` is the id of the family it was read by.

    `shown_decimals` names the score cells whose number format shows a fixed number of decimals (None: nobody looked).
    `reason` is one written for the whole form, below its rows.
    """

    sheet: str
    layout: str
    title: Read[str]
    year: Read[int | None]
    project: Read[str]
    department: Read[str]
    unit: Read[str]
    money: Money | None
    indicators: tuple[Indicator, ...]
    level1_points: tuple[Read[Decimal], ...]
    total_weight: Read[Decimal | None]
    total: Read[Decimal | None]
    grade: Read[str]
    shown_decimals: tuple[tuple[CellRef, int], ...] | None = None
    reason: Read[str] = Read("")


# --- the score -------------------------------------------------------------------------------------------


@frozen
class Line:
    """One indicator scored.

    `completion` is a share of the target (None where there is none to compute); `computed` is the rule's score, rounded
    as shown (None where only a person can judge); `points` is what counts (None while the line is open);
    `low`..`high` is what the line can still take. `because` is the sentence shown to staff; `rule` names the method.
    """

    indicator: Indicator
    completion: Decimal | None
    computed: Decimal | None
    points: Decimal | None
    low: Decimal
    high: Decimal
    outcome: Judgement
    because: str
    rule: str


@frozen
class Execution:
    """The execution rate and its score; money in the form's own unit, `rate` a share.

    `weight` is None where execution is not scored from the fund block (it is an indicator row, or there is no block).
    """

    budget: Decimal | None
    executed: Decimal | None
    rate: Decimal | None
    weight: Decimal | None
    typed: Decimal | None
    computed: Decimal | None
    points: Decimal | None
    because: str


@frozen
class RulesUsed:
    """Which rules scored a form: profile id, sha256 of its file, how many of its numbers are 未核."""

    id: str
    sha256: str
    unverified: int


@frozen
class Scorecard:
    """A form scored. `total` and `grade` are None while a line is open or the form is returned; `low`..`high` is the range."""

    form: Form
    rules: RulesUsed
    execution: Execution
    lines: tuple[Line, ...]
    total: Decimal | None
    low: Decimal
    high: Decimal
    grade: str | None


@frozen
class Decision:
    """What a person decided about one line, for the texts they saw; it lapses when one of the texts changes."""

    points: Decimal
    reason: str
    reviewer: str
    target: str
    actual: str


# --- what was looked for -----------------------------------------------------------------------------------


@frozen
class Ledger:
    """Every check owed to a form by name: passed, found something, does not apply, could not run (`name：why`)."""

    passed: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    could_not_run: tuple[str, ...] = ()
