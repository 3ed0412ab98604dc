"""A zip dropped whole: its files, each under the archive's name.

In: a zip, a folder to unpack into. Out: `Source`s named 「包.zip/一科/甲.xlsx」. Not here: working on them.

Names in a zip are UTF-8 where it says so; Windows writes GBK without saying so.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pbexcel.batch.collect import NEVER, Source
from pbexcel.excel.archive import Member, inflate, read_archive
from pbexcel.excel.limits import DEFAULT
from pbexcel.faults import Unopenable

OTHER_ARCHIVES = (".rar", ".7z", ".tar", ".gz", ".tgz")
_LIMITS = replace(DEFAULT, file_bytes=500_000_000, part_bytes=DEFAULT.file_bytes, total_bytes=1_000_000_000)


def is_archive(name: str) -> bool:
    return name.lower().endswith((".zip", *OTHER_ARCHIVES))


def unpack(path: Path, name: str, into: Path) -> list[Source]:
    """The files of the archive, unpacked under numbers. Raises Unopenable saying what is wrong with it."""
    if not name.lower().endswith(".zip"):
        raise Unopenable("B714", f"不是 .zip，是 {path.suffix}")
    if path.stat().st_size > _LIMITS.file_bytes:
        raise Unopenable("B714", f"超过 {_LIMITS.file_bytes // 1_000_000} MB")
    archive = read_archive(path.read_bytes(), _LIMITS)
    sources = []
    for number, member in enumerate(archive.members.values()):
        inner = _name(member)
        if inner.endswith("/") or any(part.startswith((*NEVER, "__MACOSX")) or part.endswith(".tmp") for part in inner.split("/")):
            continue
        place = into / f"{number}{Path(inner).suffix}"
        place.write_bytes(inflate(archive, member))
        sources.append(Source(place, f"{name}/{inner}"))
    if not sources:
        raise Unopenable("B714", "里面没有文件")
    return sources


def _name(member: Member) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            name = member.raw_name.decode(encoding)
        except UnicodeDecodeError:
            continue
        parts = [part.strip() for part in name.replace("\\", "/").split("/")]
        if name.startswith("/") or ".." in parts or ":" in parts[0] or any(ord(sign) < 32 for sign in name):
            break
        return "/".join(part for part in parts if part) + ("/" if name.endswith(("/", "\\")) else "")
    raise Unopenable("F114", member.name)
