"""Cost of a form and memory of the coordinator as the batch grows: `make flat` (`python benchmarks/flat.py [sizes…]`).

Forms are made as they are needed and not kept. Sizes of 100, 1,000 and 10,000 if none are given; `records 100000` takes the
records of one real form, renamed, through the coordinator alone: spool, comparison of files, run.jsonl, summary.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "batch"))

from many_forms import form_bytes, lay

from pbexcel.batch import run as room
from pbexcel.batch.one import Done, Job, done, work
from pbexcel.batch.run import Terms, score_files
from pbexcel.report import FileRecord


def whole(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="pbexcel-flat-") as folder:
        lay(Path(folder, "in"), count)
        begun = time.process_time()
        run = score_files([Path(folder, "in")], Path(folder, "out"), Terms())
        told(count, time.process_time() - begun, run.counts["scored"])


def records(count: int) -> None:
    """The coordinator alone: the work on a file is taken from one real record, with another project and file in it."""
    with tempfile.TemporaryDirectory(prefix="pbexcel-flat-") as folder:
        given = Path(folder, "in")
        given.mkdir()
        form = given / "form.xlsx"
        form.write_bytes(form_bytes(1))
        real = FileRecord.model_validate_json(work(Job(str(form), "form.xlsx", "mof-2020", folder)).records[0][1])
        form.unlink()
        for number in range(count):
            (given / f"{number:06}.xlsx").touch()

        def worked(job: Job) -> Done:
            return done(job.name, [real.model_copy(update={"file": job.name, "project": f"第{job.name[:6]}号项目", "sha256": f"{job.name:0>64}"})])

        room.work = worked
        begun = time.process_time()
        run = score_files([given], Path(folder, "out"), Terms())
        told(count, time.process_time() - begun, run.counts["scored"])


def told(count: int, seconds: float, scored: int) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count}\t{seconds / count * 1000:.2f} ms a form\t{peak:.0f} MB at most\t{scored} scored", flush=True)


def main() -> None:
    match sys.argv[1:]:
        case ["whole", count]:
            whole(int(count))
        case ["records", count]:
            records(int(count))
        case sizes:
            for size in sizes or ("100", "1000", "10000"):
                subprocess.run([sys.executable, __file__, "whole", size], check=True)
            subprocess.run([sys.executable, __file__, "records", "100000"], check=True)


if __name__ == "__main__":
    main()
