"""What became of every letter: OUT/mail.jsonl, one line an event, written through to the disk before the next step.

In: events, and the time they happen at. Out: the state of every letter, and what each recipient has been told.
Not here: deciding what to send (compose), sending (send). Held by one process at a time (batch.holding).

This is not a cache: who has been told what stands nowhere else. So it is a text file beside run.jsonl that a clerk can read
and a backup keeps, not a database in .pbexcel, and it asks nothing of a network share but appending. A line cut off by a
power failure is the event that did not happen: of an intent, DATA had not begun; of a `sent`, the letter stays unknown.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO, Literal, Self, TypeAlias, cast

from pbexcel.disk import sync_folder
from pbexcel.faults import FolderFault
from pbexcel.frozen import frozen
from pbexcel.mail.letter import Letter

PLACE = "mail.jsonl"
Event: TypeAlias = Literal["intent", "sent", "failed", "unknown", "unsent"]
_EVENTS = ("intent", "sent", "failed", "unknown", "unsent")


@frozen
class Told:
    """The last event of a letter. An intent that nothing follows is unknown: the run was killed in between."""

    key: str
    event: Event
    at: str
    to: str
    about: str
    subject: str
    files: tuple[str, ...]
    marks: tuple[str, ...]
    said: str = ""

    @property
    def is_unknown(self) -> bool:
        return self.event in ("intent", "unknown")


class Ledger:
    """The events so far and, while open, new ones. `unsent` is a person's word, or the server's, that nothing arrived."""

    def __init__(self, out: Path) -> None:
        self._path = out / PLACE
        self._stream: IO[bytes] | None = None
        self._last: dict[str, Told] = {}
        self._days: dict[str, int] = {}
        for told in _events(self._path):
            self._take(told)

    def __enter__(self) -> Self:
        try:
            self._stream = self._path.open("ab")
            _end_torn_line(self._path, self._stream)
            sync_folder(self._path.parent)
        except OSError as fault:
            self._close()
            raise FolderFault(f"写不了发信记录 {self._path}：{fault.strerror or fault}") from fault
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    def _close(self) -> None:
        if self._stream:
            self._stream.close()
            self._stream = None

    def note(self, event: Event, letter: Letter | Told, at: datetime, said: str = "") -> None:
        """Write an event down; when this returns it is on the disk."""
        files = letter.files if isinstance(letter, Told) else tuple(one.name for one in letter.enclosures)
        told = Told(
            letter.key, event, at.isoformat(timespec="seconds"), letter.to, letter.about, letter.subject, files, letter.marks, said
        )
        line = json.dumps({one.name: getattr(told, one.name) for one in fields(told)}, ensure_ascii=False)
        assert self._stream is not None, "the ledger is written to only while it is open"
        try:
            self._stream.write(line.encode("utf-8", "replace") + b"\n")
            self._stream.flush()
            os.fsync(self._stream.fileno())
        except OSError as fault:
            raise FolderFault(f"写不了发信记录 {self._path}：{fault.strerror or fault}。为免重复寄信，已停下。") from fault
        self._take(told)

    def state(self, letter: Letter) -> Told | None:
        return self._last.get(letter.key)

    def told(self) -> frozenset[tuple[str, str]]:
        """(recipient in small letters, mark) of everything that arrived or may have: not to be told again."""
        return frozenset(
            (told.to.casefold(), mark) for told in self._last.values() if told.event not in ("failed", "unsent") for mark in told.marks
        )

    def unknown(self) -> list[Told]:
        return [told for told in self._last.values() if told.is_unknown]

    def sent_on(self, day: str) -> int:
        """How many letters left on that day (ISO date); those that may have left count."""
        return self._days.get(day, 0)

    def _take(self, told: Told) -> None:
        if told.event == "intent":
            self._days[told.at[:10]] = self._days.get(told.at[:10], 0) + 1
        before = self._last.get(told.key)
        if told.event in ("failed", "unsent") and before and before.event == "intent":
            self._days[before.at[:10]] -= 1
        self._last[told.key] = told


def _events(path: Path) -> Iterator[Told]:
    try:
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return
    except OSError as fault:
        raise FolderFault(f"读不了发信记录 {path}：{fault.strerror or fault}") from fault
    torn = lines.pop()  # what stands behind the last line break is half a line
    for number, line in enumerate(lines, start=1):
        if line.strip(b"\0 \r"):
            try:
                yield _event(line)
            except (ValueError, KeyError, TypeError) as wrong:
                raise FolderFault(f"发信记录 {path} 第 {number} 行读不懂，可能被改过。为免重复寄信，请先核对。") from wrong
    if torn.strip(b"\0 \r"):
        try:
            yield _event(torn)  # whole, only its line break is missing
        except (ValueError, KeyError, TypeError):
            return


def _event(line: bytes) -> Told:
    found = json.loads(line)
    if found["event"] not in _EVENTS:
        raise ValueError(found["event"])
    texts = {name: str(found[name]) for name in ("key", "at", "to", "about", "subject", "said")}
    return Told(event=cast(Event, found["event"]), files=tuple(found["files"]), marks=tuple(found["marks"]), **texts)


def _end_torn_line(path: Path, stream: IO[bytes]) -> None:
    """Cut half a line off, so that the next event does not stand behind it; a whole line only gets its line break."""
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        whole, _, torn = data.rpartition(b"\n")
        try:
            _event(torn)
            stream.write(b"\n")
        except (ValueError, KeyError, TypeError):
            stream.truncate(len(whole) + 1 if whole else 0)
