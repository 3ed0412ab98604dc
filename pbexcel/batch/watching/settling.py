"""When a dropped file may be taken: nobody is writing it, it is whole, nobody has it open. And when one is really gone.

In: shots of the inbox one after another, the time of each. Out: `Look`: files ready, files waiting and why, files gone.
Not here: opening files (probes, given as functions), working on them (wave).

A file that vanishes for a moment is being saved: Excel deletes and rewrites. One that changed begins to settle anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from pbexcel.batch.watching.scan import Shot, Stamp
from pbexcel.frozen import frozen

SETTLING = "刚放进来或刚改过，等它写完"


@frozen
class Patience:
    """Seconds: unchanged for so long is `settled`; not whole for so long is broken and not slow; away for so long is
    withdrawn; a lock file so old was left behind by a crash."""

    settled: float = 5.0
    broken: float = 60.0
    withdrawn: float = 120.0
    forgotten_lock: float = 12 * 3600.0


@frozen
class Lock:
    """A lock file beside a file: whose, and when it was written."""

    who: str
    written: float


@frozen
class Probes:
    """What can be asked of a file of the inbox: its lock; why it is not whole ("" if it is), and whether it is in use."""

    lock: Callable[[str], Lock | None]
    wrong: Callable[[str], str]
    in_use: Callable[[str], bool]


@frozen
class Wait:
    """A file that is not taken yet; `is_open`: somebody has it open in an editor."""

    file: str
    why: str
    since: float
    is_open: bool = False


@dataclass(slots=True)
class Look:
    """`is_moving`: something is still being written, so more of the same drop may come. `has_changed`: what is remembered has."""

    ready: list[str] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    is_moving: bool = False
    has_changed: bool = False


class Settling:
    """What is remembered from look to look, in the two dicts given: since when each new file has been unchanged, since when a
    taken one is away."""

    def __init__(self, patience: Patience, fresh: dict[str, tuple[Stamp, float]], missing: dict[str, float]) -> None:
        self._patience, self.fresh, self.missing = patience, fresh, missing
        self._whole: dict[str, Stamp] = {}

    def look(self, shot: Shot, taken: Mapping[str, Stamp], probes: Probes, now: float) -> Look:
        """`taken` are the files worked on already, with the stamps they had then."""
        look = Look()
        before, known = dict(self.fresh), dict(self.missing)
        self.fresh.clear()
        self.missing.clear()
        for file, stamp in shot.files.items():
            if taken.get(file) == stamp:
                continue
            was = before.get(file)
            since = min(was[1], now) if was and was[0] == stamp else now
            self.fresh[file] = (stamp, since)
            edited = _edited(probes.lock(file), now, self._patience) if file in shot.locks else ""
            why = self._why_not(file, stamp, now - since, probes, edited)
            if why:
                look.is_moving |= why == SETTLING
                look.waits.append(Wait(file, why, since, bool(edited)))
            else:
                look.ready.append(file)
        self._whole = {file: stamp for file, stamp in self._whole.items() if file in self.fresh}
        for file in taken:
            if file not in shot.files and not shot.is_hidden(file):
                self.missing[file] = min(known.get(file, now), now)
                if now - self.missing[file] >= self._patience.withdrawn:
                    look.gone.append(file)
        look.has_changed = (before, known) != (self.fresh, self.missing)
        return look

    def forget(self, files: Collection[str]) -> None:
        """Files that were taken."""
        for file in files:
            self.fresh.pop(file, None)
            self._whole.pop(file, None)
            self.missing.pop(file, None)

    def _why_not(self, file: str, stamp: Stamp, unchanged: float, probes: Probes, edited: str) -> str:
        """Why the file cannot be taken yet; "" if it can."""
        if edited:
            return edited
        if unchanged < self._patience.settled:
            return SETTLING
        if self._whole.get(file) == stamp:
            return ""
        if probes.in_use(file):
            return "被别的程序占用，或者没有读取权限，等待中"
        if unchanged < self._patience.broken and (wrong := probes.wrong(file)):
            return f"还不完整（{wrong}），可能还在复制，等待中"
        self._whole[file] = stamp
        return ""


def _edited(lock: Lock | None, now: float, patience: Patience) -> str:
    if lock is None or now - lock.written >= patience.forgotten_lock:
        return ""
    return f"{lock.who or '有人'}正在编辑，等待中"
