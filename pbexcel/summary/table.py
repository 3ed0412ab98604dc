"""The records of a run as three tables: projects, lines, problems.

In: `FileRecord`s, gone through once. Out: `Frames` of pandas DataFrames; their columns are documented in docs/summary.md.
Not here: what one record comes to (`facts`), grouping for the sheets (`figures`), any workbook.

Points, money and shares are `Decimal` objects, exact as in the records; money is in 万元. A missing number is None, a missing
text is "". The column `record` of lines and problems is the row of the project they belong to.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from pbexcel.report import FileRecord
from pbexcel.summary.facts import LINE_COLUMNS, PROBLEM_COLUMNS, Cell, Grades, line_rows, problem_rows, project_row
from pbexcel.summary.sentences import conclusion

if TYPE_CHECKING:
    from pandas import DataFrame

_BLANKS = re.compile(r"\s+")
_SAME_CONTENT = "B707"
_JUDGED = ("scored", "returned")


@dataclass(frozen=True, slots=True)
class Frames:
    """`projects` has one row a record, `lines` one a scored line (also 预算执行), `problems` one a finding.

    `checks` has one row a check of a form: of how many forms it found something, passed, could not run, does not apply.
    """

    projects: DataFrame
    lines: DataFrame
    problems: DataFrame
    checks: DataFrame


CHECK_COLUMNS = ("check", "found", "passed", "could_not_run", "not_applicable")


@runtime_checkable
class HasRecords(Protocol):
    """A run: anything with its records."""

    @property
    def records(self) -> Iterable[FileRecord]: ...


def to_frames(run: HasRecords | Iterable[FileRecord], grades: Grades = ()) -> Frames:
    """The tables of a run, or of records from anywhere. `grades` (name, lower edge) are needed for `to_grade_line` only."""
    gathered = _Gathered()
    for record in run.records if isinstance(run, HasRecords) else run:
        gathered.take(record, grades)
    return gathered.frames()


class _Gathered:
    """Rows gathered while the records pass by."""

    def __init__(self) -> None:
        self.projects: list[dict[str, Cell]] = []
        self.lines: list[tuple[Cell, ...]] = []
        self.problems: list[tuple[Cell, ...]] = []
        self.checks: dict[str, Counter[str]] = {}
        self._ends: list[tuple[int, int]] = [(0, 0)]

    def take(self, record: FileRecord, grades: Grades) -> None:
        row = project_row(record, grades)
        row["conclusion"] = conclusion(row)
        row["same_content"] = any(found.code == _SAME_CONTENT for found in record.problems)
        self.projects.append(row)
        self.lines.extend(line_rows(record))
        self.problems.extend(problem_rows(record))
        for state in CHECK_COLUMNS[1:]:
            for name in getattr(record.checks, state):
                self.checks.setdefault(name.split("：")[0], Counter())[state] += 1
        self._ends.append((len(self.lines), len(self.problems)))

    def frames(self) -> Frames:
        import pandas as pd

        order = sorted(range(len(self.projects)), key=lambda number: _place(self.projects[number]))
        rows = [self.projects[number] for number in order]
        _count_once(rows)
        columns = {name: pd.Series([row[name] for row in rows], dtype=object) for name in PROJECT_COLUMNS}
        lines = self._placed(self.lines, 0, order, LINE_COLUMNS)
        problems = self._placed(self.problems, 1, order, PROBLEM_COLUMNS)
        return Frames(pd.DataFrame(columns), lines, problems, pd.DataFrame(self._checked(), columns=list(CHECK_COLUMNS)))

    def _checked(self) -> list[tuple[str | int, ...]]:
        """One row a check, those that found most first; equal ones in the order of the ledger."""
        most_first = sorted(self.checks.items(), key=lambda check: -check[1]["found"])
        return [(name, *(counted[state] for state in CHECK_COLUMNS[1:])) for name, counted in most_first]

    def _placed(self, rows: list[tuple[Cell, ...]], which: int, order: Sequence[int], names: Sequence[str]) -> DataFrame:
        """The frame of lines or problems in the order of their projects; `rows` is emptied."""
        import pandas as pd

        parts = [(place, self._ends[number][which], self._ends[number + 1][which]) for place, number in enumerate(order)]
        places = [place for place, first, last in parts for _ in range(first, last)]
        sorted_rows = [row for _, first, last in parts for row in rows[first:last]]
        rows.clear()
        frame = pd.DataFrame({"record": pd.Series(places, dtype="int64")})
        for number, name in enumerate(names):
            frame[name] = pd.Series([row[number] for row in sorted_rows], dtype=object)
        return frame


def in_chinese_order(text: str) -> tuple[bool, bytes]:
    """A key that sorts common characters by pinyin (GB 2312 does); the empty text comes last."""
    return (not text, text.encode("gb18030"))


def _place(row: dict[str, Cell]) -> tuple[object, ...]:
    return (*(in_chinese_order(str(row[name])) for name in ("department", "unit", "project")), row["file"], row["sheet"])


def _count_once(rows: Iterable[dict[str, Cell]]) -> None:
    """Mark which rows count: scored, and of several copies of one form only the first."""
    first: dict[tuple[object, ...], dict[str, Cell]] = {}
    for row in rows:
        row["copies"], row["copy_of"] = 1, ""
        row["counted"] = row["status"] == "scored" and not row["replaced_by"]
        same_content = row.pop("same_content")
        if row["status"] not in _JUDGED or not row["sha256"]:
            continue
        key = (row["year"], plain(str(row["unit"] or row["department"])), plain(str(row["project"]))) if same_content else None
        kept = first.setdefault(key or (row["sha256"], row["sheet"]), row)
        if kept is not row:
            row["counted"], row["copy_of"] = False, kept["file"]
            kept["copies"] = int(kept["copies"] or 1) + 1


def plain(text: str) -> str:
    """A name as it is compared: full-width and half-width alike, without blanks."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def total_of(column: Iterable[Any]) -> Decimal:
    """The exact sum of the numbers that are there."""
    return sum((value for value in column if value is not None), Decimal(0))


def rows_of(frame: DataFrame, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The rows of some columns as plain tuples."""
    return zip(*(frame[name].tolist() for name in names), strict=True)


PROJECT_COLUMNS = (
    "status", "counted", "copies", "copy_of", "department", "unit", "project", "year", "money_unit", "initial", "budget",
    "executed", "rate", "overspent", "ahead_of_spending", "unspent", "near_grade", "execution_points", "output_points", "benefit_points",
    "satisfaction_points", "cost_points", "other_points", "output_weight", "benefit_weight", "satisfaction_weight",
    "cost_weight", "other_weight", "total", "grade", "to_grade_line", "typed_total", "typed_grade", "computed_total", "gap", "overstated", "overstated_lines", "overstated_in", "low", "high", "replaced_by",
    "lines", "auto_lines", "manual_lines", "open_lines", "auto_weight", "manual_weight", "open_weight", "returned", "warnings",
    "notices", "problem_cost", "conclusion", "rules", "file", "sheet", "output", "sha256", "execution_cell", "output_cell",
    "benefit_cell", "satisfaction_cell", "cost_cell", "other_cell",
)  # fmt: skip


def records_of(frame: DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame by column name, as they are: pandas' own way looks at every value."""
    names = list(frame.columns)
    return (dict(zip(names, row, strict=True)) for row in rows_of(frame, names))
