"""Break many workbooks and feed them to the work on one file: `make fuzz` (`python benchmarks/workbook_fuzz.py [how many]`, 100,000).

Each ends as a record: scored, returned, or failed by a code; never a bug (B705, B706), never beyond its limits (B710).
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "batch"))

from mutants import mutant

from pbexcel.batch.one import Job, work


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    came: Counter[str] = Counter()
    slowest = 0.0
    begun = time.process_time()
    with tempfile.TemporaryDirectory(prefix="pbexcel-fuzz-") as folder:
        path = Path(folder, "表.xlsx")
        for number in range(count):
            path.write_bytes(mutant(random.Random(f"{seed} {number}")))
            started = time.process_time()
            brief = work(Job(str(path), path.name, "mof-2020", folder)).records[0][0]
            slowest = max(slowest, time.process_time() - started)
            came[brief.status if brief.status != "failed" else brief.codes[0]] += 1
            if set(brief.codes) & {"B705", "B706", "B710"}:
                kept = Path(f"mutant-{seed}-{number}.xlsx")
                kept.write_bytes(path.read_bytes())
                print("BUG", brief.codes, kept, flush=True)
    print(f"{count} mutants, {time.process_time() - begun:.0f} s, slowest {slowest:.2f} s: {dict(came.most_common())}")
    sys.exit(1 if came["B705"] + came["B706"] + came["B710"] else 0)


if __name__ == "__main__":
    main()
