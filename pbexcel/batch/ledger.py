"""What has been done already, so that a run taken up again does only the rest.

In: the records of finished files. Out: for a file that is unchanged, scored by the same terms and whose output still
stands as it was written: its records again; for what is made of all records together, whether that still stands.
Not here: any truth; the ledger is a cache and may be thrown away.

SQLite in OUT/.pbexcel, held by one run at a time (holding), so no other process ever writes to it. Its writes are not
synced: a power cut may cost it, and then the files are simply worked on again.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pbexcel.batch.arrival import read_whole
from pbexcel.faults import FolderFault, Unopenable
from pbexcel.report import OutputNamed

PLACE = Path(".pbexcel", "ledger.sqlite")
_TABLES = """
CREATE TABLE IF NOT EXISTS files (
    name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, terms TEXT NOT NULL, records BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS made (
    name TEXT PRIMARY KEY, made_of TEXT NOT NULL, terms TEXT NOT NULL, files TEXT NOT NULL, told INTEGER NOT NULL
) WITHOUT ROWID;
"""


class Ledger:
    """Names of files and what they came to under which `terms` (rules, tool version, lists given): see `terms_of`."""

    def __init__(self, out: Path, terms: str) -> None:
        self._out, self._terms = out, terms
        with _on_disk(out / PLACE):
            (out / PLACE).parent.mkdir(parents=True, exist_ok=True)
            self._open()
        self.is_empty = not self._ask("SELECT 1 FROM files LIMIT 1")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self._base.close()

    def find(self, name: str, path: Path) -> list[bytes] | None:
        """The JSON records of this very file under these terms, if every output of theirs is still there unchanged."""
        found = self._ask("SELECT sha256, records FROM files WHERE name = ? AND terms = ?", name, self._terms)
        if not found or digest(path) != found[0][0]:
            return None
        texts: list[bytes] = found[0][1].split(b"\n")
        return texts if all(self._stands(OutputNamed.model_validate_json(text)) for text in texts) else None

    def keep(self, name: str, sha256: str | None, texts: Iterable[bytes]) -> None:
        """Remember what a file came to. A file whose bytes were never read is not remembered."""
        if sha256:
            row = (name, sha256, self._terms, b"\n".join(texts))  # JSON on one line holds no line break
            if self._ask("SELECT * FROM files WHERE name = ?", name) != [row]:
                self._ask("REPLACE INTO files VALUES (?, ?, ?, ?)", *row)

    def still_made(self, name: str, made_of: str) -> int | None:
        """What was told when this was made, if it was made of the same and its files stand as they were written; else None."""
        found = self._ask("SELECT files, told FROM made WHERE name = ? AND made_of = ? AND terms = ?", name, made_of, self._terms)
        if not found or any(sum_of(self._out / file) != sha256 for file, sha256 in json.loads(found[0][0]).items()):
            return None
        told: int = found[0][1]
        return told

    def keep_made(self, name: str, made_of: str, files: Iterable[str], told: int = 0) -> None:
        """Remember what these files of OUT were made of."""
        sums = {file: sum_of(self._out / file) for file in files}
        if all(sums.values()):
            self._ask("REPLACE INTO made VALUES (?, ?, ?, ?, ?)", name, made_of, self._terms, json.dumps(sums), told)

    def _open(self) -> None:
        try:
            self._base = _opened(self._out / PLACE)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # half a file after a power cut
            self._begin_anew()

    def _begin_anew(self) -> None:
        if hasattr(self, "_base"):
            self._base.close()
        throw_away(self._out)
        self._base = _opened(self._out / PLACE)

    def _ask(self, question: str, *args: str | bytes | int) -> list[tuple[Any, ...]]:
        """One statement, kept at once; a ledger found broken is begun anew."""
        with _on_disk(self._out / PLACE):
            try:
                return self._base.execute(question, args).fetchall()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                self._begin_anew()
                return self._base.execute(question, args).fetchall()

    def _stands(self, record: OutputNamed) -> bool:
        return not record.output or digest(self._out / record.output) == record.output_sha256


def rebuild(out: Path, terms: str, texts: Iterable[bytes]) -> int:
    """A new ledger from the records of run.jsonl; how many files it knows."""
    with _on_disk(out / PLACE):
        throw_away(out)
    by_file: dict[str, list[bytes]] = {}
    sums: dict[str, str | None] = {}
    for text in texts:
        record = json.loads(text)
        by_file.setdefault(record["file"], []).append(text)
        sums[record["file"]] = record["sha256"]
    with Ledger(out, terms) as ledger:
        for name, records in by_file.items():
            ledger.keep(name, sums[name], records)
    return len(by_file)


def throw_away(out: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        (out / f"{PLACE}{ending}").unlink(missing_ok=True)


@contextmanager
def _on_disk(path: Path) -> Iterator[None]:
    """A ledger that cannot be kept ends the run: the disk is full, or the folder is no longer there."""
    try:
        yield
    except (sqlite3.Error, OSError) as fault:
        raise FolderFault(f"写不了完成记录 {path}：{fault}。请检查磁盘是否已满、文件夹是否还在。") from fault


def terms_of(*parts: str | Path | None) -> str:
    """One digest of everything besides the file that a result depends on; of a path, the bytes count."""
    total = hashlib.sha256()
    for part in parts:
        said = (digest(part) or "") if isinstance(part, Path) else (part or "")
        total.update(said.encode() + b"\0")
    return total.hexdigest()


def digest(path: Path) -> str | None:
    """sha256 of a file; None when it cannot be read."""
    try:
        return hashlib.sha256(read_whole(path)).hexdigest()
    except (OSError, Unopenable):
        return None


def sum_of(path: Path) -> str | None:
    """The same of an output of ours, which may be larger than the memory."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _opened(path: Path) -> sqlite3.Connection:
    base = sqlite3.connect(path, isolation_level=None)
    base.execute("PRAGMA locking_mode = EXCLUSIVE")
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = OFF")
    base.executescript(_TABLES)
    return base
