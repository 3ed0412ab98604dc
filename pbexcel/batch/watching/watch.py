"""The watch itself: look, decide, work, tell. One `tick` is one look; nothing in it waits.

In: the inbox, OUT, terms, the time of each look. Out: `State` after each look; waves in OUT.
Not here: sleeping, signals, the console (cli.watch).
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pbexcel.batch.collect import OUT_MARK
from pbexcel.batch.earlier import read_run
from pbexcel.batch.run import Terms, all_of, keep_apart
from pbexcel.batch.watching.archives import is_archive
from pbexcel.batch.watching.history import old_outputs
from pbexcel.batch.watching.memory import recall
from pbexcel.batch.watching.names import Names
from pbexcel.batch.watching.probes import probes_of
from pbexcel.batch.watching.scan import Shot, scan
from pbexcel.batch.watching.settling import Look, Patience, Settling, Wait
from pbexcel.batch.watching.status import Notice, State, results_of
from pbexcel.batch.watching.tasks import plan
from pbexcel.batch.watching.wave import run_wave
from pbexcel.faults import BusyFault, Fault, FolderFault
from pbexcel.report import FileRecord

EMPTIED = "收件文件夹突然空了（网络盘断开，或者文件都被移走了）。已有的结果都保留，再看到文件就自动继续"
BUSY = "另一个 pbexcel 正在写输出文件夹，等它结束"
QUEUED = "可以处理了，等同一批的其他文件"
HOLD_BACK = 30.0  # seconds a wave waits for the rest of a drop that is still being written

_HOME = ".pbexcel"


class Emptied(FolderFault):
    """The inbox can be read and nothing lies in it, though its files have results."""


Told = Callable[[FileRecord], None]


class Watch:
    """One watcher, whose lease on OUT (holding.watching) is the caller's. `told` hears of every record as it is settled.

    Raises FolderFault when the inbox cannot be read at the start, UsageFault when inbox and OUT are one, RulesFault when
    rules or lists are broken.
    """

    def __init__(
        self, inbox: Path, out: Path, terms: Terms, patience: Patience | None = None, *,
        told: Told = lambda record: None, stop: Callable[[], bool] = lambda: False,
    ) -> None:  # fmt: skip
        keep_apart([inbox], out)
        scan(inbox, out)
        _made(out / _HOME)
        _ = terms.lists.for_jobs(), terms.lists.decisions_read(), terms.lists.roster_read()
        self._inbox, self._out, self._terms, self._told, self._stop = inbox, out, terms, told, stop
        self._memory = recall(out, str(inbox.resolve()), all_of(terms))
        self._settling = Settling(patience or Patience(), self._memory.fresh, self._memory.missing)
        self._notice = Notice(out)
        self._old_outputs = old_outputs(out)
        self._ready_since: float | None = None
        self.state = State(str(inbox))
        self.fault: Fault | None = None
        self.is_moving = False  # the last look saw files that are still being written
        self._start()

    def tick(self, now: float) -> State:
        """Look once, and work if something has settled. Whatever is wrong with the folders pauses the watch, nothing ends it."""
        self.fault = None
        look: Look | None = None
        try:
            shot = self._seen()
            look = self._settling.look(shot, self._memory.taken, probes_of(self._inbox, shot), now)
            self.is_moving = look.is_moving
            self._memory.has_changed |= look.has_changed
            if self._is_due(look, now):
                self._work(look, shot)
            self._memory.save(self._out)
        except Fault as fault:
            self.fault = fault
        self._tell(look, now)
        return self.state

    def _start(self) -> None:
        """Know the results that stand. A file without one, or whose output was taken away, is taken again."""
        records = list(read_run(self._out)) if (self._out / OUT_MARK).exists() else []
        standing = {one.file for one in records if not one.output or (self._out / one.output).exists()}
        archives = {one.file[: at + 4] for one in records if (at := one.file.lower().find(".zip/")) > 0}
        for file in [*self._memory.taken]:
            name = self._memory.names.get(file, file)
            if name not in (archives if is_archive(file) else standing) and name not in standing:
                del self._memory.taken[file]
        self._names = Names(self._memory.taken, self._memory.names)
        self._stand(records)

    def _seen(self) -> Shot:
        if not (self._out / _HOME).is_dir():
            raise FolderFault(f"输出文件夹 {self._out} 不见了（网络盘断开，或者被移走了）。放回原处就自动继续")
        shot, taken = scan(self._inbox, self._out), self._memory.taken
        if taken and self._known and not (self._out / OUT_MARK).exists():  # somebody emptied OUT: everything is made again
            self._memory.begin_anew(self._memory.terms)
        if taken and not shot.files and not shot.unreadable:
            self._memory.found_empty()
            self._memory.save(self._out)
            raise Emptied(EMPTIED)
        if self._memory.was_empty:  # what left all at once was withdrawn by nobody: its results stay
            self._memory.was_empty = False
            self._memory.leave([file for file in taken if file not in shot.files and not shot.is_hidden(file)])
        return shot

    def _is_due(self, look: Look, now: float) -> bool:
        """What was dropped together is worked on together: a wave waits a while for files still being written."""
        if not look.ready:
            self._ready_since = None
            return bool(look.gone)
        self._ready_since = now if self._ready_since is None else min(self._ready_since, now)
        return bool(look.gone) or not look.is_moving or now - self._ready_since >= HOLD_BACK

    def _work(self, look: Look, shot: Shot) -> None:
        if (terms := all_of(self._terms)) != self._memory.terms:  # a list was edited: everything is worked on again
            self._memory.begin_anew(terms)
        with tempfile.TemporaryDirectory(prefix="pbexcel-") as folder:
            planned = plan(self._inbox, look.ready, look.gone, self._names, Path(folder))
            wave = run_wave(planned.task, self._out, self._terms, self._old_outputs, self._stop)
        finished = [file for file, names in planned.parts.items() if wave.finished.issuperset(names)]
        for file in finished:
            self._memory.take(file, shot.files[file])
        for file in look.gone:
            self._names.release(file)
        self._memory.leave(look.gone)
        self._memory.names = self._names.given
        self._settling.forget([*finished, *look.gone])
        look.ready, self._ready_since = [file for file in look.ready if file not in finished], None
        for record in wave.records:
            if record.file in wave.finished:
                self._told(record)
        self._stand(wave.records)

    def _stand(self, records: Iterable[FileRecord]) -> None:
        known: set[str] = set()
        counts, results = results_of(records, known)
        self._known = frozenset(known)
        self.state = replace(self.state, counts=counts, results=results)

    def _tell(self, look: Look | None, now: float) -> None:
        waits: Sequence[Wait] = self.state.waits
        is_busy = isinstance(self.fault, BusyFault)  # somebody sends mail or scores: a reason to wait, not an alarm
        if look:
            since = self._settling.fresh
            why = BUSY if is_busy else QUEUED
            queued = [Wait(file, why, since[file][1]) for file in look.ready]
            waits = sorted([*look.waits, *queued], key=lambda wait: wait.file)
        known = frozenset(wait.file for wait in waits if self._names.given.get(wait.file, wait.file) in self._known)
        paused = str(self.fault) if self.fault and not is_busy else ""
        self.state = replace(self.state, at=now, paused=paused, waits=tuple(waits), known=known)
        try:
            self._notice.tell(self.state)
        except FolderFault as fault:
            self.fault = self.fault or fault
            self.state = replace(self.state, paused=str(self.fault))


def _made(folder: Path) -> None:
    """Made once, at the start: later a folder that is not there has been taken away."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise FolderFault(f"写不了输出文件夹 {folder.parent}：{fault.strerror or fault}") from fault
