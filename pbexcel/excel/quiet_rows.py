"""The empty rows below a form, cut away before anything reads it.

In: the bytes of a worksheet. Out: `Cut`: the same without the rows at the end that hold only styles, and those rows.
Not here: reading (sheet_reading), splicing (splice).

Some programs save a million styled empty rows below a form of forty. A regular expression steps over them many times
faster than a parser, and they say nothing: a row that is there is not cut unless it is well-formed and holds no value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_WORTH_IT = 1 << 18
_NUMBER = re.compile(rb"""<[^<>]*?\sr\s*=\s*["'](\d{1,7})["']""")


@dataclass(frozen=True, slots=True)
class Cut:
    """`short` is the worksheet without `quiet`, which stood at `at`; `first_row` is the first quiet row's number."""

    short: bytes
    quiet: bytes
    at: int
    first_row: int

    def below(self, row: int) -> Cut:
        """The same with only the rows below that one cut away; nothing where they cannot be told apart at once."""
        if not self.quiet or row < self.first_row:
            return self
        start = self.quiet.find(b' r="%d"' % (row + 1))
        start = self.quiet.rfind(b"<", 0, start) if start > 0 else len(self.quiet)
        return self.keeping(len(self.quiet) - start)

    def keeping(self, length: int) -> Cut:
        """The same with only the last `length` bytes of the quiet rows cut away."""
        given_back = self.quiet[: len(self.quiet) - length]
        short = self.short[: self.at] + given_back + self.short[self.at :]
        return Cut(short, self.quiet[len(given_back) :], self.at + len(given_back), self.first_row)


@cache
def _rows(prefix: bytes) -> re.Pattern[bytes]:
    p = re.escape(prefix)
    plain = rb"""(?>\s++[^\s=<>"'/]++="[^"<>&]*+")*+"""
    cell = rb"<" + p + rb"c" + plain + rb"\s*+(?:/>|></" + p + rb"c>)"
    row = rb"<" + p + rb"row" + plain + rb"\s*+(?:/>|>(?:" + cell + rb"|\s++)*+</" + p + rb"row>)"
    return re.compile(rb"(?:" + row + rb"|\s++)*+")


def without_quiet_rows(data: bytes, prefix: str | None) -> Cut:
    """Cut the quiet rows away; nothing is cut from a small sheet, or where anything looks unusual."""
    whole = Cut(data, b"", len(data), 0)
    if len(data) < _WORTH_IT or prefix is None:
        return whole
    p = prefix.encode()
    stop = data.rfind(b"</" + p + b"sheetData>")
    row_end = b"</" + p + b"row>"
    last = max(data.rfind(b"<" + p + one, 0, stop) for one in (b"v", b"f", b"is"))
    after = data.find(row_end, last, stop)
    if stop < 0 or last < 0 or after < 0:
        return whole
    start = after + len(row_end)
    first = _NUMBER.match(data, start)
    if first is None or _rows(p).fullmatch(data, start, stop) is None:
        return whole
    return Cut(data[:start] + data[stop:], data[start:stop], start, int(first[1]))
