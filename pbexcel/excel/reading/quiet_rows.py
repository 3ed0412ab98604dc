"""The empty rows below a form, cut away before anything reads it.

In: the bytes of a worksheet. Out: `Cut`: the same without the rows at the end that hold only styles, and those rows.
Not here: reading (sheet_reading), splicing (changing/splice).

Some programs save a million styled empty rows below a form of forty. A regular expression steps over them many times
faster than a parser, and they say nothing: a row that is there is not cut unless it is well-formed and holds no value.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pbexcel.excel.markup import prefix_of
from pbexcel.frozen import frozen

_WORTH_IT = 1 << 18
_PIECE = 1 << 20
_NUMBER = re.compile(rb"""<[^<>]*?\sr\s*=\s*["'](\d{1,7})["']""")


@frozen
class Cut:
    """A worksheet `whole` whose bytes from `at` to `stop` are quiet rows; `first_row` is the first one's number."""

    whole: bytes
    at: int
    stop: int
    first_row: int

    @property
    def short(self) -> bytes:
        """The worksheet without its quiet rows."""
        return self.whole[: self.at] + self.whole[self.stop :] if self.at < self.stop else self.whole

    @property
    def quiet(self) -> bytes:
        return self.whole[self.at : self.stop]

    def below(self, row: int) -> Cut:
        """The same with only the rows below that one cut away; nothing where they cannot be told apart at once."""
        if self.at == self.stop or row < self.first_row:
            return self
        start = self.whole.find(b' r="%d"' % (row + 1), self.at, self.stop)
        return replace(self, at=self.whole.rfind(b"<", self.at, start) if start > 0 else self.stop)

    def put_into(self, short: bytes) -> bytes:
        """A changed `short` with the quiet rows back in their place before its end."""
        at = len(short) - (len(self.whole) - self.stop)
        return b"".join([short[:at], memoryview(self.whole)[self.at : self.stop], short[at:]])

    def alike(self, other: Cut) -> int:
        """How many bytes the quiet rows of both end with, where one ends with all of the other; else 0."""
        length = min(self.stop - self.at, other.stop - other.at)
        return length if _same(self.whole, self.stop - length, other.whole, other.stop - length, length) else 0

    def keeping(self, length: int) -> Cut:
        """The same with only the last `length` bytes of the quiet rows cut away."""
        return replace(self, at=self.stop - length)

    def again_in(self, other: bytes) -> Cut:
        """The quiet rows of another state of the worksheet; where they are the same they need not be looked through again."""
        if self.at < self.stop:
            row_end = self.whole[self.whole.rfind(b"<", 0, self.at) : self.at]
            stop = other.rfind(self.whole[self.stop : self.whole.index(b">", self.stop) + 1])
            at = stop - (self.stop - self.at)
            if at > 0 and other.startswith(row_end, at - len(row_end)) and _same(self.whole, self.at, other, at, stop - at):
                return Cut(other, at, stop, self.first_row)
        return without_quiet_rows(other)


def _same(one: bytes, at: int, other: bytes, there: int, length: int) -> bool:
    """Whether two stretches are the same bytes; compared piece by piece, for they may be large."""
    pieces = range(0, length, _PIECE)
    return all(one[at + n : at + min(n + _PIECE, length)] == other[there + n : there + min(n + _PIECE, length)] for n in pieces)


@cache
def _rows(prefix: bytes) -> re.Pattern[bytes]:
    p = re.escape(prefix)
    plain = rb"""(?>\s++[^\s=<>"'/]++="[^"<>&]*+")*+"""
    cell = rb"<" + p + rb"c" + plain + rb"\s*+(?:/>|></" + p + rb"c>)"
    row = rb"<" + p + rb"row" + plain + rb"\s*+(?:/>|>(?:" + cell + rb"|\s++)*+</" + p + rb"row>)"
    return re.compile(rb"(?:" + row + rb"|\s++)*+")


def without_quiet_rows(data: bytes) -> Cut:
    """Cut the quiet rows away; nothing is cut from a small sheet, or where anything looks unusual."""
    whole = Cut(data, len(data), len(data), 0)
    if len(data) < _WORTH_IT or (prefix := prefix_of(data)) is None:
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
    return Cut(data, start, stop, int(first[1]))
