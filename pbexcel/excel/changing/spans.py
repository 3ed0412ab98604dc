"""Where elements stand in the bytes of a part, so that one can be changed while all other bytes stay.

In: the bytes of a part, its elements. Out: `Located` elements: start of the tag, end of the tag, end of the element; and small cuts.
Not here: worksheets, which may be large and are walked in their own way (cell_spans).
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pbexcel.excel.archive import damaged
from pbexcel.excel.markup import Elements, local

_IN_TAG = rb"""[^"'>]*+(?:"[^"]*+"[^"'>]*+|'[^']*+'[^"'>]*+)*+"""
_TAG = re.compile(b"<" + _IN_TAG + b">")
_MARKUP = re.compile(rb"<(?:/(?P<end>[^>]*+)|!--.*?--|!\[CDATA\[.*?\]\]|\?.*?\?|(?P<tag>" + _IN_TAG + b"))>", re.DOTALL)
_SLASH = ord("/")
_ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_PREFIX = re.compile(rb"<([^\s/>]*:)?")


@dataclass(slots=True)
class Located:
    """An element: `name` without namespace, bytes `start:tag_stop` are its start tag, `inner_stop` where its content ends."""

    name: str
    attributes: Mapping[str, str]
    depth: int
    start: int
    tag_stop: int
    inner_stop: int = -1
    stop: int = -1

    @property
    def self_closed(self) -> bool:
        return self.tag_stop == self.stop


def tag_stop_at(data: bytes, start: int) -> int:
    """Where the tag ends that starts there."""
    found = _TAG.match(data, start)
    if found is None:
        raise damaged("XML 标记不完整")
    return found.end()


def prefix_at(data: bytes, start: int) -> str:
    """The prefix of the tag that starts there, with its colon; "" if it has none."""
    found = _PREFIX.match(data, start)
    return found[1].decode() if found and found[1] else ""


def without_attributes(tag: bytes, names: Iterable[bytes]) -> bytes:
    """A start tag without some of its attributes; the others keep their bytes."""
    gone = frozenset(names)
    return _ATTRIBUTE.sub(lambda found: b"" if found[1] in gone else found[0], tag)


def located(data: bytes, elements: Elements, deepest: int = sys.maxsize) -> list[Located]:
    """The elements of a small part with their places, in document order; down to a depth, the root having depth 0.

    A parser has found the part well-formed, so that every `<` begins a tag, a comment or what is no markup at all.
    """
    found: list[Located] = []
    opened: list[Located | None] = []
    heard = iter(elements)
    for markup in _MARKUP.finditer(data):
        start, stop = markup.span()
        if markup.lastgroup == "end":
            here = opened.pop()
            if here:
                here.inner_stop, here.stop = start, stop
        elif markup.lastgroup == "tag":
            name, attributes = next(heard)
            here = None
            if len(opened) <= deepest:
                here = Located(local(name), attributes, len(opened), start, stop)
                found.append(here)
            if data[stop - 2] != _SLASH:
                opened.append(here)
            elif here:
                here.inner_stop = here.stop = stop
    return found


def spliced(data: bytes, cuts: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The bytes with some stretches (start, stop, new bytes) replaced. Stretches must not overlap."""
    pieces: list[bytes] = []
    at = 0
    for start, stop, new in sorted(cuts, key=lambda cut: (cut[0], cut[1])):
        if start < at:
            raise AssertionError("cuts overlap")
        pieces += (data[at:start], new)
        at = stop
    return b"".join([*pieces, data[at:]])


def appended_child(data: bytes, parent: Located, child: bytes) -> tuple[int, int, bytes]:
    """The cut that adds a last child to an element, opening it where it is self-closed."""
    if not parent.self_closed:
        return parent.inner_stop, parent.inner_stop, child
    tag = data[parent.start : parent.tag_stop]
    name = re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]
    return parent.start, parent.stop, tag[:-2].rstrip() + b">" + child + b"</" + name + b">"
