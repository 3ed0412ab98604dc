"""How the parts of a package point at each other.

In: the elements of a .rels part. Out: `Relation`s with their targets as part names. Not here: changing them (changing/wiring).
"""

from __future__ import annotations

from functools import lru_cache
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

from pbexcel.excel.markup import Elements, local
from pbexcel.frozen import frozen


@frozen
class Relation:
    """`kind` is the last word of the relationship type (worksheet, styles …), the same for strict and transitional."""

    id: str
    kind: str
    type: str
    target: str
    external: bool


@lru_cache  # the same few in every workbook
def relations_part(part: str) -> str:
    """The name of the part that holds the relations of `part` ("" is the package itself)."""
    return join(dirname(part), "_rels", basename(part) + ".rels")


@lru_cache  # likewise
def resolved(part: str, target: str) -> str:
    """A relation's target as a part name: absolute, or relative to the folder of `part`."""
    path = unquote(target.replace("\\", "/").partition("#")[0])
    path = path if path.startswith("/") else join("/", dirname(part), path)
    return normpath(path).lstrip("/")


def read_relations(part: str, listed: Elements) -> tuple[Relation, ...]:
    """The relations of `part` from the elements of its .rels part."""
    found = []
    for name, attributes in listed:
        if local(name) != "Relationship":
            continue
        kind = attributes.get("Type", "")
        target = attributes.get("Target", "")
        external = attributes.get("TargetMode") == "External"
        found.append(
            Relation(
                id=attributes.get("Id", ""),
                kind=kind.rpartition("/")[2],
                type=kind,
                target=target if external else resolved(part, target),
                external=external,
            )
        )
    return tuple(found)
