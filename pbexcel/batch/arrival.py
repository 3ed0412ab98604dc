"""Take in the bytes of one file.

In: a path. Out: all its bytes, or why it is not read: `Unopenable` for what is no regular file of a reasonable size,
OSError for what the system refuses and for a file that changes under the reading. Not here: what the bytes are.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from pbexcel.excel.limits import DEFAULT
from pbexcel.faults import Unopenable


def read_whole(path: Path) -> bytes:
    """The bytes of a regular file. A pipe or a device is never opened, nor waited for where it takes the file's place."""
    _refuse(path.stat())
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(handle, "rb") as stream:
        before = os.fstat(handle)
        _refuse(before)
        data = stream.read(before.st_size + 1)  # one more, should it grow meanwhile
        after = os.fstat(handle)
    if len(data) != before.st_size or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise OSError(errno.EBUSY, "正在被另一个程序写入")
    return data


def _refuse(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Unopenable("F115", "文件夹" if stat.S_ISDIR(status.st_mode) else "不是普通文件")
    if status.st_size > DEFAULT.file_bytes:
        raise Unopenable("F107", f"{status.st_size} 字节")
