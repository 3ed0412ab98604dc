"""What the drop folder is doing, for whoever looks: 状态.txt in OUT, and the same for `pbexcel status`.

In: what waits, what came of the rest, the time as an argument. Out: text; small files in OUT/.pbexcel, and read back.
Not here: deciding any of it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import field, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pbexcel.batch.spool import STATUSES
from pbexcel.batch.watching.settling import Wait
from pbexcel.faults import FolderFault
from pbexcel.frozen import frozen
from pbexcel.report import FileRecord

TEXT = "状态.txt"
_PLACE, _BEAT = Path(".pbexcel", "status.json"), Path(".pbexcel", "heartbeat")
WORDS = {"scored": "已评分", "returned": "退回", "failed": "失败", "conflict": "冲突", "skipped": "跳过", "waiting": "等待"}
_HEADS = (
    ("waiting", "等待中"),
    ("returned", "退回：改好以后放回收件文件夹，文件名不变"),
    ("failed", "读不出来：换一份能打开的放进收件文件夹，文件名不变"),
    ("conflict", "版本冲突：同一个项目交了内容不同的几份，都没有计入汇总，请拿走不要的"),
    ("replaced", "已被替代：后来又交了新的，以新的为准"),
    ("skipped", "跳过"),
)
_MOST_LINES = 200


@frozen
class Result:
    """A file that did not simply end in 已评分, and why in one line."""

    file: str
    status: str
    why: str


@frozen
class State:
    """`paused` says why nothing is being taken, "" when all is well; `at` is the time of the last look."""

    inbox: str
    at: float = 0.0
    paused: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    results: tuple[Result, ...] = ()
    waits: tuple[Wait, ...] = ()
    known: frozenset[str] = frozenset()  # of the waiting ones, those that have a result already

    @property
    def totals(self) -> dict[str, int]:
        """received = scored + returned + failed + conflict + skipped + waiting; a file that has a result and comes again is
        counted by its result until the new one is there."""
        found: dict[str, int] = {status: self.counts.get(status, 0) for status in STATUSES}
        found["waiting"] = sum(wait.file not in self.known for wait in self.waits)
        return {"received": sum(found.values()), **found}


def results_of(records: Iterable[FileRecord], files: set[str]) -> tuple[dict[str, int], tuple[Result, ...]]:
    """How many of each status, and a line for each file that did not simply end in 已评分; all `files` are added up."""
    counts: dict[str, int] = dict.fromkeys(STATUSES, 0)
    results = []
    for record in records:
        counts[record.status] += 1
        files.add(record.file)
        if record.status != "scored":
            status = "replaced" if record.replaced_by else record.status
            results.append(Result(record.file, status, _why(record)))
    return counts, tuple(results)


def _why(record: FileRecord) -> str:
    if record.replaced_by:
        return f"已被「{record.replaced_by}」替代"
    grave = [found for found in record.problems if found.severity == "退回"] or list(record.problems)
    if record.status == "conflict":
        grave = [found for found in record.problems if found.code == "B701"] or grave
    if not grave:
        return ""
    more = f"（共 {len(grave)} 处要改）" if record.status == "returned" and len(grave) > 1 else ""
    place = f"{grave[0].cell} " if grave[0].cell else ""
    return f"{place}{grave[0].title}。{grave[0].fix}{more}"


def as_text(state: State, running: str) -> str:
    """状态.txt; `running` is its first line."""
    totals = state.totals
    lines = [running, f"收件文件夹：{state.inbox}"]
    if state.paused:
        lines.append(f"暂停中：{state.paused}")
    lines.append(f"收到 {totals['received']} = " + " + ".join(f"{WORDS[status]} {totals[status]}" for status in WORDS))
    told = [*(Result(wait.file, "waiting", f"{wait.why}（{clock_time(wait.since)} 起）") for wait in state.waits), *state.results]
    for status, head in _HEADS:
        own = [one for one in told if one.status == status]
        if own:
            lines += ["", f"{head}（{len(own)} 个）", *(f"  {one.file}：{one.why}" for one in own[:_MOST_LINES])]
            if len(own) > _MOST_LINES:
                lines.append(f"  …… 还有 {len(own) - _MOST_LINES} 个")
    return "\n".join(lines) + "\n"


def clock_time(at: float) -> str:
    return datetime.fromtimestamp(at).strftime("%m-%d %H:%M:%S")


class Notice:
    """Writes the state where people and `pbexcel status` look: what changed at once, the time of the last look every time.

    Failures are the folder's, so they are raised as FolderFault: the watch goes on and tries again.
    """

    EVERY = 60.0  # seconds between two writings of 状态.txt where only the time has changed

    def __init__(self, out: Path) -> None:
        self._out = out
        self._last: State | None = None

    def tell(self, state: State) -> None:
        try:
            (self._out / _BEAT).write_text(f"{state.at:.3f}\n", encoding="ascii")
            last = self._last
            if last is None or replace(last, at=state.at) != state or state.at - last.at >= self.EVERY:
                self._write(state)
                self._last = state
        except OSError as fault:
            raise FolderFault(f"写不了 {self._out / TEXT}：{fault.strerror or fault}") from fault

    def _write(self, state: State) -> None:
        plain = {name: getattr(state, name) for name in ("inbox", "at", "paused", "counts")}
        plain |= {"known": sorted(state.known), "results": _rows(Result, state.results), "waits": _rows(Wait, state.waits)}
        _put(json.dumps(plain, ensure_ascii=True).encode("ascii"), self._out / _PLACE)
        text = as_text(state, f"最近一次查看：{clock_time(state.at)}")
        # with a byte order mark and CRLF: the Notepad of older Windows needs both
        _put(text.replace("\n", "\r\n").encode("utf-8-sig", "replace"), self._out / TEXT)


def read_state(out: Path) -> State | None:
    """The state last told; None where no watch has ever run. Raises FolderFault when it cannot be read."""
    try:
        found: dict[str, Any] = json.loads((out / _PLACE).read_text(encoding="utf-8"))
        beat = (out / _BEAT).read_text(encoding="ascii")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as fault:
        raise FolderFault(f"读不了 {out / _PLACE}：{fault}") from fault
    results, waits = (Result(*row) for row in found.pop("results")), (Wait(*row) for row in found.pop("waits"))
    state = State(results=tuple(results), waits=tuple(waits), known=frozenset(found.pop("known")), **found)
    return replace(state, at=float(beat)) if beat.strip() else state


def _rows(kind: type[Result] | type[Wait], values: Sequence[Result | Wait]) -> list[list[Any]]:
    names = [one.name for one in fields(kind)]
    return [[getattr(value, name) for name in names] for value in values]


def _put(data: bytes, target: Path) -> None:
    """Complete or not at all; not synced, it is written again soon. Beside the ledger, so that no run sweeps it away."""
    half = target.parent / _PLACE.parent / f"{target.name}.new" if target.name == TEXT else target.with_suffix(".new")
    half.write_bytes(data)
    os.replace(half, target)
