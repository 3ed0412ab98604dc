"""What a form costs, beside a plain openpyxl script on the same forms: `make bench` (`python benchmarks/jobs.py [forms]`, 600).

Processor time of whole processes, start-up included, as ratios in one run; the machine's speed falls out. The whole job reads,
checks, scores, writes, verifies, publishes and records, and at its end makes the summary, which is also told apart; the script loads,
sets the score cells and saves. Every second form comes without scores, which the job writes into it. The floor copies the raw bytes
and syncs them.
"""

from __future__ import annotations

import compileall
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "batch"))

from many_forms import Kind, lay

SCORES = {"plain": ("7", "13"), "guided": ("8", "16")}  # the column of 得分 and its first row
SCRIPT = """
import sys, pathlib, openpyxl
given, out = map(pathlib.Path, sys.argv[1:3])
column, first = map(int, sys.argv[3:])
out.mkdir()
for path in sorted(given.glob("*.xlsx")):
    book = openpyxl.load_workbook(path)
    for row in range(first, first + 11):
        book["自评表"].cell(row, column).value = 10
    book.save(out / path.name)
"""
FLOOR = """
import sys, pathlib, os
given, out = map(pathlib.Path, sys.argv[1:])
out.mkdir()
for path in sorted(given.glob("*.xlsx")):
    with (out / path.name).open("wb") as stream:
        stream.write(path.read_bytes())
        stream.flush()
        os.fsync(stream.fileno())
"""
NO_SUMMARY = """
import pbexcel.batch.run
from pbexcel.cli import main
pbexcel.batch.run.write_summary_file = lambda *what: []
main()
"""
WARM = """
import sys, pathlib, time, openpyxl
from pbexcel.batch.one import Job, work
given, out = map(pathlib.Path, sys.argv[1:3])
column, first = map(int, sys.argv[3:])
out.mkdir()
def script(path):
    book = openpyxl.load_workbook(path)
    for row in range(first, first + 11):
        book["自评表"].cell(row, column).value = 10
    book.save(out / "script.xlsx")
def job(path):
    work(Job(str(path), path.name, "mof-2020", str(out), None))
paths = sorted(given.glob("*.xlsx"))
for one in (script, job):
    for path in paths[:5]:
        one(path)
    begun = time.process_time()
    for path in paths[5:]:
        one(path)
    print((time.process_time() - begun) / len(paths[5:]) * 1000)
"""


def warm(folder: Path, kind: Kind, count: int) -> None:
    """One form in a process that is running already, without start-up and summary."""
    lay(folder / "given", count, kind, mixed=True)
    command = [sys.executable, "-c", WARM, str(folder / "given"), str(folder / "out"), *SCORES[kind]]
    script, job = map(float, subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout.split())
    print(f"{kind}, in one running process: script {script:.1f} ms, the whole job {job:.1f} ms a form, {script / job:.2f} times less")
    shutil.rmtree(folder / "given")
    shutil.rmtree(folder / "out")


def cost(*command: str) -> tuple[float, float]:
    """Seconds of processor time and of the clock that a command takes, its children included."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - begun


def measured(folder: Path, kind: Kind, count: int) -> None:
    given = folder / "given"
    lay(given, count, kind, mixed=True)
    plain, _ = cost("-c", SCRIPT, str(given), str(folder / "script"), *SCORES[kind])
    floor, _ = cost("-c", FLOOR, str(given), str(folder / "floor"))
    one, one_clock = cost("-m", "pbexcel", "score", str(given), "-o", str(folder / "one"), "--jobs", "1", "-q")
    bare, _ = cost("-c", NO_SUMMARY, "score", str(given), "-o", str(folder / "bare"), "--jobs", "1", "-q")
    two, two_clock = cost("-m", "pbexcel", "score", str(given), "-o", str(folder / "two"), "--jobs", "2", "-q")
    again, _ = cost("-m", "pbexcel", "score", str(given), "-o", str(folder / "one"), "--jobs", "1", "-q")
    each = 1000 / count
    print(f"{kind}: {count} different forms, every second without scores, {sum(path.stat().st_size for path in given.iterdir()) / count / 1024:.0f} KB each")
    print(f"  openpyxl load, edit, save   {plain * each:6.1f} ms a form")
    print(f"  pbexcel, the whole job      {one * each:6.1f} ms a form   {plain / one:.2f} times less")
    print(f"  the same without summary    {bare * each:6.1f} ms a form   {plain / bare:.2f} times less")
    print(f"  raw copy and fsync          {floor * each:6.1f} ms a form   the floor: {one / floor:.0f} times less than that")
    print(f"  run again, nothing changed  {again * each:6.1f} ms a form")
    print(f"  2 jobs beside 1             {one_clock / two_clock:.2f} times as fast by the clock, {two / one:.2f} times the processor time")
    for name in ("given", "script", "floor", "one", "bare", "two"):
        shutil.rmtree(folder / name, ignore_errors=True)


def start_up() -> None:
    bare = min(cost("-c", "import click")[0] for _ in range(5))
    help_ = min(cost("-m", "pbexcel", "--help")[0] for _ in range(5))
    print(f"start-up: pbexcel --help {help_ * 1000:.0f} ms, {help_ / bare:.2f} times a bare import of click ({bare * 1000:.0f} ms)")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    compileall.compile_dir(Path(__file__).parents[1] / "pbexcel", quiet=1)  # as pip leaves what it installs, openpyxl too
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} processors, load {load:.1f} at the start")
    start_up()
    with tempfile.TemporaryDirectory(prefix="pbexcel-bench-") as folder:
        for kind in ("plain", "guided"):
            warm(Path(folder), kind, min(count, 60))  # type: ignore[arg-type]
            measured(Path(folder), kind, count)  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
