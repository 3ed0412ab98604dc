"""What every cell of a workbook says, in short, to be compared with what it says later.

In: sheets as cells. Out: a `Snapshot` that fits into a document property; the cells in which another workbook differs.
Not here: what the cells mean. How cells look is not part of it.

A number is taken with its 15 digits whatever its format; a formula counts by its text, not by its result; a long text by
its beginning and a digest. Rows are matched before cells are compared, so that one inserted row is not a hundred edits.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

from pbexcel.excel.limits import MAX_COLUMN, MAX_ROW
from pbexcel.excel.reading.cell import Cell
from pbexcel.frozen import frozen
from pbexcel.records import CellRef
from pbexcel.spelling import plain_number

Row = dict[int, str]
Rows = dict[int, Row]
Key = tuple[str, ...]
LONGEST = 24
MOST_CELLS = 5_000
MOST_HIDDEN = 100
_MOST_PAIRS = 250_000  # rows times rows that are compared with each other
_MOST_BYTES = 4 << 20
_LEVEL = 3  # of packing
ANY_FORMULA = "=*"  # a cell that shares another one's formula: some programs write it out when they save


@frozen
class Edited:
    """A cell that says something else than before; `at` is where it stands now (gone cells: where they stood)."""

    at: CellRef
    was: str
    now: str


@frozen
class Snapshot:
    """Sheets by name: their cells by row and column; a digest where a sheet has more cells than can be kept."""

    sheets: Mapping[str, Rows | str]


def short(cell: Cell) -> str:
    """A cell in short; "" for an empty one."""
    if cell.formula is not None:
        return short_formula(cell.formula)
    if cell.kind == "text":
        return short_text(cell.text)
    if cell.kind == "empty":
        return ""
    return _SIGNS[cell.kind] + cut(_plain(cell))


_SIGNS = {"number": "#", "bool": "?", "error": "!", "date": "@"}


def short_text(text: str) -> str:
    """A text in short, its lines ended in one way."""
    return "'" + cut(text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)


def short_formula(formula: str) -> str:
    """A formula in short, however a program spells it: sheet names quoted or not, TRUE or TRUE(), with or without blanks."""
    return _short_formula(formula) if len(formula) > _OFTEN else _seen_before(formula)


def _short_formula(formula: str) -> str:
    if not formula:
        return ANY_FORMULA  # that of another cell
    bare = "".join(formula.split()).replace("'", "").replace("_xlfn.", "")
    return "=" + cut(bare.replace("TRUE()", "TRUE").replace("FALSE()", "FALSE"))


_OFTEN = 400  # letters: longer formulas are not kept
_seen_before = lru_cache(maxsize=4096)(_short_formula)  # forms filled in one template have the same 1,700 formulas


def cut(text: str) -> str:
    """A text of any length in few characters, still different for different texts. The checksum tells an edit and is no seal."""
    if len(text) <= LONGEST:
        return text
    return f"{text[: LONGEST - 9]}…{zlib.crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def _plain(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, Decimal):
        return plain_number(value)
    return value.isoformat() if isinstance(value, date) else cell.text


def rows_of(cells: Iterable[tuple[tuple[int, int], str]]) -> Rows:
    """Cells in short, by row and column; empty ones left out."""
    rows: Rows = {}
    row = 0
    here: Row = {}
    for at, text in sorted(cells):
        if text:
            if at[0] != row:
                row = at[0]
                here = rows[row] = {}
            here[at[1]] = text
    return rows


def snapshot_of(sheets: Mapping[str, Rows], hidden: Collection[str] = ()) -> Snapshot:
    """The smallest sheets are kept cell by cell, as many as there is room for; of the others, and of `hidden` ones with
    more than a few cells, a digest."""
    room, kept = MOST_CELLS, set()
    for name in sorted(sheets, key=lambda one: _count(sheets[one])):
        if name in hidden and _count(sheets[name]) > MOST_HIDDEN:
            continue
        room -= _count(sheets[name])
        if room >= 0:
            kept.add(name)
    return Snapshot({name: rows if name in kept else _digest(rows) for name, rows in sheets.items()})


def _count(rows: Rows) -> int:
    return sum(map(len, rows.values()))


def _digest(rows: Rows) -> str:
    return hashlib.sha256(json.dumps(list(rows.items()), ensure_ascii=True).encode()).hexdigest()


def packed(snapshot: Snapshot) -> str:
    """A snapshot as letters and digits."""
    text = json.dumps(snapshot.sheets, ensure_ascii=False, separators=(",", ":"))  # numbers of rows and columns become keys
    return base64.b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), _LEVEL)).decode()


def unpacked(text: str) -> Snapshot | None:
    """The snapshot of `packed`; None where the text is none."""
    try:
        data = zlib.decompressobj().decompress(base64.b64decode(text, validate=True), _MOST_BYTES)
        found = json.loads(data.decode("utf-8", "surrogatepass"))
        return Snapshot({str(name): _unpacked(rows) for name, rows in found.items()})
    except (ValueError, zlib.error, AttributeError):
        return None


def _unpacked(found: object) -> Rows | str:
    if isinstance(found, str):
        return found
    if not isinstance(found, dict):
        raise ValueError
    return rows_of((_place(row, column), str(text)) for row, here in found.items() for column, text in here.items())


def _place(row: str, column: str) -> tuple[int, int]:
    at = int(row), int(column)
    if not (1 <= at[0] <= MAX_ROW and 1 <= at[1] <= MAX_COLUMN):
        raise ValueError
    return at


def matched_rows(old: Rows, new: Rows) -> dict[int, int]:
    """For each old row the new row that is the same one, edited or not; rows that are gone are left out."""
    if old.keys() == new.keys() and all(_key(old[row]) == _key(new[row]) for row in old):
        return {row: row for row in old}
    before, after = list(old), list(new)
    keys = [_key(old[row]) for row in before], [_key(new[row]) for row in after]
    first = _common(*keys)
    last = _common(keys[0][:first:-1], keys[1][:first:-1])
    found = dict(zip(before[:first], after[:first], strict=True))
    if last:
        found.update(zip(before[-last:], after[-last:], strict=True))
    before, after = before[first : len(before) - last], after[first : len(after) - last]
    if len(before) * len(after) > _MOST_PAIRS:  # a sheet turned upside down: rows are taken by their numbers
        here = set(after)
        return found | {row: row for row in before if row in here}
    matcher = SequenceMatcher(None, [_key(old[row]) for row in before], [_key(new[row]) for row in after], autojunk=False)
    for _, i, j, k, m in matcher.get_opcodes():
        if j - i == m - k:
            found.update(zip(before[i:j], after[k:m], strict=True))
        else:
            found.update(_alike(old, before[i:j], new, after[k:m]))
    return found


def _common(one: list[Key], other: list[Key]) -> int:
    """How many keys are the same from the start."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _key(row: Row) -> Key:
    """What tells a row from others: its texts, since numbers are what people edit; all it has where it has no text."""
    texts = tuple(text for _, text in sorted(row.items()) if text.startswith("'"))
    return texts or tuple(text for _, text in sorted(row.items()))


