"""Which files speak of the same project.

In: the records of a run. Out: the records with doubles and conflicts marked.
Not here: versions over time (the drop folder).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from pbexcel.problems import problem
from pbexcel.report import FileRecord, problem_record

_BLANKS = re.compile(r"\s+")


def project_key(record: FileRecord) -> tuple[int | None, str, str] | None:
    """年度 + 单位 + 项目名称, normalised; None without a project name and a unit or department."""
    owner = record.unit or record.department
    if not record.project or not owner:
        return None
    return (record.year, _plain(owner), _plain(record.project))


def _plain(text: str) -> str:
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text)).casefold()


def mark_conflicts(records: Sequence[FileRecord]) -> list[FileRecord]:
    """Mark two files of one project with different bytes as 版本冲突 (both named), and files with the same bytes as doubles."""
    same_project: dict[tuple[int | None, str, str], list[FileRecord]] = defaultdict(list)
    same_bytes: dict[str, list[FileRecord]] = defaultdict(list)
    for record in records:
        if record.status in ("scored", "returned"):
            if key := project_key(record):
                same_project[key].append(record)
            same_bytes[record.sha256 or ""].append(record)
    return [_marked(record, same_project, same_bytes) for record in records]


def _marked(
    record: FileRecord,
    same_project: dict[tuple[int | None, str, str], list[FileRecord]],
    same_bytes: dict[str, list[FileRecord]],
) -> FileRecord:
    if record.status not in ("scored", "returned"):
        return record
    key = project_key(record)
    twins = same_project[key] if key else []
    if len({twin.sha256 for twin in twins}) > 1:
        found = problem_record(problem("B701", read=record.project or "", files=_names(twins)))
        return record.model_copy(update={"status": "conflict", "problems": (found, *record.problems)})
    copies = same_bytes[record.sha256 or ""]
    if len(copies) > 1:
        found = problem_record(problem("B703", read=record.file, files=_names(copies)))
        return record.model_copy(update={"problems": (found, *record.problems)})
    return record


def _names(records: Sequence[FileRecord]) -> str:
    return "、".join(f"「{record.file}」" for record in records)
