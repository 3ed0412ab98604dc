"""The state of the drop folder as people read it, and as programs do.

In: the state last told, the time, whether a watcher is alive. Out: text or JSON Lines on stdout, the exit code.
Not here: finding any of it out (batch.watching).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click

from pbexcel.batch.collect import OUT_MARK
from pbexcel.batch.earlier import read_run
from pbexcel.batch.watching import status
from pbexcel.cli.show import headline, json_line
from pbexcel.report import FileRecord

QUIET_TOO_LONG = 300.0  # seconds without a look; one large wave may take minutes


def as_text(state: status.State, out: Path, now: float, is_watched: bool, verbose: bool) -> int:
    click.echo(status.as_text(state, _running(state, now, is_watched)), nl=False)
    scored = [record for record in _records(out) if record.status == "scored"] if verbose else []
    if scored:
        click.echo(f"\n评完的（{len(scored)} 个）")
    for record in scored:
        click.echo(f"  {headline(record)}")
    return _code(state)


def as_json(state: status.State, out: Path, now: float, is_watched: bool, verbose: bool) -> int:
    """A line for each file that waits, then for each with a result, then the whole."""
    for wait in state.waits:
        json_line({"file": wait.file, "status": "waiting", "why": wait.why, "open": wait.is_open, "since": _iso(wait.since)})
    why = {result.file: result.why for result in state.results}
    for record in _records(out):
        total = f"{record.total:f}" if record.total is not None else None
        json_line(
            {
                "file": record.file, "status": record.status, "why": why.get(record.file, ""), "output": record.output,
                "total": total, "grade": record.grade, "replaced_by": record.replaced_by,
            }
        )  # fmt: skip
    code = _code(state)
    whole = {"inbox": state.inbox, "running": is_watched, "heartbeat": _iso(state.at), "paused": state.paused or None}
    json_line({**whole, **state.totals, "exit_code": code})
    return code


def _running(state: status.State, now: float, is_watched: bool) -> str:
    ago = max(0, round(now - state.at))
    if not is_watched:
        return f"没有在看守。最近一次查看：{status.clock_time(state.at)}"
    if ago > QUIET_TOO_LONG:
        return f"看守程序还在，但已经 {ago // 60} 分钟没有动静。最近一次查看：{status.clock_time(state.at)}"
    return f"正在看守，{ago} 秒前看过一次"


def _records(out: Path) -> Iterator[FileRecord]:
    return read_run(out) if (out / OUT_MARK).exists() else iter(())


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().isoformat(timespec="seconds")


def _code(state: status.State) -> int:
    """5 while the watch is paused over a folder, as the commands that need that folder would end."""
    return 5 if state.paused else 0
