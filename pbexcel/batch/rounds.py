"""Compare two OUT folders and write 整改对比.xlsx.

In: two OUT folders. Out: what became of each form. Not here: comparing (review/rounds), the workbook (review/rounds_sheet).
"""

from __future__ import annotations

import io
from pathlib import Path

from pbexcel.batch.earlier import read_run
from pbexcel.batch.publish import publish
from pbexcel.review.rounds import Pairing, compare_rounds
from pbexcel.review.rounds_sheet import write_rounds

COMPARISON = "整改对比.xlsx"


def compare_runs(old: Path, new: Path, target: Path) -> tuple[Pairing, ...]:
    """Every form of both runs; raises FolderFault when a folder holds no run or the workbook cannot be written."""
    pairings = compare_rounds(read_run(old), read_run(new))
    buffer = io.BytesIO()
    write_rounds(pairings, buffer)
    publish(buffer.getvalue(), target)
    return pairings
