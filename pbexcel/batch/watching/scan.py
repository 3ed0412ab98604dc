"""One look at the inbox: every file with its stamp, every lock file with the file it stands for.

In: the inbox, OUT. Out: a `Shot`. Not here: what has changed since the last one (settling). No file is opened.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import TypeAlias

from pbexcel.batch.collect import NEVER, OUT_MARK, WORKBOOKS
from pbexcel.batch.watching.locks import edited, is_lock
from pbexcel.faults import FolderFault
from pbexcel.frozen import frozen

Stamp: TypeAlias = tuple[int, int]  # size in bytes, time of the last change in ns; equal stamps mean nothing was written


@frozen
class Shot:
    """What lies in the inbox, by path below it with / between parts.

    `unreadable` are sub-folders nobody could look into: what was in them is not known to be gone.
    """

    files: dict[str, Stamp] = field(default_factory=dict)
    locks: dict[str, str] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)

    def is_hidden(self, file: str) -> bool:
        return any(file.startswith(folder) for folder in self.unreadable)


def scan(inbox: Path, out: Path) -> Shot:
    """Go through the inbox and its folders. Raises FolderFault when the inbox itself cannot be read."""
    shot, home, own = Shot(), str(inbox), _below(inbox, out)
    folders = [""]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(os.path.join(home, folder)) as found:
                entries = list(found)
        except OSError as fault:
            if not folder:
                raise FolderFault(f"打不开收件文件夹 {inbox}：{fault.strerror or fault}") from fault
            if not isinstance(fault, FileNotFoundError):
                shot.unreadable.append(folder)
            continue
        if folder and any(entry.name == OUT_MARK for entry in entries):
            continue  # an output folder of ours
        folders += (below for below in _take(entries, folder, shot) if below != own)
    return shot


def _take(entries: list[os.DirEntry[str]], folder: str, shot: Shot) -> Iterator[str]:
    """Put the files of one folder into the shot; its sub-folders."""
    locks, names = [], []
    for entry in entries:
        name = entry.name
        if is_lock(name):
            locks.append(name)
            continue
        if name.startswith(NEVER) or name.endswith(".tmp"):
            continue
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder:
            yield f"{folder}{name}/"
        if not is_folder or os.path.splitext(name)[1].lower() in WORKBOOKS:
            if (stamp := _stamp(entry)) is not None:
                shot.files[folder + name] = stamp
            names.append(name)
    for lock in locks:
        for name in edited(lock, names):
            shot.locks[folder + name] = folder + lock


def _stamp(entry: os.DirEntry[str]) -> Stamp | None:
    """None for a file that has vanished since the folder was read; of a link that leads nowhere, the link's own."""
    try:
        status = entry.stat()
    except OSError:
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            return None
    return (status.st_size, status.st_mtime_ns)


def _below(inbox: Path, out: Path) -> str:
    """OUT as a folder of the inbox; "" if it is none."""
    try:
        return out.resolve().relative_to(inbox.resolve()).as_posix() + "/"
    except ValueError:
        return ""
