"""Rows of the long tables, kept on disk by project: 1,300,000 lines of 100,000 forms do not fit the memory of an office PC.

In: the rows of one record after the other. Out: the same rows in the order of the projects, as often as they are asked for.
Not here: what a row is (`facts`), the order (`table`).

Numbers are kept as their digits, for reading a `Decimal` costs more than the rest of its row; whoever only passes them on to a
sheet takes the digits.
"""

from __future__ import annotations

import pickle
import tempfile
import weakref
from array import array
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Any

_IN_MEMORY = 4 << 20  # bytes; a small run writes no file

number = lru_cache(maxsize=8192)(Decimal)  # of digits; the same ones come again and again


class Kept:
    """The rows of one table; `whose` are the columns that all rows of a record share, `names` the others, some of them `numbers`.

    `record` may be asked for beside them: the place of the project.
    """

    def __init__(self, whose: Sequence[str], names: Sequence[str], numbers: Collection[str]) -> None:
        self._all = ("record", *whose, *names)
        self._numbers = frozenset(numbers)
        self._number_places = [place for place, name in enumerate(names) if name in numbers]
        self._stream = tempfile.SpooledTemporaryFile(_IN_MEMORY, prefix="pbexcel-")  # noqa: SIM115 - lives as long as the rows do
        weakref.finalize(self, self._stream.close)
        self._starts, self._counts = array("Q", [0]), array("L")
        self._order: Sequence[int] = ()

    def add(self, whose: Sequence[str], rows: Sequence[list[Any]]) -> None:
        """Keep the rows of the next record."""
        for row in rows:
            for place in self._number_places:
                if row[place] is not None:
                    row[place] = str(row[place])
        self._starts.append(self._starts[-1] + self._stream.write(pickle.dumps((whose, rows), pickle.HIGHEST_PROTOCOL)))
        self._counts.append(len(rows))

    def put_in_order(self, order: Sequence[int]) -> None:
        """Nothing more comes; from now on place 0 is the record `order[0]`."""
        self._order = order

    def __len__(self) -> int:
        return sum(self._counts)

    def rows(self, names: Sequence[str], only: Sequence[bool] | None = None) -> Iterator[tuple[Any, ...]]:
        """Some columns of all rows, or of those of the projects for which `only` is true."""
        numbers = [name in self._numbers for name in names]
        if not any(numbers):
            yield from self.digits(names, only)
            return
        for row in self.digits(names, only):
            yield tuple(number(value) if is_one and value is not None else value for value, is_one in zip(row, numbers, strict=True))

    def digits(self, names: Sequence[str], only: Sequence[bool] | None = None) -> Iterator[tuple[Any, ...]]:
        """The same with numbers as their digits."""
        picked = itemgetter(*(self._all.index(name) for name in names))
        for place, at in enumerate(self._order):
            if self._counts[at] and (only is None or only[place]):
                self._stream.seek(self._starts[at])
                whose, rows = pickle.loads(self._stream.read(self._starts[at + 1] - self._starts[at]))
                for row in rows:
                    yield picked((place, *whose, *row))