def _alike(old: Rows, before: list[int], new: Rows, after: list[int]) -> Iterator[tuple[int, int]]:
    """Rows of a stretch where some came or went: each with the one it shares most cells with."""
    left = set(after)
    for row in before:
        common = {other: len(set(old[row].items()) & set(new[other].items())) for other in sorted(left)}
        best = max(common, key=lambda other: common[other], default=None)
        if best is not None and common[best]:
            left.discard(best)
            yield row, best


def same(was: str, now: str) -> bool:
    return was == now or (was == ANY_FORMULA and now.startswith("=")) or (now == ANY_FORMULA and was.startswith("="))


def sheet_now(snapshot: Snapshot, names: Iterable[str], name: str) -> str | None:
    """What a sheet of the snapshot is called now: its name, or the one new name where just this one is missing."""
    here = list(names)
    if name in here:
        return name
    gone, new = [one for one in snapshot.sheets if one not in here], [one for one in here if one not in snapshot.sheets]
    return new[0] if len(gone) == len(new) == 1 else None


def edited_since(snapshot: Snapshot, now: Mapping[str, Rows]) -> list[Edited]:
    """Every cell in which a workbook differs from its snapshot, in the order of sheets and cells."""
    found: list[Edited] = []
    known = set()
    for name, before in snapshot.sheets.items():
        here = sheet_now(snapshot, now, name)
        if here is None:
            found.append(Edited(CellRef(name, 1, 1), "（工作表）", "（整个工作表没有了）"))
            continue
        known.add(here)
        if here != name:
            found.append(Edited(CellRef(here, 1, 1), f"（工作表「{name}」）", f"（改名为「{here}」）"))
        if isinstance(before, str):
            if _digest(now[here]) != before:
                found.append(Edited(CellRef(here, 1, 1), "（整个工作表）", "（有改动；这张表太大，不逐格记录）"))
            continue
        found += sorted(_edited(here, before, now[here]), key=lambda one: one.at)
    found += [Edited(CellRef(name, 1, 1), "（没有）", "（新增的工作表）") for name in now if name not in known]
    return found


def _edited(name: str, before: Rows, after: Rows) -> Iterator[Edited]:
    rows = matched_rows(before, after)
    for row, cells in before.items():
        here = after.get(rows[row], {}) if row in rows else {}
        for column in sorted({*cells, *here}):
            was, now = cells.get(column, ""), here.get(column, "")
            if not same(was, now):
                yield Edited(CellRef(name, rows.get(row, row), column), said(was), said(now) if row in rows else "（整行删除）")
    for row in set(after) - set(rows.values()):
        for column, now in after[row].items():
            yield Edited(CellRef(name, row, column), said(""), said(now))


def said(text: str) -> str:
    """A cell in short as people read it."""
    if not text:
        return "（空）"
    return text if text.startswith("=") else text[1:]
