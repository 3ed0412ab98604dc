"""One wave: the files that have settled are worked on, and run.jsonl, the summary and 复核表 are written again.

In: what is to be done, OUT with what earlier waves left there. Out: `Wave`: what was finished, and all records.
Not here: when a wave is due (watch), what a file comes to (batch.one), which version counts (versions).

Killed anywhere, the next wave does it again: an output is only ever replaced after its old version was moved away, and a
file counts as taken only when run.jsonl tells of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping, Sequence
from contextlib import closing
from dataclasses import field
from functools import partial
from pathlib import Path

from pbexcel.batch.collect import OUT_MARK, Source
from pbexcel.batch.earlier import read_run
from pbexcel.batch.holding import holding
from pbexcel.batch.identity import brief_of, unmarked
from pbexcel.batch.ledger import Ledger, digest
from pbexcel.batch.one import Done, done
from pbexcel.batch.run import Terms, all_of, publish_run, worked
from pbexcel.batch.spool import Records, Spool
from pbexcel.batch.watching.history import keep
from pbexcel.batch.watching.versions import Standing, standing_of, turns_of, version_marks
from pbexcel.frozen import frozen
from pbexcel.problems import problem
from pbexcel.report import FileRecord, problem_record


@frozen
class Task:
    """`given` are files that need no work (archives nobody can open). `gone` are inputs no longer there; `archives` what
    each archive holds now: what it held before is gone."""

    sources: Sequence[Source] = ()
    given: Sequence[Done] = ()
    gone: Collection[str] = ()
    archives: Mapping[str, Collection[str]] = field(default_factory=dict)

    def takes_away(self, file: str) -> bool:
        if file in self.gone or file in self.archives:
            return True
        head = next((end for end in _heads(file) if end in self.gone or end in self.archives), None)
        return head is not None and (head in self.gone or file not in self.archives[head])


@frozen
class Wave:
    finished: frozenset[str]
    records: Records


def run_wave(task: Task, out: Path, terms: Terms, old_outputs: MutableMapping[str, str], stop: Callable[[], bool]) -> Wave:
    """Do it. `old_outputs` are sums of scored workbooks now in 历史版本/, with the files they came from; `stop` ends it after a file.

    Raises BusyFault when another run holds OUT, FolderFault, RulesFault.
    """
    beside, decisions, roster = terms.lists.for_jobs(), terms.lists.decisions_read(), terms.lists.roster_read()
    with holding(out) as still_held:
        spool = Spool()
        standing = _left(out, spool)
        news = _News(out, standing, old_outputs)
        with (
            Ledger(out, all_of(terms)) as ledger,
            closing(worked(news.to_work_on(task.sources), terms, out, ledger, beside, decisions)) as came,
        ):
            for one in came:
                still_held()
                news.take(one)
                if stop():
                    break
        for one in task.given:
            news.take(one)
        gone = {file for file in standing if task.takes_away(file) and file not in news.came}
        for file in gone:
            news.retire(file)
        spool.forget(gone | news.came.keys())
        for one in news.came.values():
            for brief, text in one.records:
                spool.add(brief, text)
        records = spool.done(roster, partial(version_marks, turns=news.turns()))
        publish_run(records, terms, out)
        still_held()
    return Wave(frozenset(news.came.keys() | news.ours), records)


class _News:
    """What comes of the sources of a wave, against what stood before."""

    def __init__(self, out: Path, standing: Mapping[str, Standing], old_outputs: MutableMapping[str, str]) -> None:
        self._out, self._standing = out, standing
        self._outputs = {one.output_sha256: one.file for one in standing.values() if one.output_sha256 != one.sha256}
        self._old_outputs = old_outputs
        self.came: dict[str, Done] = {}
        self.ours: set[str] = set()

    def to_work_on(self, sources: Sequence[Source]) -> Iterator[Source]:
        """The sources that are no outputs of ours. The old output of a changed file is moved away first."""
        for source in sources:
            sha256 = digest(source.path) if source.path.is_file() and not source.refused else None
            origin = self._outputs.get(sha256) or self._old_outputs.get(sha256 or "")
            if sha256 and origin == source.name and sha256 in self._outputs:
                self.ours.add(source.name)  # the scored copy put over its own input: nothing new
                continue
            if source.name in self._standing and self._standing[source.name].sha256 != sha256:
                self.retire(source.name)
            if sha256 and origin and origin != source.name:
                why = problem_record(problem("B713", read=source.name, origin=origin))
                self.take(done(source.name, [FileRecord(file=source.name, status="skipped", sha256=sha256, problems=(why,))]))
            else:
                yield source

    def retire(self, file: str) -> None:
        """Move the output of a file away and remember it as ours."""
        old = self._standing[file]
        if keep(self._out, old) and old.output_sha256 and old.output_sha256 != old.sha256:
            self._old_outputs[old.output_sha256] = file

    def take(self, one: Done) -> None:
        self.came[one.name] = one

    def turns(self) -> dict[str, int]:
        """Files with new bytes come after everything that stood before."""
        turns = turns_of(self._standing.values())
        for name, one in self.came.items():
            old = self._standing.get(name)
            if old is None or old.sha256 != one.sha256:
                turns[name] = 1
        return turns


def _left(out: Path, spool: Spool) -> dict[str, Standing]:
    """The records of earlier waves, put into the spool as one file's work left them."""
    standing: dict[str, Standing] = {}
    if (out / OUT_MARK).exists():
        for record in read_run(out):
            if record.file not in standing or record.replaced_by:  # a file of several forms is as old as the oldest of them
                standing[record.file] = standing_of(record)
            plain = unmarked(record)
            spool.add(brief_of(plain), plain.as_json())
    return standing


def _heads(file: str) -> Iterator[str]:
    """包.zip of 包.zip/一科/甲.xlsx, and every other beginning of the path."""
    at = file.find("/")
    while at >= 0:
        yield file[:at]
        at = file.find("/", at + 1)
