"""A workbook file opened safely: which sheets it has, and the bytes of its parts.

In: the bytes of a file and limits. Out: a `Package`, or `Unopenable` with the code of what is wrong with the file;
nothing else is ever raised. Not here: cells (reading/sheet), changing anything (changing).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from functools import cached_property
from typing import TypeVar, cast

from pbexcel.excel.archive import Archive, Member, damaged, inflate, read_archive
from pbexcel.excel.kinds import not_a_workbook, not_a_zip
from pbexcel.excel.limits import DEFAULT, Limits
from pbexcel.excel.markup import Elements, elements
from pbexcel.excel.reading.quick_look import no_kept_results
from pbexcel.excel.reading.quiet_rows import Cut, without_quiet_rows
from pbexcel.excel.reading.shared_strings import read_shared_strings
from pbexcel.excel.reading.sheet import Sheet, SheetInfo, SheetState, sheet_of
from pbexcel.excel.reading.sheet_reading import read_worksheet
from pbexcel.excel.reading.styles import Styles, read_styles
from pbexcel.excel.reading.workbook import read_workbook
from pbexcel.excel.relations import Relation, read_relations, relations_part
from pbexcel.faults import Unopenable

__all__ = ["Limits", "Package", "SheetInfo", "SheetState", "open_package"]

T = TypeVar("T")
_ROOM = 2 << 20  # bytes of unpacked parts kept with a package: more than an ordinary form has


class Package:
    """An opened workbook. Parts are inflated when asked for; sheets are parsed once."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self.archive = archive
        self.limits = limits
        self._folded = {name.casefold(): name for name in archive.members if not name.endswith("/")}
        self._sheets: dict[str, Sheet] = {}
        self._told: dict[tuple[str, Callable[[Sheet], object]], tuple[Sheet, object]] = {}
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self._elements: dict[str, Elements] = {}
        self._unpacked: dict[str, bytes] = {}
        self._room = _ROOM
        self._large = "", b""
        self._cuts: dict[str, Cut] = {}
        part = _workbook_part(self)
        self.workbook, self._elements[part] = read_workbook(self.part(part), part, self.relations, self.part_names, limits)

    @property
    def data(self) -> bytes:
        return self.archive.data

    @property
    def sheets(self) -> tuple[SheetInfo, ...]:
        return self.workbook.sheets

    @property
    def is_strict(self) -> bool:
        """Whether the workbook is written in the Strict dialect of the format."""
        return self.workbook.is_strict

    @property
    def date1904(self) -> bool:
        return self.workbook.date1904

    @property
    def has_external_links(self) -> bool:
        return self.workbook.has_external_links

    @property
    def has_macros(self) -> bool:
        """Whether the workbook carries macros: a VBA project or a macro sheet. They are kept and never run."""
        return any("vbaproject" in name or "/macrosheets/" in name for name in self._folded)

    @property
    def is_signed(self) -> bool:
        return any(name.startswith("_xmlsignatures/") for name in self._folded)

    @property
    def part_names(self) -> tuple[str, ...]:
        """All parts, in the order of the archive's directory."""
        return tuple(self._folded.values())

    def __contains__(self, part: object) -> bool:
        return isinstance(part, str) and part.casefold() in self._folded

    def part(self, name: str) -> bytes:
        """The bytes of a part; names are compared without case, as the format wants it."""
        own = self._folded.get(name.casefold())
        if own is None:
            raise damaged(f"缺少部件 {name}")
        return self._contents(self.archive.members[own])

    def _contents(self, member: Member) -> bytes:
        """What a member holds, its checksum proven; unpacked once while there is room, and the last large one besides."""
        found = self._unpacked.get(member.name)
        if found is None and self._large[0] == member.name:
            found = self._large[1]
        if found is None:
            found = inflate(self.archive, member)
            if member.size <= self._room:
                self._room -= member.size
                self._unpacked[member.name] = found
            else:
                self._large = member.name, found
        return found

    def cut(self, worksheet: str, like: Package | None = None) -> Cut:
        """A worksheet with its quiet rows found, once; `like` is another state of the workbook, where they may be the same."""
        if worksheet not in self._cuts:
            data = self.part(worksheet)
            self._cuts[worksheet] = without_quiet_rows(data) if like is None else like.cut(worksheet).again_in(data)
        return self._cuts[worksheet]

    def prove_whole(self) -> None:
        """Raise `Unopenable` for a part that cannot be unpacked or fails its checksum, also where nothing of it would be read.

        Its bytes would go back as they are, and Excel asks to repair such a workbook or opens none.
        """
        for member in self.archive.members.values():
            self._contents(member)

    def own_name(self, part: str) -> str:
        """The name of a part as the archive spells it."""
        return self._folded[part.casefold()]

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Where `part` points ("" for the package itself); none if it has no relations part."""
        if part not in self._relations:
            where = relations_part(part)
            self._relations[part] = read_relations(part, self.elements(where)) if where in self else ()
        return self._relations[part]

    def elements(self, part: str) -> Elements:
        """The elements of a small part, parsed once."""
        if part not in self._elements:
            self._elements[part] = elements(self.part(part), part, self.limits)
        return self._elements[part]

    def sheet(self, name: str) -> Sheet:
        """A worksheet by its name, parsed on first use. KeyError if there is none of that name."""
        if name not in self._sheets:
            info = next((sheet for sheet in self.sheets if sheet.name == name), None)
            if info is None:
                raise KeyError(name)
            self._sheets[name] = self._read(info)
        return self._sheets[name]

    def _read(self, info: SheetInfo) -> Sheet:
        raw = read_worksheet(self.cut(info.part).short, info.part, self.limits)
        strings = self.strings if any(cell.type == "s" for cell in raw.cells.values()) else ()
        return sheet_of(info, raw, strings, self.styles if raw.cells else Styles(()), self.date1904)

    def told(self, name: str, telling: Callable[[Sheet], T]) -> T:
        """What a function makes of a sheet, worked out once for a sheet; nobody may change it."""
        sheet = self.sheet(name)
        kept = self._told.get((name, telling))
        if kept is None or kept[0] is not sheet:
            kept = self._told[name, telling] = (sheet, telling(sheet))
        return cast(T, kept[1])

    def packed(self, part: str) -> tuple[int, int, int, memoryview]:
        """A part as it lies in the archive: method, checksum, size and the packed bytes."""
        member = self.archive.members[self.own_name(part)]
        return member.method, member.crc, member.size, memoryview(self.data)[member.data_start : member.data_start + member.packed]

    def sharing(self, other: Package) -> Package:
        """The same workbook, spared the parsing of sheets that lie in it byte for byte as in `other`, which read them already.

        A sheet reads the same from the same bytes where strings, number formats and the calendar are the same too.
        """
        alike = self._reads_like(other)  # before the copy is made, which then has what was read for it
        view = copy(self)
        if alike:
            known = len(other.styles.formats)
            mine = [info for info in self.sheets if info in other.sheets and info.name in other._sheets]
            same = [
                info.name
                for info in mine
                if self.packed(info.part) == other.packed(info.part) and other._sheets[info.name].styles_below(known)
            ]
            view._sheets = {**{name: other._sheets[name] for name in same}, **self._sheets}
            view._told = {**other._told, **self._told}
        return view

    def _reads_like(self, other: Package) -> bool:
        strings = self.related("sharedStrings"), other.related("sharedStrings")
        same_strings = strings[0] == strings[1] and (strings[0] is None or self.packed(strings[0]) == other.packed(strings[0]))
        formats = other.styles.formats
        return same_strings and self.date1904 == other.date1904 and bool(formats) and self.styles.formats[: len(formats)] == formats

    def seen_with(self, sheets: Mapping[str, Sheet]) -> Package:
        """The same workbook with other cells on some sheets; for reading, never for writing."""
        view = copy(self)
        view._sheets = {**self._sheets, **sheets}
        return view

    @cached_property
    def keeps_results(self) -> bool:
        """Whether a formula may keep a result; False where the program that wrote the workbook calculates nothing."""
        return not all(no_kept_results(self.part(info.part)) for info in self.sheets)

    @cached_property
    def strings(self) -> tuple[str, ...]:
        """The shared strings."""
        part = self.related("sharedStrings")
        return read_shared_strings(self.part(part), part, self.limits) if part else ()

    @cached_property
    def styles(self) -> Styles:
        """The number formats of the cell styles."""
        part = self.related("styles")
        return read_styles(self.elements(part)) if part else Styles(())

    def related(self, kind: str) -> str | None:
        """The part the workbook points to with this kind of relation (styles, calcChain …)."""
        for relation in self.relations(self.workbook.part):
            if relation.kind == kind and not relation.external:
                return relation.target
        return None


def open_package(data: bytes, limits: Limits = DEFAULT) -> Package:
    """Open a workbook (.xlsx, .xlsm, .xltx). Raises `Unopenable` with the code of what the file is instead."""
    if len(data) > limits.file_bytes:
        raise Unopenable("F107", f"文件 {len(data)} 字节")
    if not data.startswith(b"PK\x03\x04"):
        raise not_a_zip(data)
    return Package(read_archive(data, limits), limits)


def _workbook_part(package: Package) -> str:
    """The part the package itself points to as its document; xl/workbook.xml where that pointer is lost."""
    found = next((relation.target for relation in package.relations("") if relation.kind == "officeDocument"), "xl/workbook.xml")
    if found.casefold().endswith(".bin"):
        raise Unopenable("F116", "二进制工作簿 .xlsb")
    if found not in package or found.casefold().startswith(("word/", "ppt/")):
        raise not_a_workbook(package.part_names)
    if "[Content_Types].xml" not in package:
        raise damaged("缺少 [Content_Types].xml")
    return package.own_name(found)
