"""Workbooks broken at random: bytes of the file, or bytes, markup and values of one part with the archive around it whole.

In: a source of chance. Out: `Mutant`: bytes and the ending they would come with. The same chance gives the same bytes.
Broken are a plain form, a form of the project's own template, copies that pbexcel has scored and has returned, an old .xls.
"""

from __future__ import annotations

import io
import random
import re
import tempfile
import zipfile
from functools import cache
from pathlib import Path
from typing import NamedTuple

from many_forms import form_bytes

from pbexcel.batch.one import Job, work

_OLD = Path(__file__).parents[1] / "forms" / "old" / "自评表.xls"
_KINDS = {"plain": 60, "scored": 16, "returned": 13, "guided": 10, "old": 1}  # shares; the last costs most
_TOKENS = re.compile(rb"<[^>]*>|[^<]+")
_LEAVES = re.compile(rb"<([\w:]+)(?: [^<>]*)?(?:/>|>[^<]*</\1>)")
_WHOLES = re.compile(rb"<(row|c|xf|si|font|border|fill|sheetView|Relationship|Override|sheet|mergeCells|dataValidation)\b.*?</\1>", re.DOTALL)
_QUOTED = re.compile(rb'"[^"<>]*"')
_TEXTS = re.compile(rb">([^<>]+)<")
_ODD = [
    b"", b"0", b"-1", b"1e400", b"NaN", b"99999999999999999999", b"A0", b"XFE1", b"A1:", b"&#0;", b"&#x1F600;", b"]]>", b"<!--", b"_x000D_",
    "≥95%".encode(), "　".encode(), b"\xff\xfe", b"<c/>", b"<row r='0'/>", b"<f>1/0</f>", b"<is><t/></is>", b"true", b"%s", b"..",
]  # fmt: skip
_ODD_VALUES = [
    b"", b"0", b"-1", b"1", b"2", b"1e400", b"-1e-400", b"NaN", b"INF", b"1048577", b"16385", b"99999999999999999999", b"1.5", b"A0", b"A1", b"F12",
    b"XFD1048576", b"XFE1", b"A1:", b"A1:XFD1048576", b"B2:A1", b"$A$1", b"&#x1F600;", b"&#10;", b"_x000D_", b"_x0000_", b"]]&gt;", b"true", b"s", b"str",
    b"inlineStr", b"n", b"e", b"d", b"b", b"%s", b"{0}", b"..", b"../../x", b"/xl/styles.xml", b"rId1", b"veryHidden", b"#REF!", b"SUM(A1)", b"=1+1",
    b"General", b"yyyy", b"0.00%", b"[Red]", b"2024-02-30", b"45292", b"90", b"100%", b"9" * 400, b"\xe4\xb8\x80" * 40000,
    *(text.encode() for text in ("≥95%", "　", "１２．５", "年度指标值", "分值", "得分", "合计", "其中：", "达成", "未完成", "2024年12月底前", "约九成", "３０万元", "-", "/")),
]  # fmt: skip


class Mutant(NamedTuple):
    data: bytes
    ending: str


@cache
def whole(kind: str) -> bytes:
    match kind:
        case "plain" | "guided":
            return form_bytes(1, kind)  # type: ignore[arg-type]
        case "old":
            return _OLD.read_bytes()
        case "scored":
            return _after_work(form_bytes(1))
        case _:
            return _after_work(form_bytes(1), spoiled=True)


def _after_work(data: bytes, *, spoiled: bool = False) -> bytes:
    """The copy pbexcel writes of a form: scored, or returned where its project is taken out."""
    if spoiled:
        data = packed({name: content.replace("第1号不动产登记设施建设项目".encode(), b"") for name, content in unpacked(data).items()})
    with tempfile.TemporaryDirectory(prefix="pbexcel-mutants-") as folder:
        path = Path(folder, "form.xlsx")
        path.write_bytes(data)
        ((brief, _),) = work(Job(str(path), path.name, "mof-2020", folder)).records
        assert brief.status == ("returned" if spoiled else "scored"), brief
        return Path(folder, "退回" if spoiled else "已评分", path.name).read_bytes()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@cache
def _parts(kind: str) -> dict[str, bytes]:
    return unpacked(whole(kind))


def packed(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def mutant(chance: random.Random) -> Mutant:
    """One broken workbook: mostly still a whole archive, in more than half of all of well-formed markup with strange values."""
    (kind,) = chance.choices([*_KINDS], [*_KINDS.values()])
    if kind == "old":
        return Mutant(_scratched(whole(kind), chance), ".xls")
    manner = chance.choices(("bytes", "markup", "values"), (15, 25, 60))[0]
    if manner == "bytes":
        return Mutant(_scratched(whole(kind), chance), ".xlsx")
    parts = dict(_parts(kind))
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        name = chance.choice([*parts, "xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
        if name in parts:
            change = _strange if manner == "values" else chance.choice((_scratched, _shuffled, _shuffled))
            parts[name] = change(parts[name], chance)
    if chance.random() < 0.1:
        parts.pop(chance.choice(list(parts)))
    return Mutant(packed(parts), ".xlsx")


def _strange(data: bytes, chance: random.Random) -> bytes:
    """Well-formed as before: values and texts replaced by odd ones, elements taken out, doubled or put elsewhere."""
    for _ in range(chance.choice((1, 1, 2, 6))):
        pattern = chance.choice((_QUOTED, _TEXTS, _TEXTS, _LEAVES, _WHOLES))
        found = [one.span() for one in pattern.finditer(data)]
        if not found:
            continue
        start, end = chance.choice(found)
        if pattern is _QUOTED or pattern is _TEXTS:
            data = data[: start + 1] + chance.choice(_ODD_VALUES) + data[end - 1 :]
            continue
        element = data[start:end]
        match chance.randrange(3):
            case 0:
                data = data[:start] + data[end:]
            case 1:
                data = data[:start] + element * chance.choice((2, 2, 3, 500)) + data[end:]
            case _:
                there = chance.choice(found)[0]
                data = data[:there] + element + data[there:]
    return data


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
