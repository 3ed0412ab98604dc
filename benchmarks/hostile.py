"""Time and memory of every hostile file, each in a process of its own: `make hostile`. Aim: 2 s and 300 MB."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "batch"))

from hostile_files import CASES
from many_forms import form_bytes

from pbexcel.batch.one import Job, work

SECONDS, MEGABYTES = 2.0, 300


def main() -> None:
    over = 0
    with tempfile.TemporaryDirectory() as folder:
        warm = Path(folder, "warm.xlsx")
        warm.write_bytes(form_bytes(1))
        work(Job(str(warm), warm.name, "mof-2020", folder))
        for case in CASES:
            path = Path(folder, f"{case.name}.xlsx")
            path.write_bytes(case.make())
            over += measured(path, case.becomes)
    print(f"{len(CASES)} files, {over} over {SECONDS:.0f} s of processor time or {MEGABYTES} MB")


def measured(path: Path, becomes: str) -> bool:
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    came = work(Job(str(path), path.name, "mof-2020", str(path.parent)))
    took = time.process_time() - begun
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    brief = came.records[0][0]
    print(f"{path.stem}\t{path.stat().st_size}\t{brief.status} {brief.codes[0] if brief.status == 'failed' else ''}\t{took:.2f} s\t{more:.0f} MB", flush=True)
    right = brief.status == becomes or becomes in brief.codes
    os._exit(0 if right and took <= SECONDS and more <= MEGABYTES else 1)


if __name__ == "__main__":
    main()
