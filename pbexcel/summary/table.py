"""The records of a run as three tables: projects, lines, problems.

In: `FileRecord`s, gone through once. Out: `Frames` of pandas DataFrames; their columns are documented in docs/summary.md.
Not here: what one record comes to (`facts`), grouping for the sheets (`figures`), any workbook.

Points, money and shares are `Decimal` objects, exact as in the records; money is in 万元. A missing number is None, a missing
text is "". The column `record` of lines and problems is the row of the project they belong to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from sys import intern
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from pbexcel.report import FileRecord
from pbexcel.spelling import plain_name
from pbexcel.summary.facts import (
    LINE_COLUMNS,
    LINE_NUMBERS,
    PROBLEM_COLUMNS,
    PROBLEM_NUMBERS,
    Grades,
    line_rows,
    problem_rows,
    project_row,
)
from pbexcel.summary.kept import Kept, number
from pbexcel.summary.sentences import conclusion

if TYPE_CHECKING:
    from pandas import DataFrame

_SAME_CONTENT = "B707"
_JUDGED = ("scored", "returned")
_WHICH = ("status", "sha256", "sheet", "year", "unit", "department", "project", "same_content")
_PIECE = 4096  # rows
# texts that many records have in common; interning one of their own would cost memory
_SHARED = frozenset((
    "department", "unit", "money_unit", "grade", "typed_grade", "rules", "sheet", "execution_cell", "output_cell", "benefit_cell",
    "satisfaction_cell", "cost_cell", "other_cell",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frames:
    """`projects` has one row a record, `lines` one a scored line (also 预算执行), `problems` one a finding.

    `checks` has one row a check of a form: of how many forms it found something, passed, could not run, does not apply.
    """

    projects: DataFrame
    lines: DataFrame
    problems: DataFrame
    checks: DataFrame


@dataclass(frozen=True, slots=True)
class Tables:
    """The same with the long tables on disk; their rows also say whose they are (WHOSE)."""

    projects: DataFrame
    lines: Kept
    problems: Kept
    checks: DataFrame

    @property
    def counted(self) -> list[bool]:
        """By project, whether it adds up."""
        return [bool(counts) for counts in self.projects["counted"].tolist()]


CHECK_COLUMNS = ("check", "found", "passed", "could_not_run", "not_applicable")
WHOSE = ("department", "unit", "project", "file", "output")


@runtime_checkable
class HasRecords(Protocol):
    """A run: anything with its records."""

    @property
    def records(self) -> Iterable[FileRecord]: ...


def to_frames(run: HasRecords | Iterable[FileRecord], grades: Grades = ()) -> Frames:
    """The tables of a run, or of records from anywhere. `grades` (name, lower edge) are needed for `to_grade_line` only."""
    tables = to_tables(run.records if isinstance(run, HasRecords) else run, grades)
    return Frames(tables.projects, _frame(tables.lines, LINE_COLUMNS), _frame(tables.problems, PROBLEM_COLUMNS), tables.checks)


def to_tables(records: Iterable[FileRecord], grades: Grades = ()) -> Tables:
    """The same for the workbook, which writes the long tables row by row."""
    gathered = _Gathered()
    for record in records:
        gathered.take(record, grades)
    return gathered.tables()


def _frame(kept: Kept, names: Sequence[str]) -> DataFrame:
    import pandas as pd

    columns = list(zip(*kept.rows(("record", *names)), strict=True)) or [()] * (len(names) + 1)
    frame = pd.DataFrame({"record": pd.Series(columns[0], dtype="int64")})
    for name, values in zip(names, columns[1:], strict=True):
        frame[name] = pd.Series(values, dtype=object)
    return frame


class _Gathered:
    """Rows gathered while the records pass by."""

    def __init__(self) -> None:
        self._columns: dict[str, list[Any]] = {name: [] for name in (*PROJECT_COLUMNS, "same_content")}
        self._lines = Kept(WHOSE, LINE_COLUMNS, LINE_NUMBERS)
        self._problems = Kept(WHOSE, PROBLEM_COLUMNS, PROBLEM_NUMBERS)
        self._checks: dict[str, Counter[str]] = {}

    def take(self, record: FileRecord, grades: Grades) -> None:
        row = project_row(record, grades)
        row["conclusion"] = conclusion(row)
        row["same_content"] = any(found.code == _SAME_CONTENT for found in record.problems)
        for name, values in self._columns.items():
            value = row.get(name)
            if type(value) is Decimal:
                value = number(str(value))
            elif name in _SHARED:
                value = intern(str(value))
            values.append(value)  # what many rows say is one object
        whose = tuple(str(row[name]) for name in WHOSE)
        self._lines.add(whose, line_rows(record))
        self._problems.add(whose, problem_rows(record))
        for state in CHECK_COLUMNS[1:]:
            for name in getattr(record.checks, state):
                self._checks.setdefault(name.split("：")[0], Counter())[state] += 1

    def tables(self) -> Tables:
        import pandas as pd

        columns = self._columns
        keys = [_place(key) for key in zip(*(columns[name] for name in ("department", "unit", "project", "file", "sheet")), strict=True)]
        order = sorted(range(len(keys)), key=keys.__getitem__)
        del keys
        _count_once(columns, order)
        found = {name: pd.Series(list(map(columns.pop(name).__getitem__, order)), dtype=object) for name in PROJECT_COLUMNS}
        self._lines.put_in_order(order)
        self._problems.put_in_order(order)
        checks = pd.DataFrame(self._checked(), columns=list(CHECK_COLUMNS))
        return Tables(pd.DataFrame(found, copy=False), self._lines, self._problems, checks)

    def _checked(self) -> list[tuple[str | int, ...]]:
        """One row a check, those that found most first; equal ones in the order of the ledger."""
        most_first = sorted(self._checks.items(), key=lambda check: -check[1]["found"])
        return [(name, *(counted[state] for state in CHECK_COLUMNS[1:])) for name, counted in most_first]


def in_chinese_order(text: str) -> tuple[bool, bytes]:
    """A key that sorts common characters by pinyin (GB 2312 does); the empty text comes last."""
    return (not text, text.encode("gb18030"))


def _place(names: Sequence[str]) -> tuple[object, ...]:
    return (*(in_chinese_order(name) for name in names[:3]), *names[3:])


def _count_once(columns: dict[str, list[Any]], order: Sequence[int]) -> None:
    """Mark which rows count: scored, and of several copies of one form only the first."""
    first: dict[tuple[object, ...], int] = {}
    columns["copies"], columns["copy_of"] = [1] * len(order), [""] * len(order)
    columns["counted"] = [
        status == "scored" and not newer for status, newer in zip(columns["status"], columns["replaced_by"], strict=True)
    ]
    for at in order:
        row = {name: columns[name][at] for name in _WHICH}
        if row["status"] not in _JUDGED or not row["sha256"]:
            continue
        key = (row["year"], plain_name(row["unit"] or row["department"]), plain_name(row["project"])) if row["same_content"] else None
        kept = first.setdefault(key or (row["sha256"], row["sheet"]), at)
        if kept != at:
            columns["counted"][at], columns["copy_of"][at] = False, columns["file"][kept]
            columns["copies"][kept] += 1


def total_of(column: Iterable[Any]) -> Decimal:
    """The exact sum of the numbers that are there."""
    return sum((value for value in column if value is not None), Decimal(0))


def rows_of(frame: DataFrame, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns as plain tuples."""
    columns = [frame[name] for name in names]
    for first in range(0, len(frame), _PIECE):
        yield from zip(*(column.iloc[first : first + _PIECE].tolist() for column in columns), strict=True)


