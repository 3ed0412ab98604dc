"""One run over many files: collect, work, compare with each other, write the records and the summary.

In: paths, OUT, the rules. Out: `Run`: every record and the exit code; in OUT the copies, run.jsonl and 部门汇总.xlsx.
Not here: what happens to one file (one), what the files mean together (identity), the words printed (cli).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from pbexcel import __version__
from pbexcel.batch.collect import OUT_MARK, WORKBOOKS, Source, collect
from pbexcel.batch.holding import holding
from pbexcel.batch.identity import Brief, brief_of
from pbexcel.batch.ledger import Ledger, terms_of
from pbexcel.batch.one import Done, Job, done, failed, lost, work
from pbexcel.batch.pool import run_side_by_side
from pbexcel.batch.publish import publish, publish_stream
from pbexcel.batch.spool import Records, Spool
from pbexcel.faults import UsageFault
from pbexcel.problems import problem
from pbexcel.report import FileRecord, Status, problem_record
from pbexcel.rules.loading import load_rules
from pbexcel.rules.profile import Profile

SUMMARY = "部门汇总.xlsx"
LOG = "pbexcel.log"
_BAD: tuple[Status, ...] = ("returned", "failed", "conflict")


@dataclass(frozen=True, slots=True)
class Terms:
    """How a run is done: the rules, and how many files at a time. `executor` makes another kind of pool (a cluster's)."""

    rules: str = "mof-2020"
    jobs: int = 1
    force: bool = False
    executor: Callable[[int], Executor] | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to. `counts` has every status, also those with 0; their sum is `received`."""

    records: Records

    @property
    def received(self) -> int:
        return len(self.records)

    @property
    def counts(self) -> dict[str, int]:
        return self.records.counts

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
    profile = load_rules(terms.rules)
    _keep_apart(paths, out)
    if dry_run:
        return _run(collect(paths, out), terms, None, seen)
    with holding(out):
        run = _run(collect(paths, out), terms, out, seen)
        publish_stream(lambda: (text + b"\n" for text in run.records.texts()), out / OUT_MARK)
        write_summary_file(run.records, profile, out / SUMMARY)
    return run


def check_files(paths: Sequence[Path], terms: Terms, *, seen: Seen = _unseen) -> Run:
    """Read and judge every form below `paths`; writes nothing."""
    load_rules(terms.rules)
    return _run(collect(paths), terms, None, seen)


def write_summary_file(records: Iterable[FileRecord], profile: Profile, target: Path) -> None:
    """Write 部门汇总.xlsx from records."""
    from pbexcel.summary.workbook import write_summary

    buffer = io.BytesIO()
    write_summary(records, buffer, rules_lines=profile.in_words(), version=__version__, grades=profile.grade_edges())
    publish(buffer.getvalue(), target)


def _keep_apart(paths: Sequence[Path], out: Path) -> None:
    """An input inside OUT would be overwritten by its own result; OUT as an input would be read as forms."""
    home = out.resolve()
    for path in paths:
        if path.resolve() == home:
            raise UsageFault(f"输出文件夹不能就是放自评表的文件夹 {path}。请用 -o 另给一个文件夹。")
        if home in path.resolve().parents:
            raise UsageFault(f"{path} 在输出文件夹 {out} 里面，评分会盖掉它。请先把它复制到别处再评。")


def _run(sources: Sequence[Source], terms: Terms, out: Path | None, seen: Seen) -> Run:
    spool = Spool()
    with ExitStack() as open_things:
        ledger = open_things.enter_context(Ledger(out, all_of(terms))) if out else None
        for number, came in enumerate(_worked(sources, terms, out, ledger), start=1):
            for brief, text in came.records:
                spool.add(brief, text)
                seen(brief, number, len(sources))
    return Run(spool.done())


def all_of(terms: Terms) -> str:
    """Everything besides a file's own bytes that its result depends on."""
    return terms_of(__version__, load_rules(terms.rules).sha256)


def _worked(sources: Sequence[Source], terms: Terms, out: Path | None, ledger: Ledger | None) -> Iterator[Done]:
    """What every file came to: the skipped and the known ones at once, the others as they are done."""
    known: list[Done] = []

    def to_do() -> Iterator[Job]:
        for source in sources:
            if (came := _without_work(source, None if terms.force else ledger)) is not None:
                known.append(came)
            else:
                yield Job(str(source.path), source.name, terms.rules, *((str(out), str(out / LOG)) if out else ()))

    if terms.jobs == 1 and terms.executor is None:
        results: Iterable[Done] = map(work, to_do())
    else:
        results = run_side_by_side(to_do(), work, lost, workers=terms.jobs, executor=terms.executor)
    for came in results:
        if ledger:
            ledger.keep(came.name, came.sha256, (text for _, text in came.records))
        yield came
        while known:
            yield known.pop()
    yield from known


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
