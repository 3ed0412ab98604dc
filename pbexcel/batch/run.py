"""One run over many files: collect, work, compare with each other, write the records and the summary.

In: paths, OUT, the rules. Out: `Run`: every record and the exit code; in OUT the copies, run.jsonl and 部门汇总.xlsx.
Not here: what happens to one file (one), what the files mean together (identity), the words printed (cli).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from pbexcel import __version__
from pbexcel.batch.collect import OUT_MARK, WORKBOOKS, Source, collect
from pbexcel.batch.expected import not_filed
from pbexcel.batch.folder_checks import folder_ledger
from pbexcel.batch.holding import holding
from pbexcel.batch.identity import Brief, brief_of
from pbexcel.batch.ledger import Ledger, sum_of, terms_of
from pbexcel.batch.lists import NO_LISTS, Beside, Lists
from pbexcel.batch.one import LOG, Done, Job, done, failed, lost, work
from pbexcel.batch.pool import Ready, run_side_by_side
from pbexcel.batch.publish import pieces_of, publish_stream
from pbexcel.batch.reviewing import REVIEW, publish_review, unused
from pbexcel.batch.spool import Records, Spool, temporary_files
from pbexcel.faults import UsageFault
from pbexcel.frozen import frozen
from pbexcel.mail.roster import Contact
from pbexcel.problems import problem
from pbexcel.records import Decision
from pbexcel.records import Ledger as Checked
from pbexcel.report import FileRecord, Status, problem_record
from pbexcel.rules.choosing import AUTO, rules_for
from pbexcel.rules.loading import DEFAULT
from pbexcel.rules.profile import Profile

SUMMARY = "部门汇总.xlsx"
_BAD: tuple[Status, ...] = ("returned", "failed", "conflict")


@frozen
class Terms:
    """How a run is done: the rules, how many files at a time, the lists given beside the forms.

    `executor` makes another kind of pool (a cluster's).
    """

    rules: str = "mof-2020"
    jobs: int = 1
    force: bool = False
    executor: Callable[[int], Executor] | None = None
    lists: Lists = NO_LISTS


@frozen
class Run:
    """What a run came to. `counts` has every status, also those with 0; their sum is `received`.

    `not_filed` are the rows of the roster without a form (None: no roster was given); `to_judge` lines wait in 复核表;
    `unused` names decisions that belong to no line of this run.
    """

    records: Records
    not_filed: tuple[Contact, ...] | None = None
    to_judge: int = 0
    unused: tuple[str, ...] = ()

    @property
    def received(self) -> int:
        return len(self.records)

    @property
    def files(self) -> int:
        """Fewer than were received where a workbook holds several forms."""
        return len({brief.file for brief in self.records.briefs})

    @property
    def counts(self) -> dict[str, int]:
        return self.records.counts

    @property
    def checks(self) -> Checked:
        """What was looked for across the files, and what came of it."""
        return folder_ledger(self.records, self.not_filed)

    @property
    def exit_code(self) -> int:
        """0 when every form was scored, 1 after a bug of ours, 3 when some went back, failed or are in conflict."""
        if self.records.has_code("B705") or self.records.has_code("B706"):
            return 1
        return 3 if any(self.counts[status] for status in _BAD) else 0


Seen = Callable[[Brief, int, int], None]  # what came of a record, the how-manieth file, of how many


def _unseen(brief: Brief, number: int, of: int) -> None:
    return None


def score_files(paths: Sequence[Path], out: Path, terms: Terms, *, dry_run: bool = False, seen: Seen = _unseen) -> Run:
    """Score every form below `paths` into `out`. `seen` is called with each record as it is done.

    Raises RulesFault before anything starts, UsageFault when OUT and an input are the same folder or an input lies in OUT,
    FolderFault when OUT cannot be written, BusyFault when another run holds it.
    """
    rules_for(terms.rules)
    keep_apart(paths, out)
    sources = collect(paths, out)
    if dry_run:
        return _run(sources, terms, None, seen)
    with holding(out) as still_held:
        run = _run(sources, terms, out, seen, still_held)
        del sources  # 100,000 paths would take as much memory as the records while the summary is made
        run = replace(run, to_judge=publish_run(run.records, terms, out))
        still_held()
    return run


def check_files(paths: Sequence[Path], terms: Terms, *, seen: Seen = _unseen) -> Run:
    """Read and judge every form below `paths`; writes nothing."""
    return _run(collect(paths), terms, None, seen)


def publish_run(records: Records, terms: Terms, out: Path) -> int:
    """Write run.jsonl, the summary and 复核表.xlsx; how many lines wait for a person. OUT is held.

    What was made of the very same records and still stands as it was written is not made again.
    """
    publish_stream(lambda: (text + b"\n" for text in records.texts()), out / OUT_MARK)
    roster = terms.lists.roster_read()
    missing = not_filed(records.briefs, roster) if roster else []
    made_of = terms_of(sum_of(out / OUT_MARK), repr(missing))
    with Ledger(out, all_of(terms)) as ledger:
        if terms.force or ledger.still_made(SUMMARY, made_of) is None:
            files = write_summary_file(records, profiles_of(records, terms.rules), out / SUMMARY, missing)
            ledger.keep_made(SUMMARY, made_of, files)
        waiting = None if terms.force else ledger.still_made(REVIEW, made_of)
        if waiting is None:
            waiting = publish_review(records, terms.lists.decisions_read(), out)
            ledger.keep_made(REVIEW, made_of, [REVIEW], waiting)
    return waiting


def profiles_of(records: Iterable[FileRecord], rules: str) -> list[Profile]:
    """The rules that scored the records: the one named, or all that were chosen; the default where nothing was scored."""
    if rules != AUTO:
        return rules_for(rules)
    used = dict.fromkeys(record.rules.id for record in records if record.rules)
    return [profile for name in used for profile in rules_for(name)] or rules_for(DEFAULT)


def write_summary_file(
    records: Iterable[FileRecord], profiles: Sequence[Profile], target: Path, missing: Sequence[Contact] = ()
) -> list[str]:
    """Write 部门汇总.xlsx from records, and beside it what is too long for a sheet; `missing` are those who have not filed.
    Gives back the names of what was written.
    """
    from pbexcel.summary.workbook import write_summary

    with temporary_files(), tempfile.TemporaryFile(prefix="pbexcel-") as stream:
        beside = write_summary(records, stream, profiles=profiles, version=__version__, missing=missing)
        for extra in beside:
            publish_stream(extra.chunks, target.parent / extra.name)
        publish_stream(lambda: pieces_of(stream), target)
    return [target.name, *(extra.name for extra in beside)]


def keep_apart(paths: Sequence[Path], out: Path) -> None:
    """An input inside OUT would be overwritten by its own result; OUT as an input would be read as forms."""
    home = out.resolve()
    for path in paths:
        if path.resolve() == home:
            raise UsageFault(f"输出文件夹不能就是放自评表的文件夹 {path}。请用 -o 另给一个文件夹。")
        if home in path.resolve().parents:
            raise UsageFault(f"{path} 在输出文件夹 {out} 里面，评分会盖掉它。请先把它复制到别处再评。")


def _run(
    sources: Sequence[Source], terms: Terms, out: Path | None, seen: Seen, still_held: Callable[[], None] = lambda: None
) -> Run:
    rules_for(terms.rules)  # a fault of the rules or of a list stops the run before it starts
    beside, decisions, roster = terms.lists.for_jobs(), terms.lists.decisions_read(), terms.lists.roster_read()
    spool = Spool()
    with ExitStack() as open_things:
        ledger = open_things.enter_context(Ledger(out, all_of(terms))) if out else None
        for number, came in enumerate(worked(sources, terms, out, ledger, beside, decisions), start=1):
            still_held()
            for brief, text in came.records:
                spool.add(brief, text)
                seen(brief, number, len(sources))
    records = spool.done(roster)
    missing = tuple(not_filed(records.briefs, roster)) if roster else None
    return Run(records, missing, unused=unused(records, decisions))


def all_of(terms: Terms) -> str:
    """Everything besides a file's own bytes that its result depends on."""
    rules = "".join(profile.sha256 for profile in rules_for(terms.rules))
    return terms_of(__version__, rules, *terms.lists.digests())


def worked(
    sources: Iterable[Source], terms: Terms, out: Path | None, ledger: Ledger | None, beside: Beside,
    decisions: Mapping[str, Mapping[str, Decision]],
) -> Generator[Done, None, None]:  # fmt: skip
    """What every file came to: the skipped and the known ones at once, the others as they are done.

    `sources` is gone through only as fast as the work goes on.
    """

    def to_do() -> Iterator[Job | Ready[Done]]:
        home, log = (os.path.abspath(out), os.path.abspath(out / LOG)) if out else (None, None)
        for source in sources:
            if (came := _without_work(source, None if terms.force else ledger)) is not None:
                yield Ready(came)
            else:
                decided = decisions.get(source.name)
                yield Job(os.path.abspath(source.path), source.name, terms.rules, home, log, beside, decided)

    if terms.jobs == 1 and terms.executor is None:
        results: Iterable[Done] = (job.result if isinstance(job, Ready) else work(job) for job in to_do())
    else:
        results = run_side_by_side(to_do(), work, lost, workers=terms.jobs, executor=terms.executor)
    for came in results:
        if ledger:
            ledger.keep(came.name, came.sha256, (text for _, text in came.records))
        yield came


def _without_work(source: Source, ledger: Ledger | None) -> Done | None:
    if source.refused:
        return done(source.name, [failed(source.name, problem(source.refused, read=source.name))])
    if source.path.suffix.lower() not in WORKBOOKS:
        why = problem_record(problem("B702", read=source.name))
        return done(source.name, [FileRecord(file=source.name, status="skipped", problems=(why,))])
    texts = ledger.find(source.name, source.path) if ledger and not ledger.is_empty else None
    if texts is None:
        return None
    records = [FileRecord.model_validate_json(text) for text in texts]
    return Done(source.name, records[0].sha256, tuple((brief_of(record), text) for record, text in zip(records, texts, strict=True)))
