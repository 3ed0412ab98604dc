"""The long runs start: each finds what it takes from the tests. What they measure is theirs."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
EACH = """
import runpy, sys
from pathlib import Path

paths = list(sys.path)
for script in map(Path, sys.argv[1:]):
    sys.path[:] = [str(script.parent), *paths]
    for name in [name for name, module in sys.modules.items() if "/tests/" in Path(getattr(module, "__file__", None) or "").as_posix()]:
        del sys.modules[name]
    runpy.run_path(str(script), run_name="imported")
    print(script.name)
"""


def test_every_benchmark_finds_what_it_imports() -> None:
    scripts = sorted((ROOT / "benchmarks").glob("*.py"))
    told = subprocess.run([sys.executable, "-c", EACH, *map(str, scripts)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert told.stdout.split() == [script.name for script in scripts]
