"""The records of a run as three tables: projects, lines, problems.

In: `FileRecord`s, gone through once. Out: `Frames` of pandas DataFrames; their columns are documented in docs/summary.md.
Not here: what one record comes to (`facts`), grouping for the sheets (`figures`), any workbook.

Points, money and shares are `Decimal` objects, exact as in the records; money is in 万元. A missing number is None, a missing
text is "". The column `record` of lines and problems is the row of the project they belong to.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from pbexcel.report import FileRecord
from pbexcel.summary.facts import Cell, Grades, line_rows, problem_rows, project_row
from pbexcel.summary.sentences import conclusion

if TYPE_CHECKING:
    from pandas import DataFrame

_BLANKS = re.compile(r"\s+")
_SAME_CONTENT = "B707"
_JUDGED = ("scored", "returned")


@dataclass(frozen=True, slots=True)
class Frames:
    """`projects` has one row a record, `lines` one a scored line (also 预算执行), `problems` one a finding."""

    projects: DataFrame
    lines: DataFrame
    problems: DataFrame


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
    """Columns growing while the records pass by; texts that repeat are kept once."""

    def __init__(self) -> None:
        self.projects: list[dict[str, Cell]] = []
        self.lines: dict[str, list[Any]] = defaultdict(list)
        self.problems: dict[str, list[Any]] = defaultdict(list)
        self._once: dict[str, str] = {}

    def take(self, record: FileRecord, grades: Grades) -> None:
        number = len(self.projects)
        row = project_row(record, grades)
        row["conclusion"] = conclusion(row)
        row["same_content"] = any(found.code == _SAME_CONTENT for found in record.problems)
        self.projects.append(row)
        for columns, rows in ((self.lines, line_rows(record)), (self.problems, problem_rows(record))):
            for part in rows:
                columns["record"].append(number)
                for name, value in part.items():
                    columns[name].append(self._once.setdefault(value, value) if isinstance(value, str) else value)

    def frames(self) -> Frames:
        import pandas as pd

        order = sorted(range(len(self.projects)), key=lambda number: _place(self.projects[number]))
        _count_once([self.projects[number] for number in order])
        position = {number: place for place, number in enumerate(order)}
        projects = pd.DataFrame([self.projects[number] for number in order], columns=PROJECT_COLUMNS, dtype=object)
        return Frames(projects, _placed(self.lines, LINE_COLUMNS, position), _placed(self.problems, PROBLEM_COLUMNS, position))


def _placed(columns: dict[str, list[Any]], names: Sequence[str], position: dict[int, int]) -> DataFrame:
    """The frame of lines or problems in the order of their projects."""
    import pandas as pd

    places = [position[number] for number in columns.pop("record", [])]
    frame = pd.DataFrame({name: pd.Series(columns.pop(name, []), dtype=object) for name in names if name != "record"})
    frame.insert(0, "record", pd.Series(places, dtype="int64"))
    return frame.sort_values("record", kind="stable", ignore_index=True)


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
        row["counted"] = row["status"] == "scored"
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
    "executed", "rate", "overspent", "ahead_of_spending", "execution_points", "output_points", "benefit_points",
    "satisfaction_points", "cost_points", "other_points", "output_weight", "benefit_weight", "satisfaction_weight",
    "cost_weight", "other_weight", "total", "grade", "to_grade_line", "typed_total", "typed_grade", "computed_total", "gap",
    "lines", "auto_lines", "manual_lines", "open_lines", "auto_weight", "manual_weight", "open_weight", "returned", "warnings",
    "notices", "problem_cost", "conclusion", "rules", "file", "sheet", "output", "sha256", "execution_cell", "output_cell",
    "benefit_cell", "satisfaction_cell", "cost_cell", "other_cell",
)  # fmt: skip
LINE_COLUMNS = (
    "record", "level1", "level2", "name", "target", "actual", "direction", "completion", "weight", "typed", "computed",
    "points", "lost", "outcome", "because", "reason", "rule", "cell",
)  # fmt: skip
PROBLEM_COLUMNS = ("record", "severity", "code", "title", "cell", "read", "expected", "fix", "costs")
