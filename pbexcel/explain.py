"""How one pair of texts is read and scored, as `pbexcel explain` prints it.

In: a target, an actual, a weight and what stands around them. Out: the dictionary documented in docs/json.md.
Not here: reading files. The same functions read and score a form; nothing is computed twice.
"""

from __future__ import annotations

from typing import Any

from pbexcel.report import LineRecord, ProblemRecord, line_record, problem_record
from pbexcel.rules.profile import Profile
from pbexcel.scoring.line import score_line
from pbexcel.scoring.pair import Pair, indicator_of

_KEPT = ("direction", "completion", "weight", "typed", "computed", "points", "outcome", "because")
_TARGET = ("text", "kind", "op", "number", "low", "high", "date", "unit")
_ACTUAL = ("text", "kind", "number", "unit", "date")

__all__ = ["Pair", "explain_pair"]


def explain_pair(pair: Pair, profile: Profile) -> dict[str, Any]:
    """Read and score one pair."""
    indicator, read = indicator_of(pair)
    line, problems = score_line(indicator, profile, year=pair.year)
    findings = [finding.at(None) for finding in read]
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
