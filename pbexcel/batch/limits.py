"""An end in time and in memory for the work on one file.

In: seconds, bytes. Out: `TooLong` or MemoryError, raised inside the work. Not here: sizes of parts (room `excel`), workers
that no longer answer (pool).

Where the system has no alarms or no limits of memory (Windows), and in threads (a cluster's workers), the sizes the room
`excel` accepts are the limit, and the pool's own end.
"""

from __future__ import annotations

import gc
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

WORKING = 10.0  # seconds of processor time for one file; the worst that is accepted takes 2 on a small machine
WAITING = 60.0  # seconds by the clock: slow disks and busy machines are not the file's fault
MEMORY = 400 * 1024 * 1024  # bytes of address space on top of what the process has; the worst that is accepted takes 300 MB


class TooLong(Exception):
    """The work on one file has taken longer than it may."""


@contextmanager
def limited(working: float = WORKING, waiting: float = WAITING, memory: int = MEMORY) -> Iterator[None]:
    """Raise TooLong or MemoryError in the body when it takes more than this."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    with (
        _memory_within(memory),
        _ends_within("SIGPROF", "ITIMER_PROF", working),
        _ends_within("SIGALRM", "ITIMER_REAL", waiting),
    ):
        yield


@contextmanager
def collected_later() -> Iterator[None]:
    """Let the garbage collector wait until the work on a file is done: meanwhile nearly all that is made is in use, and it looks in vain."""
    if threading.current_thread() is not threading.main_thread() or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _ends_within(alarm: str, timer: str, seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooLong

    number, clock = getattr(signal, alarm), getattr(signal, timer)
    before = signal.signal(number, ring)
    signal.setitimer(clock, seconds)
    try:
        yield
    finally:
        signal.setitimer(clock, 0)
        signal.signal(number, before)


@contextmanager
def _memory_within(more: int) -> Iterator[None]:
    held = _bytes_held()
    if not held:
        yield
        return
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    ends = [held + more, *(limit for limit in (before, hard) if limit != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_AS, (min(ends), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


def _bytes_held() -> int:
    """Address space of this process; 0 where the system does not say (then it has no limit to set either)."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as stream:  # a quarter of the time a Path takes, for every file
            pages = int(stream.read().split()[0])
    except OSError:
        return 0
    import resource

    return pages * resource.getpagesize()
