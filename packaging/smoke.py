"""Install what would be released into an empty environment and use it: `python packaging/smoke.py`.

In: this checkout. Out: exit 0 when the wheel and the sdist each install without development packages, score the samples as
samples/README.md says, write a template, and bring every data file along.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
EXPECTED = {"不动产登记电子证书（证明）建设项目.xlsx": ("98.00", "优"), "地质灾害隐患点综合治理项目.xlsx": ("89.73", "良"), "耕地保护动态监测与巡查项目.xlsx": ("97.48", "优")}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        builder = _environment(place / "builder")
        _run(builder, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "build")
        _run(builder, "-m", "build", "--outdir", str(place / "dist"), str(ROOT))
        for package in sorted((place / "dist").iterdir()):
            _try(place / f"try-{package.suffix.strip('.')}", package)
            print(f"{package.name}: installs and scores the samples")


def _try(place: Path, package: Path) -> None:
    python = _environment(place)
    _run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(package))
    out = place / "结果"
    done = subprocess.run(
        [python, "-m", "pbexcel", "score", str(ROOT / "samples"), "-o", str(out), "--json"], capture_output=True, check=True, cwd=place
    )
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    scored = {record["file"]: (record["total"], record["grade"]) for record in records if record.get("status") == "scored"}
    assert scored == EXPECTED, scored
    assert (out / "部门汇总.xlsx").is_file()
    _run(python, "-m", "pbexcel", "template", "-o", str(place / "空白表.xlsx"))
    _run(python, "-m", "pbexcel", "explain", "T210")
    _run(python, "-m", "pbexcel", "rules", "list")


def _environment(place: Path) -> str:
    venv.create(place, with_pip=True)
    return str(place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python"))


def _run(*words: str) -> None:
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
