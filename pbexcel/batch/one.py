"""The story of one file, from its bytes to its record.

In: a `Job`: small, picklable, all that is needed. Out: a `FileRecord`, and the scored or returned copy in OUT.
Not here: which files there are (collect), what they mean together (identity), who runs the jobs (run).
"""

from __future__ import annotations

import hashlib
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pbexcel import __version__
from pbexcel.batch.arrival import read_whole
from pbexcel.batch.copies import handed_in, returned_copy, scored_copy
from pbexcel.batch.identity import Brief, brief_of
from pbexcel.batch.limits import TooLong, collected_later, limited
from pbexcel.batch.lists import NOTHING_BESIDE, Beside
from pbexcel.batch.publish import publish, remove
from pbexcel.batch.renew import renew
from pbexcel.batch.siblings import held_up, mixed_up
from pbexcel.excel.changing.changes import Changes
from pbexcel.excel.changing.patch import Patched
from pbexcel.excel.package import Package, open_package
from pbexcel.faults import Fault, Unopenable, in_chinese
from pbexcel.forms.reading import FormRead, Found, read_forms
from pbexcel.forms.writing.copies import problems_of, scored_changes
from pbexcel.forms.writing.new_receipt import Origin
from pbexcel.forms.writing.receipt import as_filled, remembered
from pbexcel.frozen import frozen
from pbexcel.problems import Problem, in_order, problem
from pbexcel.records import Decision
from pbexcel.report import FileRecord, card_fields, checks_record, problem_fields, problem_record, told_apart
from pbexcel.rules.choosing import choose_rules
from pbexcel.scoring.checks import run_checks
from pbexcel.scoring.evaluated import Evaluated
from pbexcel.scoring.score import score_form

SCORED, RETURNED = "已评分", "退回"
LOG = "pbexcel.log"


@frozen
class Job:
    """One file to work on. `out` is None when nothing is to be written (check, dry run); `log` takes tracebacks of bugs.

    `beside` are the lists given, `decisions` what people decided about this file's lines, by cell.
    """

    path: str
    name: str
    rules: str
    out: str | None = None
    log: str | None = None
    beside: Beside = NOTHING_BESIDE
    decisions: Mapping[str, Decision] | None = None


@frozen
class Done:
    """What a file came to: its records, each with its brief, as JSON so that they travel cheaply between processes."""

    name: str
    sha256: str | None
    records: tuple[tuple[Brief, bytes], ...]


def work(job: Job) -> Done:
    """Read, check, score, write and publish one file. Whatever is wrong with it becomes its record."""
    return done(job.name, _guarded(job))


def done(name: str, records: Sequence[FileRecord]) -> Done:
    texts = tuple((brief_of(record), record.as_json()) for record in records)
    return Done(name, records[0].sha256, texts)


def lost(job: Job, why: str) -> Done:
    """The record of a file whose worker died or hung."""
    return done(job.name, [failed(job.name, problem("B710", read=job.name, detail=why))])


def failed(name: str, why: Problem) -> FileRecord:
    return FileRecord(file=name, status="failed", problems=(problem_record(why),))


def _guarded(job: Job) -> tuple[FileRecord, ...]:
    try:
        with collected_later(), limited():
            return _story(job)
    except Unopenable as refused:
        why = problem(refused.code, read=job.name, detail=refused.detail, place=job.name)
    except TooLong:
        why = problem("B710", read=job.name, detail="处理时间太长")
    except MemoryError:
        why = problem("B710", read=job.name, detail="内存不够")
    except OSError as fault:
        why = problem("B704", read=job.name, detail=in_chinese(fault.strerror or str(fault)))
    except Fault:
        raise
    except Exception as bug:  # the one place: a bug met on one file costs only that file
        log = _log(job, traceback.format_exc())
        why = problem("B705", read=job.name, detail=type(bug).__name__, log=log)
    return (failed(job.name, why),)


def _story(job: Job) -> tuple[FileRecord, ...]:
    data = read_whole(Path(job.path))
    renewed = renew(job.name, data)
    if renewed is not None and renewed.data is None:
        return (_without_form(job, data, None, renewed.found),)
    package = open_package(data if renewed is None or renewed.data is None else renewed.data)
    package.prove_whole()
    earlier = remembered(package)
    filled = as_filled(package, earlier)
    found = read_forms(filled)
    if not found.forms:
        return (_without_form(job, data, package, found),)
    notes = (*found.problems, *_file_notes(package), *(renewed.notes if renewed else ()))
    evaluated = _judge(job, found.forms, notes)
    named = job if renewed is None else replace(job, name=renewed.name)
    sha256 = _sha256(data)
    fields = [{**fields, "sha256": sha256, "file": job.name} for fields in _fields(evaluated)]
    if any(one.card.total is None for one in evaluated):
        return _returned(named, package, evaluated, fields)
    came = sha256 if renewed is not None or earlier is None else handed_in(package, earlier, sha256)
    changes = scored_changes(evaluated, package, filled, Origin(came, __version__, job.decisions or {}))
    return _scored(named, package, changes, evaluated, fields)


