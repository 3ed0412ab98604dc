"""Build a folder that runs without Python: `python packaging/onedir.py`, on the system it is for.

In: an environment with pbexcel[onedir]. Out: dist/pbexcel/ with the program; data files and lazily imported commands come along.
"""

from __future__ import annotations

from pathlib import Path

import PyInstaller.__main__

ROOT = Path(__file__).parents[1]


def main() -> None:
    PyInstaller.__main__.run(
        [
            "--onedir", "--noconfirm", "--console", "--name", "pbexcel", "--collect-all", "pbexcel", "--log-level", "WARN",
            "--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build"), "--specpath", str(ROOT / "build"),
            "--exclude-module", "pytest", "--exclude-module", "matplotlib", "--exclude-module", "hypothesis",
            str(ROOT / "pbexcel" / "__main__.py"),
        ]
    )  # fmt: skip


if __name__ == "__main__":
    main()
