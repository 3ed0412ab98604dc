"""What one record comes to in the summary: one row for the project, one for each line and each problem.

In: a `FileRecord` and the edges of the grades. Out: its rows, all numbers `Decimal`.
Not here: anything that needs a second record (`table`), any wording beyond the one-sentence conclusion (`sentences`).

Money is in 万元 here whatever the form's own unit was. A form that does not count (returned, conflict) has its money and
points in its row all the same; who adds up asks `counted`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from pbexcel.report import ExecutionRecord, FileRecord, LineRecord
from pbexcel.summary.sentences import percent, shown

Cell: TypeAlias = str | int | bool | Decimal | None
Row: TypeAlias = dict[str, Cell]
Grades: TypeAlias = Sequence[tuple[str, Decimal]]

EXECUTION = "预算执行"
# columns of the first-level indicators, and the words they are recognised by; the first that fits counts
KINDS: Mapping[str, tuple[str, ...]] = {
    "satisfaction": ("满意",),
    "cost": ("成本",),
    "benefit": ("效益", "效果"),
    "output": ("产出", "完成"),
}
# findings that put a project on 重点关注
OVERSTATED = ("P504", "P506", "M408")  # a score the unit typed above what the rule allows
FLAGS = {"ahead_of_spending": "M412", "unspent": "M411", "near_grade": "P514"}
LINE_COLUMNS = (
    "level1", "level2", "name", "target", "actual", "direction", "completion", "weight", "typed", "computed", "points", "lost",
    "outcome", "because", "reason", "rule", "cell",
)  # fmt: skip
LINE_NUMBERS = frozenset(("completion", "weight", "typed", "computed", "points", "lost"))
PROBLEM_COLUMNS = ("severity", "code", "title", "cell", "read", "expected", "fix", "costs")
PROBLEM_NUMBERS = frozenset(("costs",))
_YUAN_PER_WAN = Decimal(10000)
_BY_RULE = ("auto", "typed")


def in_wan(amount: Decimal | None, unit: str) -> Decimal | None:
    """An amount in 万元; a form that does not state its unit is read as 万元, as the official form is printed."""
    if amount is None:
        return None
    return amount / _YUAN_PER_WAN if unit == "元" else amount


@cache
def kind_of_level(level1: str) -> str:
    """Which column the points of a first-level indicator go to; "other" for names of one's own."""
    return next((kind for kind, words in KINDS.items() if any(word in level1 for word in words)), "other")


def added(numbers: Sequence[Decimal | None]) -> Decimal | None:
    """The sum, or None where a part is missing or there is none."""
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(numbers) else None


def project_row(record: FileRecord, grades: Grades) -> Row:
    """The row of a record on 汇总表, without what needs other records."""
    execution = record.execution
    row: Row = {
        "file": record.file, "sheet": record.sheet or "", "status": record.status, "output": record.output or "",
        "sha256": record.sha256 or "", "department": record.department or "", "unit": record.unit or "",
        "project": record.project or "", "year": record.year, "rules": record.rules.id if record.rules else "",
    }  # fmt: skip
    row |= _money(execution) | _points(record) | _decided(record)
    row |= {
        "total": record.total,
        "grade": record.grade or "",
        "to_grade_line": _to_line(record.total, grades),
        "returned": _count(record, "退回"),
        "warnings": _count(record, "警告"),
        "notices": _count(record, "提醒"),
        **{flag: any(found.code == code for found in record.problems) for flag, code in FLAGS.items()},
        "problem_cost": sum((found.costs for found in record.problems if found.costs), Decimal(0)) or None,
        "replaced_by": record.replaced_by or "",
    }
    row["low"], row["high"] = record.total_range or (None, None)
    return row | _overstated(record)


def _money(execution: ExecutionRecord | None) -> Row:
    unit = execution.unit if execution else ""
    initial = in_wan(execution.initial, unit) if execution else None
    budget = in_wan(execution.budget, unit) if execution else None
    executed = in_wan(execution.executed, unit) if execution else None
    return {
        "money_unit": unit,
        "initial": initial,
        "budget": budget,
        "executed": executed,
        "rate": execution.rate if execution else None,
        "overspent": budget is not None and executed is not None and executed > budget,
        "execution_cell": (execution.cell if execution else None) or "",
    }