PROJECT_COLUMNS = (
    "status", "counted", "copies", "copy_of", "department", "unit", "project", "year", "money_unit", "initial", "budget",
    "executed", "rate", "overspent", "ahead_of_spending", "unspent", "near_grade", "execution_points", "output_points", "benefit_points",
    "satisfaction_points", "cost_points", "other_points", "output_weight", "benefit_weight", "satisfaction_weight",
    "cost_weight", "other_weight", "total", "grade", "to_grade_line", "typed_total", "typed_grade", "computed_total", "gap", "overstated", "overstated_lines", "overstated_in", "low", "high", "replaced_by",
    "lines", "auto_lines", "manual_lines", "open_lines", "auto_weight", "manual_weight", "open_weight", "returned", "warnings",
    "notices", "problem_cost", "conclusion", "rules", "file", "sheet", "output", "sha256", "execution_cell", "output_cell",
    "benefit_cell", "satisfaction_cell", "cost_cell", "other_cell",
)  # fmt: skip


class Some:
    """Some of the projects in some order, without a copy of their rows."""

    def __init__(self, projects: DataFrame, places: Sequence[int]) -> None:
        self._projects, self._places = projects, places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, name: str) -> list[Any]:
        return list(self._projects[name].iloc[self._places])

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The place of each among all projects, and its row."""
        for first in range(0, len(self._places), _PIECE):
            piece = self._places[first : first + _PIECE]
            yield from zip(piece, records_of(self._projects.iloc[piece]), strict=True)


def some(projects: DataFrame, test: Callable[..., Any], *names: str) -> Some:
    """The projects whose values in these columns pass."""
    return Some(projects, [place for place, values in enumerate(rows_of(projects, names)) if test(*values)])


def records_of(frame: DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame by column name, as they are: pandas' own way looks at every value."""
    names = list(frame.columns)
    return (dict(zip(names, row, strict=True)) for row in rows_of(frame, names))
