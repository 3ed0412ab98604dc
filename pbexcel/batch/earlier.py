"""The records of an earlier run.

In: an OUT folder. Out: its records. Not here: what is made from them (rebuild, lists).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pbexcel.batch.collect import OUT_MARK
from pbexcel.faults import FolderFault
from pbexcel.report import FileRecord, RulesNamed

T = TypeVar("T", FileRecord, RulesNamed)


def read_run(out: Path) -> Iterator[FileRecord]:
    """The records of an earlier run, in the order of run.jsonl. Raises FolderFault, naming the line that is broken."""
    return _read(out, FileRecord)


def read_rules(out: Path) -> Iterator[RulesNamed]:
    """The rules of the same records, and nothing else of them."""
    return _read(out, RulesNamed)


def _read(out: Path, kind: type[T]) -> Iterator[T]:
    path = out / OUT_MARK
    try:
        with path.open("rb") as stream:
            for number, text in enumerate(stream, start=1):
                try:
                    yield kind.model_validate_json(text)
                except ValueError as wrong:
                    raise FolderFault(f"{path} 第 {number} 行读不懂，记录可能被改过。请重新运行 pbexcel score。") from wrong
    except OSError as fault:
        raise FolderFault(f"{out} 里没有能读的运行记录 {OUT_MARK}（{fault.strerror}）。请先运行 pbexcel score。") from fault
