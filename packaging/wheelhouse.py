"""Build a bundle that installs pbexcel without internet: `python packaging/wheelhouse.py [FOLDER]` (dist/wheelhouse if not given).

In: this checkout and, once, a package index. Out: a folder with the wheel of pbexcel, the wheels it needs for Linux and
Windows x86-64 on each Python of PYTHONS, and an install script for each system. Copy the folder, run the script there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = (
    ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    ("win_amd64",),
)
ONLY_ON_WINDOWS = ("colorama", "tzdata")  # asked for by click and pandas there; pip here does not see it
WINDOWS = """@echo off
chcp 65001 >nul
cd /d "%~dp0"
set PYTHON=python
where py >nul 2>nul && set PYTHON=py -3
%PYTHON% -m venv "%USERPROFILE%\\pbexcel" || (echo 没有找到 Python 3.11 以上，请先安装 Python & pause & exit /b 1)
"%USERPROFILE%\\pbexcel\\Scripts\\python" -m pip install --no-index --find-links wheels pbexcel || (echo 安装没有成功，请把上面的文字发给维护人员 & pause & exit /b 1)
echo 安装好了。运行： "%USERPROFILE%\\pbexcel\\Scripts\\pbexcel"
pause
"""
LINUX = """#!/bin/sh
set -e
cd "$(dirname "$0")"
target=${1:-$HOME/pbexcel}
python3 -m venv "$target"
"$target/bin/python" -m pip install --no-index --find-links wheels pbexcel
echo "安装好了。运行： $target/bin/pbexcel"
"""


def main() -> None:
    house = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist" / "wheelhouse"
    wheels = house / "wheels"
    shutil.rmtree(house, ignore_errors=True)
    wheels.mkdir(parents=True)
    _pip("wheel", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))
    own = next(wheels.glob("pbexcel-*.whl"))
    for python in PYTHONS:
        for platforms in PLATFORMS:
            wanted = [option for platform in platforms for option in ("--platform", platform)]
            _pip("download", "--only-binary=:all:", "--python-version", python, "--implementation", "cp", *wanted, "--dest", str(wheels), str(own), *ONLY_ON_WINDOWS)
    (house / "安装.bat").write_bytes(WINDOWS.replace("\n", "\r\n").encode("utf-8"))
    script = house / "install.sh"
    script.write_text(LINUX, encoding="utf-8")
    script.chmod(0o755)
    size = sum(path.stat().st_size for path in wheels.iterdir())
    print(f"{house}: {len(list(wheels.iterdir()))} wheels, {size / 1e6:.0f} MB; copy the folder and run install.sh or 安装.bat in it")


def _pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *words], check=True)


if __name__ == "__main__":
    main()
