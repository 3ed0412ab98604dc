"""Runs that are killed, or whose calls to the system fail, at a chosen step; and what must hold afterwards.

In: a folder of inputs, OUT, a step and what happens there. Out: how the run ended; the tree of a folder by digest.
A step is one call to the system on a file of ours: opening, locking, listing, asking, making, reading, writing, syncing,
closing, renaming, removing, or one statement to the ledger. Each run happens in a forked child, so that it can die like a
run does.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pbexcel.batch import ledger
from pbexcel.batch.run import Terms, score_files
from pbexcel.faults import BusyFault, Fault

_TERMS = Terms()
_AUDITED = {"open": 0, "os.scandir": 0, "os.listdir": 0, "os.mkdir": 0, "os.rename": 1, "os.remove": 0, "os.chmod": 0}
_ON_HANDLES = ("fcntl.flock",)


@dataclass(frozen=True)
class Ended:
    """`code` is the exit code the command line would give, -9 where the run was killed; `steps` what it did, by name."""

    code: int
    steps: tuple[str, ...]
    said: str = ""


class _Steps:
    """Counts steps below `root`; at step `at` does `then`."""

    def __init__(self, root: Path, at: int | None, then: Callable[[str], None]) -> None:
        self._root, self._at, self._then = str(root), at, then
        self.names: list[str] = []

    def take(self, name: str, path: object = None) -> None:
        if path is not None and not self._is_ours(path):
            return
        self.names.append(name)
        if len(self.names) - 1 == self._at:
            self._then(name)

    def watch(self) -> None:
        """From now on in this process."""
        sys.addaudithook(self._heard)
        for name in ("fsync", "fstat", "stat", "replace"):
            self._wrap(name)
        opened, base_opened, steps = io.open, ledger._opened, self

        def open_counted(
            file: Any, mode: str = "r", buffering: int = -1, encoding: str | None = None, errors: str | None = None,
            newline: str | None = None, closefd: bool = True, opener: Any = None,
        ) -> Any:  # fmt: skip
            if not (isinstance(file, int) or self._is_ours(file)):
                return opened(file, mode, buffering, encoding, errors, newline, closefd, opener)
            raw = _Raw(steps, file, mode.replace("b", ""), closefd, opener)
            kind = io.BufferedRandom if "+" in mode else io.BufferedReader if "r" in mode else io.BufferedWriter
            return kind(raw) if "b" in mode else io.TextIOWrapper(kind(raw), encoding, errors, newline)

        io.open = open_counted
        ledger._opened = lambda path: _Base(base_opened(path), steps)  # type: ignore[assignment, return-value]

    def _heard(self, event: str, args: tuple[Any, ...]) -> None:
        if event in _AUDITED:
            self.take(event, args[_AUDITED[event]])
        elif event in _ON_HANDLES:
            self.take(event)

    def _is_ours(self, path: object) -> bool:
        return isinstance(path, str | bytes | os.PathLike) and os.fsdecode(path).startswith(self._root)

    def _wrap(self, name: str) -> None:
        call = getattr(os, name)

        def wrapped(*args: Any, **kwargs: Any) -> Any:
            self.take(f"os.{name}", None if name in ("fsync", "fstat") else args[0])
            return call(*args, **kwargs)

        setattr(os, name, wrapped)


class _Raw(io.FileIO):
    """A file below any buffer: each read and write is one call to the system."""

    def __init__(self, steps: _Steps, *args: Any) -> None:
        super().__init__(*args)
        self._steps = steps

    def readinto(self, buffer: Any) -> int | None:
        self._steps.take("read")
        return super().readinto(buffer)  # type: ignore[return-value]

    def readall(self) -> bytes:
        self._steps.take("read")
        return super().readall()  # type: ignore[return-value]

    def write(self, data: Any) -> int | None:
        self._steps.take("write")
        return super().write(data)  # type: ignore[return-value]

    def close(self) -> None:
        """As the system does it: a close that fails has closed all the same."""
        was_open = not self.closed
        super().close()
        if was_open:
            self._steps.take("close")


class _Base:
    def __init__(self, base: sqlite3.Connection, steps: _Steps) -> None:
        self._base, self._steps = base, steps

    def execute(self, question: str, args: tuple[str, ...] = ()) -> sqlite3.Cursor:
        try:
            self._steps.take("sqlite " + question.split()[0])
        except OSError as fault:
            raise sqlite3.OperationalError(str(fault)) from fault
        return self._base.execute(question, args)

    def close(self) -> None:
        self._base.close()


def killed(name: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def failing(number: int) -> Callable[[str], None]:
    def fail(name: str) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def removing(out: Path) -> Callable[[str], None]:
    return lambda name: shutil.rmtree(out, ignore_errors=True)


def moving(out: Path) -> Callable[[str], None]:
    return lambda name: out.rename(out.with_name("moved away")) if out.exists() else None  # type: ignore[func-returns-value]


def no_file_larger_than(size: int) -> Callable[[str], None]:
    """The nearest thing to a full disk where none may be mounted: writing on fails with EFBIG."""
    return lambda name: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)


def run(
    given: Path, out: Path, terms: Terms = _TERMS, *, at: int | None = None, then: Callable[[str], None] = killed,
    after: float | None = None, strike: Callable[[int], None] = kill,
) -> Ended:  # fmt: skip
    """One run in a child of its own; struck from outside `after` seconds (with its process), or from inside at step `at`."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _in_child(given, out, terms, at, then, writing)
    os.close(writing)
    if after is not None:
        signal.signal(signal.SIGALRM, lambda number, frame: strike(child))
        signal.setitimer(signal.ITIMER_REAL, after)
    told = b""
    while piece := os.read(reading, 65536):
        told += piece
    os.close(reading)
    _, status = os.waitpid(child, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return pickle.loads(told) if told else Ended(os.waitstatus_to_exitcode(status), ())


def _in_child(given: Path, out: Path, terms: Terms, at: int | None, then: Callable[[str], None], writing: int) -> None:
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    sys.unraisablehook = lambda what: None  # streams that are cleaned up after they failed
    (given.parent / "tmp").mkdir(exist_ok=True)
    tempfile.tempdir = str(given.parent / "tmp")
    steps = _Steps(given.parent, at, then)
    if terms.jobs == 1:
        steps.watch()
    said = ""
    try:
        code = score_files([given], out, terms).exit_code
    except Fault as fault:
        code, said = fault.exit_code, str(fault)
    except OSError as fault:  # the command line's answer to what no room expects
        code, said = 5, str(fault)
    except BaseException as bug:
        code, said = 1, repr(bug)
    steps._at = None
    os.write(writing, pickle.dumps(Ended(code, tuple(steps.names), said)))
    os._exit(0)


def run_when_free(given: Path, out: Path, terms: Terms = _TERMS) -> Ended:
    """A run once the workers of a killed one have ended: they hold the lock a moment longer."""
    import fcntl

    with (out / ".pbexcel" / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
    ended = run(given, out, terms)
    assert ended.code != BusyFault.exit_code, ended
    return ended


def tree(folder: Path) -> dict[str, str]:
    """Every file below the folder with its digest; the ledger, the lock and the log apart."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".pbexcel" not in path.parts and path.name != "pbexcel.log"
    }


def stamps(folder: Path) -> dict[str, tuple[str, int]]:
    """Names, bytes and times of the inputs."""
    return {name: (digest, (folder / name).stat().st_mtime_ns) for name, digest in tree(folder).items()}


def half_written(out: Path, whole: dict[str, str]) -> list[str]:
    """Files in OUT that are neither as the whole run leaves them nor temporary."""
    return [name for name, digest in tree(out).items() if not name.rpartition("/")[2].startswith(".pbexcel-") and whole.get(name) != digest]
