"""The zip archive of a workbook: its members as spans of bytes, read with distrust and copied without recompression.

In: the bytes of a file, limits. Out: an `Archive` whose members can be inflated one by one, and `rebuild`, which makes
the bytes of a changed archive while every other member is copied raw. Not here: what the members mean (package).

zipfile is not used for reading: it does not say where a member's raw bytes lie, trusts declared sizes, accepts
overlapping members (one kernel of bytes counted thousands of times), and costs more than the rest of opening a form.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pbexcel.excel.limits import Limits
from pbexcel.faults import Unopenable
from pbexcel.frozen import frozen

_END = struct.Struct("<4s4H2LH")
_END64_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1
_UTF8 = 0x800
_MAX32 = 0xFFFFFFFF
_ZIP64_FIELD = 1
_LEVEL = 3  # of packing: level 6 takes twice as long, for copies smaller by 4 %
_EPOCH = (0, 0x21)  # 1980-01-01 00:00, the zip format's first moment: parts we add carry no clock


class Member(NamedTuple):
    """One member: where its local header starts, where its data lies, where the next member starts, its directory entry."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int
    data_start: int
    stop: int
    entry: tuple[int, int]


@frozen
class Archive:
    data: bytes
    members: Mapping[str, Member]
    """by name as the directory spells it, in the order of the directory; folders included"""
    comment: bytes


def damaged(detail: str) -> Unopenable:
    return Unopenable("F108", detail)


def read_archive(data: bytes, limits: Limits) -> Archive:
    """The members of a zip archive, checked: no duplicates, no overlaps, no lies that can be seen without inflating."""
    try:
        return _read_archive(data, limits)
    except (struct.error, IndexError, UnicodeDecodeError) as broken:
        raise damaged("压缩包目录损坏") from broken


def _read_archive(data: bytes, limits: Limits) -> Archive:
    count, where, size, comment = _directory(data)
    if count > limits.parts:
        raise Unopenable("F109", f"{count} 个部件")
    found: list[Member] = []
    seen: set[str] = set()
    total = 0
    stop = where + size
    for _ in range(count):
        member, where = _entry(data, where, stop)
        name = member.name.casefold()
        if name in seen:
            raise Unopenable("F113", member.name)
        seen.add(name)
        total += member.size
        if member.size > limits.part_bytes or total > limits.total_bytes:
            raise Unopenable("F109", f"{member.name} 解压后 {member.size} 字节")
        found.append(member)
    return Archive(data, _with_spans(data, found, stop - size), comment)


def _directory(data: bytes) -> tuple[int, int, int, bytes]:
    """Number of members, where the directory starts, its size, the archive's comment."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0:
        raise damaged("压缩包不完整（缺少目录）")
    _, disk, _, _, count, size, where, length = _END.unpack_from(data, at)
    comment = data[at + _END.size : at + _END.size + length]
    if len(comment) != length or disk not in (0, 0xFFFF):
        raise damaged("压缩包结尾损坏")
    end = at
    if count == 0xFFFF or size == _MAX32 or where == _MAX32:
        end, count, size, where = _directory64(data, at, count, size, where)
    if where + size != end:
        raise damaged("压缩包目录位置不符")
    return count, where, size, comment


def _directory64(data: bytes, at: int, count: int, size: int, where: int) -> tuple[int, int, int, int]:
    """The same from the zip64 record, where there is one; else as they stand."""
    locator = at - _END64_LOCATOR.size
    if locator < 0 or data[locator : locator + 4] != b"PK\x06\x07":
        return at, count, size, where
    _, _, record, _ = _END64_LOCATOR.unpack_from(data, locator)
    signature, _, _, _, _, _, _, count, size, where = _END64.unpack_from(data, record)
    if signature != b"PK\x06\x06":
        raise damaged("压缩包目录损坏（zip64）")
    return record, count, size, where


def _entry(data: bytes, at: int, stop: int) -> tuple[Member, int]:
    """One directory entry and where the next one starts. The spans are filled in later."""
    (signature, _, _, flags, method, _, _, crc, packed, size, n_name, n_extra, n_comment, _, _, _, start) = (
        _CENTRAL.unpack_from(data, at)
    )
    name_at = at + _CENTRAL.size
    after = name_at + n_name + n_extra + n_comment
    if signature != b"PK\x01\x02" or after > stop:
        raise damaged("压缩包目录损坏")
    raw_name = data[name_at : name_at + n_name]
    if _MAX32 in (size, packed, start):
        wide = _zip64_numbers(data, name_at + n_name, name_at + n_name + n_extra)
        size, packed, start = (next(wide)[1] if value == _MAX32 else value for value in (size, packed, start))
    if flags & _ENCRYPTED:
        raise Unopenable("F103", "压缩包加了密码")
    name = _safe_name(raw_name.decode("utf-8" if flags & _UTF8 or raw_name.isascii() else "cp437"))
    return Member(name, raw_name, flags, method, crc, packed, size, start, 0, 0, (at, after)), after


def _zip64_numbers(data: bytes, at: int, stop: int) -> Iterator[tuple[int, int]]:
    """The 8-byte numbers of the zip64 field with their places; then the archive is damaged, for one more was needed."""
    while at + 4 <= stop:
        field, length = struct.unpack_from("<2H", data, at)
        if field == _ZIP64_FIELD:
            for place in range(at + 4, at + 4 + length - 7, 8):
                yield place, int.from_bytes(data[place : place + 8], "little")
        at += 4 + length
    raise damaged("压缩包目录损坏（zip64）")


def _safe_name(name: str) -> str:
    """The name with forward slashes. Nothing is ever unpacked to disk, but a name that climbs is no workbook's."""
    name = name.replace("\\", "/")
    if name.startswith("/") or "\0" in name or ":" in name.partition("/")[0] or ".." in name.split("/"):
        raise Unopenable("F114", name)
    return name


