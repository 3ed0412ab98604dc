"""Hold an output folder for one run, and for one watcher.

In: OUT. Out: the folder made, locked and swept of what a killed run left half written; whether somebody watches for it.
Not here: what is written into it.

The watcher's lease is another lock than a run's: between its waves the folder is free for `pbexcel mail` and `summary`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pbexcel.batch.publish import HALF_WRITTEN
from pbexcel.faults import BusyFault, FolderFault

_LOCK = Path(".pbexcel", "lock")
_WATCH = Path(".pbexcel", "watch.lock")


@contextmanager
def holding(out: Path) -> Iterator[None]:
    """Hold OUT while the body runs; the lock goes with the process, also when it is killed.

    Raises FolderFault when OUT cannot be written, BusyFault when another run holds it.
    """
    with _locked(out, _LOCK, f"另一个 pbexcel 正在往 {out} 里写，请等它结束后再运行。"):
        for left in out.rglob(HALF_WRITTEN):
            left.unlink(missing_ok=True)
        yield


@contextmanager
def watching(out: Path) -> Iterator[None]:
    """Be the one watcher that writes to OUT while the body runs. Raises as `holding` does."""
    with _locked(out, _WATCH, f"已经有一个 pbexcel watch 在往 {out} 里写，一个输出文件夹只能有一个。"):
        yield


def is_watched(out: Path) -> bool:
    """Whether a watcher that writes to OUT is alive."""
    try:
        with (out / _WATCH).open("r+") as stream:
            return not _lock(stream.fileno())
    except OSError:
        return False


@contextmanager
def _locked(out: Path, lock: Path, busy: str) -> Iterator[None]:
    try:
        (out / lock).parent.mkdir(parents=True, exist_ok=True)
        stream = (out / lock).open("a")
    except OSError as fault:
        raise FolderFault(f"写不了输出文件夹 {out}：{fault.strerror or fault}") from fault
    with stream:
        if not _lock(stream.fileno()):
            raise BusyFault(busy)
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
