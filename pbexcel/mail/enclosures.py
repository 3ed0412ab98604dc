"""The workbooks of OUT as enclosures: only files that still are what the run wrote.

In: OUT, records. Out: `Enclosure`s, and the bytes of one when it is put into a mail. Not here: changing any of them.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from pbexcel.faults import FolderFault
from pbexcel.mail.letter import Enclosure
from pbexcel.report import FileRecord


def look(out: Path, records: Iterable[FileRecord]) -> Mapping[str, Enclosure]:
    """The output of every record by its path, if the file in OUT has the very bytes the record tells of."""
    found: dict[str, Enclosure] = {}
    for record in records:
        if record.output and record.output not in found:
            one = enclosure_of(out, record.output)
            if one and one.sha256 == record.output_sha256:
                found[record.output] = one
    return found


def enclosure_of(out: Path, path: str, name: str = "") -> Enclosure | None:
    """A file of OUT as it stands; None when it is not there or leads out of OUT."""
    place = out / path
    try:
        if not place.resolve().is_relative_to(out.resolve()):
            return None
        with place.open("rb") as stream:
            return Enclosure(path, shown_name(name or path), hashlib.file_digest(stream, "sha256").hexdigest(), place.stat().st_size)
    except OSError:
        return None


def read(out: Path, enclosure: Enclosure) -> bytes:
    """The bytes of an enclosure. Raises FolderFault when the file is not the one the letter was written about."""
    try:
        data = (out / enclosure.path).read_bytes()
    except OSError as fault:
        raise FolderFault(f"读不了附件 {out / enclosure.path}：{fault.strerror or fault}") from fault
    if hashlib.sha256(data).hexdigest() != enclosure.sha256:
        raise FolderFault(f"附件 {out / enclosure.path} 刚刚被改过。请重新运行 pbexcel score，再寄。")
    return data


def shown_name(path: str) -> str:
    """The last part of a path without what a mail program could take for something else: controls, marks of direction."""
    name = PurePosixPath(path).name
    kept = "".join("_" if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") or sign in '\\/:*?"<>|' else sign for sign in name)
    return kept.strip() or "附件.xlsx"


def told_apart(enclosures: Iterable[Enclosure]) -> list[Enclosure]:
    """The enclosures once each, under names of their own: of two 自评表.xlsx the second becomes 自评表（2）.xlsx."""
    taken: set[str] = set()
    named: list[Enclosure] = []
    for one in dict.fromkeys(enclosures):
        path, number, name = PurePosixPath(one.name), 1, one.name
        while name.casefold() in taken:
            number += 1
            name = f"{path.stem}（{number}）{path.suffix}"
        taken.add(name.casefold())
        named.append(Enclosure(one.path, name, one.sha256, one.size))
    return named
