"""XML parts read with distrust: UTF-8 only, no document types, no entities, no endless tags; and text made safe for XML.

In: the bytes of a part. Out: parser events, or `Unopenable`. Not here: what the elements mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from xml.parsers import expat

from pbexcel.excel.archive import damaged
from pbexcel.excel.limits import DEFAULT, Limits
from pbexcel.faults import Unopenable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_DECLARED = re.compile(rb"""\A<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_ROOT = re.compile(rb"<(?:([A-Za-z_][\w.\-]*):)?worksheet[\s>/]")
_READABLE = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_UTF8_MARK = b"\xef\xbb\xbf"
_CHUNK = 1 << 20
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_PERHAPS_NOT = re.compile('[&<>_\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]')  # one set of letters, found ten times as fast

Elements = Sequence[tuple[str, Mapping[str, str]]]
StartHandler = Callable[[str, dict[str, str]], None]


def refuse_other_encodings(data: bytes, part: str) -> None:
    """Parts in UTF-16 or another encoding than UTF-8 are refused: their bytes could not be spliced."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        raise Unopenable("F112", f"{part}（UTF-16）")
    named = _DECLARED.match(data.removeprefix(_UTF8_MARK))
    if named and named[1].lower() not in _READABLE:
        raise Unopenable("F112", f"{part}（{named[1].decode('latin-1')}）")


def new_parser(part: str, *, namespaces: bool = True) -> expat.XMLParserType:
    """An expat parser that refuses document types. With `namespaces` names arrive as `uri name`."""
    parser = expat.ParserCreate("utf-8", " ") if namespaces else expat.ParserCreate("utf-8")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise Unopenable("F111", part)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def run(
    parser: expat.XMLParserType, data: bytes, part: str, limits: Limits = DEFAULT, *, unheard: tuple[int, int] | None = None
) -> None:
    """Feed a whole part to a parser; what stands in `unheard` is only proven well-formed."""
    refuse_other_encodings(data, part)
    try:
        if unheard is not None:
            _feed_around(parser, data, *unheard)
        elif len(data) <= _CHUNK:
            parser.Parse(data, True)
        else:
            _feed(parser, data, part, limits)
    except expat.ExpatError as broken:
        raise damaged(f"{part} 不是完整的 XML（第 {broken.lineno} 行）") from broken
    finally:  # handlers that know their parser would keep it, and all they heard, until a garbage collection
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def _feed(parser: expat.XMLParserType, data: bytes, part: str, limits: Limits) -> None:
    for at in range(0, len(data), _CHUNK):
        parser.Parse(data[at : at + _CHUNK], False)
        if at - parser.CurrentByteIndex > limits.token_bytes:
            raise Unopenable("F109", f"{part} 中有过长的标记")
    parser.Parse(b"", True)


def _feed_around(parser: expat.XMLParserType, data: bytes, start: int, stop: int) -> None:
    parser.Parse(data[:start], False)
    heard, parser.StartElementHandler = parser.StartElementHandler, None
    parser.Parse(data[start:stop], False)
    parser.StartElementHandler = heard
    parser.Parse(data[stop:], True)


def prefix_of(data: bytes) -> str | None:
    """The prefix of the worksheet's elements where it is the same throughout ("" if none), else None."""
    root = _ROOT.search(data)
    if root is None or data.count(MAIN.encode()) + data.count(MAIN_STRICT.encode()) != 1:
        return None
    if root[1] is None:
        return "" if data.count(b"xmlns=") == 1 else None
    return root[1].decode() + ":"


def namespace_of(data: bytes) -> str:
    return MAIN_STRICT if MAIN_STRICT.encode() in data else MAIN


def elements(data: bytes, part: str, limits: Limits = DEFAULT) -> Elements:
    """Every element of a small part in document order: its name and its attributes (`uri name` where there is a namespace)."""
    found: list[tuple[str, Mapping[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        found.append((name, attributes))

    parser = new_parser(part)
    parser.StartElementHandler = start
    run(parser, data, part, limits)
    return found


def local(name: str) -> str:
    """The name of an element without its namespace."""
    return name.rpartition(" ")[2]


def decoded(text: str) -> str:
    """Cell text with the escapes of the format resolved: `_x000D_` is a carriage return."""
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    # two escapes can make one character outside the first plane; a half left alone is no character at all
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def escaped(text: str) -> str:
    """Text safe inside an element or a double-quoted attribute."""
    return _in_element(text).replace('"', "&quot;")


def _in_element(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def protected(text: str) -> str:
    """Cell text with what XML cannot hold as `_xHHHH_`, and so with what only looks like such an escape."""
    return _NOT_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def encoded(text: str) -> str:
    """Cell text as it is written into `<t>`; there quotes stay, of which the receipt has hundreds."""
    return _in_element(protected(text)) if _PERHAPS_NOT.search(text) else text


def kept_space(text: str) -> str:
    """The attribute of a `<t>` that keeps blanks at the ends, two in a row and line breaks; "" where its text has none."""
    return ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""


def is_true(value: str | None) -> bool:
    return value in ("1", "true", "on")
