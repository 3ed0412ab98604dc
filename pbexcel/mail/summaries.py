"""Which summary workbook a department gets: never one that shows another department's projects.

In: the records, a way to build a summary of some of them. Out: enclosures by department. Not here: building (batch).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pbexcel.mail.enclosures import enclosure_of
from pbexcel.mail.letter import Enclosure
from pbexcel.report import FileRecord
from pbexcel.spelling import plain_name


def summaries(
    out: Path, records: Sequence[FileRecord], whole: str, build: Callable[[str, Sequence[FileRecord]], str]
) -> dict[str, Enclosure | None]:
    """The summary of every department by its name as first written. `whole` is the run's own, sent where all is of one.

    `build` writes the summary of some records and gives its path below OUT. None where the workbook is not there.
    """
    by_department: dict[str, list[FileRecord]] = {}
    for record in records:
        by_department.setdefault(plain_name(record.department or ""), []).append(record)
    found: dict[str, Enclosure | None] = {}
    for key, own in by_department.items():
        department = own[0].department
        if not key or not department:
            continue
        path = whole if len(by_department) == 1 else build(department, own)
        found[department] = enclosure_of(out, path, f"{department}绩效自评汇总.xlsx")
    return found
