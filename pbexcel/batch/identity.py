"""What the files of one folder mean together: doubles, conflicts, copied reasons, a file named after another project.

In: `Brief`s, what is kept of each record while a run goes on. Out: `Mark`s: a new status and more problems, by record.
Not here: versions over time (watching/versions), who was expected to file (expected).
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from posixpath import basename, splitext
from sys import intern
from typing import TypeAlias

from pbexcel.frozen import frozen
from pbexcel.problems import problem
from pbexcel.report import FileRecord, ProblemRecord, Status, problem_record
from pbexcel.spelling import plain_name

ProjectKey: TypeAlias = tuple[int | None, str, str]
RecordKey: TypeAlias = tuple[str, str]  # file, and the sheet where a workbook holds several forms

_FORM_WORDS = re.compile(r"(项目)?(支出)?(绩效)?自评表?|\W|\d")
_SAYS_SOMETHING = 12  # characters; shorter reasons are alike by chance


@frozen
class Brief:
    """What a run remembers of a record: enough to compare it with the others, small enough for 100,000 of them.

    `content` is a digest of what the form says; two files of one project with the same content are no conflict.
    `reasons` are the lines whose 偏差原因 is long enough to be somebody's own words, each with a digest of it. `asks`: a
    person must judge a line.
    """

    file: str
    sheet: str
    status: Status
    sha256: str | None
    project: ProjectKey | None
    shown_project: str
    unit: str
    department: str
    content: bytes
    reasons: tuple[tuple[int, bytes], ...]
    codes: tuple[str, ...]
    asks: bool

    @property
    def key(self) -> RecordKey:
        return (self.file, self.sheet)


    def shared(self) -> Brief:
        """The same, with what many records say as one object in memory."""
        year, owner, name = self.project or (None, "", "")
        project = self.project and (year, intern(owner), self.shown_project if name == self.shown_project else name)
        return replace(
            self, unit=intern(self.unit), department=intern(self.department), sheet=intern(self.sheet), project=project,
            codes=tuple(intern(code) for code in self.codes),
        )  # fmt: skip


    def compared(self) -> Brief:
        """What is still of use once the records have been compared."""
        return replace(self, sha256=None, project=None, content=b"", reasons=())


@frozen
class Copied:
    """A reason that other files give too; it becomes a problem only where its record is at hand."""

    line: int
    files: str
    code: str = "B708"

    def told(self, record: FileRecord) -> ProblemRecord:
        line = record.lines[self.line]
        return problem_record(problem(self.code, read=line.reason, place=line.cell, files=self.files))


@dataclass(slots=True)
class Mark:
    """What the folder adds to one record."""

    status: Status | None = None
    problems: list[ProblemRecord | Copied] = field(default_factory=list)
    replaced_by: str | None = None

    def on(self, record: FileRecord) -> FileRecord:
        own = [found.told(record) if isinstance(found, Copied) else found for found in self.problems]
        changed: dict[str, object] = {"problems": (*own, *record.problems)}
        if self.status:
            changed["status"] = self.status
        if self.replaced_by:
            changed["replaced_by"] = self.replaced_by
        return record.model_copy(update=changed)


FOLDER_CODES = frozenset(("B701", "B703", "B707", "B708", "B709", "B712", "B721"))


def unmarked(record: FileRecord) -> FileRecord:
    """The record as it was before the folder added to it."""
    problems = tuple(found for found in record.problems if found.code not in FOLDER_CODES)
    status = record.status
    if status == "conflict" or record.replaced_by:
        status = "scored" if record.total is not None else "returned"
    return record.model_copy(update={"status": status, "problems": problems, "replaced_by": None})


def brief_of(record: FileRecord) -> Brief:
    return Brief(
        file=record.file,
        sheet=record.sheet or "",
        status=record.status,
        sha256=record.sha256,
        project=project_key(record),
        shown_project=record.project or "",
        unit=record.unit or "",
        department=record.department or "",
        content=_content(record),
        reasons=tuple(_reasons(record)),
        codes=tuple(found.code for found in record.problems),
        asks=any(line.outcome in ("open", "manual") for line in record.lines),
    )


def project_key(record: FileRecord) -> ProjectKey | None:
    """年度 + 单位 + 项目名称, normalised; None without a project name and a unit or department."""
    owner = record.unit or record.department
    if not record.project or not owner:
        return None
    return (record.year, plain_name(owner), plain_name(record.project))


def marks(briefs: Sequence[Brief]) -> dict[RecordKey, Mark]:
    """Everything the records of one run say about each other."""
    judged = [brief for brief in briefs if brief.status in ("scored", "returned")]
    found: dict[RecordKey, Mark] = defaultdict(Mark)
    _mark_same_project(judged, found)
    _mark_same_bytes(judged, found)
    _mark_copied_reasons(judged, found)
    _mark_names_of_others(judged, found)
    return found


def _mark_same_project(briefs: Sequence[Brief], found: dict[RecordKey, Mark]) -> None:
    """Several files of one project with different contents: a conflict, all named, none counts.

    Several forms of one project in one file are not told apart by their file: it has gone back already (siblings).
    """
    by_project: dict[ProjectKey, list[Brief]] = defaultdict(list)
    for brief in briefs:
        if brief.project:
            by_project[brief.project].append(brief)
    for twins in by_project.values():
        if len({twin.file for twin in twins}) < 2:
            continue
        if len({twin.content for twin in twins}) > 1:
            for twin in twins:
                found[twin.key].status = "conflict"
                found[twin.key].problems.append(problem_record(problem("B701", read=twin.shown_project, files=_names(twins))))
        elif len({twin.sha256 for twin in twins}) > 1:
            for twin in twins:
                found[twin.key].problems.append(problem_record(problem("B707", read=twin.shown_project, files=_names(twins))))


def _mark_same_bytes(briefs: Sequence[Brief], found: dict[RecordKey, Mark]) -> None:
    by_bytes: dict[str, dict[str, Brief]] = defaultdict(dict)
    for brief in briefs:
        by_bytes[brief.sha256 or ""].setdefault(brief.file, brief)
    for copies in by_bytes.values():
        if len(copies) > 1:
            for copy in copies.values():
                found[copy.key].problems.append(problem_record(problem("B703", read=copy.file, files=_names([*copies.values()]))))


def _mark_copied_reasons(briefs: Sequence[Brief], found: dict[RecordKey, Mark]) -> None:
    by_text: dict[bytes, list[tuple[Brief, int]]] = defaultdict(list)
    for brief in briefs:
        for line, text in brief.reasons:
            by_text[text].append((brief, line))
    for uses in by_text.values():
        if len({brief.project or brief.key for brief, _ in uses}) > 1:
            files = _names(list({brief.file: brief for brief, _ in uses}.values()))
            for brief, line in uses:
                found[brief.key].problems.append(Copied(line, files))


def _mark_names_of_others(briefs: Sequence[Brief], found: dict[RecordKey, Mark]) -> None:
    named = {_FORM_WORDS.sub("", plain_name(brief.shown_project)): brief for brief in briefs if brief.shown_project}
    for brief in briefs:
        stem = _FORM_WORDS.sub("", plain_name(splitext(basename(brief.file))[0]))
        other = named.get(stem)
        if other and other.file != brief.file and other.project != brief.project and plain_name(other.shown_project) != plain_name(brief.shown_project):
            found[brief.key].problems.append(
                problem_record(problem("B709", read=brief.file, project=brief.shown_project, other=other.shown_project))
            )


def _reasons(record: FileRecord) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(record.lines):
        if line.reason and len(text := plain_name(line.reason)) >= _SAYS_SOMETHING:
            yield number, hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _content(record: FileRecord) -> bytes:
    lines = [(line.name, line.target.text, line.actual.text, line.weight, line.typed, line.reason) for line in record.lines]
    execution = record.execution
    money = (execution.budget, execution.executed) if execution else ()
    said = (lines, money, [(found.code, found.read) for found in record.problems if found.severity == "退回"])
    return hashlib.sha256(repr(said).encode()).digest()[:12]


def _names(briefs: Sequence[Brief]) -> str:
    """The files by name; of many only the first ones, a message stays readable."""
    names = [f"「{file}」" for file in dict.fromkeys(brief.file for brief in briefs)]
    return "、".join(names[:6]) + (f"等 {len(names)} 个文件" if len(names) > 6 else "")
