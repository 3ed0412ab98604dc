"""The record of one file: what `--json` prints, what `run.jsonl` keeps, what the summary and the mail are made from.

In: a scorecard and problems, or one JSON line. Out: pydantic models whose field names are the stable JSON keys.
Not here: writing files. Scores and money are decimal strings in JSON; shares (rate, completion) are decimal strings too.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer

from pbexcel import records
from pbexcel.problems import Problem
from pbexcel.records import Scorecard, kind_of
from pbexcel.scoring.money import initial_of
from pbexcel.spelling import exact

DecimalString = Annotated[Decimal, PlainSerializer(exact, return_type=str, when_used="json")]
Status = Literal["scored", "returned", "failed", "skipped", "conflict"]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    def as_json(self) -> bytes:
        """What `model_dump_json` gives, without the way through a text."""
        return self.__pydantic_serializer__.to_json(self)


class RulesRecord(_Record):
    id: str
    sha256: str
    unverified: int


class ExecutionRecord(_Record):
    """Money in `unit`; `rate` a share of 1."""

    unit: str
    budget: DecimalString | None
    executed: DecimalString | None
    rate: DecimalString | None
    weight: DecimalString | None
    typed: DecimalString | None
    computed: DecimalString | None
    points: DecimalString | None
    because: str
    cell: str | None = None
    initial: DecimalString | None = None


class ValueRecord(_Record):
    """A target or an actual as understood; which numbers are given depends on `kind`."""

    text: str
    kind: str
    op: str | None = None
    number: DecimalString | None = None
    low: DecimalString | None = None
    high: DecimalString | None = None
    unit: str | None = None
    date: str | None = None
    cell: str | None = None


class LineRecord(_Record):
    cell: str
    level1: str
    level2: str
    name: str
    target: ValueRecord
    actual: ValueRecord
    direction: str
    completion: DecimalString | None
    weight: DecimalString | None
    typed: DecimalString | None
    computed: DecimalString | None
    points: DecimalString | None
    outcome: str
    because: str
    reason: str = ""
    rule: str = ""
    range: tuple[DecimalString, DecimalString] | None = None


class ProblemRecord(_Record):
    code: str
    severity: str
    title: str
    cell: str | None
    read: str
    expected: str
    fix: str
    costs: DecimalString | None


class ChecksRecord(_Record):
    """The ledger of checks: names of those that passed, found something, do not apply, could not run (name: why)."""

    passed: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    could_not_run: tuple[str, ...] = ()


class FileRecord(_Record):
    """Everything a run says about one file. Keys are stable: see docs/json.md."""

    file: str
    sheet: str | None = None
    status: Status
    sha256: str | None = None
    output: str | None = None
    output_sha256: str | None = None
    replaced_by: str | None = None  # in the drop folder: the newer file of the same project; this one no longer counts
    project: str | None = None
    department: str | None = None
    unit: str | None = None
    contact: str | None = None  # the e-mail address the form itself names, as written; used only inside allowed domains
    year: int | None = None
    layout: str | None = None
    rules: RulesRecord | None = None
    execution: ExecutionRecord | None = None
    lines: tuple[LineRecord, ...] = ()
    total: DecimalString | None = None
    total_range: tuple[DecimalString, DecimalString] | None = None
    grade: str | None = None
    typed_total: DecimalString | None = None
    typed_grade: str | None = None
    problems: tuple[ProblemRecord, ...] = ()
    checks: ChecksRecord = ChecksRecord()
    changed_cells: tuple[str, ...] = ()
    untouched_parts: int = 0


class RulesNamed(BaseModel):
    """Of a record only the rules, for whoever needs nothing else of a large run."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    rules: RulesRecord | None = None


def told_apart(sheets: Sequence[str]) -> list[str]:
    """The sheets of a workbook's forms, numbered where one holds several: 自评表（第 2 张）."""
    return [
        f"{sheet}（第 {sheets[:place].count(sheet) + 1} 张）" if sheets.count(sheet) > 1 else sheet for place, sheet in enumerate(sheets)
    ]


