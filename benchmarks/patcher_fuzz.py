"""Run the patcher over many random worksheets: `python benchmarks/patcher_fuzz.py [how many]` (5,000 if not given)."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "excel"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "excel" / "changing"))

from test_patch_random import check_one, edits_of, worksheets


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    started = time.perf_counter()
    settings(deadline=None, max_examples=count, suppress_health_check=list(HealthCheck), database=None)(
        given(worksheets(), edits_of)(check_one)
    )()
    print(f"{count} worksheets patched and read back, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