def _points(record: FileRecord) -> Row:
    execution = record.execution if record.execution and record.execution.weight is not None else None
    row: Row = {"execution_points": execution.points if execution else None}
    by_kind: dict[str, list[LineRecord]] = {}
    for line in record.lines:
        by_kind.setdefault(kind_of_level(line.level1), []).append(line)
    for kind in (*KINDS, "other"):
        lines = by_kind.get(kind, [])
        row[f"{kind}_points"] = added([line.points for line in lines])
        row[f"{kind}_weight"] = sum((line.weight for line in lines if line.weight is not None), Decimal(0))
        row[f"{kind}_cell"] = lines[0].cell if lines else ""
    parts: list[LineRecord | ExecutionRecord] = [*record.lines, *([execution] if execution else [])]
    typed = record.typed_total if record.typed_total is not None else added([part.typed for part in parts])
    computed = added([part.computed if part.computed is not None else part.points for part in parts])
    row |= {
        "typed_total": typed,
        "typed_grade": record.typed_grade or "",
        "computed_total": computed,
        "gap": None if typed is None or computed is None else typed - computed,
    }
    return row


def _decided(record: FileRecord) -> Row:
    """How many lines, and how many points, were decided by the rule, by a person, by nobody yet."""
    weights = {"auto": Decimal(0), "manual": Decimal(0), "open": Decimal(0)}
    counts = dict.fromkeys(weights, 0)
    for line in record.lines:
        who = "auto" if line.outcome in _BY_RULE else line.outcome
        counts[who] += 1
        weights[who] += line.weight or Decimal(0)
    execution = record.execution
    if execution and execution.weight is not None:
        who = "auto" if execution.computed is not None else ("manual" if execution.points is not None else "open")
        weights[who] += execution.weight
    row: Row = {"lines": len(record.lines)}
    for who, count in counts.items():
        row[f"{who}_lines"] = count
        row[f"{who}_weight"] = weights[who]
    return row


def _to_line(total: Decimal | None, grades: Grades) -> Decimal | None:
    """Total minus the nearest grade edge: negative is what the next grade was missed by."""
    edges = [edge for _, edge in grades if edge > 0]
    if total is None or not edges:
        return None
    return min((total - edge for edge in edges), key=lambda gap: (abs(gap), gap))


def _count(record: FileRecord, severity: str) -> int:
    return sum(found.severity == severity for found in record.problems)


def line_rows(record: FileRecord) -> list[list[Cell]]:
    """The lines of a record, as LINE_COLUMNS; the execution rate is the first where it carries points, so that points add up."""
    execution = record.execution
    first = [_execution_row(execution)] if execution and execution.weight is not None else []
    return first + [
        [
            line.level1, line.level2, line.name, line.target.text.strip(), line.actual.text.strip(), line.direction, line.completion,
            line.weight, line.typed, line.computed, line.points, lost(line.weight, line.points), line.outcome, line.because,
            line.reason.strip(), line.rule, line.cell,
        ] for line in record.lines
    ]  # fmt: skip


def _execution_row(execution: ExecutionRecord) -> list[Cell]:
    rate = execution.rate
    outcome = "auto" if execution.computed is not None else "manual"
    return [
        EXECUTION, "预算执行率", "预算执行率", "100%", "" if rate is None else percent(rate), "forward", rate, execution.weight,
        execution.typed, execution.computed, execution.points, lost(execution.weight, execution.points), outcome, execution.because,
        "", "execution", execution.cell or "",
    ]  # fmt: skip


def _overstated(record: FileRecord) -> Row:
    """自评虚高: by how many points lines were typed above the rule's score, in how many lines, and the worst three of them."""
    typed_in = {line.cell: (line.name, line.typed, line.computed) for line in record.lines}
    if execution := record.execution:
        typed_in[execution.cell or ""] = ("预算执行率", execution.typed, execution.computed)
    over: list[tuple[Decimal, str]] = []
    for found in record.problems:
        if found.code in OVERSTATED and (line := typed_in.get(found.cell or "")):
            name, typed, computed = line
            points = found.costs if found.costs is not None or typed is None or computed is None else typed - computed
            over += [(points, name)] if points and points > 0 else []
    over.sort(key=lambda line: -line[0])
    named = "；".join(f"{name}（高 {shown(points)} 分）" for points, name in over[:3])
    return {
        "overstated": sum((points for points, _ in over), Decimal(0)),
        "overstated_lines": len(over),
        "overstated_in": named + (f"；等 {len(over)} 条" if len(over) > 3 else ""),
    }


def lost(weight: Decimal | None, points: Decimal | None) -> Decimal | None:
    """Points a line fell short of; None where it is not decided."""
    return None if weight is None or points is None else weight - points


def problem_rows(record: FileRecord) -> list[list[Cell]]:
    """The findings of a record, as PROBLEM_COLUMNS."""
    return [[found.severity, found.code, found.title, found.cell or "", found.read, found.expected, found.fix, found.costs]
            for found in record.problems]  # fmt: skip
