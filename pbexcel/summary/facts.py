"""What one record comes to in the summary: one row for the project, one for each line and each problem.

In: a `FileRecord` and the edges of the grades. Out: mappings from column name to value, all numbers `Decimal`.
Not here: anything that needs a second record (`table`), any wording beyond the one-sentence conclusion (`sentences`).

Money is in 万元 here whatever the form's own unit was. A form that does not count (returned, conflict) has its money and
points in its row all the same; who adds up asks `counted`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeAlias

from pbexcel.report import ExecutionRecord, FileRecord, LineRecord

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
_YUAN_PER_WAN = Decimal(10000)
_BY_RULE = ("auto", "typed")


def in_wan(amount: Decimal | None, unit: str) -> Decimal | None:
    """An amount in 万元; a form that does not state its unit is read as 万元, as the official form is printed."""
    if amount is None:
        return None
    return amount / _YUAN_PER_WAN if unit == "元" else amount


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
        "ahead_of_spending": any(found.code == "M412" for found in record.problems),
        "problem_cost": sum((found.costs for found in record.problems if found.costs), Decimal(0)),
    }
    return row


def _money(execution: ExecutionRecord | None) -> Row:
    unit = execution.unit if execution else ""
    initial = getattr(execution, "initial", None)
    budget = in_wan(execution.budget, unit) if execution else None
    executed = in_wan(execution.executed, unit) if execution else None
    return {
        "money_unit": unit,
        "initial": in_wan(initial, unit),
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


def line_rows(record: FileRecord) -> Iterator[Row]:
    """The lines of a record; the execution rate is the first where it carries points, so that points add up to the total."""
    execution = record.execution
    if execution and execution.weight is not None:
        yield _execution_row(execution)
    for line in record.lines:
        yield {
            "cell": line.cell, "level1": line.level1, "level2": line.level2, "name": line.name,
            "target": line.target.text.strip(), "actual": line.actual.text.strip(), "direction": line.direction,
            "completion": line.completion, "weight": line.weight, "typed": line.typed, "computed": line.computed,
            "points": line.points, "lost": lost(line.weight, line.points), "outcome": line.outcome,
            "because": line.because, "reason": line.reason.strip(), "rule": line.rule,
        }  # fmt: skip


def _execution_row(execution: ExecutionRecord) -> Row:
    rate = execution.rate
    return {
        "cell": execution.cell or "", "level1": EXECUTION, "level2": "预算执行率", "name": "预算执行率", "target": "100%",
        "actual": "" if rate is None else f"{rate * 100:.2f}%", "direction": "forward", "completion": rate,
        "weight": execution.weight, "typed": execution.typed, "computed": execution.computed, "points": execution.points,
        "lost": lost(execution.weight, execution.points), "outcome": "auto" if execution.computed is not None else "manual",
        "because": execution.because, "reason": "", "rule": "execution",
    }  # fmt: skip


def lost(weight: Decimal | None, points: Decimal | None) -> Decimal | None:
    """Points a line fell short of; None where it is not decided."""
    return None if weight is None or points is None else weight - points


def problem_rows(record: FileRecord) -> Iterator[Row]:
    for found in record.problems:
        yield {
            "code": found.code, "severity": found.severity, "title": found.title, "cell": found.cell or "",
            "read": found.read, "expected": found.expected, "fix": found.fix, "costs": found.costs,
        }  # fmt: skip
