"""Put a finished file in its place: absent or complete, never half.

In: bytes and a path. Out: the file. Not here: what the bytes are.
"""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO

from pbexcel.disk import sync_folder
from pbexcel.faults import FolderFault

HALF_WRITTEN = ".pbexcel-*.tmp"


def publish(data: bytes, target: Path) -> bool:
    """Write `data` to `target` by way of a temporary file beside it; False when the target already holds these bytes.

    Raises FolderFault when the folder cannot be written or is full; the target is then as it was.
    """
    return publish_stream(lambda: [data], target)


def publish_stream(chunks: Callable[[], Iterable[bytes]], target: Path) -> bool:
    """The same for what does not fit the memory: `chunks` is called for the bytes to compare, to write, and to compare what was written."""
    try:
        if target.is_file() and _holds(target, chunks()):
            return False
        _make(target.parent)
        handle, name = tempfile.mkstemp(prefix=".pbexcel-", suffix=".tmp", dir=target.parent)
        try:
            _write_and_read_back(handle, name, chunks)
            os.chmod(name, 0o644)
            os.replace(name, target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
    except OSError as fault:
        raise FolderFault(f"写不进 {target}：{fault.strerror or fault}。请检查文件夹是否存在、有没有写权限、磁盘是否已满。") from fault
    return True


def pieces_of(stream: IO[bytes]) -> Iterator[bytes]:
    """All of a file, for `publish_stream`."""
    stream.seek(0)
    while piece := stream.read(1 << 20):
        yield piece


def _write_and_read_back(handle: int, path: str, chunks: Callable[[], Iterable[bytes]]) -> None:
    """Write, hand to the disk, open again and compare: what a network drive lost must not take the old file's place."""
    with os.fdopen(handle, "wb") as stream:
        for chunk in chunks():
            stream.write(chunk)
        stream.flush()
        os.fsync(stream.fileno())
    if not _holds(path, chunks()):
        raise OSError(errno.EIO, "写下的与读回的不一致")


def _make(folder: Path) -> None:
    """Make the folder and those above it, each handed to the disk."""
    missing = []
    while not folder.is_dir():
        missing.append(folder)
        folder = folder.parent
    for made in reversed(missing):
        made.mkdir(exist_ok=True)
        sync_folder(made.parent)


def _holds(target: Path | str, chunks: Iterable[bytes]) -> bool:
    with open(target, "rb") as stream:
        return all(stream.read(len(chunk)) == chunk for chunk in chunks) and not stream.read(1)


def remove(target: Path) -> None:
    """Take an output away that is no longer true (a form that was returned and is scored now)."""
    try:
        target.unlink(missing_ok=True)
    except OSError as fault:
        raise FolderFault(f"删不掉旧文件 {target}：{fault.strerror or fault}") from fault
