"""复核表.xlsx of a run: published without losing what people have filled in, and decisions that found no line.

In: records, the decisions that were applied. Out: the workbook in OUT. Not here: its rows and reading it (room `review`).
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pbexcel.batch.publish import pieces_of, publish, publish_stream
from pbexcel.batch.spool import Records
from pbexcel.faults import Fault
from pbexcel.records import Decision
from pbexcel.review.decisions import read_decisions
from pbexcel.review.sheet import Standing, write_review

REVIEW = "复核表.xlsx"
KEPT = "历史版本"
Decisions = Mapping[str, Mapping[str, Decision]]


def publish_review(records: Records, decisions: Decisions, out: Path) -> int:
    """Write OUT/复核表.xlsx; how many of its rows still wait for a person.

    Decisions that hold stand in it, so it can be passed back as it is. A table somebody has filled in since and that was
    not passed back is kept in 历史版本/ before it is replaced.
    """
    with tempfile.TemporaryFile(prefix="pbexcel-") as stream:
        waiting, standing = write_review(records.asking(), stream, decisions)
        _keep_filled(out / REVIEW, standing, out)
        publish_stream(lambda: pieces_of(stream), out / REVIEW)
    return waiting


def unused(records: Records, decisions: Decisions) -> tuple[str, ...]:
    """Decisions that belong to no line of this run, as 「文件 单元格」."""
    if not decisions:
        return ()
    there = {(record.file, line.cell) for record in records if record.file in decisions for line in record.lines}
    given = [(file, cell) for file, cells in decisions.items() for cell in cells]
    return tuple(f"{file} {cell}" for file, cell in given if (file, cell) not in there)


def _keep_filled(table: Path, standing: Standing, out: Path) -> None:
    """Copy a table away whose filled-in rows are not all in the new one."""
    if not table.is_file():
        return
    data = table.read_bytes()
    try:
        filled = read_decisions(data, table.name)
    except Fault:  # half filled in, or saved as something else: people's work all the same
        lost = True
    else:
        lost = any(standing.get((file, cell)) != one for file, cells in filled.items() for cell, one in cells.items())
    if lost:
        name = f"复核表 {hashlib.sha256(data).hexdigest()[:8]}.xlsx"
        publish(data, out / KEPT / name)
