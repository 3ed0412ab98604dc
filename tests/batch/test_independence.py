"""What one file comes to does not depend on the others, nor on having been scored before."""

from __future__ import annotations

import shutil
from pathlib import Path

from pbexcel.batch.run import Terms, check_files, score_files
from pbexcel.report import FileRecord

SAMPLES = Path(__file__).parents[2] / "samples"


def records(*paths: Path) -> dict[str, FileRecord]:
    return {record.file: record for record in check_files(list(paths), Terms()).records if record.status != "skipped"}


def test_a_form_comes_out_the_same_alone_and_among_others() -> None:
    together = records(SAMPLES)
    assert len(together) == 3
    for name, record in together.items():
        assert records(SAMPLES / name)[name] == record


def test_scoring_a_scored_form_changes_nothing(tmp_path: Path) -> None:
    first = {record.file: record for record in score_files([SAMPLES], tmp_path / "一", Terms()).records if record.status == "scored"}
    shutil.copytree(tmp_path / "一" / "已评分", tmp_path / "交回")
    again = records(tmp_path / "交回")
    assert again.keys() == first.keys()
    for name, record in again.items():
        assert (record.total, record.grade) == (first[name].total, first[name].grade)
        assert [line.points for line in record.lines] == [line.points for line in first[name].lines]
