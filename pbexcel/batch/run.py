"""One run over many files: collect, work, mark conflicts, write the records and the summary.

In: paths, OUT, the rules. Out: `Run`: every record and the exit code; in OUT the copies, run.jsonl and 部门汇总.xlsx.
Not here: what happens to one file (one), the words printed (cli).
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pbexcel import __version__
from pbexcel.batch.collect import OUT_MARK, WORKBOOKS, Source, collect
from pbexcel.batch.identity import mark_conflicts
from pbexcel.batch.one import Job, work
from pbexcel.batch.publish import publish
from pbexcel.faults import BusyFault, FolderFault
from pbexcel.problems import problem
from pbexcel.report import FileRecord, problem_record
from pbexcel.rules.loading import load_rules
from pbexcel.rules.profile import Profile

SUMMARY = "部门汇总.xlsx"
LOG = "pbexcel.log"
_LOCK = ".pbexcel.lock"
STATUSES = ("scored", "returned", "failed", "conflict", "skipped")
_BAD = frozenset(("returned", "failed", "conflict"))


@dataclass(frozen=True, slots=True)
class Run:
    """What a run came to. `counts` has every status, also those with 0; their sum is `received`."""

    records: tuple[FileRecord, ...]

    @property
    def received(self) -> int:
        return len(self.records)

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(record.status for record in self.records)
        return {status: counted[status] for status in STATUSES}

    @property
    def exit_code(self) -> int:
        """0 when every form was scored, 3 when some went back, failed or are in conflict."""
        return 3 if any(record.status in _BAD for record in self.records) else 0


def score_files(
    paths: Sequence[Path],
    out: Path,
    *,
    rules: str,
    jobs: int = 1,
    dry_run: bool = False,
    seen: Callable[[FileRecord], None] = lambda record: None,
) -> Run:
    """Score every form below `paths` into `out`. `seen` is called with each record as it is done.

    Raises RulesFault before anything starts, FolderFault when OUT cannot be written, BusyFault when another run holds it.
    """
    profile = load_rules(rules)
    sources = collect(paths, out)
    if dry_run:
        return _run(sources, rules, None, jobs, seen)
    with _holding(out):
        run = _run(sources, rules, out, jobs, seen)
        publish("".join(record.model_dump_json() + "\n" for record in run.records).encode(), out / OUT_MARK)
        write_summary_file(run.records, profile, out / SUMMARY)
    return run


def check_files(paths: Sequence[Path], *, rules: str, jobs: int = 1, seen: Callable[[FileRecord], None] = lambda record: None) -> Run:
    """Read and judge every form below `paths`; writes nothing."""
    load_rules(rules)
    return _run(collect(paths), rules, None, jobs, seen)


def write_summary_file(records: Sequence[FileRecord], profile: Profile, target: Path) -> None:
    """Write 部门汇总.xlsx from records."""
    from pbexcel.summary.workbook import write_summary

    buffer = io.BytesIO()
    write_summary(records, buffer, rules_lines=profile.in_words(), version=__version__, grades=profile.grade_edges())
    publish(buffer.getvalue(), target)


def _run(sources: Sequence[Source], rules: str, out: Path | None, jobs: int, seen: Callable[[FileRecord], None]) -> Run:
    log = str(out / LOG) if out else None
    todo = [Job(str(one.path), one.name, rules, str(out) if out else None, log) for one in sources if _is_workbook(one)]
    others = [_skipped(one) for one in sources if not _is_workbook(one)]
    records = list(others)
    for record in _worked(todo, jobs):
        seen(record)
        records.append(record)
    return Run(tuple(mark_conflicts(sorted(records, key=lambda record: record.file))))


def _worked(todo: Sequence[Job], jobs: int) -> Iterator[FileRecord]:
    if jobs == 1 or len(todo) < 2:
        yield from map(work, todo)
        return
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(work, todo, chunksize=4)


def _is_workbook(source: Source) -> bool:
    return source.path.suffix.lower() in WORKBOOKS


def _skipped(source: Source) -> FileRecord:
    return FileRecord(file=source.name, status="skipped", problems=(problem_record(problem("B702", read=source.name)),))


@contextmanager
def _holding(out: Path) -> Iterator[None]:
    """Hold OUT for this run; the lock goes with the process, also when it is killed."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        stream = (out / _LOCK).open("a")
    except OSError as fault:
        raise FolderFault(f"写不了输出文件夹 {out}：{fault.strerror or fault}") from fault
    with stream:
        if not _lock(stream.fileno()):
            raise BusyFault(f"另一个 pbexcel 正在往 {out} 里写，请等它结束后再运行。")
        yield


def _lock(handle: int) -> bool:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