def _judge(job: Job, forms: Sequence[FormRead], notes: Sequence[Problem]) -> list[Evaluated]:
    """Every form of a workbook scored and checked. Where one goes back all go back: they are one file."""
    mixed = mixed_up(forms)
    evaluated = [_judge_form(job, read, notes, mixed) for read in forms]
    waiting = held_up(evaluated)
    return [_judge_form(job, read, notes, why) if why else one for read, one, why in zip(forms, evaluated, waiting, strict=True)]


def _judge_form(job: Job, read: FormRead, notes: Sequence[Problem], back: Sequence[Problem]) -> Evaluated:
    """`back` are reasons outside the form why it goes back."""
    named = f"{read.form.department.value} {read.form.unit.value}"
    profile = choose_rules(job.rules, year=read.form.year.value, named=named)
    card, from_scoring = score_form(read.form, profile, (*read.problems, *back), job.decisions)
    so_far = (*notes, *back, *read.problems, *from_scoring)
    from_checks, ledger = run_checks(card, profile, so_far, job.beside.around(read.form))
    problems = tuple(in_order([*so_far, *from_checks]))
    return Evaluated(card, problems, ledger, only_reported=profile.self_score.policy == "report")


def _fields(evaluated: Sequence[Evaluated]) -> Iterator[dict[str, Any]]:
    """What the records of a workbook's forms say of them; several forms are told apart by their sheets."""
    sheets = told_apart([one.card.form.sheet for one in evaluated])
    for sheet, one in zip(sheets, evaluated, strict=True):
        yield {
            **card_fields(one.card),
            "sheet": sheet if len(evaluated) > 1 else None,
            "checks": checks_record(one.ledger),
            "problems": tuple(problem_fields(found) for found in one.problems),
        }


def _file_notes(package: Package) -> list[Problem]:
    notes = []
    if package.has_external_links:
        notes.append(problem("L118"))
    if package.has_macros:
        notes.append(problem("L119"))
    if package.is_strict:
        notes.append(problem("F123", read="Strict", place="该文件"))
    return notes


def _scored(
    job: Job, package: Package, changes: Changes, evaluated: Sequence[Evaluated], fields: Sequence[dict[str, Any]]
) -> tuple[FileRecord, ...]:
    """Write the scored copy, open it again, prove and reconcile it, and only then publish it."""
    patched, wrong = scored_copy(package, changes, [one.card for one in evaluated if not one.only_reported])
    if wrong:
        why = failed(job.name, problem("B706", read=job.name, detail=wrong[0], log=_log(job, "\n".join(wrong))))
        return tuple(why.model_copy(update={name: one[name] for name in _NAMES}) for one in fields)
    written = {**_put(job, SCORED, patched.data), **_proof(patched)}
    return tuple(FileRecord(status="scored", **one, **written) for one in fields)


_NAMES = ("project", "department", "unit", "year", "sheet")  # who handed in is known, whatever failed


def _proof(patched: Patched) -> dict[str, Any]:
    return {"changed_cells": tuple(str(cell) for cell in patched.plan.changed), "untouched_parts": patched.untouched_parts}


def _returned(
    job: Job, package: Package, evaluated: Sequence[Evaluated], fields: Sequence[dict[str, Any]]
) -> tuple[FileRecord, ...]:
    written = _put(job, RETURNED, _marked(job, package, problems_of(evaluated)))
    return tuple(FileRecord(status="returned", **one, **written) for one in fields)


def _marked(job: Job, package: Package, problems: Sequence[Problem]) -> bytes:
    data, wrong = returned_copy(package, problems)
    if wrong:
        _log(job, "\n".join(wrong))
    return data


def _without_form(job: Job, data: bytes, package: Package | None, found: Found) -> FileRecord:
    """A file without a form goes back; one without a package (an old .xls with no form or with several) as it came."""
    problems = [*found.problems, *(one for read in found.forms for one in read.problems), *mixed_up(found.forms)]
    listed = in_order(problems)
    return FileRecord(
        file=job.name,
        status="returned",
        sha256=_sha256(data),
        problems=tuple(problem_record(one) for one in listed),
        **_put(job, RETURNED, data if package is None else _marked(job, package, listed)),
    )


def _put(job: Job, folder: str, data: bytes) -> dict[str, Any]:
    """Publish a copy below OUT and take away the one of an earlier run in the other folder; the record's output fields."""
    if job.out is None:
        return {}
    other = RETURNED if folder == SCORED else SCORED
    publish(data, Path(job.out, folder, job.name))
    remove(Path(job.out, other, job.name))
    return {"output": f"{folder}/{job.name}", "output_sha256": _sha256(data)}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _log(job: Job, text: str) -> str:
    """Keep a traceback where an administrator finds it; gives the words for where that is."""
    log = Path(job.log or Path(tempfile.gettempdir(), LOG))
    try:
        with log.open("a", encoding="utf-8", errors="replace") as stream:
            stream.write(f"{job.name}\n{text}\n")
    except OSError as fault:
        return f"{log}（没有写成：{fault.strerror}）"
    return str(log)
