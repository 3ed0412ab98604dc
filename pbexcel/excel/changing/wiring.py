"""How the parts of a package hang together, changed: relations and content types.

In: a package's .rels and [Content_Types].xml bytes. Out: new bytes, other entries kept as they are.
Not here: what hangs there (sheets, marks, properties).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import count, islice
from posixpath import dirname, relpath

from pbexcel.excel.archive import damaged
from pbexcel.excel.changing.spans import Located, appended_child, prefix_at, spliced
from pbexcel.excel.markup import escaped
from pbexcel.excel.relations import relations_part, resolved

CONTENT_TYPES = "[Content_Types].xml"


def without_elements(data: bytes, found: Iterable[Located], goes: Callable[[Located], bool]) -> bytes:
    """A small part without some of its elements."""
    return spliced(data, [(one.start, one.stop, b"") for one in found if goes(one)])


def without_relation(data: bytes, found: Iterable[Located], part: str, target: str) -> bytes:
    """The relations of `part` without those to `target`."""

    def goes(found: Located) -> bool:
        own = resolved(part, found.attributes.get("Target", ""))
        external = found.attributes.get("TargetMode") == "External"
        return found.name == "Relationship" and not external and own.casefold() == target.casefold()

    return without_elements(data, found, goes)


def without_content_type(data: bytes, found: Iterable[Located], target: str) -> bytes:
    """The content types without the entry of one part."""
    wanted = "/" + target.casefold()
    return without_elements(
        data, found, lambda one: one.name == "Override" and one.attributes.get("PartName", "").casefold() == wanted
    )


def new_relations() -> bytes:
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    )


def with_relations(
    data: bytes, found: Sequence[Located], part: str, kind: str, targets: Sequence[str]
) -> tuple[bytes, list[str]]:
    """The relations of `part` with more of one kind, and their ids. `kind` is the whole type."""
    taken = {element.attributes.get("Id", "") for element in found}
    root = _root(found, relations_part(part))
    prefix = prefix_at(data, root.start)
    free = (f"rId{number}" for number in count(1) if f"rId{number}" not in taken)
    ids = list(islice(free, len(targets)))
    paths = [relpath("/" + target, "/" + dirname(part)) if part else target for target in targets]
    entries = (
        f'<{prefix}Relationship Id="{number}" Type="{escaped(kind)}" Target="{escaped(path)}"/>'
        for number, path in zip(ids, paths, strict=True)
    )
    return spliced(data, [appended_child(data, root, "".join(entries).encode())]), ids


def with_content_types(
    data: bytes, found: Sequence[Located], overrides: Iterable[tuple[str, str]], defaults: Iterable[tuple[str, str]] = ()
) -> bytes:
    """The content types with entries for some parts (by name) and endings, those that are there left alone."""
    root = _root(found, CONTENT_TYPES)
    prefix = prefix_at(data, root.start)
    endings = {one.attributes.get("Extension", "").casefold() for one in found if one.name == "Default"}
    parts = {one.attributes.get("PartName", "").casefold() for one in found if one.name == "Override"}
    new = [
        f'<{prefix}Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in defaults if ending not in endings
    ]
    new += [
        f'<{prefix}Override PartName="/{escaped(part)}" ContentType="{kind}"/>'
        for part, kind in overrides
        if "/" + part.casefold() not in parts
    ]
    return spliced(data, [appended_child(data, root, "".join(new).encode())]) if new else data


def _root(found: Sequence[Located], part: str) -> Located:
    if not found:
        raise damaged(f"{part} 是空的")
    return found[0]
