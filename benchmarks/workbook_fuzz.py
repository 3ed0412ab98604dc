"""Break many workbooks and feed them to the work on one file: `make fuzz` (`workbook_fuzz.py [how many [seed [first]]]`; 100,000, 8, 0).

Each ends as a record: scored, returned, or failed by a code; never a bug (B705, B706), never beyond its limits (B710, 2 s,
300 MB on top of the process). All in one process, as a run does; the limits are kept for each file. Prints where it is; Ctrl-C
or SIGTERM ends it with what it came to and the number to go on from. A workbook that shows a fault is kept in this folder.
"""

from __future__ import annotations

import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "batch"))

from mutants import mutant

from pbexcel.batch.one import Job, work

LIMIT = 2.0  # seconds of processor time
MEMORY = 300  # MB
_EVERY = 2000
_QUICK = Path("/dev/shm")  # no disk waits for what is thrown away


@dataclass
class Fuzz:
    folder: Path
    came: Counter[str] = field(default_factory=Counter)
    faults: int = 0
    slowest: float = 0.0

    def feed(self, seed: int, number: int) -> None:
        data, ending = mutant(random.Random(f"{seed} {number}"))
        path = self.folder / f"表{ending}"
        path.write_bytes(data)
        started, before = time.process_time(), _peak()
        brief = work(Job(str(path), path.name, "mof-2020", str(self.folder))).records[0][0]
        took = time.process_time() - started
        self.slowest, more = max(self.slowest, took), _peak() - before
        self.came[brief.status if brief.status != "failed" else brief.codes[0]] += 1
        if set(brief.codes) & {"B705", "B706", "B710"} or took > LIMIT or more > MEMORY:
            self.faults += 1
            kept = Path(f"mutant-{seed}-{number}{ending}")
            kept.write_bytes(data)
            print(f"FAULT {brief.codes} {took:.2f} s, {more} MB more: {kept}", flush=True)


def _peak() -> int:
    """Most memory this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    count, seed, first = (int(given) for given in (*sys.argv[1:], *("100000", "8", "0")[len(sys.argv) - 1 :]))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    begun, number = time.process_time(), first
    with tempfile.TemporaryDirectory(prefix="pbexcel-fuzz-", dir=_QUICK if _QUICK.is_dir() else None) as folder:
        fuzz = Fuzz(Path(folder))
        try:
            for number in range(first, first + count):
                fuzz.feed(seed, number)
                if (number - first + 1) % _EVERY == 0:
                    told(fuzz, number - first + 1, begun)
        except KeyboardInterrupt:
            print(f"stopped; to go on: workbook_fuzz.py {first + count - number} {seed} {number}", flush=True)
        told(fuzz, sum(fuzz.came.values()), begun)
    sys.exit(1 if fuzz.faults else 0)


def told(fuzz: Fuzz, count: int, begun: float) -> None:
    spent = time.process_time() - begun
    print(
        f"{count} mutants, {spent:.0f} s ({spent / max(count, 1) * 1000:.1f} ms each), slowest {fuzz.slowest:.2f} s, process at most {_peak()} MB, "
        f"faults {fuzz.faults}: {dict(fuzz.came.most_common())}",
        flush=True,
    )


if __name__ == "__main__":
    main()
