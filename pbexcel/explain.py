"""How one pair of texts is read and scored, as `pbexcel explain` prints it.

In: a target, an actual, a weight and what stands around them. Out: the dictionary documented in docs/json.md.
Not here: reading files. The same functions read and score a form; nothing is computed twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pbexcel.records import Indicator, Read
from pbexcel.report import LineRecord, ProblemRecord, line_record, problem_record
from pbexcel.rules.profile import Profile
from pbexcel.scoring.line import score_line
from pbexcel.values import Context, direction_of, read_actual, read_target

_KEPT = ("direction", "completion", "weight", "typed", "computed", "points", "outcome", "because")
_TARGET = ("text", "kind", "op", "number", "low", "high", "date", "unit")
_ACTUAL = ("text", "kind", "number", "unit", "date")


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of a form in words; without a weight it is read and compared but earns nothing."""

    target: str
    actual: str
    weight: Decimal | None
    typed: Decimal | None = None
    level1: str = ""
    level2: str = ""
    name: str = ""
    year: int | None = None


def explain_pair(pair: Pair, profile: Profile) -> dict[str, Any]:
    """Read and score one pair."""
    context = Context(year=pair.year, level1=pair.level1, level2=pair.level2, name=pair.name)
    target = read_target(pair.target, context)
    actual = read_actual(pair.actual, target.value, pair.target, context)
    indicator = Indicator(
        row=0,
        level1=Read(pair.level1),
        level2=Read(pair.level2),
        name=Read(pair.name),
        target=Read(target.value, pair.target),
        actual=Read(actual.value, pair.actual),
        direction=direction_of(target.value, context),
        weight=Read(pair.weight, "" if pair.weight is None else str(pair.weight)),
        typed=Read(pair.typed, "" if pair.typed is None else str(pair.typed)),
        reason=Read(""),
    )
    line, problems = score_line(indicator, profile, year=pair.year)
    findings = [finding.at(None) for finding in (*target.findings, *actual.findings)]
    told = any(found.severity == "警告" for found in findings)  # as in a form: who has said why does not say it again
    problems = tuple(found for found in problems if not (told and found.code == "P508"))
    return _as_json(line_record(line), [problem_record(found) for found in (*findings, *problems)])


def _as_json(line: LineRecord, problems: list[ProblemRecord]) -> dict[str, Any]:
    shown = line.model_dump(mode="json")
    return {
        "target": {name: shown["target"][name] for name in _TARGET},
        "actual": {name: shown["actual"][name] for name in _ACTUAL},
        **{name: shown[name] for name in _KEPT},
        "problems": [found.model_dump(mode="json") for found in problems],
    }
