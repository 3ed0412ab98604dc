"""How many small faults the tests notice: `make mutation`, or `python benchmarks/mutation.py [how many] [room…]`.

Takes a fixed random sample of one-place mutants (a comparison turned, and/or swapped, a condition denied, a number moved by
one, a branch emptied) of the rooms below, runs the tests of the room on a copy of the package with each, and prints the
share that was noticed with every survivor by place. benchmarks/mutants.py holds the faults the design fears by name.
"""

from __future__ import annotations

import ast
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

HOME = Path(__file__).parents[1]
ROOMS = {
    "values": ("values", "tests/values"),
    "rules": ("rules", "tests/rules"),
    "scoring": ("scoring", "tests/scoring"),
    "patching": ("excel", "tests/excel/changing tests/excel/proving tests/excel/reading/test_quiet_rows.py"),
}
TURNED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
          ast.Is: ast.IsNot, ast.IsNot: ast.Is}  # fmt: skip
PATCHING = ("patch.py", "splice.py", "spans.py", "cell_spans.py", "dependents.py", "changes.py", "proof.py",
            "grown.py", "quiet_rows.py")  # fmt: skip


def places(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes that can be broken, in the order of the file; annotations and docstrings are not among them."""
    for node in ast.walk(tree):
        if (
            (isinstance(node, ast.Compare) and type(node.ops[0]) in TURNED)
            or isinstance(node, ast.BoolOp | ast.If | ast.IfExp)
            or (isinstance(node, ast.Constant) and type(node.value) is int)
        ):
            yield node


def broken(node: ast.AST) -> str:
    """Break a node in place; what was done, in words."""
    match node:
        case ast.Compare():
            node.ops[0] = TURNED[type(node.ops[0])]()
            return "comparison turned"
        case ast.BoolOp():
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            return "and/or swapped"
        case ast.If() | ast.IfExp():
            node.test = ast.UnaryOp(ast.Not(), node.test)
            return "condition denied"
        case ast.Constant():
            node.value = int(node.value) + 1  # type: ignore[arg-type]
            return "number moved by one"
    raise TypeError(node)


def mutants(room: str) -> list[tuple[Path, int]]:
    """Every mutant of a room: its file and which place of the file."""
    folder = HOME / "pbexcel" / ROOMS[room][0]
    files = [path for path in sorted(folder.rglob("*.py")) if room != "patching" or path.name in PATCHING]
    return [(path, number) for path in files for number in range(sum(1 for _ in places(ast.parse(path.read_text(encoding="utf-8")))))]


def noticed(home: Path, path: Path, number: int, tests: str) -> tuple[bool, str]:
    """Whether the tests go red with this mutant, and what it is."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    node = list(places(tree))[number]
    what = f"{path.relative_to(HOME)}:{node.lineno} {broken(node)}: {source.splitlines()[node.lineno - 1].strip()[:90]}"  # type: ignore[attr-defined]
    copy = home / path.relative_to(HOME)
    copy.write_text(ast.unparse(ast.fix_missing_locations(tree)), encoding="utf-8")
    words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests.split()]
    try:
        done = subprocess.run(words, cwd=home, capture_output=True, check=False, timeout=120)
        red = done.returncode != 0
    except subprocess.TimeoutExpired:
        red = True
    copy.write_text(source, encoding="utf-8")
    return red, what


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    rooms = sys.argv[2:] or list(ROOMS)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        for part in ("pbexcel", "tests", "samples", "docs", "templates", "benchmarks"):
            shutil.copytree(HOME / part, home / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(HOME / "pyproject.toml", home)
        for room in rooms:
            started = time.perf_counter()
            chosen = random.Random(2020).sample(mutants(room), min(count, len(mutants(room))))
            results = [noticed(home, path, number, ROOMS[room][1]) for path, number in chosen]
            for red, what in results:
                if not red:
                    print(f"survived  {what}")
            killed = sum(red for red, _ in results)
            print(f"{room}: {killed} of {len(results)} noticed ({100 * killed / len(results):.0f} %), of {len(mutants(room))} places, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
