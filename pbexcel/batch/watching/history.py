"""Earlier outputs of a file: moved to 历史版本/, never deleted.

In: OUT and the path of an output. Out: whether it was moved; what is kept. Not here: which outputs are no longer true (wave).
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath

from pbexcel.batch.ledger import digest
from pbexcel.batch.one import SCORED
from pbexcel.batch.reviewing import KEPT
from pbexcel.batch.watching.versions import Standing
from pbexcel.faults import FolderFault

_LONGEST = 255  # bytes a name may have
_NUMBER = re.compile(r"（第\d+版）(?=\.[^.]*$)")


def keep(out: Path, old: Standing) -> bool:
    """Move the output away if it still is what was written then: after a crash the new one may stand there already."""
    if not old.output or not (out / old.output).is_file() or digest(out / old.output) != old.output_sha256:
        return False
    place = _free(out, PurePosixPath(old.output))
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(out / old.output, place)
    except OSError as fault:
        raise FolderFault(f"旧文件移不进 {place}：{fault.strerror or fault}") from fault
    return True


def old_outputs(out: Path) -> dict[str, str]:
    """Sums of the scored workbooks kept, with the files they came from: one of them dropped again is known as ours."""
    home = out / KEPT / SCORED
    found = {digest(path): _NUMBER.sub("", path.relative_to(home).as_posix()) for path in home.rglob("*") if path.is_file()}
    return {sha256: file for sha256, file in found.items() if sha256}


def _free(out: Path, output: PurePosixPath) -> Path:
    """历史版本/退回/一科/甲（第1版）.xlsx, or the next number."""
    number = 1
    while True:
        end = f"（第{number}版）{output.suffix}"
        stem = output.stem
        while len((stem + end).encode()) > _LONGEST:
            stem = stem[:-1]
        place = out / KEPT / output.parent / (stem + end)
        if not place.exists():
            return place
        number += 1
