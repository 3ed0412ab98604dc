"""Make again what can be made from the records of earlier runs: the summary, the ledger.

In: OUT folders with their run.jsonl. Out: a summary over all of them; a new ledger.
Not here: any workbook of staff's; none is opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pbexcel.batch.earlier import read_rules, read_run
from pbexcel.batch.expected import not_filed
from pbexcel.batch.holding import holding
from pbexcel.batch.identity import brief_of, unmarked
from pbexcel.batch.ledger import rebuild
from pbexcel.batch.publish import publish_stream
from pbexcel.batch.run import SUMMARY, Terms, all_of, write_summary_file
from pbexcel.faults import RulesFault
from pbexcel.frozen import frozen
from pbexcel.mail.roster import read_roster
from pbexcel.report import FileRecord, RulesNamed
from pbexcel.rules.loading import load_rules
from pbexcel.rules.profile import Profile


def rebuild_summary(outs: Sequence[Path], target: Path | None = None, roster: Path | None = None) -> Path:
    """Write the summary over these OUT folders; by default into the first. Gives back where it stands.

    With a roster, those on it who have not filed are listed. Raises FolderFault when a folder has no run.jsonl, or one that
    cannot be read, RulesFault when the roster is wrong.
    """
    target = target or outs[0] / SUMMARY
    records = Told(outs, target.parent)
    missing = not_filed([brief_of(record) for record in records], read_roster(roster)) if roster else []
    write_summary_file(records, profiles_used(named(outs)), target, missing)
    return target


def export_tables(outs: Sequence[Path], folder: Path, kind: str) -> list[Path]:
    """Write the tables of `to_frames` as csv or parquet into a folder. Raises UsageFault where parquet cannot be written."""
    from pbexcel.summary.export import exported
    from pbexcel.summary.table import to_frames

    records = Told(outs, folder)
    files = exported(to_frames(records, profiles_used(named(outs))[0].grade_edges()), kind)
    for file in files:
        publish_stream(file.chunks, folder / file.name)
    return [folder / file.name for file in files]


def rebuild_ledger(out: Path, terms: Terms) -> int:
    """Throw the ledger of OUT away and make it again from run.jsonl; how many files it knows.

    Marks of the folder (conflicts, copies) are found anew in every run, so the records go in as one file's work left them.
    """
    with holding(out):
        return rebuild(out, all_of(terms), (unmarked(record).as_json() for record in read_run(out)))


@frozen
class Told:
    """The records of OUT folders, read anew each time: 100,000 do not fit the memory.

    Their `output` leads from `place` to the workbook, so that the links of a summary standing there work.
    """

    outs: Sequence[Path]
    place: Path

    def __iter__(self) -> Iterator[FileRecord]:
        for out in self.outs:
            way = way_to(out, self.place)
            yield from (told_from(way, record) for record in read_run(out))


def way_to(out: Path, place: Path) -> str:
    """The relative path from a folder to OUT."""
    return os.path.relpath(out.resolve(), place.resolve()).replace(os.sep, "/")


def told_from(way: str, record: FileRecord) -> FileRecord:
    """The record with the path of its workbook as it is from elsewhere."""
    return record.model_copy(update={"output": f"{way}/{record.output}"}) if record.output and way != "." else record


def named(outs: Sequence[Path]) -> Iterator[RulesNamed]:
    """The different rules of the records of these folders."""
    return (record for out in outs for record in read_rules(out))


def profiles_used(records: Iterable[FileRecord | RulesNamed]) -> list[Profile]:
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
