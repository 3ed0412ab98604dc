"""Rows of the long tables, kept on disk by project: 1,300,000 lines of 100,000 forms do not fit the memory of an office PC.

In: the rows of one record after the other. Out: the same rows in the order of the projects, as often as they are asked for.
Not here: what a row is (`facts`), the order (`table`).
"""

from __future__ import annotations

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Any

_IN_MEMORY = 4 << 20  # bytes; a small run writes no file


class Kept:
    """The rows of one table; `names` are its columns. `record` may be asked for beside them: the place of the project."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._stream = tempfile.SpooledTemporaryFile(_IN_MEMORY, prefix="pbexcel-")  # noqa: SIM115 - lives as long as the rows do
        weakref.finalize(self, self._stream.close)
        self._starts, self._counts = array("Q", [0]), array("L")
        self._order: Sequence[int] = ()

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Keep the rows of the next record."""
        self._stream.write(pickle.dumps(rows, pickle.HIGHEST_PROTOCOL))
        self._starts.append(self._stream.tell())
        self._counts.append(len(rows))

    def put_in_order(self, order: Sequence[int]) -> None:
        """Nothing more comes; from now on place 0 is the record `order[0]`."""
        self._order = order

    def __len__(self) -> int:
        return sum(self._counts)

    def rows(self, names: Sequence[str], only: Sequence[bool] | None = None) -> Iterator[tuple[Any, ...]]:
        """Some columns of all rows, or of those of the projects for which `only` is true."""
        picked = itemgetter(*(("record", *self.names).index(name) for name in names))
        for place, number in enumerate(self._order):
            if self._counts[number] and (only is None or only[place]):
                for row in self._read(number):
                    yield picked((place, *row))

    def _read(self, number: int) -> list[tuple[Any, ...]]:
        self._stream.seek(self._starts[number])
        found: list[tuple[Any, ...]] = pickle.loads(self._stream.read(self._starts[number + 1] - self._starts[number]))
        return found
