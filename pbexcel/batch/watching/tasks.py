"""From files that are ready to the task of a wave: archives unpacked, links that lead out refused, names given.

In: the inbox, the files ready and gone, their names. Out: a `Task`, and what each file of the inbox became in it.
Not here: doing it (wave).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pbexcel.batch.collect import Source, leads_out
from pbexcel.batch.one import Done, done, failed
from pbexcel.batch.watching.archives import is_archive, unpack
from pbexcel.batch.watching.names import Names
from pbexcel.batch.watching.wave import Task
from pbexcel.faults import Unopenable
from pbexcel.frozen import frozen
from pbexcel.problems import problem


@frozen
class Planned:
    """`parts`: the names in OUT of each file of the inbox; it is taken when all of them are finished."""

    task: Task
    parts: dict[str, list[str]]


def plan(inbox: Path, ready: Sequence[str], gone: Sequence[str], names: Names, folder: Path) -> Planned:
    """`folder` takes what archives hold, and lives as long as the task."""
    sources: list[Source] = []
    given: list[Done] = []
    archives: dict[str, list[str]] = {}
    parts: dict[str, list[str]] = {}
    for number, file in enumerate(ready):
        path, name = inbox / file, names.of(file)
        if is_archive(file) and path.is_file() and not leads_out(path, inbox):
            found, broken = _unpacked(path, name, folder / str(number))
            given += broken
            archives[name] = [one.name for one in found]
            parts[file] = archives[name] or [name]
        else:
            found = [Source(path, name, "B711" if leads_out(path, inbox) else "")]
            parts[file] = [name]
        sources += found
    return Planned(Task(sources, given, [names.of(file) for file in gone], archives), parts)


def _unpacked(path: Path, name: str, folder: Path) -> tuple[list[Source], list[Done]]:
    """What the archive holds; or the record that says why nobody can tell."""
    folder.mkdir()
    try:
        return unpack(path, name, folder), []
    except (Unopenable, OSError) as refusal:
        detail = refusal.detail if isinstance(refusal, Unopenable) else refusal.strerror or str(refusal)
        return [], [done(name, [failed(name, problem("B714", read=name, detail=detail))])]
