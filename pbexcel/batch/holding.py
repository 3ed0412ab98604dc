"""Hold an output folder for one run, and for one watcher.

In: OUT. Out: the folder made, locked and swept of what a killed run left half written; whether somebody watches for it.
Not here: what is written into it.

The watcher's lease is another lock than a run's: between its waves the folder is free for `pbexcel mail` and `summary`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pbexcel.batch.publish import HALF_WRITTEN
from pbexcel.faults import BusyFault, FolderFault

_LOCK = Path(".pbexcel", "lock")
_WATCH = Path(".pbexcel", "watch.lock")


@contextmanager
def holding(out: Path) -> Iterator[Callable[[], None]]:
    """Hold OUT while the body runs; the lock goes with the process, also when it is killed.

    Gives a check to call now and then: it raises FolderFault once OUT is no longer the folder that is held.
    Raises FolderFault when OUT cannot be written, BusyFault when another run holds it.
    """
    with _locked(out, _LOCK, f"另一个 pbexcel 正在往 {out} 里写，请等它结束后再运行。") as held:
        _sweep(out)

        def still_held() -> None:
            try:
                there = os.path.samestat(held, (out / _LOCK).stat())
            except OSError:
                there = False
            if not there:
                raise FolderFault(f"输出文件夹 {out} 在运行中被移走或删除了。请放回原处，再运行一次同样的命令。")

        yield still_held


def _sweep(out: Path) -> None:
    """What a killed run left half written."""
    try:
        for left in out.rglob(HALF_WRITTEN):
            left.unlink(missing_ok=True)
    except OSError as fault:
        raise FolderFault(f"清理不了 {out} 里没写完的文件：{fault.strerror or fault}") from fault


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
def _locked(out: Path, lock: Path, busy: str) -> Iterator[os.stat_result]:
    try:
        (out / lock).parent.mkdir(parents=True, exist_ok=True)
        stream = (out / lock).open("a")
    except OSError as fault:
        raise FolderFault(f"写不了输出文件夹 {out}：{fault.strerror or fault}") from fault
    with stream:
        try:
            is_ours, held = _lock(stream.fileno()), os.fstat(stream.fileno())
        except OSError as fault:
            raise FolderFault(
                f"锁不住输出文件夹 {out}：{fault.strerror or fault}。锁不住就防不了两个程序同时往里写，请把 OUT 放到本机硬盘上再运行一次。"
            ) from fault
        if not is_ours:
            raise BusyFault(busy)
        yield held


def _lock(handle: int) -> bool:
    """False where somebody else holds the lock; OSError where there are no locks (some network drives) or the disk fails."""
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
    except BlockingIOError:
        return False
    return True
