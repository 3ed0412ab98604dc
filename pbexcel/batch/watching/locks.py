"""Lock files of Excel, WPS and LibreOffice: which file is being edited, and by whom.

In: names of one folder, the bytes of a lock file. Out: the files each lock stands for; a person's name.
Not here: when a lock counts as left behind (settling).

`~$name` is written by Excel and by WPS on Windows, `.~name` with none, one or two leading characters cut by WPS on Linux,
`.~lock.name#` by LibreOffice.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

_LIBRE, _LIBRE_END = ".~lock.", "#"
_OWNER_FILE = 165  # bytes: a length, 54 of the name as the system spells it, a length, 54 characters in UTF-16
_WIDE_LENGTH, _WIDE = 55, 57


def is_lock(name: str) -> bool:
    return name.startswith(("~$", ".~"))


def edited(lock: str, names: Iterable[str]) -> list[str]:
    """Which of the files beside it a lock file stands for; a cut name may fit several, then each of them waits."""
    lock = unicodedata.normalize("NFC", lock)
    plain = {name: unicodedata.normalize("NFC", name) for name in names}
    if lock.startswith(_LIBRE) and lock.endswith(_LIBRE_END):
        whole = lock[len(_LIBRE) : -len(_LIBRE_END)]
        return [name for name, nfc in plain.items() if nfc == whole]
    rest = lock[2:]
    if lock.startswith("~$"):
        return [name for name, nfc in plain.items() if nfc == rest]
    return [name for name, nfc in plain.items() if rest and rest in (nfc, nfc[1:], nfc[2:])]


def editor(lock: str, data: bytes) -> str:
    """Who wrote the lock file; "" where it does not say."""
    if lock.startswith(_LIBRE):
        said = [part.strip() for part in data.decode("utf-8", "replace").split(",")]
        return _clean(next((part for part in said[:3] if part), ""))
    if len(data) >= _OWNER_FILE:
        length = int.from_bytes(data[_WIDE_LENGTH:_WIDE], "little")
        if 0 < length <= 54:
            return _clean(data[_WIDE : _WIDE + 2 * length].decode("utf-16-le", "replace"))
    if data and 0 < data[0] < len(data):
        return _clean(data[1 : 1 + data[0]].decode("gb18030", "replace"))
    return ""


def _clean(name: str) -> str:
    return "".join(sign for sign in name if sign.isprintable() and sign != "\ufffd").strip()[:40]
