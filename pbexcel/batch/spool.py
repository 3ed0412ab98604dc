"""The records of a run, kept on disk while it goes on: 100,000 of them do not fit the memory of an office PC.

In: records as JSON with their briefs, in any order. Out: `Records`: the same, by file name, with what the folder adds.
Not here: what the folder adds (identity), where they are published (run).
"""

from __future__ import annotations

import tempfile
import weakref
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from pbexcel.batch.expected import mark_unexpected
from pbexcel.batch.identity import Brief, Mark, RecordKey, marks
from pbexcel.faults import FolderFault
from pbexcel.mail.roster import Roster
from pbexcel.report import FileRecord, Status

STATUSES: tuple[Status, ...] = ("scored", "returned", "failed", "conflict", "skipped")


@contextmanager
def temporary_files() -> Iterator[None]:
    """A temporary folder that is full or cannot be written is named; the system only says that something is full."""
    try:
        yield
    except OSError as fault:
        why = fault.strerror or fault
        raise FolderFault(f"写不了临时文件夹 {tempfile.gettempdir()}：{why}。请腾出一些磁盘空间，再运行一次同样的命令。") from fault


class Spool:
    """Takes records one by one; `done()` closes the run and gives them back by file, forms of one file in the order they came."""

    def __init__(self) -> None:
        with temporary_files():
            self._stream = tempfile.TemporaryFile(prefix="pbexcel-")  # noqa: SIM115 - lives as long as the records do
        weakref.finalize(self, self._stream.close)
        self._places: list[tuple[int, int]] = []
        self._briefs: list[Brief] = []

    def add(self, brief: Brief, text: bytes) -> None:
        """Keep one record; `text` is its JSON."""
        with temporary_files():
            self._places.append((self._stream.tell(), len(text)))
            self._briefs.append(brief.shared())
            self._stream.write(text)

    def forget(self, files: Collection[str]) -> None:
        """Drop the records of these files again."""
        kept = [place for place, brief in enumerate(self._briefs) if brief.file not in files]
        self._places, self._briefs = [self._places[place] for place in kept], [self._briefs[place] for place in kept]

    def done(self, roster: Roster | None = None, judge: Callable[[Sequence[Brief]], dict[RecordKey, Mark]] = marks) -> Records:
        """`judge` finds what the records mean together."""
        with temporary_files():
            self._stream.flush()
        order = sorted(range(len(self._briefs)), key=lambda place: self._briefs[place].file)
        briefs = [self._briefs[place] for place in order]
        marked = judge(briefs)
        if roster:
            mark_unexpected(briefs, roster, marked)
        self._briefs = []
        return Records(self, [self._places[place] for place in order], [brief.compared() for brief in briefs], marked)

    def text(self, place: tuple[int, int]) -> bytes:
        with temporary_files():
            self._stream.seek(place[0])
            return self._stream.read(place[1])


class Records:
    """The records of a finished run, sorted by file, forms of a workbook in the order of its tabs; may be gone through any number of times."""

    def __init__(
        self, spool: Spool, places: list[tuple[int, int]], briefs: list[Brief], marked: Mapping[RecordKey, Mark]
    ) -> None:
        self._spool, self._places, self._briefs, self._marked = spool, places, briefs, marked

    def __len__(self) -> int:
        return len(self._places)

    @property
    def briefs(self) -> Sequence[Brief]:
        return self._briefs

    def __iter__(self) -> Iterator[FileRecord]:
        for brief, place in zip(self._briefs, self._places, strict=True):
            record = FileRecord.model_validate_json(self._spool.text(place))
            yield self._marked[brief.key].on(record) if brief.key in self._marked else record

    @property
    def told_by_folder(self) -> frozenset[str]:
        """The codes the folder has added to some record."""
        return frozenset(found.code for mark in self._marked.values() for found in mark.problems)

    def asking(self) -> Iterator[FileRecord]:
        """Only those with a line a person must judge."""
        for brief, place in zip(self._briefs, self._places, strict=True):
            if brief.asks:
                yield FileRecord.model_validate_json(self._spool.text(place))

    def texts(self) -> Iterator[bytes]:
        """Each record as its JSON; only those the folder changes are parsed."""
        for brief, place in zip(self._briefs, self._places, strict=True):
            text = self._spool.text(place)
            if brief.key in self._marked:
                text = self._marked[brief.key].on(FileRecord.model_validate_json(text)).as_json()
            yield text

    @property
    def counts(self) -> dict[str, int]:
        """How many of each status, also those with 0."""
        counted = Counter(
            (self._marked[brief.key].status if brief.key in self._marked else None) or brief.status for brief in self._briefs
        )
        return {status: counted[status] for status in STATUSES}

    def has_code(self, code: str) -> bool:
        return any(code in brief.codes for brief in self._briefs)
