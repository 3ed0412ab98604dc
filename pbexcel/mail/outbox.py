"""Letters as `.eml` files in OUT/待发邮件, to read before sending, or to send by hand with a double click.

In: letters and a way to put a file in its place. Out: one file a letter; those of an earlier composing are taken away.
Not here: sending.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from pbexcel.faults import FolderFault
from pbexcel.mail.enclosures import read
from pbexcel.mail.letter import Letter
from pbexcel.mail.wire import Sender, message

FOLDER = "待发邮件"
_OURS = re.compile(r".+-[0-9a-f]{8}\.eml")
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|]+')


def write_drafts(
    letters: Sequence[Letter], out: Path, sender: Sender, date: datetime, put: Callable[[bytes, Path], object]
) -> list[Path]:
    """The drafts, in the order of the letters. Raises FolderFault when the folder cannot be written."""
    drafts = [out / FOLDER / draft_name(letter) for letter in letters]
    _sweep(out / FOLDER, frozenset(drafts))
    for letter, draft in zip(letters, drafts, strict=True):
        put(message(letter, [read(out, one) for one in letter.enclosures], sender, date, draft=True), draft)
    return drafts


def draft_name(letter: Letter) -> str:
    """Unit, address and the beginning of the letter's key: two letters never share a name."""
    name = _NOT_IN_NAMES.sub("_", f"{letter.about[:40]}-{letter.to}")
    return f"{name.strip(' .')[:120]}-{letter.key[:8]}.eml"


def _sweep(folder: Path, kept: frozenset[Path]) -> None:
    try:
        stale = [path for path in folder.glob("*.eml") if _OURS.fullmatch(path.name) and path not in kept]
        for path in stale:
            path.unlink(missing_ok=True)
    except OSError as fault:
        raise FolderFault(f"清理不了 {folder} 里的旧草稿：{fault.strerror or fault}") from fault
