"""What an earlier run left: its records, and of a large run the rules alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from pbexcel.batch.earlier import read_rules, read_run
from pbexcel.faults import FolderFault
from pbexcel.report import FileRecord, RulesRecord


def laid(out: Path, *records: FileRecord) -> Path:
    out.joinpath("run.jsonl").write_text("".join(record.model_dump_json() + "\n" for record in records), encoding="utf-8")
    return out


def record(rules: str | None, **fields: object) -> FileRecord:
    named = RulesRecord(id=rules, sha256="0" * 64, unverified=3) if rules else None
    return FileRecord.model_validate({"file": "一.xlsx", "status": "scored", "rules": named, **fields})


@pytest.mark.parametrize("said", ['"rules":null', '"rules": {"id":"别的"}', "\\"])
def test_the_rules_are_those_of_the_records_whatever_a_form_says(tmp_path: Path, said: str) -> None:
    run = [record("mof-2020", project=said), record("hubei"), record(None, project=said), record("hu{b}ei"), record("mof-2020")]
    found = [one.rules.id for one in read_rules(laid(tmp_path, *run)) if one.rules]
    assert found == ["mof-2020", "hubei", "hu{b}ei"]
    assert list(read_run(tmp_path)) == run


def test_a_line_without_rules_that_is_no_record_is_named(tmp_path: Path) -> None:
    laid(tmp_path, record("hubei"))
    with tmp_path.joinpath("run.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("不是记录\n")
    for read in (read_rules, read_run):
        with pytest.raises(FolderFault, match="第 2 行"):
            list(read(tmp_path))
