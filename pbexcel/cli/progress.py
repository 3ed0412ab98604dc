"""How far a run is, told on stderr while it goes on.

In: what came of each record. Out: on a terminal one line drawn again and again, elsewhere a plain line now and then; when
the run is broken off, the count so far. Not here: the result of a finished run (show).
"""

from __future__ import annotations

import os
import shutil
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from pbexcel.cli.show import STATUS_WORDS, counted, json_line, printable

if TYPE_CHECKING:
    from pbexcel.batch.identity import Brief
    from pbexcel.batch.run import Seen

_DRAWN = 0.1  # seconds between two drawings on a terminal
_TOLD = 10.0  # seconds between two plain lines


@contextmanager
def progress(*, quiet: bool = False, as_json: bool = False) -> Iterator[Seen]:
    """Gives what a run calls with each record. Broken off by Ctrl-C or a fault of ours, it tells what is done and what waits."""
    told = _Progress(silent=quiet or as_json)
    try:
        yield told.seen
    except BaseException:
        told.clear()
        if told.of:
            waiting = told.of - told.number
            counts = {status: told.counts[status] for status in STATUS_WORDS}
            if as_json:
                json_line({"received": sum(counts.values()) + waiting, **counts, "waiting": waiting})
            else:
                click.echo(counted(counts, waiting))
        raise
    told.clear()


class _Progress:
    def __init__(self, *, silent: bool) -> None:
        self.counts: Counter[str] = Counter()
        self.number = self.of = 0
        self._silent = silent
        self._drawn = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._pause = _DRAWN if self._drawn else _TOLD
        self._begun = self._last = time.monotonic()
        self._width = 0
        self._sent_back = ""

    def seen(self, brief: Brief, number: int, of: int) -> None:
        self.counts[brief.status] += 1
        self.number, self.of = number, of
        if brief.status in ("returned", "failed"):
            self._sent_back = f"{STATUS_WORDS[brief.status]}：{printable(brief.file)}"
        now = time.monotonic()
        if not self._silent and now - self._last >= self._pause:
            self._last = now
            self._tell(now - self._begun)

    def _tell(self, seconds: float) -> None:
        rate = self.number / seconds
        left = (self.of - self.number) / rate
        came = "，".join(f"{STATUS_WORDS[status]} {count}" for status, count in self.counts.items())
        line = f"{self.number}/{self.of}  每秒 {rate:.1f} 个  还要约 {_span(left)}  {came}"
        if not self._drawn:
            click.echo(line, err=True)
            return
        room = shutil.get_terminal_size().columns - 1
        text, width = _cut(f"{line}  {self._sent_back}", room)
        click.echo("\r" + text + " " * max(0, min(self._width, room) - width), err=True, nl=False)
        self._width = width

    def clear(self) -> None:
        """Take the drawn line away; no control codes but \\r, old consoles know no others."""
        if self._width:
            click.echo("\r" + " " * self._width + "\r", err=True, nl=False)
            self._width = 0


def _span(seconds: float) -> str:
    return f"{seconds:.0f} 秒" if seconds < 100 else f"{seconds / 60:.0f} 分钟"


def _cut(text: str, room: int) -> tuple[str, int]:
    """As much of the text as fits, and its width; a Chinese character takes two columns."""
    width = 0
    for position, letter in enumerate(text):
        step = 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if width + step > room:
            return text[:position], width
        width += step
    return text, width
