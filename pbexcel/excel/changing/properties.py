"""Custom document properties: small texts a workbook carries along, kept by Excel, WPS and LibreOffice.

In: a package or draft, names and texts. Out: texts, or the draft with docProps/custom.xml changed.
Not here: what the texts mean.

Programs keep at most 255 characters of a property, so a longer text is dealt out to name, name.2, name.3 …
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pbexcel.excel.changing.draft import Draft
from pbexcel.excel.changing.spans import Located, appended_child, prefix_at, spliced
from pbexcel.excel.markup import decoded, encoded, escaped, new_parser, run
from pbexcel.excel.package import Package

_CHUNK = 240
_KIND = "custom-properties"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    f' xmlns:vt="{_VALUES}"></Properties>'
).encode()


def read_property(package: Package, name: str) -> str | None:
    """The text written under a name; None if there is none."""
    return read_properties(package).get(name)


def read_properties(package: Package) -> dict[str, str]:
    """All texts by the names they were written under."""
    part = next((one.target for one in package.relations("") if one.kind == _KIND and not one.external), None)
    found = _texts(package.part(part), part) if part is not None and part in package else {}
    return {name: _joined(found, name) for name in found}


def _joined(found: Mapping[str, str], name: str) -> str:
    pieces = [found[name]]
    while (following := found.get(f"{name}.{len(pieces) + 1}")) is not None:
        pieces.append(following)
    return "".join(pieces)


def _texts(data: bytes, part: str) -> dict[str, str]:
    found: dict[str, list[str]] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if element.endswith(" property"):
            parser.CharacterDataHandler = found.setdefault(attributes.get("name", ""), []).append

    def end(element: str) -> None:
        if element.endswith(" property"):
            parser.CharacterDataHandler = None

    parser = new_parser(part)
    parser.StartElementHandler, parser.EndElementHandler = start, end
    run(parser, data, part)
    return {name: decoded("".join(pieces)) for name, pieces in found.items()}


def put_properties(draft: Draft, properties: Mapping[str, str | None]) -> None:
    if not properties:
        return
    part = next((one.target for one in draft.relations("") if one.kind == _KIND and not one.external), None)
    if part is None:
        if all(text is None for text in properties.values()):
            return
        part = draft.free_name("docProps/custom{}.xml") if "docProps/custom.xml" in draft else "docProps/custom.xml"
        draft.write(part, _EMPTY)
        draft.relate("", _KIND, part)
        draft.declare(part, _TYPE)
    draft.write(part, _with(draft.part(part), draft.located(part), properties))


def _with(data: bytes, found: Sequence[Located], properties: Mapping[str, str | None]) -> bytes:
    """The properties part with some set anew at its end and some gone."""
    own = re.compile("(?:" + "|".join(map(re.escape, sorted(properties))) + r")(?:\.\d+)?")
    held = [one for one in found if one.name == "property"]
    gone = [one for one in held if own.fullmatch(one.attributes.get("name", ""))]
    cuts: list[tuple[int, int, bytes]] = []
    for one in gone:
        if not cuts or one.start >= cuts[-1][1]:  # one inside another goes with it
            cuts.append((one.start, one.stop, b""))
    kept = {one.attributes.get("pid", "") for one in held if one not in gone}
    number = max((int(pid) for pid in kept if pid.isascii() and pid.isdigit()), default=1)
    root = found[0]
    p = prefix_at(data, root.start)
    new = []
    for name in sorted(properties):
        text = properties[name]
        if text is None:
            continue
        for n, at in enumerate(range(0, max(len(text), 1), _CHUNK), start=1):
            number += 1
            new.append(
                f'<{p}property fmtid="{_FORMAT}" pid="{number}" name="{escaped(name if n == 1 else f"{name}.{n}")}">'
                f'<vt:lpwstr xmlns:vt="{_VALUES}">{encoded(text[at : at + _CHUNK])}</vt:lpwstr></{p}property>'
            )
    return spliced(data, [*cuts, appended_child(data, root, "".join(new).encode())])
