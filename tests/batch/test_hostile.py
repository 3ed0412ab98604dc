"""Hostile files cost only themselves, each with a coded reason. How long and how much each takes: `make hostile`."""

from __future__ import annotations

import gc
import os
import unicodedata
from pathlib import Path

import pytest
from hostile_files import CASES, Case, form, rows_behind
from many_forms import form_bytes, lay

from pbexcel.batch import limits, one
from pbexcel.batch.arrival import read_whole
from pbexcel.batch.limits import TooLong, collected_later, limited
from pbexcel.batch.one import Job, work
from pbexcel.batch.run import Terms, score_files
from pbexcel.faults import Unopenable
from pbexcel.report import FileRecord

SLOW = {"百万空行", "六万样式"}  # seconds each: looked at by `make hostile`


def record(path: Path, out: Path | None = None) -> FileRecord:
    came = work(Job(str(path), path.name, "mof-2020", str(out) if out else None))
    assert len(came.records) == 1
    return FileRecord.model_validate_json(came.records[0][1])


@pytest.mark.parametrize("case", [case for case in CASES if case.name not in SLOW], ids=lambda case: case.name)
def test_a_hostile_file_is_refused_by_its_code_or_scored(case: Case, tmp_path: Path) -> None:
    name, make, becomes = case
    (tmp_path / f"{name}.xlsx").write_bytes(make())
    before = set(tmp_path.parent.rglob("evil*"))
    found = record(tmp_path / f"{name}.xlsx", tmp_path / "out")
    if becomes == "scored":
        assert found.status == "scored"
        assert str(found.total) == "98.00"
    else:
        assert found.status == "failed"
        assert [one.code for one in found.problems] == [becomes]
        assert not (tmp_path / "out").exists()
    assert set(tmp_path.parent.rglob("evil*")) == before


def test_hostile_files_in_one_folder_cost_the_others_nothing(tmp_path: Path) -> None:
    given = tmp_path / "in"
    lay(given, 3)
    for case in CASES:
        if case.name not in SLOW and case.becomes != "scored":
            (given / f"{case.name}.xlsx").write_bytes(case.make())
    os.mkfifo(given / "管道.xlsx")
    (given / "文件夹.xlsx").mkdir()
    (tmp_path / "别处.xlsx").write_bytes(form())
    (given / "外链.xlsx").symlink_to(tmp_path / "别处.xlsx")
    (given / "断链.xlsx").symlink_to(given / "没有.xlsx")
    run = score_files([given], tmp_path / "out", Terms(jobs=2))
    assert run.counts["scored"] == 3
    assert run.counts["failed"] == run.received - 3
    assert run.exit_code == 3
    codes = {record.file: record.problems[0].code for record in run.records if record.status == "failed"}
    assert codes["管道.xlsx"] == codes["文件夹.xlsx"] == "F115"
    assert (codes["外链.xlsx"], codes["断链.xlsx"]) == ("B711", "B704")


def test_a_form_cut_anywhere_is_never_scored(tmp_path: Path) -> None:
    data = form()
    for length in range(0, len(data), 37):
        path = tmp_path / "截断.xlsx"
        path.write_bytes(data[:length])
        assert record(path).status == "failed", length


def test_the_same_file_under_every_kind_of_name_gets_its_result(tmp_path: Path) -> None:
    given = tmp_path / "in"
    given.mkdir()
    names = [
        "𠮷野家项目.xlsx", "ＡＢＣ　全角.xlsx", "（附件2）自评表【终稿】“最终”.xlsx", "a\u202exslx.xlsx", "换\n行.xlsx", "CON.xlsx", "nul.xlsx",
        "尾点..xlsx", " 空格开头.xlsx", "%s%n{0}.xlsx", "-rf.xlsx", "甲" * 83 + "a.xlsx", "大写.XLSX",
        unicodedata.normalize("NFC", "é項目.xlsx"), unicodedata.normalize("NFD", "é項目.xlsx"),
    ]  # fmt: skip
    for number, name in enumerate(names):
        (given / name).write_bytes(form_bytes(number))
    gbk = os.fsencode(given) + b"/" + "国标码.xlsx".encode("gbk")
    Path(os.fsdecode(gbk)).write_bytes(form_bytes(99))
    run = score_files([given], tmp_path / "out", Terms())
    assert run.counts["scored"] == len(names) + 1
    assert "国标码.xlsx" in {record.file for record in run.records}
    assert len(list((tmp_path / "out" / "已评分").iterdir())) == len(names) + 1


