"""Whoever reads the output may stop reading (`… | head -1`): the work goes on and ends with its own exit code.

In: stdout or stderr as the process got it. Out: one that writes nowhere once its reader has gone. Not here: what is written.
"""

from __future__ import annotations

import errno
import io
import os
from typing import Any

# Windows says EINVAL of a pipe whose reader has gone
_GONE = (errno.EPIPE, errno.EINVAL) if os.name == "nt" else (errno.EPIPE,)


class _Raw(io.RawIOBase):
    """Passes bytes on to a file descriptor while somebody reads them."""

    def __init__(self, handle: int) -> None:
        self._handle, self._is_read = handle, True

    def fileno(self) -> int:
        return self._handle

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self._is_read:
            try:
                return os.write(self._handle, data)
            except OSError as fault:
                if fault.errno not in _GONE:
                    raise
                self._is_read = False
        return memoryview(data).nbytes


def patient(stream: io.TextIOWrapper) -> io.TextIOWrapper:
    """One that shows a question mark for what it cannot show; where it is no console, one that outlives its reader."""
    if stream.isatty():
        stream.reconfigure(errors="replace")
        return stream
    stream.flush()
    below = io.BufferedWriter(_Raw(stream.fileno()))
    return io.TextIOWrapper(
        below, stream.encoding, "replace", line_buffering=stream.line_buffering, write_through=stream.write_through
    )
