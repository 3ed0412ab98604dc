"""A workbook being changed: its parts as they will be.

In: a package. Out: parts read, written, added and dropped by name, and at last the bytes of the new file.
Not here: what is changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from pbexcel.excel.archive import damaged, rebuild
from pbexcel.excel.changing.spans import Located, located
from pbexcel.excel.changing.wiring import (
    CONTENT_TYPES,
    new_relations,
    with_content_types,
    with_relations,
    without_content_type,
    without_relation,
)
from pbexcel.excel.markup import Elements, elements
from pbexcel.excel.package import Package
from pbexcel.excel.reading.quiet_rows import Cut
from pbexcel.excel.relations import Relation, read_relations, relations_part

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class Draft:
    def __init__(self, package: Package) -> None:
        self.package = package
        self._written: dict[str, bytes] = {}
        self._added: dict[str, bytes] = {}
        self._dropped: set[str] = set()
        self._declared: list[tuple[str, str]] = []
        self._located: dict[str, tuple[bytes, list[Located]]] = {}

    def __contains__(self, part: str) -> bool:
        return part in self._added or (part in self.package and self.package.own_name(part) not in self._dropped)

    def part(self, name: str) -> bytes:
        if name == CONTENT_TYPES and self._declared:
            declared, self._declared = self._declared, []
            self.write(name, with_content_types(self.part(name), self.located(name), declared))
        if name in self._added:
            return self._added[name]
        if name not in self:
            raise damaged(f"缺少部件 {name}")
        own = self.package.own_name(name)
        return self._written.get(own) or self.package.part(own)

    def elements(self, name: str) -> Elements:
        """The elements of a small part as it is now."""
        data = self.part(name)
        return elements(data, name) if self._is_new(name) else self.package.elements(self.package.own_name(name))

    def located(self, name: str) -> list[Located]:
        """The same with their places; looked for once while the part stays the same."""
        data = self.part(name)
        if name not in self._located or self._located[name][0] is not data:
            self._located[name] = data, located(data, self.elements(name))
        return self._located[name][1]

    def _is_new(self, name: str) -> bool:
        return name in self._added or self.package.own_name(name) in self._written

    def cut(self, worksheet: str) -> Cut:
        """A worksheet of the workbook as it is now, with its quiet rows found."""
        data, before = self.part(worksheet), self.package.cut(worksheet)
        return before if data == before.whole else before.again_in(data)

    def write(self, name: str, data: bytes) -> None:
        """Put a part; one that says what it said stays untouched."""
        if name in self.package:
            own = self.package.own_name(name)
            self._dropped.discard(own)
            self._written.pop(own, None)
            if data != self.package.part(own):
                self._written[own] = data
        else:
            self._added[name] = data

    def relations(self, part: str) -> tuple[Relation, ...]:
        where = relations_part(part)
        if where not in self:
            return ()
        return read_relations(part, self.elements(where)) if self._is_new(where) else self.package.relations(part)

    def relate(self, part: str, kind: str, target: str) -> str:
        """A new relation of `part`, and its id. `kind` is its short name, or a whole type."""
        return self.relate_all(part, kind, [target])[0]

    def relate_all(self, part: str, kind: str, targets: Sequence[str]) -> list[str]:
        where = relations_part(part)
        if where not in self:
            self.write(where, new_relations())
        data, ids = with_relations(self.part(where), self.located(where), part, kind if ":" in kind else OFFICE + kind, targets)
        self.write(where, data)
        return ids

    def declare(self, part: str, content_type: str) -> None:
        """The content type of a new part. Several are written at once, when somebody asks for them."""
        self._declared.append((part, content_type))

    def declare_ending(self, ending: str, content_type: str) -> None:
        self.write(CONTENT_TYPES, with_content_types(self.part(CONTENT_TYPES), self.located(CONTENT_TYPES), [], [(ending, content_type)]))

    def drop(self, part: str, owner: str) -> None:
        """Take a part away, with the relation from `owner` and its content type."""
        where = relations_part(owner)
        if where in self:
            self.write(where, without_relation(self.part(where), self.located(where), owner, part))
        self.write(CONTENT_TYPES, without_content_type(self.part(CONTENT_TYPES), self.located(CONTENT_TYPES), part))
        self.forget(part)

    def forget(self, part: str) -> None:
        """Take the bytes of a part away; nothing may point to it any more."""
        if part in self._added:
            del self._added[part]
        elif part in self.package:
            own = self.package.own_name(part)
            self._written.pop(own, None)
            self._dropped.add(own)

    def free_name(self, pattern: str) -> str:
        """The first name no part has: `xl/worksheets/sheet{}.xml` with 1, 2, 3 …"""
        number = 1
        while (name := pattern.format(number)) in self:
            number += 1
        return name

    @property
    def rewritten(self) -> tuple[str, ...]:
        return tuple(sorted({*self._written, *self._added}))

    @property
    def untouched(self) -> int:
        """How many parts of the original stay byte for byte."""
        return len(self.package.part_names) - len(self._written) - len(self._dropped)

    def finished(self) -> bytes:
        self.part(CONTENT_TYPES)
        if not (self._written or self._added or self._dropped):
            return self.package.data
        return rebuild(self.package.archive, self._written, frozenset(self._dropped), self._added)
