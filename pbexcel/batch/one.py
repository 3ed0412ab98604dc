"""The story of one file, from its bytes to its record.

In: a `Job`: small, picklable, all that is needed. Out: a `FileRecord`, and the scored or returned copy in OUT.
Not here: which files there are (collect), what they mean together (identity), who runs the jobs (run).
"""

from __future__ import annotations

import hashlib
import stat
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pbexcel.batch.publish import publish, remove
from pbexcel.excel.package import Limits, Package, open_package
from pbexcel.excel.patch import Patched, patch, verify_patch
from pbexcel.faults import Fault, Unopenable
from pbexcel.forms.reading import FormRead, Found, read_forms
from pbexcel.forms.writing import score_edits
from pbexcel.problems import Problem, in_order, problem
from pbexcel.records import Scorecard
from pbexcel.report import ChecksRecord, FileRecord, card_fields, problem_record
from pbexcel.rules.loading import load_rules
from pbexcel.rules.profile import Profile
from pbexcel.scoring.checks import run_checks
from pbexcel.scoring.score import score_form

SCORED, RETURNED = "已评分", "退回"


@dataclass(frozen=True, slots=True)
class Job:
    """One file to work on. `out` is None when nothing is to be written (check, dry run); `log` takes tracebacks of bugs."""

    path: str
    name: str
    rules: str
    out: str | None = None
    log: str | None = None


def work(job: Job) -> FileRecord:
    """Read, check, score, write and publish one file. Whatever is wrong with it becomes its record."""
    try:
        return _work(job)
    except Unopenable as refused:
        return _failed(job, problem(refused.code, read=job.name, detail=refused.detail, place=job.name))
    except OSError as fault:
        return _failed(job, problem("B704", read=job.name, detail=fault.strerror or str(fault)))
    except Fault:
        raise
    except Exception as bug:  # the one place: a bug met on one file costs only that file
        _log(job, traceback.format_exc())
        return _failed(job, problem("B705", read=job.name, detail=type(bug).__name__, log=job.log or "（未启用）"))


def _work(job: Job) -> FileRecord:
    data = _read(Path(job.path))
    package = open_package(data)
    found = read_forms(package)
    if len(found.forms) != 1:
        return _not_one_form(job, data, found)
    read = found.forms[0]
    profile = load_rules(job.rules)
    card, problems, checks = _judge(read, profile, found, package)
    fields = {**card_fields(card), "checks": checks, "sha256": _sha256(data), "file": job.name}
    fields["problems"] = tuple(problem_record(one) for one in problems)
    if card.total is None:
        return _returned(job, data, fields)
    return _scored(job, package, card, fields)


def _read(path: Path) -> bytes:
    """The bytes of a regular file of reasonable size; anything else is refused before it is opened."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise Unopenable("F115", "文件夹" if stat.S_ISDIR(status.st_mode) else "不是普通文件")
    if status.st_size > Limits().file_bytes:
        raise Unopenable("F107", f"{status.st_size} 字节")
    return path.read_bytes()


def _judge(
    read: FormRead, profile: Profile, found: Found, package: Package
) -> tuple[Scorecard, tuple[Problem, ...], ChecksRecord]:
    card, from_scoring = score_form(read.form, profile, read.problems)
    so_far = (*found.problems, *_file_notes(package), *read.problems, *from_scoring)
    from_checks, ledger = run_checks(card, profile, so_far)
    problems = tuple(in_order([*so_far, *from_checks]))
    checks = ChecksRecord(
        passed=ledger.passed, found=ledger.found, not_applicable=ledger.not_applicable, could_not_run=ledger.could_not_run
    )
    return card, problems, checks


def _file_notes(package: Package) -> list[Problem]:
    notes = []
    if package.has_external_links:
        notes.append(problem("L118"))
    if package.has_macros:
        notes.append(problem("L119"))
    return notes


def _scored(job: Job, package: Package, card: Scorecard, fields: dict[str, Any]) -> FileRecord:
    edits = score_edits(card, package.sheet(card.form.sheet))
    patched = patch(package, edits)
    wrong = verify_patch(package, patched.data, edits)
    if wrong:
        _log(job, "\n".join(wrong))
        return _failed(job, problem("B706", read=job.name, detail=wrong[0], log=job.log or "（未启用）"))
    output = _put(job, SCORED, patched.data)
    return FileRecord(status="scored", output=output, **fields, **_proof(patched))


def _proof(patched: Patched) -> dict[str, Any]:
    return {"changed_cells": tuple(str(cell) for cell in patched.changed_cells), "untouched_parts": patched.untouched_parts}


def _returned(job: Job, data: bytes, fields: dict[str, Any]) -> FileRecord:
    return FileRecord(status="returned", output=_put(job, RETURNED, data), **fields)


def _not_one_form(job: Job, data: bytes, found: Found) -> FileRecord:
    problems = [*found.problems, *(one for read in found.forms for one in read.problems)]
    if found.forms:
        forms = "、".join(f"「{read.form.sheet}」{read.form.project.value}" for read in found.forms)
        problems.append(problem("L102", read=forms, forms=forms))
    records = tuple(problem_record(one) for one in in_order(problems))
    return FileRecord(
        file=job.name, status="returned", sha256=_sha256(data), output=_put(job, RETURNED, data), problems=records
    )


def _put(job: Job, folder: str, data: bytes) -> str | None:
    """Publish a copy below OUT and take away the one of an earlier run in the other folder."""
    if job.out is None:
        return None
    other = RETURNED if folder == SCORED else SCORED
    publish(data, Path(job.out, folder, job.name))
    remove(Path(job.out, other, job.name))
    return f"{folder}/{job.name}"


def _failed(job: Job, why: Problem) -> FileRecord:
    return FileRecord(file=job.name, status="failed", problems=(problem_record(why),))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _log(job: Job, text: str) -> None:
    if job.log:
        with Path(job.log).open("a", encoding="utf-8") as stream:
            stream.write(f"{job.name}\n{text}\n")
