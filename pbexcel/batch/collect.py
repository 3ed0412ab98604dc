"""Find the files of a run.

In: paths as given, and the output folder. Out: `Source`s in a fixed order: where a file is and how it is called in OUT.
Not here: opening them. Lock files and our own outputs are never taken.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

from pbexcel.faults import FolderFault
from pbexcel.frozen import frozen

WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls", ".et"))
NEVER = ("~$", ".", "Thumbs.db", "desktop.ini")
OUT_MARK = "run.jsonl"
_NAME_BYTES = 255  # what a folder takes as a name


@frozen
class Source:
    """A file to work on; `name` is its path below the given folder, with / between parts.

    `refused` is the code of a problem for a file that must not be opened at all.
    """

    path: Path
    name: str
    refused: str = ""


def collect(paths: Iterable[Path], out: Path | None = None) -> list[Source]:
    """All files below the given paths, sorted by name. OUT inside an input folder is passed over.

    Raises FolderFault for a path that is not there.
    """
    out = out.resolve() if out else None
    sources: dict[Path, Source] = {}
    for path in paths:
        if path.is_dir():
            for found in _below(path, out):
                refused = "B711" if leads_out(found, path) else ""
                sources.setdefault(found, Source(found, _shown(found.relative_to(path).as_posix()), refused))
        elif path.exists() or path.is_symlink():
            sources.setdefault(path, Source(path, _shown(path.name)))
        else:
            raise FolderFault(f"找不到 {path}。请检查路径有没有写错。")
    return _with_own_names(sorted(sources.values(), key=lambda source: (source.name, str(source.path))))


def _below(folder: Path, out: Path | None) -> Iterator[Path]:
    def fail(fault: OSError) -> None:
        raise FolderFault(f"读不了文件夹 {fault.filename}：{fault.strerror}") from fault

    for root, folders, names in os.walk(folder, onerror=fail):
        here = Path(root)
        folders[:] = [
            name
            for name in sorted(folders)
            if not name.startswith(".") and (here / name).resolve() != out and not (here / name / OUT_MARK).is_file()
        ]
        # a folder named like a file, and a link to a folder elsewhere, are not gone into in silence
        told = [name for name in folders if Path(name).suffix.lower() in WORKBOOKS or leads_out(here / name, folder)]
        for name in [*names, *told]:
            if not name.startswith(NEVER) and not name.endswith(".tmp"):
                yield here / name


def _with_own_names(sources: list[Source]) -> list[Source]:
    """Give a second file of the same name (from another folder, or its NFD twin) a name of its own: 名 (2).xlsx."""
    taken: set[str] = set()
    named = []
    for source in sources:
        name, number = source.name, 1
        while unicodedata.normalize("NFC", name).casefold() in taken:
            number += 1
            name = _numbered(Path(source.name), number)
        taken.add(unicodedata.normalize("NFC", name).casefold())
        named.append(Source(source.path, name, source.refused))
    return named


def _numbered(name: Path, number: int) -> str:
    """The name with its number, the stem cut where it would be too long for a folder."""
    ending = f" ({number}){name.suffix}"
    room = _NAME_BYTES - len(ending.encode())
    stem = name.stem.encode()[:room].decode(errors="ignore")
    return (name.parent / f"{stem}{ending}").as_posix()


def _shown(name: str) -> str:
    """The name as text: one that is no UTF-8 was written by an old Chinese program (GBK); other bytes become signs."""
    try:
        name.encode()
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            return raw.decode("gb18030")
        except UnicodeDecodeError:
            return raw.decode(errors="replace")
    return name


def leads_out(found: Path, folder: Path) -> bool:
    """A link to a file outside the folder: what somebody else keeps there is not ours to read."""
    return found.is_symlink() and folder.resolve() not in found.resolve().parents
