"""The records of an earlier run.

In: an OUT folder. Out: its records. Not here: what is made from them (rebuild, lists).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pbexcel.batch.collect import OUT_MARK
from pbexcel.faults import FolderFault
from pbexcel.report import FileRecord, RulesNamed

T = TypeVar("T", FileRecord, RulesNamed)
# no text of a form can look like this: quotes inside a JSON string stand behind a backslash
_RULES = re.compile(rb'"rules":\s*(?:null|\{[^{}]*\})')


def read_run(out: Path) -> Iterator[FileRecord]:
    """The records of an earlier run, in the order of run.jsonl. Raises FolderFault, naming the line that is broken."""
    for number, text in _lines(out):
        yield _parsed(out, number, text, FileRecord)


def read_rules(out: Path) -> Iterator[RulesNamed]:
    """The different rules of the same records, and nothing else of them: a large run is gone through without parsing it."""
    seen: set[bytes] = set()
    for number, text in _lines(out):
        found = _RULES.search(text)
        said = b"{%s}" % found[0] if found else text
        if said not in seen:
            seen.add(said)
            yield _parsed(out, number, said, RulesNamed)


def _lines(out: Path) -> Iterator[tuple[int, bytes]]:
    try:
        with (out / OUT_MARK).open("rb") as stream:
            yield from enumerate(stream, start=1)
    except OSError as fault:
        raise FolderFault(f"{out} 里没有能读的运行记录 {OUT_MARK}（{fault.strerror}）。请先运行 pbexcel score。") from fault


def _parsed(out: Path, number: int, text: bytes, kind: type[T]) -> T:
    try:
        return kind.model_validate_json(text)
    except ValueError as wrong:
        raise FolderFault(f"{out / OUT_MARK} 第 {number} 行读不懂，记录可能被改过。请重新运行 pbexcel score。") from wrong