class OutputNamed(BaseModel):
    """Of a record only the copy it came to."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    output: str | None = None
    output_sha256: str | None = None


def _cell(at: records.CellRef | None) -> str | None:
    return str(at) if at else None


def _value_fields(read: records.Read[Any]) -> dict[str, Any]:
    """A target or an actual, as the fields of a `ValueRecord`."""
    value = read.value
    shown: dict[str, Any] = {}
    match value:
        case records.Measured(op, number, unit):
            shown = {"op": op, "number": number, "unit": unit or None}
        case records.Between(low, high, unit):
            shown = {"low": low, "high": high, "unit": unit or None}
        case records.Number(number, unit):
            shown = {"number": number, "unit": unit or None}
        case records.Rate(share):
            shown = {"number": (share * 100).normalize(), "unit": "%"}
        case records.Deadline(on, _, yearless) | records.Done(on, _, yearless):
            shown = {"date": f"--{on:%m-%d}" if yearless else on.isoformat()}
        case _:
            pass
    return {"text": read.text, "kind": kind_of(value), "cell": _cell(read.at), **shown}


def checks_record(ledger: records.Ledger) -> ChecksRecord:
    return ChecksRecord(
        passed=ledger.passed, found=ledger.found, not_applicable=ledger.not_applicable, could_not_run=ledger.could_not_run
    )


def problem_fields(found: Problem) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity,
        "title": found.title,
        "cell": _cell(found.at),
        "read": found.read,
        "expected": found.expected,
        "fix": found.fix,
        "costs": found.costs,
    }


def problem_record(found: Problem) -> ProblemRecord:
    return ProblemRecord(**problem_fields(found))


def _line_fields(line: records.Line) -> dict[str, Any]:
    indicator = line.indicator
    return {
        "cell": str(indicator.typed.at or indicator.name.at or ""),
        "level1": indicator.level1.value,
        "level2": indicator.level2.value,
        "name": indicator.name.value,
        "target": _value_fields(indicator.target),
        "actual": _value_fields(indicator.actual),
        "direction": indicator.direction,
        "completion": line.completion,
        "weight": indicator.weight.value,
        "typed": indicator.typed.value,
        "computed": line.computed,
        "points": line.points,
        "outcome": line.outcome,
        "because": line.because,
        "reason": indicator.reason.value,
        "rule": line.rule,
        "range": (line.low, line.high) if line.outcome in ("open", "manual") else None,
    }


def line_record(line: records.Line) -> LineRecord:
    return LineRecord(**_line_fields(line))


def card_fields(card: Scorecard) -> dict[str, Any]:
    """The fields of a `FileRecord` that a scorecard fills; the rest is known to whoever ran the file.

    All of it stays plain fields: validated at once with their record they cost half as much.
    """
    form, execution = card.form, card.execution
    return {
        "project": form.project.value or None,
        "department": form.department.value or None,
        "unit": form.unit.value or None,
        "year": form.year.value,
        "layout": form.layout,
        "rules": {"id": card.rules.id, "sha256": card.rules.sha256, "unverified": card.rules.unverified},
        "execution": {
            "unit": form.money.unit if form.money else "",
            "budget": execution.budget,
            "executed": execution.executed,
            "rate": execution.rate,
            "weight": execution.weight,
            "typed": execution.typed,
            "computed": execution.computed,
            "points": execution.points,
            "because": execution.because,
            "cell": _cell(form.money.typed.at) if form.money else None,
            "initial": initial_of(form.money).number if form.money else None,
        },
        "lines": tuple(_line_fields(line) for line in card.lines),
        "total": card.total,
        "total_range": (card.low, card.high),
        "grade": card.grade,
        "typed_total": form.total.value,
        "typed_grade": form.grade.value or None,
    }
