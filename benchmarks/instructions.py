"""Instructions of the whole job beside the openpyxl script, under valgrind: `python benchmarks/instructions.py [forms]` (40; minutes).

Processor time on a machine with neighbours varies by half; instructions are nearly the same every time. Runs over two numbers
of small forms tell what one form costs and what starting does; both are said for the 600 of `make bench`. Waiting for the disk
and for memory does not show here.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from jobs import SCORES, SCRIPT, lay

WHOLE = 600
COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")


def instructions(*command: str) -> int:
    """How many a Python command takes."""
    valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    run = subprocess.run([*valgrind, sys.executable, *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment)
    found = COUNTED.search(run.stderr)
    if found is None:
        raise SystemExit(f"valgrind gave no count:\n{run.stderr[-500:]}")
    return int(found[1].replace(",", ""))


def main() -> None:
    if shutil.which("valgrind") is None:
        raise SystemExit("needs valgrind")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    costs: dict[str, list[int]] = {"openpyxl load, edit, save": [], "pbexcel, the whole job": []}
    with tempfile.TemporaryDirectory(prefix="pbexcel-bench-") as folder:
        for number in (count, 2 * count):
            given, out = Path(folder, f"given{number}"), Path(folder, f"out{number}")
            lay(given, number, "plain", mixed=True)
            costs["openpyxl load, edit, save"].append(instructions("-c", SCRIPT, str(given), f"{out}-script", *SCORES["plain"]))
            costs["pbexcel, the whole job"].append(instructions("-m", "pbexcel", "score", str(given), "-o", str(out), "--jobs", "1", "-q"))
    whole = []
    for name, (fewer, more) in costs.items():
        form = (more - fewer) / count
        start = fewer - count * form
        whole.append(start + WHOLE * form)
        print(f"{name:26} {form / 1e6:6.1f} million a form, {start / 1e6:6.0f} million to start; {WHOLE} forms {whole[-1] / 1e9:.1f} thousand million")
    print(f"{whole[0] / whole[1]:.2f} times fewer for {WHOLE} forms")


if __name__ == "__main__":
    main()
