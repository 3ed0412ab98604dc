"""A run against the roster: who has not filed, and who filed without being expected.

In: briefs of a run, the roster. Out: rows without a form; forms without a row. Not here: reading the roster (mail/roster).
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence

from pbexcel.batch.identity import Brief, Mark, RecordKey
from pbexcel.mail.missing import is_of, missing_rows
from pbexcel.mail.roster import Contact, Roster
from pbexcel.problems import Problem, problem
from pbexcel.report import FileRecord, problem_record
from pbexcel.spelling import plain_name

_FILED = ("scored", "returned", "conflict")


def not_filed(briefs: Sequence[Brief], roster: Roster) -> list[Contact]:
    """Rows of the roster for which no form came in."""
    return missing_rows([_as_record(brief) for brief in briefs], roster)


def mark_unexpected(briefs: Sequence[Brief], roster: Roster, found: MutableMapping[RecordKey, Mark]) -> None:
    """Add B721 to every form the roster does not expect."""
    for brief in briefs:
        if why := unexpected(brief, roster):
            found.setdefault(brief.key, Mark()).problems.append(problem_record(why))


def unexpected(brief: Brief, roster: Roster) -> Problem | None:
    """B721 for a form whose unit, or whose project of that unit, the roster does not have."""
    if brief.status not in _FILED or not brief.unit:
        return None
    form = _as_record(brief)
    if any(not row.is_department and is_of(row, form) for row in roster.by_unit.get(plain_name(brief.unit), ())):
        return None
    read = f"{brief.unit}，{brief.shown_project}" if brief.shown_project else brief.unit
    return problem("B721", read=read, unit=brief.unit, project=brief.shown_project)


def _as_record(brief: Brief) -> FileRecord:
    """As much of the record as the roster is compared with."""
    return FileRecord(
        file=brief.file, status=brief.status, project=brief.shown_project or None, unit=brief.unit or None,
        department=brief.department or None,
    )  # fmt: skip
