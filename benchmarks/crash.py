"""Kill runs, fail their calls, fill their disk, take their folder away: `make crash` (`crash.py [kills [examples]]`, 500 and 150).

Counts half-written outputs, changed inputs and forms not accounted for, against a run that nothing happened to. A run over two
forms, a broken file and a text; every struck run is followed by one that must leave what the undisturbed run leaves.
"""

from __future__ import annotations

import errno
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "batch"))

from crashing import (
    Ended,
    failing,
    half_written,
    moving,
    no_file_larger_than,
    removing,
    run,
    run_when_free,
    stamps,
    tree,
)
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from many_forms import form_bytes, lay
from test_any_order import Folder

from pbexcel.batch.run import Terms, score_files

_QUICK = Path("/dev/shm")  # a kill leaves what was written whatever the disk does; so many fsyncs of a disk take an hour
EVENTS = 30  # in each random story of a folder
bad: Counter[str] = Counter()


def main() -> None:
    kills, examples = (int(given) for given in (*sys.argv[1:], *("500", "150")[len(sys.argv) - 1 :]))
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="pbexcel-crash-", dir=_QUICK if _QUICK.is_dir() else None) as folder:
        crash = Crash(Path(folder))
        crash.at_random(kills - crash.at_steps(kills // 2))
        crash.failures()
        crash.full_disk()
        crash.without_out()
        bad["changed inputs"] += stamps(crash.given) != crash.before
    any_order(examples)
    print(f"half outputs {bad['half']}, changed inputs {bad['changed inputs']}, runs not completed by the next {bad['not completed']}, bugs {bad['bug']}")
    print(f"{time.perf_counter() - begun:.0f} s, {resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime:.0f} s of them at work")
    sys.exit(1 if sum(bad.values()) else 0)


class Crash:
    def __init__(self, folder: Path) -> None:
        self.given, self.out = folder / "in", folder / "out"
        lay(self.given, 2)
        (self.given / "坏.xlsx").write_bytes(form_bytes(9)[:-40])
        (self.given / "说明.txt").write_text("不是表", encoding="utf-8")
        score_files([self.given], folder / "warm", Terms())
        self.before = stamps(self.given)
        begun = time.perf_counter()
        self.whole = run(self.given, folder / "whole")
        self.takes = time.perf_counter() - begun
        self.expected = tree(folder / "whole")
        say(f"one run: {len(self.whole.steps)} steps: {counted(Counter(self.whole.steps))}")

    def settled(self, what: str, out: Path | None = None) -> None:
        """Count what is wrong after a struck run, run again, count what is not as it should be."""
        out = out or self.out
        for name in half_written(out, self.expected) if out.exists() else []:
            if "/" in name:
                bad["half"] += 1
                say(f"HALF {what} {name}")
        again = run_when_free(self.given, out) if (out / ".pbexcel").exists() else run(self.given, out)
        if again.code != self.whole.code or tree(out) != self.expected:
            bad["not completed"] += 1
            say(f"NOT COMPLETED {what} {again.code} {again.said}")
        shutil.rmtree(out)

    def allowed(self, ended: Ended, codes: tuple[int, ...], what: str) -> None:
        if ended.code not in codes:
            bad["bug"] += 1
            say(f"BUG {what} {ended.code} {ended.said}")

    def at_steps(self, about: int) -> int:
        """At every step once; evenly spread ones where a short run is asked for. How many kills."""
        names: Counter[str] = Counter()
        steps = self.whole.steps
        for step in range(0, len(steps), max(1, round(len(steps) / about))):
            ended = run(self.given, self.out, at=step)
            names[steps[step]] += ended.code == -9
            self.settled(f"killed at {steps[step]} {step}")
        say(f"killed at a named step: {names.total()} of {len(steps)}: {counted(names)}")
        return names.total()

    def at_random(self, kills: int) -> None:
        """Until so many kills have met a living run, alone and with a pool of two in turn."""
        chance, killed, tries = random.Random(8), 0, 0
        while killed < kills:
            tries += 1
            killed += run(self.given, self.out, Terms(jobs=1 + tries % 2), after=chance.uniform(0.005, self.takes)).code == -9
            self.settled(f"random kill {tries}")
        say(f"killed at a random moment: {killed} (and {tries - killed} runs that had ended before)")

    def failures(self) -> None:
        for number in (errno.ENOSPC, errno.EACCES, errno.EIO):
            codes: Counter[int] = Counter()
            for step, name in enumerate(self.whole.steps):
                what = f"{errno.errorcode[number]} at {name} {step}"
                ended = run(self.given, self.out, at=step, then=failing(number))
                codes[ended.code] += 1
                self.allowed(ended, (0, 3, 5), what)
                self.settled(what)
            say(f"{errno.errorcode[number]} at each of {len(self.whole.steps)} calls: exit codes {counted(codes)}")

    def without_out(self) -> None:
        """OUT removed, and moved elsewhere, at each step: as somebody does who does not know that a run is going on."""
        for strike, word in ((removing, "removed"), (moving, "moved away")):
            codes: Counter[int] = Counter()
            for step, name in enumerate(self.whole.steps):
                ended = run(self.given, self.out, at=step, then=strike(self.out))
                codes[ended.code] += 1
                self.allowed(ended, (3, 5), f"OUT {word} at {name} {step}")
                self.settled(f"OUT {word} at {name} {step}")
                shutil.rmtree(self.out.with_name("moved away"), ignore_errors=True)
            say(f"OUT {word} at each of {len(self.whole.steps)} steps: exit codes {counted(codes)}")

    def full_disk(self) -> None:
        """Disks of every size from none to enough, for OUT and for the temporary folder."""
        try:
            self.full("OUT", self.given.parent / "full", self.given.parent / "full" / "out")
            self.full("temporary files", self.given.parent / "tmp", self.out)
        except NotMounted as refused:
            say(f"a full tmpfs: mounting was refused ({refused}); instead files that cannot grow:")
            self.files_that_cannot_grow()

    def full(self, word: str, place: Path, out: Path) -> None:
        place.mkdir(exist_ok=True)
        codes: Counter[int] = Counter()
        for kilobytes in range(4, 4000, 8):
            with mounted(place, kilobytes) as enlarge:
                ended = run(self.given, out)
                self.allowed(ended, (3, 5), f"a tmpfs of {kilobytes} KB for {word}")
                enlarge()
                self.settled(f"a tmpfs of {kilobytes} KB for {word}", out)
            codes[ended.code] += 1
            if ended.code == self.whole.code:
                break
        say(f"a tmpfs for {word}, from 4 KB to {kilobytes} KB, where it was enough: exit codes {counted(codes)}")

    def files_that_cannot_grow(self) -> None:
        codes: Counter[int] = Counter()
        for size in range(0, 200_000, 1000):
            ended = run(self.given, self.out, at=0, then=no_file_larger_than(size))
            codes[ended.code] += 1
            self.allowed(ended, (3, 5), f"RLIMIT_FSIZE {size}")
            self.settled(f"RLIMIT_FSIZE {size}")
        say(f"no file larger than 0 to 200 KB (RLIMIT_FSIZE): exit codes {counted(codes)}")


class NotMounted(Exception):
    pass


@contextmanager
def mounted(place: Path, kilobytes: int) -> Iterator[Callable[[], object]]:
    """A tmpfs of that size while the body runs; gives what enlarges it. Raises NotMounted where that is refused."""
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as fault:
        said = fault.stderr.decode().strip() if isinstance(fault, subprocess.CalledProcessError) else str(fault)
        raise NotMounted(said) from fault
    try:
        yield lambda: subprocess.run(["mount", "-o", "remount,size=64m", str(place)], check=True)
    finally:
        subprocess.run(["umount", str(place)], check=True)


def any_order(examples: int) -> None:
    """Random stories of a folder, new ones every time."""
    Folder.happened.clear()
    try:
        run_state_machine_as_test(Folder, settings=settings(Folder.TestCase.settings, max_examples=examples, stateful_step_count=EVENTS, derandomize=False))
    except AssertionError as wrong:
        bad["not completed"] += 1
        say(f"NOT COMPLETED in any order: {wrong}")
    say(f"{Folder.happened['stories']} random stories of a folder: {counted(Folder.happened)}")


def counted(counts: Counter[str] | Counter[int]) -> str:
    return ", ".join(f"{name}: {count}" for name, count in counts.most_common())


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
