"""An end in time for the work on one file.

In: seconds. Out: `TooLong`, raised inside the work. Not here: memory (pool), sizes of parts (room `excel`).
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TooLong(Exception):
    """The work on one file has taken longer than it may."""


@contextmanager
def ends_within(seconds: float) -> Iterator[None]:
    """Raise TooLong in the body after `seconds`; where the system has no alarm (Windows, threads) the pool's own end counts."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
