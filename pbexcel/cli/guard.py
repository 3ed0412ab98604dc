"""The loop of `pbexcel watch`: look, wait, look again, until it is told to stop.

In: the clock, signals. Out: what happens as lines on stdout (text or JSON Lines), warnings on stderr, the exit code.
Not here: looking and working (batch.watching).
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import click

from pbexcel.batch.holding import watching
from pbexcel.batch.run import Terms
from pbexcel.batch.watching.settling import Patience
from pbexcel.batch.watching.status import WORDS, State, clock_time
from pbexcel.batch.watching.watch import Emptied, Watch
from pbexcel.cli import show
from pbexcel.report import FileRecord

SETTLED = 5.0  # seconds a file must be unchanged, or one interval where that is shorter
_NAP = 0.2  # seconds after which a signal is answered while nothing is to be done
_BUGS = ("B705", "B706")


@dataclass(slots=True)
class Stop:
    """Set by SIGTERM or Ctrl-C: the file at hand is finished, then the watch ends. A second Ctrl-C ends it at once."""

    by: int = 0

    def __call__(self) -> bool:
        return bool(self.by)

    def ask(self, number: int, frame: FrameType | None) -> None:
        if self.by == signal.SIGINT == number:
            raise KeyboardInterrupt
        self.by = number

    @contextmanager
    def heard(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.ask) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def nap(self, seconds: float) -> None:
        ends = time.monotonic() + seconds
        while not self.by and (left := ends - time.monotonic()) > 0:
            time.sleep(min(left, _NAP))


@dataclass(slots=True)
class Shown:
    """What is printed; and what was last said, so that nothing is said twice."""

    as_json: bool = False
    quiet: bool = False
    verbose: bool = False
    paused: str = ""
    waits: dict[str, str] = field(default_factory=dict)
    has_bug: bool = False

    def record(self, record: FileRecord) -> None:
        self.has_bug |= any(found.code in _BUGS for found in record.problems)
        if self.as_json:
            show.json_line(record.model_dump_json())
        elif not self.quiet:
            click.echo(f"{clock_time(time.time())}  {show.headline(record)}")
            for found in record.problems:
                if self.verbose or show.is_urgent(found, record.status):
                    click.echo(show.problem_text(found))
        sys.stdout.flush()

    def state(self, state: State) -> None:
        if state.paused != self.paused:
            click.echo(f"{clock_time(state.at)}  " + (f"暂停：{state.paused}" if state.paused else "继续"), err=True)
            self.paused = state.paused
        waits = {wait.file: wait.why for wait in state.waits}
        if self.verbose:
            for file, why in waits.items():
                if self.waits.get(file) != why:
                    click.echo(f"{clock_time(state.at)}  {file}：{why}", err=True)
        self.waits = waits

    def end(self, state: State, code: int) -> None:
        if self.as_json:
            show.json_line({**state.totals, "exit_code": code})
        else:
            totals = state.totals
            click.echo(f"收到 {totals['received']} = " + " + ".join(f"{word} {totals[status]}" for status, word in WORDS.items()))


def guard(inbox: Path, out: Path, terms: Terms, interval: float, shown: Shown, *, once: bool) -> int:
    """Watch until stopped, or once; the exit code. Raises the Faults of a start that cannot be; with `once` of any look."""
    stop, settled = Stop(), min(SETTLED, interval)
    with watching(out), stop.heard():
        watch = Watch(inbox, out, terms, Patience(settled), told=shown.record, stop=stop)
        if not once and not shown.quiet:
            click.echo(f"正在看守 {inbox}，结果写到 {out}，每 {interval:g} 秒看一次。按 Ctrl-C 停止。", err=True)
        if once:
            _once(watch, shown, stop, settled)
        else:
            _on_and_on(watch, shown, stop, interval)
    code = _code(watch.state, shown, stop, once)
    if once or not shown.quiet:
        shown.end(watch.state, code)
    return code


def _on_and_on(watch: Watch, shown: Shown, stop: Stop, interval: float) -> None:
    while not stop():
        shown.state(watch.tick(time.time()))
        stop.nap(interval)


def _once(watch: Watch, shown: Shown, stop: Stop, settled: float) -> None:
    """Look until nothing moves any more; what is open or not whole is left for the next time."""
    most = 20
    while not stop() and most:
        shown.state(watch.tick(time.time()))
        if isinstance(watch.fault, Emptied):
            return  # told as a pause; a drop folder may be empty, and a task that fails every night is no longer looked at
        if watch.fault:
            raise watch.fault
        if not watch.is_moving:
            return
        most -= 1
        stop.nap(settled + 0.05)


def _code(state: State, shown: Shown, stop: Stop, once: bool) -> int:
    if stop.by == signal.SIGINT:
        return 130
    if not once:
        return 0
    if shown.has_bug:
        return 1
    return 3 if any(state.counts.get(status) for status in ("returned", "failed", "conflict")) else 0
