"""Who has not filed: rows of the roster for which no form came in.

In: the roster and the records of a run. Out: the rows without a form. Not here: what is written to them (compose).
"""

from __future__ import annotations

from collections.abc import Sequence

from pbexcel.mail.roster import Contact, Roster, plain
from pbexcel.report import FileRecord

_FILED = ("scored", "returned", "conflict")


def missing_rows(records: Sequence[FileRecord], roster: Roster) -> list[Contact]:
    """A row with a project waits for that project, a row without one for any form of the unit; departments file nothing.

    A form without a department counts for every unit of its name: better one reminder too few than one to somebody who filed.
    """
    filed = [(plain(one.unit or ""), plain(one.department or ""), plain(one.project or "")) for one in records if one.status in _FILED]
    return [row for row in roster.contacts if not row.is_department and not any(_is_of(row, form) for form in filed)]


def _is_of(row: Contact, form: tuple[str, str, str]) -> bool:
    unit, department, project = form
    if row.project and plain(row.project) != project:
        return False
    if row.department and department and plain(row.department) != department:
        return False
    return plain(row.unit or row.department) == unit
