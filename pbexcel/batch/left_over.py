"""Results of an earlier run that are none of this one.

In: the records of a run, its OUT. Out: their paths below OUT, apart for files that came again and gave no result this time.
Not here: moving or removing them. An earlier run may have been over another folder, and a file that could not be read may be
readable in a minute, so only a person knows (the watch, which looks at one folder, moves them to 历史版本).
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from pbexcel.batch.one import RETURNED, SCORED
from pbexcel.batch.renew import OLD_SUFFIXES
from pbexcel.frozen import frozen
from pbexcel.report import FileRecord


@frozen
class LeftOver:
    """Paths below OUT, sorted, / between the parts. `of_failed`: their files came and failed or were skipped this time;
    `of_absent`: their files did not come."""

    of_failed: tuple[str, ...]
    of_absent: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.of_failed or self.of_absent)


def left_over(records: Iterable[FileRecord], out: Path) -> LeftOver:
    """What lies in 已评分 and 退回 and is named by no record."""
    named: set[str] = set()
    without: set[str] = set()
    for record in records:
        if record.output:
            named.add(unicodedata.normalize("NFC", record.output))
        else:
            file = unicodedata.normalize("NFC", record.file)
            names = (file, f"{file}.xlsx") if file.lower().endswith(OLD_SUFFIXES) else (file,)
            without |= {f"{home}/{name}" for home in (SCORED, RETURNED) for name in names}
    there = (
        Path(folder, name).relative_to(out).as_posix() for home in (SCORED, RETURNED) for folder, _, names in os.walk(out / home) for name in names
    )
    left = sorted(path for path in there if unicodedata.normalize("NFC", path) not in named)
    failed = {path for path in left if unicodedata.normalize("NFC", path) in without}
    return LeftOver(tuple(path for path in left if path in failed), tuple(path for path in left if path not in failed))
