"""Results of an earlier run that no file of this run stands for.

In: the records of a run, its OUT. Out: their paths below OUT. Not here: moving or removing them: an earlier run may have been over
another folder, so only a person knows (the watch, which looks at one folder, moves them to 历史版本).
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from pbexcel.batch.one import RETURNED, SCORED
from pbexcel.report import FileRecord


def left_over(records: Iterable[FileRecord], out: Path) -> list[str]:
    """Paths below 已评分 and 退回 that no record names, sorted; / between the parts."""
    named = {unicodedata.normalize("NFC", record.output) for record in records if record.output}
    there = (
        Path(folder, name).relative_to(out).as_posix() for home in (SCORED, RETURNED) for folder, _, names in os.walk(out / home) for name in names
    )
    return sorted(path for path in there if unicodedata.normalize("NFC", path) not in named)
