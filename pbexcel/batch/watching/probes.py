"""What is asked of a file before it is taken: is it whole, is it in use, who is editing it.

In: the inbox, a path below it. Out: the answers settling works with. Not here: what follows from them.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from pbexcel.batch.watching.locks import editor
from pbexcel.batch.watching.scan import Shot
from pbexcel.batch.watching.settling import Lock, Probes
from pbexcel.excel.archive import inflate, read_archive
from pbexcel.excel.limits import DEFAULT
from pbexcel.faults import Unopenable

_DAMAGED = ("F108", "F110")
_OPENS = (".xlsx", ".xlsm", ".xls", ".et", ".zip")


def probes_of(inbox: Path, shot: Shot) -> Probes:
    return Probes(
        lock=lambda file: _lock(inbox / shot.locks[file]),
        wrong=lambda file: wrong_with(inbox / file),
        in_use=lambda file: _is_in_use(inbox / file),
    )


def wrong_with(path: Path) -> str:
    """Why a zip, or what should be one, is not whole: its directory, or a checksum. "" for whatever is whole or no zip."""
    try:
        data = _bytes(path)
    except OSError:
        return ""  # vanished, or a matter of in_use
    if data is None:
        return ""
    if not data.strip(b"\0"):
        return "空文件"
    if not data.startswith(b"PK"):
        return ""
    try:
        archive = read_archive(data, DEFAULT)
        for member in archive.members.values():
            inflate(archive, member)
    except Unopenable as refused:
        return refused.detail if refused.code in _DAMAGED else ""
    return ""


def _bytes(path: Path) -> bytes | None:
    """None for what is not looked into: other kinds of files, and too large ones."""
    if path.suffix.lower() not in _OPENS:
        return None
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > DEFAULT.file_bytes:
        return None
    return path.read_bytes()


def _is_in_use(path: Path) -> bool:
    """Whether the system does not let us read a file that is there."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        os.close(os.open(path, os.O_RDONLY))
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _lock(path: Path) -> Lock | None:
    """None when it has vanished in the meantime. One that cannot be read is held by whoever wrote it."""
    try:
        written = path.stat().st_mtime
    except OSError:
        return None
    try:
        with path.open("rb") as stream:
            return Lock(editor(path.name, stream.read(4096)), written)
    except OSError:
        return Lock("", written)
