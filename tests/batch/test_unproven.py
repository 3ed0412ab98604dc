"""A copy that cannot be proven is not published; the record still says whose form it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbexcel.batch import one
from pbexcel.excel.changing.patch import patch
from pbexcel.mail.missing import missing_rows
from pbexcel.mail.roster import Contact, Roster
from pbexcel.report import FileRecord

SAMPLE = Path(__file__).parents[2] / "samples" / "不动产登记电子证书（证明）建设项目.xlsx"
UNIT, OTHER = "宁波市北仑区不动产登记服务中心", "北仑区测绘院"


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FileRecord:
    monkeypatch.setattr(one, "scored_copy", lambda package, changes, cards: (patch(package, changes), ("自评表!H8 写出后读到「」，应为 10",)))
    done = one.work(one.Job(str(SAMPLE), SAMPLE.name, "mof-2020", str(tmp_path / "out"), str(tmp_path / "log")))
    return FileRecord.model_validate_json(done.records[0][1])


def test_nothing_is_published_and_the_unit_is_known(record: FileRecord, tmp_path: Path) -> None:
    assert (record.status, [problem.code for problem in record.problems], record.output, record.total) == ("failed", ["B706"], None, None)
    assert (record.unit, record.year) == (UNIT, 2021)
    assert not (tmp_path / "out").exists()


def test_nobody_is_reminded_of_a_form_that_only_the_program_failed_on(record: FileRecord) -> None:
    roster = Roster(tuple(Contact(row, unit, "", "", "", "", ()) for row, unit in enumerate((UNIT, OTHER), start=2)))
    assert [row.unit for row in missing_rows([record], roster)] == [OTHER]
