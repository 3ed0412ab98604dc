"""How long one look at a full inbox takes, and what an idle watch costs: `python benchmarks/watch.py [FILES]`.

In: a number of files. Out: figures on stdout; exit 1 when a promise of docs/drop-folder.md is broken.
Not here: scoring; the files have been taken before the clock starts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from pbexcel.batch.run import Terms
from pbexcel.batch.watching.scan import scan
from pbexcel.batch.watching.watch import Watch

INTERVAL, LONGEST, MOST = 10.0, 0.5, 0.01


def main(files: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        inbox, out = Path(folder, "收件"), Path(folder, "结果")
        for number in range(files):
            place = inbox / f"{number % 50}科" / f"{number}号项目支出绩效自评表.xlsx"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(b"form")
        first = min(_timed(lambda: scan(inbox, out)) for _ in range(5))
        watch = Watch(inbox, out, Terms())
        waiting = _timed(lambda: watch.tick(0.0))
        for file, stamp in scan(inbox, out).files.items():
            watch._memory.take(file, stamp)
        watch._settling.forget(list(watch._memory.taken))
        watch.tick(0.0)
        before, looks = time.process_time(), 20
        for look in range(looks):
            watch.tick(look * INTERVAL)
        idle = (time.process_time() - before) / looks
    print(f"{files} files: one scan {first * 1000:.0f} ms, one look at all of them new {waiting * 1000:.0f} ms")
    print(f"idle: {idle * 1000:.0f} ms of processor time a look, {idle / INTERVAL:.2%} with a look every {INTERVAL:.0f} s")
    return 0 if first < LONGEST and idle / INTERVAL < MOST else 1


def _timed(act: object) -> float:
    begun = time.perf_counter()
    act()  # type: ignore[operator]
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