def _with_spans(data: bytes, found: list[Member], limit: int) -> dict[str, Member]:
    """Give every member its data and its end; refuse members that overlap or whose own header tells another story."""
    if not found:
        return {}
    spans: dict[str, tuple[int, int]] = {}
    in_place = sorted(found, key=lambda member: member.start)
    for member, following in zip(in_place, [*in_place[1:], None], strict=True):
        stop = following.start if following else limit
        signature, _, flags, method, _, _, _, _, _, n_name, n_extra = _LOCAL.unpack_from(data, member.start)
        name_at = member.start + _LOCAL.size
        data_start = name_at + n_name + n_extra
        own_name = data[name_at : name_at + n_name]
        if signature != b"PK\x03\x04" or own_name != member.raw_name or method != member.method:
            raise damaged(f"{member.name} 的文件头与目录不符")
        if flags & _ENCRYPTED:
            raise Unopenable("F103", "压缩包加了密码")
        if data_start + member.packed > stop:
            raise damaged(f"{member.name} 与其他部件重叠或不完整")
        spans[member.name] = (data_start, stop)
    return {member.name: Member(*member[:-3], *spans[member.name], member.entry) for member in found}


def inflate(archive: Archive, member: Member) -> bytes:
    """The contents of one member; what it declares about itself must be true."""
    packed = archive.data[member.data_start : member.data_start + member.packed]
    if member.method == 0:
        contents = packed
    elif member.method == 8:
        contents = _inflated(packed, member)
    else:
        raise damaged(f"{member.name} 用了不支持的压缩方法 {member.method}")
    if len(contents) != member.size:
        raise Unopenable("F110", f"{member.name} 声明 {member.size} 字节，实际不符")
    if zlib.crc32(contents) != member.crc:
        raise damaged(f"{member.name} 校验和不符")
    return contents


def _inflated(packed: bytes, member: Member) -> bytes:
    engine = zlib.decompressobj(-15)
    try:
        contents = engine.decompress(packed, member.size + 1)
    except zlib.error as broken:
        raise damaged(f"{member.name} 无法解压") from broken
    if len(contents) <= member.size and not engine.eof:
        raise damaged(f"{member.name} 不完整")
    return contents


def rebuild(archive: Archive, replaced: Mapping[str, bytes], dropped: frozenset[str], added: Mapping[str, bytes]) -> bytes:
    """The archive with some members replaced, dropped or added at the end; every other member's bytes are copied raw."""
    data = archive.data
    in_place = sorted(archive.members.values(), key=lambda member: member.start)
    pieces: list[bytes | memoryview] = [memoryview(data)[: in_place[0].start]]
    at = in_place[0].start
    entries: dict[str, bytes] = {}
    for member in in_place:
        if member.name in dropped:
            continue
        if member.name in replaced:
            header, entry = _new_member(member.raw_name, member.flags & _UTF8, replaced[member.name], at, _entry_of(data, member))
            pieces.extend(header)
            at += sum(map(len, header))
        else:
            pieces.append(memoryview(data)[member.start : member.stop])
            entry = _moved_entry(data, member, at)
            at += member.stop - member.start
        entries[member.name] = entry
    directory = [entries[name] for name in archive.members if name in entries]
    for name in added:
        raw_name = name.encode("utf-8")
        header, entry = _new_member(raw_name, 0 if raw_name.isascii() else _UTF8, added[name], at, None)
        pieces.extend(header)
        directory.append(entry)
        at += sum(map(len, header))
    size = sum(map(len, directory))
    end = _END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), size, at, len(archive.comment))
    return b"".join([*pieces, *directory, end, archive.comment])


def _entry_of(data: bytes, member: Member) -> bytes:
    return data[member.entry[0] : member.entry[1]]


def _moved_entry(data: bytes, member: Member, start: int) -> bytes:
    """The directory entry of an untouched member, pointing to where it stands now."""
    entry = bytearray(_entry_of(data, member))
    fields = _CENTRAL.unpack_from(entry)
    if fields[16] != _MAX32:
        struct.pack_into("<L", entry, 42, start)
        return bytes(entry)
    name_at = _CENTRAL.size
    wide = _zip64_numbers(bytes(entry), name_at + fields[10], name_at + fields[10] + fields[11])
    for value in (fields[9], fields[8]):
        if value == _MAX32:
            next(wide)
    struct.pack_into("<Q", entry, next(wide)[0], start)
    return bytes(entry)


def _new_member(raw_name: bytes, flags: int, contents: bytes, at: int, old: bytes | None) -> tuple[list[bytes], bytes]:
    """Local header, name and packed data of a member written anew, and its directory entry (its time and rights kept)."""
    engine = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)
    packed = engine.compress(contents) + engine.flush()
    crc = zlib.crc32(contents)
    made_by, time, day, inner, outer = 20, *_EPOCH, 0, 0
    if old is not None:
        fields = _CENTRAL.unpack_from(old)
        made_by, time, day, inner, outer = fields[1], fields[5], fields[6], fields[14], fields[15]
    sizes = (crc, len(packed), len(contents), len(raw_name))
    header = _LOCAL.pack(b"PK\x03\x04", 20, flags, 8, time, day, *sizes, 0)
    entry = _CENTRAL.pack(b"PK\x01\x02", made_by, 20, flags, 8, time, day, *sizes, 0, 0, 0, inner, outer, at)
    return [header, raw_name, packed], entry + raw_name