def test_names_too_long_for_a_second_one_are_cut(tmp_path: Path) -> None:
    name = "甲" * 83 + "a.xlsx"
    for number, folder in enumerate(("一", "二")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes(form_bytes(number))
    run = score_files([tmp_path / "一", tmp_path / "二"], tmp_path / "out", Terms())
    assert run.counts["scored"] == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_nobody_may_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "锁.xlsx"
    path.write_bytes(form())
    path.chmod(0)
    assert [one.code for one in record(path).problems] == ["B704"]


def test_a_file_that_vanishes_or_is_refused_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [one.code for one in record(tmp_path / "没有.xlsx").problems] == ["B704"]
    (tmp_path / "锁.xlsx").write_bytes(form())

    def refused(*args: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pbexcel.batch.arrival.os.open", refused)
    assert [one.code for one in record(tmp_path / "锁.xlsx").problems] == ["B704"]


def test_a_file_that_grows_under_the_reading_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "写着.xlsx"
    path.write_bytes(form())
    real, calls = os.fstat, []

    def growing(handle: int) -> os.stat_result:
        calls.append(handle)
        if len(calls) == 2:
            with path.open("ab") as stream:
                stream.write(b"more")
        return real(handle)

    monkeypatch.setattr("pbexcel.batch.arrival.os.fstat", growing)
    with pytest.raises(OSError, match="另一个程序"):
        read_whole(path)


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "换.xlsx"
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda self, **_: os.stat(__file__))
    with pytest.raises(Unopenable):
        read_whole(path)


def test_work_without_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless() -> None:
        while True:
            pass

    with pytest.raises(TooLong), limited(working=0.05):
        endless()
    (tmp_path / "慢.xlsx").write_bytes(form())
    monkeypatch.setattr(one, "limited", lambda: limited(working=0.05))
    monkeypatch.setattr(one, "_story", lambda job: endless())
    assert [one.code for one in record(tmp_path / "慢.xlsx").problems] == ["B710"]


def test_memory_without_end_is_refused_and_given_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not limits._bytes_held():
        pytest.skip("this system has no limit on memory")
    with pytest.raises(MemoryError), limited(memory=50_000_000):
        bytearray(200_000_000)
    assert len(bytearray(200_000_000)) == 200_000_000
    (tmp_path / "大.xlsx").write_bytes(rows_behind(600_000))
    monkeypatch.setattr(one, "limited", lambda: limited(memory=10_000_000))
    assert [one.code for one in record(tmp_path / "大.xlsx").problems] == ["B710"]


def test_the_garbage_collector_waits_for_a_file_and_works_again_after_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[bool] = []

    def story(job: Job) -> tuple[FileRecord, ...]:
        seen.append(gc.isenabled())
        raise MemoryError

    monkeypatch.setattr(one, "_story", story)
    work(Job(str(tmp_path / "a.xlsx"), "a.xlsx", "mof-2020"))
    assert seen == [False]
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collected_later():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_a_file_took_is_free_again_without_the_collector(tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(form())
    record(tmp_path / "表.xlsx", tmp_path / "out")  # modules and tables made at the first file stay
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        record(tmp_path / "表.xlsx", tmp_path / "again")
        gc.collect()
        left = [type(one).__name__ for one in gc.garbage if type(one).__module__.startswith(("pbexcel", "pyexpat"))]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert left == []
