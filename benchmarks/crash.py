"""Kill runs and fail their calls, many times: `make crash` (`python benchmarks/crash.py [kills]`, 500 if not given).

Counts half-written outputs, changed inputs and forms not accounted for, against a run that nothing happened to.
"""

from __future__ import annotations

import errno
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "batch"))

from crashing import Ended, failing, half_written, run, run_when_free, stamps, tree
from many_forms import form_bytes, lay

from pbexcel.batch.run import Terms, score_files

bad: Counter[str] = Counter()


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="pbexcel-crash-") as folder:
        given = Path(folder, "in")
        lay(given, 4)
        (given / "坏.xlsx").write_bytes(form_bytes(9)[:-40])
        (given / "说明.txt").write_text("不是表", encoding="utf-8")
        score_files([given], Path(folder, "warm"), Terms())
        before = stamps(given)
        whole = run(given, Path(folder, "whole"))
        expected = tree(Path(folder, "whole"))
        print(f"one run: {len(whole.steps)} steps: {dict(Counter(whole.steps))}")
        at_steps(given, whole, expected, kills // 2)
        at_random(given, whole, expected, kills - kills // 2)
        failures(given, whole, expected)
        full_disk(given, expected)
        bad["changed inputs"] += stamps(given) != before
    print(f"half outputs {bad['half']}, changed inputs {bad['changed inputs']}, runs not completed by the next {bad['not completed']}, bugs {bad['bug']}")
    print(f"{time.perf_counter() - begun:.0f} s")
    sys.exit(1 if sum(bad.values()) else 0)


def settled(given: Path, out: Path, expected: dict[str, str], code: int, what: str) -> None:
    """Count what is wrong after a struck run, run again, count what is not as it should be."""
    for name in half_written(out, expected) if out.exists() else []:
        if "/" in name:
            bad["half"] += 1
            print("HALF", what, name)
    again = run_when_free(given, out) if (out / ".pbexcel").exists() else run(given, out)
    if again.code != code or tree(out) != expected:
        bad["not completed"] += 1
        print("NOT COMPLETED", what, again.code, again.said)
    subprocess.run(["rm", "-rf", str(out)], check=True)


def at_steps(given: Path, whole: Ended, expected: dict[str, str], kills: int) -> None:
    names: Counter[str] = Counter()
    for number in range(kills):
        step = number * len(whole.steps) // kills if kills < len(whole.steps) else number % len(whole.steps)
        out = given.parent / "out"
        ended = run(given, out, at=step)
        names[whole.steps[step]] += ended.code == -9
        settled(given, out, expected, whole.code, f"killed at {whole.steps[step]} {step}")
    print(f"killed at a named step: {sum(names.values())}: {dict(names)}")


def at_random(given: Path, whole: Ended, expected: dict[str, str], kills: int) -> None:
    chance, killed = random.Random(8), 0
    for number in range(kills):
        out = given.parent / "out"
        killed += run(given, out, Terms(jobs=1 + number % 2), after=chance.uniform(0.005, 0.4)).code == -9
        settled(given, out, expected, whole.code, f"random kill {number}")
    print(f"killed at a random moment: {killed} of {kills} (the others had ended)")


def failures(given: Path, whole: Ended, expected: dict[str, str]) -> None:
    for number in (errno.ENOSPC, errno.EACCES, errno.EIO):
        codes: Counter[int] = Counter()
        for step in range(len(whole.steps)):
            out = given.parent / "out"
            ended = run(given, out, at=step, then=failing(number))
            codes[ended.code] += 1
            if ended.code not in (0, 3, 5):
                bad["bug"] += 1
                print("BUG", whole.steps[step], ended.code, ended.said)
            settled(given, out, expected, whole.code, f"{errno.errorcode[number]} at {whole.steps[step]} {step}")
        print(f"{errno.errorcode[number]} at each of {len(whole.steps)} calls: exit codes {dict(codes)}")


def full_disk(given: Path, expected: dict[str, str]) -> None:
    """A tmpfs that fills up after the first, the second … output."""
    place = given.parent / "full"
    place.mkdir()
    for kilobytes in range(40, 400, 40):
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)], capture_output=True)
        if mounted.returncode:
            print(f"a full tmpfs: not run, mounting needs root: {mounted.stderr.decode().strip()}")
            return
        try:
            ended = run(given, place / "out")
            half = [name for name in half_written(place / "out", expected) if "/" in name] if (place / "out").exists() else []
            bad["half"] += len(half)
            bad["bug"] += ended.code not in (3, 5)
            print(f"tmpfs of {kilobytes} KB: exit code {ended.code}, half outputs {len(half)}")
        finally:
            subprocess.run(["umount", str(place)], check=True)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONWARNINGS", "error")
    main()
