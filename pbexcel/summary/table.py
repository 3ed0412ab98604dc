"""The records of a run as three tables: projects, lines, problems.

In: `FileRecord`s, gone through once. Out: `Tables` for the workbook; `Frames` of pandas DataFrames for whoever evaluates
further, their columns documented in docs/summary.md.
Not here: what one record comes to (`facts`), grouping for the sheets (`figures`), any workbook.

Points, money and shares are `Decimal` objects, exact as in the records; money is in 万元. A missing number is None, a missing
text is "". The column `record` of lines and problems is the row of the project they belong to. pandas is imported where a
DataFrame is asked for: of such objects it could add up nothing faster, and importing it costs more than all tables of 600 forms.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from sys import intern
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, runtime_checkable

from pbexcel.frozen import frozen
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
# texts that many records have in common; interning one of their own would cost memory
_SHARED = frozenset((
    "department", "unit", "money_unit", "grade", "typed_grade", "rules", "sheet", "execution_cell", "output_cell", "benefit_cell",
    "satisfaction_cell", "cost_cell", "other_cell",
))  # fmt: skip


@frozen
class Frames:
    """`projects` has one row a record, `lines` one a scored line (also 预算执行), `problems` one a finding.

    `checks` has one row a check of a form: of how many forms it found something, passed, could not run, does not apply.
    """

    projects: DataFrame
    lines: DataFrame
    problems: DataFrame
    checks: DataFrame


Projects: TypeAlias = Mapping[str, list[Any]]  # the table of projects by column, PROJECT_COLUMNS


@frozen
class Tables:
    """The same without pandas, the long tables on disk; their rows also say whose they are (WHOSE). `checks` are CHECK_COLUMNS."""

    projects: Projects
    lines: Kept
    problems: Kept
    checks: Sequence[tuple[str | int, ...]]

    def __len__(self) -> int:
        """How many projects there are."""
        return len(self.counted)

    @property
    def counted(self) -> list[bool]:
        """By project, whether it adds up."""
        return self.projects["counted"]


CHECK_COLUMNS = ("check", "found", "passed", "could_not_run", "not_applicable")
WHOSE = ("department", "unit", "project", "file", "output")


@runtime_checkable
class HasRecords(Protocol):
    """A run: anything with its records."""

    @property
    def records(self) -> Iterable[FileRecord]: ...


def to_frames(run: HasRecords | Iterable[FileRecord], grades: Grades = ()) -> Frames:
    """The tables of a run, or of records from anywhere. `grades` (name, lower edge) are needed for `to_grade_line` only."""
    import pandas as pd

    tables = to_tables(run.records if isinstance(run, HasRecords) else run, grades)
    projects = pd.DataFrame({name: pd.Series(column, dtype=object) for name, column in tables.projects.items()}, copy=False)
    checks = pd.DataFrame(tables.checks, columns=list(CHECK_COLUMNS))
    return Frames(projects, _frame(tables.lines, LINE_COLUMNS), _frame(tables.problems, PROBLEM_COLUMNS), checks)


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
        self._checks: Counter[tuple[str, str]] = Counter()

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
            self._checks.update(zip(getattr(record.checks, state), repeat(state), strict=False))

    def tables(self) -> Tables:
        columns = self._columns
        keys = [_place(key) for key in zip(*(columns[name] for name in ("department", "unit", "project", "file", "sheet")), strict=True)]
        order = sorted(range(len(keys)), key=keys.__getitem__)
        del keys
        _count_once(columns, order)
        projects = {name: list(map(columns.pop(name).__getitem__, order)) for name in PROJECT_COLUMNS}
        self._lines.put_in_order(order)
        self._problems.put_in_order(order)
        return Tables(projects, self._lines, self._problems, self._checked())

    def _checked(self) -> list[tuple[str | int, ...]]:
        """One row a check, those that found most first; equal ones in the order of the ledger."""
        checks: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (name, state), count in self._checks.items():
            checks[name.partition("：")[0]][state] += count
        most_first = sorted(checks.items(), key=lambda check: -check[1]["found"])
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


class HasColumns(Protocol):
    """All projects, some of them, or a DataFrame."""

    def __getitem__(self, name: str, /) -> Iterable[Any]: ...


def rows_of(table: HasColumns, names: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns as plain tuples."""
    return zip(*(table[name] for name in names), strict=True)


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

    def __init__(self, projects: Projects, places: Sequence[int]) -> None:
        self._projects, self._places = projects, places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, name: str) -> list[Any]:
        return list(map(self._projects[name].__getitem__, self._places))

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The place of each among all projects, and its row."""
        columns = self._projects.items()
        for place in self._places:
            yield place, {name: column[place] for name, column in columns}

    def where(self, test: Callable[..., Any], *names: str) -> Some:
        """Those whose values in these columns pass."""
        return Some(self._projects, [place for place, values in zip(self._places, rows_of(self, names), strict=True) if test(*values)])


def some(projects: Projects, test: Callable[..., Any], *names: str) -> Some:
    """The projects whose values in these columns pass."""
    return Some(projects, range(len(projects[names[0]]))).where(test, *names)
