"""Workbooks broken at random: bytes of the file, or bytes and markup of one part with the archive around it whole."""

from __future__ import annotations

import io
import random
import re
import zipfile
from functools import cache

from many_forms import form_bytes

_TOKENS = re.compile(rb"<[^>]*>|[^<]+")
_ODD = [
    b"", b"0", b"-1", b"1e400", b"NaN", b"99999999999999999999", b"A0", b"XFE1", b"A1:", b"&#0;", b"&#x1F600;", b"]]>", b"<!--", b"_x000D_",
    "≥95%".encode(), "　".encode(), b"\xff\xfe", b"<c/>", b"<row r='0'/>", b"<f>1/0</f>", b"<is><t/></is>", b"true", b"%s", b"..",
]  # fmt: skip


@cache
def _parts(number: int) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(form_bytes(number))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def mutant(chance: random.Random) -> bytes:
    """One broken workbook; the same chance gives the same bytes."""
    if chance.random() < 0.3:
        return _scratched(form_bytes(1), chance)
    parts = dict(_parts(1))
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        name = chance.choice([*parts, "xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
        if name in parts:
            parts[name] = chance.choice((_scratched, _shuffled, _shuffled))(parts[name], chance)
    if chance.random() < 0.1:
        parts.pop(chance.choice(list(parts)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _scratched(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, cut out, doubled, or the end cut off."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 2, 8))):
        at = chance.randrange(len(found) + 1)
        match chance.randrange(4):
            case 0:
                found[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del found[at : at + chance.randrange(1, 200)]
            case 2:
                found[at:at] = found[at : at + chance.randrange(1, 200)]
            case _:
                if chance.random() < 0.3:
                    del found[at:]
    return bytes(found)


def _shuffled(data: bytes, chance: random.Random) -> bytes:
    """Markup taken out, doubled, swapped, or a value replaced by an odd one."""
    tokens: list[bytes] = _TOKENS.findall(data)
    if not tokens:
        return data
    for _ in range(chance.choice((1, 1, 2, 6))):
        at, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
        match chance.randrange(5):
            case 0:
                tokens[at] = b""
            case 1:
                tokens[at] = tokens[at] * 2
            case 2:
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 3:
                tokens[at] = chance.choice(_ODD)
            case _:
                values: list[bytes] = re.findall(rb'"[^"]*"', tokens[at]) or [b"?"]
                tokens[at] = tokens[at].replace(chance.choice(values), b'"' + chance.choice(_ODD).replace(b'"', b"") + b'"', 1)
    return b"".join(tokens)
