"""What the watch remembers between two starts: which files it has taken, which it is waiting for, which are away.

In: OUT. Out: `Memory`, kept in OUT/.pbexcel/watch.json. Not here: any result. It is only a cache: without it every file
settles again, and the ledger and run.jsonl know what came of it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from pbexcel.batch.watching.scan import Stamp
from pbexcel.faults import FolderFault

_PLACE = Path(".pbexcel", "watch.json")
_KEPT = ("inbox", "terms", "taken", "names", "fresh", "missing", "was_empty")


@dataclass(slots=True)
class Memory:
    """By path below the inbox: stamps of the files taken; names in OUT where they differ from the path; since when fresh
    files are unchanged and taken ones away. `terms` are those the files were taken under; `was_empty`: the last look found none."""

    inbox: str
    terms: str
    taken: dict[str, Stamp] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    fresh: dict[str, tuple[Stamp, float]] = field(default_factory=dict)
    missing: dict[str, float] = field(default_factory=dict)
    was_empty: bool = False

    has_changed: bool = True

    def take(self, file: str, stamp: Stamp) -> None:
        self.has_changed = True
        self.taken[file] = stamp

    def leave(self, files: Iterable[str]) -> None:
        """Files that are gone."""
        self.has_changed = True
        for file in files:
            self.taken.pop(file, None)

    def found_empty(self) -> None:
        """A run of its own may see the next files, long after: then those taken before were not withdrawn."""
        self.has_changed |= not self.was_empty
        self.was_empty = True

    def begin_anew(self, terms: str) -> None:
        """Everything is to be worked on again."""
        self.has_changed = True
        self.terms = terms
        self.taken.clear()

    def save(self, out: Path) -> None:
        """Write it down if something has changed. Raises FolderFault when it cannot be written."""
        if not self.has_changed:
            return
        text = json.dumps({name: getattr(self, name) for name in _KEPT}, ensure_ascii=True)
        place = out / _PLACE
        try:
            half = place.with_suffix(".new")
            half.write_text(text, encoding="ascii")
            os.replace(half, place)
        except OSError as fault:
            raise FolderFault(f"写不了 {place}：{fault.strerror or fault}") from fault
        self.has_changed = False


def recall(out: Path, inbox: str, terms: str) -> Memory:
    """What was saved; nothing where there is nothing, where it is of another inbox or other terms, or cannot be understood."""
    try:
        found = json.loads((out / _PLACE).read_text(encoding="ascii"))
        memory = Memory(
            found["inbox"], found["terms"],
            {file: (stamp[0], stamp[1]) for file, stamp in found["taken"].items()},
            dict(found["names"]),
            {file: ((stamp[0], stamp[1]), float(since)) for file, (stamp, since) in found["fresh"].items()},
            {file: float(since) for file, since in found["missing"].items()},
            bool(found.get("was_empty")),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        return Memory(inbox, terms)
    return memory if (memory.inbox, memory.terms) == (inbox, terms) else Memory(inbox, terms)
