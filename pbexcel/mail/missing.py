"""Who has not filed: rows of the roster for which no form came in.

In: the roster and the records of a run. Out: the rows without a form. Not here: what is written to them (compose).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pbexcel.mail.roster import Contact, Roster
from pbexcel.report import FileRecord
from pbexcel.spelling import plain_name

_FILED = ("scored", "returned", "conflict", "failed")  # of what failed the unit is not always known


def missing_rows(records: Sequence[FileRecord], roster: Roster) -> list[Contact]:
    """A row with a project waits for that project, a row without one for any form of the unit; departments file nothing.

    A form without a department counts for every unit of its name: better one reminder too few than one to somebody who filed.
    """
    filed: dict[str, list[FileRecord]] = defaultdict(list)
    for record in records:
        if record.status in _FILED:
            filed[plain_name(record.unit or "")].append(record)
    return [
        row
        for row in roster.contacts
        if not row.is_department and not any(is_of(row, form) for form in filed.get(plain_name(row.unit or row.department), ()))
    ]


def is_of(row: Contact, form: FileRecord) -> bool:
    """Whether a form of the row's unit is what the row waits for."""
    if row.project and plain_name(row.project) != plain_name(form.project or ""):
        return False
    return not row.department or not form.department or plain_name(row.department) == plain_name(form.department)
