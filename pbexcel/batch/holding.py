"""Hold an output folder for one run.

In: OUT. Out: the folder made, locked and swept of what a killed run left half written.
Not here: what is written into it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pbexcel.batch.publish import HALF_WRITTEN
from pbexcel.faults import BusyFault, FolderFault

_LOCK = Path(".pbexcel", "lock")


@contextmanager
def holding(out: Path) -> Iterator[None]:
    """Hold OUT while the body runs; the lock goes with the process, also when it is killed.

    Raises FolderFault when OUT cannot be written, BusyFault when another run holds it.
    """
    try:
        (out / _LOCK).parent.mkdir(parents=True, exist_ok=True)
        stream = (out / _LOCK).open("a")
    except OSError as fault:
        raise FolderFault(f"写不了输出文件夹 {out}：{fault.strerror or fault}") from fault
    with stream:
        if not _lock(stream.fileno()):
            raise BusyFault(f"另一个 pbexcel 正在往 {out} 里写，请等它结束后再运行。")
        for left in out.rglob(HALF_WRITTEN):
            left.unlink(missing_ok=True)
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
