"""Break one rule at a time and see that a test goes red: `make mutants`, or `python benchmarks/mutants.py NAME…`.

Each mutant changes one place of a copy of the package and runs the tests named beside it; a mutant that survives ends with 1.
A mutant whose place is gone ends with 2: the list must follow the code.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

HOME = Path(__file__).parents[1]


class Mutant(NamedTuple):
    name: str
    file: str
    was: str
    becomes: str
    tests: str


MUTANTS = (
    Mutant("direction: a limit read as a floor", "scoring/quantities.py",
           'if indicator.direction == "reverse":', 'if indicator.direction == "nothing":', "tests/scoring/test_line.py"),
    Mutant("direction: a minimum read as a limit", "values/direction.py",
           '">": "forward", "<"', '">": "reverse", "<"', "tests/values/test_direction.py"),
    Mutant("cap of a line", "scoring/methods.py", "    if actual >= target:\n        return ALL\n    if target <= 0",
           "    if target <= 0", "tests/scoring/test_methods.py"),
    Mutant("cap of the execution score", "scoring/execution.py", "share = methods.within(rate)", "share = rate",
           "tests/scoring/test_execution_score.py"),
    Mutant("cap of a typed score", "scoring/settling.py", "return _fixed(computed, computed, \"auto\", f\"{because}；自评 {plain(typed)} 分高于",
           "return _fixed(computed, typed, \"auto\", f\"{because}；自评 {plain(typed)} 分高于", "tests/scoring/test_settling.py tests/scoring/test_line.py"),
    Mutant("rounding half down", "scoring/methods.py", "(2 * upper * 10**digits + lower) // (2 * lower)",
           "-((lower - 2 * upper * 10**digits) // (2 * lower))", "tests/scoring/test_methods.py"),
    Mutant("rounding twice", "scoring/settling.py", "computed = points(judged.share, weight, profile.rounding.places)",
           "computed = points(judged.share, weight, 1).quantize(Decimal(1).scaleb(-profile.rounding.places))", "tests/scoring/test_line.py"),
    Mutant("a missed target reaches its weight by rounding", "scoring/settling.py",
           "if not judged.met and computed >= weight > 0 and judged.share < 1:", "if False:", "tests/scoring/test_line.py tests/scoring/test_settling.py"),
    Mutant("unit conversion left out", "values/units.py", "Decimal(upper * times) / Decimal(lower * over)", "Decimal(upper) / Decimal(lower)", "tests/values/test_fitting.py"),
    Mutant("band edge not included", "scoring/methods.py", "if value >= Fraction(edge):", "if value > Fraction(edge):",
           "tests/scoring/test_methods.py"),
    Mutant("grade edge not included", "scoring/score.py", "if total >= edge", "if total > edge", "tests/scoring/test_score.py"),
    Mutant("grade from the exact sum", "scoring/score.py", "        total += one\n", "        total += one - Decimal(\"0.004\")\n",
           "tests/scoring/test_score.py"),
    Mutant("zero limit divides", "scoring/methods.py", "    if limit <= 0:\n        return NONE\n    return ratio(limit, actual)",
           "    return Fraction(limit) / Fraction(actual or 1)", "tests/scoring/test_methods.py"),
    Mutant("an empty actual scores what was typed", "scoring/settling.py", "if judged.unevidenced or typed is None:", "if typed is None:",
           "tests/scoring/test_line.py"),
    Mutant("project identity without the unit", "batch/identity.py", "return (record.year, plain_name(owner), plain_name(record.project))",
           'return (record.year, "", plain_name(record.project))', "tests/batch/test_identity.py"),
    Mutant("project identity without the year", "batch/identity.py", "return (record.year, plain_name(owner), plain_name(record.project))",
           "return (None, plain_name(owner), plain_name(record.project))", "tests/batch/test_identity.py"),
    Mutant("a decision outlives its cell", "scoring/deciding.py", "if not still_holds(", "if False and not still_holds(",
           "tests/scoring/test_deciding.py"),
    Mutant("a decision above the weight", "scoring/deciding.py", "if not 0 <= decision.points <= weight:", "if False:",
           "tests/scoring/test_deciding.py"),
    Mutant("weights need not make 100", "scoring/weights.py", "return fund, [_sum_finding(\"W304\", form, goals, fund, whole)]",
           "return fund, []", "tests/scoring/test_weights.py"),
    Mutant("an equal cost may be exceeded", "scoring/quantities.py", "return under_cost or \"元\" in target.unit or", "return",
           "tests/scoring/test_line.py"),
)  # fmt: skip


UNBROKEN = Mutant("nothing", "__init__.py", "", "", " ".join(sorted({name for mutant in MUTANTS for name in mutant.tests.split()})))


def survives(mutant: Mutant) -> bool:
    """Whether the tests stay green on a copy of the package with this one place changed."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        for part in ("pbexcel", "tests", "samples", "docs"):
            shutil.copytree(HOME / part, home / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(HOME / "pyproject.toml", home)
        path = home / "pbexcel" / mutant.file
        text = path.read_text(encoding="utf-8")
        if mutant.was not in text:
            print(f"gone: {mutant.name}: {mutant.file} does not hold {mutant.was!r}")
            sys.exit(2)
        if mutant.was:
            path.write_text(text.replace(mutant.was, mutant.becomes), encoding="utf-8")
        asked = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutant.tests.split()]
        ended = subprocess.run(asked, cwd=home, capture_output=True, text=True, check=False)
        if ended.returncode not in (0, 1):
            print(ended.stdout[-2000:], ended.stderr[-2000:])
            sys.exit(2)
        return ended.returncode == 0


def main() -> int:
    asked = [mutant for mutant in MUTANTS if not sys.argv[1:] or any(word in mutant.name for word in sys.argv[1:])]
    if not survives(UNBROKEN):
        print("the tests are red without any mutant")
        return 2
    alive = 0
    for mutant in asked:
        lives = survives(mutant)
        alive += lives
        print(f"{'SURVIVED' if lives else 'caught  '}  {mutant.name}", flush=True)
    print(f"{len(asked) - alive} of {len(asked)} caught")
    return 1 if alive else 0


if __name__ == "__main__":
    sys.exit(main())
