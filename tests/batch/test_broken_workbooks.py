"""Broken workbooks each end as a record, never as a bug. The long version: `make fuzz`."""

from __future__ import annotations

import random
from pathlib import Path

from mutants import mutant

from pbexcel.batch.one import Job, work


def test_whatever_is_broken_in_a_workbook_it_ends_as_a_record(tmp_path: Path) -> None:
    for number in range(250):
        data, ending = mutant(random.Random(f"test {number}"))
        path = tmp_path / f"表{ending}"
        path.write_bytes(data)
        came = work(Job(str(path), path.name, "mof-2020", str(tmp_path)))
        codes = {code for brief, _ in came.records for code in brief.codes}
        log = tmp_path / "pbexcel.log"
        assert not codes & {"B705", "B706", "B710"}, (number, codes, log.read_text(encoding="utf-8") if log.exists() else "")
