"""Make again what can be made from the records of earlier runs: the summary, the ledger.

In: OUT folders with their run.jsonl. Out: a summary over all of them; a new ledger.
Not here: any workbook of staff's; none is opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pbexcel.batch.earlier import read_run
from pbexcel.batch.holding import holding
from pbexcel.batch.identity import unmarked
from pbexcel.batch.ledger import rebuild
from pbexcel.batch.run import SUMMARY, Terms, all_of, write_summary_file
from pbexcel.faults import RulesFault
from pbexcel.report import FileRecord
from pbexcel.rules.loading import load_rules
from pbexcel.rules.profile import Profile


def rebuild_summary(outs: Sequence[Path], target: Path | None = None) -> Path:
    """Write the summary over these OUT folders; by default into the first. Gives back where it stands.

    Raises FolderFault when a folder has no run.jsonl, or one that cannot be read.
    """
    target = target or outs[0] / SUMMARY
    records = [record for out in outs for record in _told_from(out, target.parent)]
    write_summary_file(records, profiles_used(records), target)
    return target


def rebuild_ledger(out: Path, terms: Terms) -> int:
    """Throw the ledger of OUT away and make it again from run.jsonl; how many files it knows.

    Marks of the folder (conflicts, copies) are found anew in every run, so the records go in as one file's work left them.
    """
    with holding(out):
        return rebuild(out, all_of(terms), (unmarked(record).model_dump_json().encode() for record in read_run(out)))


def _told_from(out: Path, place: Path) -> Iterator[FileRecord]:
    """Records whose `output` leads from `place` to the workbook, so that the links of the summary work there."""
    way = os.path.relpath(out.resolve(), place.resolve()).replace(os.sep, "/")
    for record in read_run(out):
        moved = record.output and way != "."
        yield record.model_copy(update={"output": f"{way}/{record.output}"}) if moved else record


def profiles_used(records: Sequence[FileRecord]) -> list[Profile]:
    """The rules the records were scored by, as far as they are still the same here; else the default ones."""
    used = dict.fromkeys((record.rules.id, record.rules.sha256) for record in records if record.rules)
    found = []
    for name, sha256 in used:
        try:
            profile = load_rules(name)
        except RulesFault:
            continue
        if profile.sha256 == sha256:
            found.append(profile)
    return found or [load_rules()]
