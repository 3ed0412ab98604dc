"""Whole runs: what stands in OUT afterwards, again, side by side, broken off."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest
from crashing import stamps, tree
from many_forms import form_bytes, lay

from pbexcel.batch import one
from pbexcel.batch import run as room
from pbexcel.batch.holding import holding
from pbexcel.batch.identity import Brief
from pbexcel.batch.ledger import throw_away
from pbexcel.batch.left_over import LeftOver, left_over
from pbexcel.batch.lists import Lists
from pbexcel.batch.rebuild import rebuild_ledger
from pbexcel.batch.run import Run, Terms, check_files, score_files
from pbexcel.faults import BusyFault, FolderFault, UsageFault


@pytest.fixture
def given(tmp_path: Path) -> Path:
    folder = tmp_path / "收件"
    lay(folder, 3)
    lay(folder / "二科", 1, first=4)
    (folder / "坏.xlsx").write_bytes(form_bytes(9)[:-40])
    (folder / "说明.docx").write_bytes(b"PK")
    return folder


def score(given: Path, out: Path, **terms: object) -> Run:
    return score_files([given], out, Terms(**terms))  # type: ignore[arg-type]


def times(folder: Path) -> dict[str, tuple[int, int]]:
    """When each file and folder was changed last; SQLite makes and removes its journal beside the ledger, also only reading."""
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_ino) for path in folder.rglob("*") if path.name != ".pbexcel"}


def test_every_file_received_is_told_and_relative_paths_are_kept(given: Path, tmp_path: Path) -> None:
    run = score(given, tmp_path / "out")
    assert run.counts == {"scored": 4, "returned": 0, "failed": 1, "conflict": 0, "skipped": 1}
    assert run.received == 6
    assert (tmp_path / "out" / "已评分" / "二科" / "自评表000004.xlsx").is_file()
    lines = (tmp_path / "out" / "run.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["file"] for line in lines] == sorted(record.file for record in run.records)
    assert run.exit_code == 3


def test_inputs_stay_as_they_were(given: Path, tmp_path: Path) -> None:
    before = stamps(given)
    score(given, tmp_path / "out", jobs=2)
    assert stamps(given) == before


def test_a_run_again_writes_nothing(given: Path, tmp_path: Path) -> None:
    score(given, tmp_path / "out")
    before = times(tmp_path / "out")
    for jobs in (1, 2):
        score(given, tmp_path / "out", jobs=jobs)
        assert times(tmp_path / "out") == before


def test_scored_again_by_force_the_bytes_are_the_same(given: Path, tmp_path: Path) -> None:
    score(given, tmp_path / "out")
    before = times(tmp_path / "out")
    score(given, tmp_path / "out", force=True)
    assert times(tmp_path / "out" / "已评分") == {path: stamp for path, stamp in before.items() if "已评分/" in path}


def test_one_after_another_and_side_by_side_give_the_same_bytes(given: Path, tmp_path: Path) -> None:
    score(given, tmp_path / "serial")
    score(given, tmp_path / "pool", jobs=3)
    assert tree(tmp_path / "serial") == tree(tmp_path / "pool")


def test_a_changed_file_alone_is_worked_on_again(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    score(given, tmp_path / "out")
    (given / "自评表000002.xlsx").write_bytes(form_bytes(22))
    worked: list[str] = []

    def noted(job: one.Job) -> one.Done:
        worked.append(job.name)
        return one.work(job)

    monkeypatch.setattr(room, "work", noted)
    score(given, tmp_path / "out")
    assert worked == ["坏.xlsx", "自评表000002.xlsx"]


@pytest.mark.parametrize("done", [0, 1, 3])
@pytest.mark.parametrize("jobs", [1, 2])
def test_broken_off_and_run_again_is_as_if_never_broken_off(given: Path, tmp_path: Path, done: int, jobs: int) -> None:
    def break_off(brief: Brief, number: int, of: int) -> None:
        if number > done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        score_files([given], tmp_path / "out", Terms(jobs=jobs), seen=break_off)
    assert not (tmp_path / "out" / "run.jsonl").exists()
    score(given, tmp_path / "out", jobs=jobs)
    score(given, tmp_path / "whole")
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")


@pytest.mark.skipif(os.name != "posix", reason="locks of another system")
def test_a_folder_that_cannot_be_locked_is_told_as_that_and_not_as_another_run(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(handle: int, how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", no_locks)
    with pytest.raises(FolderFault, match="锁不住输出文件夹"):
        score(given, tmp_path / "out")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_temporary_folder_is_named(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", lambda **kwargs: open("/dev/full", "w+b"))  # noqa: SIM115 - the run closes it
    with pytest.raises(FolderFault, match=f"写不了临时文件夹 {tempfile.gettempdir()}"):
        score(given, tmp_path / "out")


def test_two_runs_do_not_write_to_one_folder(given: Path, tmp_path: Path) -> None:
    with holding(tmp_path / "out"), pytest.raises(BusyFault) as busy:
        score(given, tmp_path / "out")
    assert busy.value.exit_code == 6


def test_out_inside_the_input_is_never_scored(given: Path) -> None:
    first = score(given, given / "结果")
    again = score(given, given / "结果")
    assert first.received == again.received == 6


def test_out_cannot_be_the_input_nor_hold_it(given: Path) -> None:
    with pytest.raises(UsageFault):
        score(given, given)
    with pytest.raises(UsageFault):
        score(given / "二科", given)


@pytest.mark.parametrize("when", [1, 4])
def test_an_out_taken_away_during_the_run_ends_it_and_the_next_run_completes(given: Path, tmp_path: Path, when: int) -> None:
    def take_away(brief: Brief, number: int, of: int) -> None:
        if number == when:
            shutil.rmtree(tmp_path / "out")

    with pytest.raises(FolderFault) as gone:
        score_files([given], tmp_path / "out", Terms(), seen=take_away)
    assert gone.value.exit_code == 5
    score(given, tmp_path / "out")
    score(given, tmp_path / "whole")
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")


def test_a_worker_killed_in_mid_file_costs_only_that_file(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = one._story

    def deadly(job: one.Job) -> object:
        if job.name == "自评表000002.xlsx":
            os.kill(os.getpid(), signal.SIGKILL)
        return story(job)

    monkeypatch.setattr(one, "_story", deadly)
    run = score(given, tmp_path / "out", jobs=2)
    assert run.counts == {"scored": 3, "returned": 0, "failed": 2, "conflict": 0, "skipped": 1}
    lost = next(record for record in run.records if record.file == "自评表000002.xlsx")
    assert [found.code for found in lost.problems] == ["B710"]
    monkeypatch.undo()
    assert score(given, tmp_path / "out", jobs=2).counts["scored"] == 4


def test_a_bug_costs_only_its_file_and_goes_to_the_log(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story = one._story

    def buggy(job: one.Job) -> object:
        if job.name == "自评表000002.xlsx":
            raise ZeroDivisionError("x / 0")
        return story(job)

    monkeypatch.setattr(one, "_story", buggy)
    run = score(given, tmp_path / "out")
    assert run.exit_code == 1
    assert run.counts["scored"] == 3
    assert "ZeroDivisionError: x / 0" in (tmp_path / "out" / "pbexcel.log").read_text(encoding="utf-8")


def test_a_full_disk_ends_the_run_and_says_so(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pbexcel.batch.publish.os.fsync", full)
    for jobs in (1, 2):
        with pytest.raises(FolderFault, match="磁盘是否已满"):
            score(given, tmp_path / "out", jobs=jobs)


@pytest.mark.parametrize("left", [b"", b"SQLite format 3\0" + b"\xff" * 5000, b"no database"])
def test_a_broken_ledger_is_begun_anew(given: Path, tmp_path: Path, left: bytes) -> None:
    score(given, tmp_path / "out")
    before = tree(tmp_path / "out")
    (tmp_path / "out" / ".pbexcel" / "ledger.sqlite").write_bytes(left)
    score(given, tmp_path / "out")
    assert tree(tmp_path / "out") == before


def test_a_ledger_made_again_from_the_outputs_spares_all_work(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    score(given, tmp_path / "out")
    (tmp_path / "out" / ".pbexcel" / "ledger.sqlite").unlink()
    rebuild_ledger(tmp_path / "out", Terms())
    worked: list[str] = []
    monkeypatch.setattr(room, "work", lambda job: worked.append(job.name) or one.work(job))
    score(given, tmp_path / "out")
    assert worked == ["坏.xlsx"]


def test_an_output_that_was_changed_or_removed_is_made_again(given: Path, tmp_path: Path) -> None:
    score(given, tmp_path / "out")
    before = tree(tmp_path / "out")
    (tmp_path / "out" / "已评分" / "自评表000001.xlsx").unlink()
    (tmp_path / "out" / "已评分" / "自评表000002.xlsx").write_bytes(b"x")
    score(given, tmp_path / "out")
    assert tree(tmp_path / "out") == before


@pytest.fixture
def summaries(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where a summary has been made."""
    made: list[Path] = []
    make = room.write_summary_file
    monkeypatch.setattr(room, "write_summary_file", lambda *given: made.append(given[2]) or make(*given))
    return made


def test_a_run_again_makes_no_summary(given: Path, tmp_path: Path, summaries: list[Path]) -> None:
    for _ in range(2):
        score(given, tmp_path / "out")
    assert summaries == [tmp_path / "out" / "部门汇总.xlsx"]


@pytest.mark.parametrize("output", ["部门汇总.xlsx", "复核表.xlsx"])
def test_a_summary_that_was_changed_or_removed_is_made_again(given: Path, tmp_path: Path, output: str) -> None:
    score(given, tmp_path / "out")
    before = (tmp_path / "out" / output).read_bytes()
    (tmp_path / "out" / output).write_bytes(b"x")
    score(given, tmp_path / "out")
    assert (tmp_path / "out" / output).read_bytes() == before
    (tmp_path / "out" / output).unlink()
    score(given, tmp_path / "out")
    assert (tmp_path / "out" / output).read_bytes() == before


def test_a_list_beside_the_summary_that_was_removed_is_made_again(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pbexcel.summary.workbook._fits", lambda sheet, rows, limits: False)
    score(given, tmp_path / "out")
    before = tree(tmp_path / "out")
    (tmp_path / "out" / "部门汇总-指标明细.csv").unlink()
    score(given, tmp_path / "out")
    assert tree(tmp_path / "out") == before


def test_another_roster_a_file_more_force_and_a_lost_ledger_make_the_summary_anew(
    given: Path, tmp_path: Path, summaries: list[Path]
) -> None:
    out, roster = tmp_path / "out", tmp_path / "名单.csv"
    for unit in ("第一中学", "第二中学"):
        roster.write_text(f"实施单位,联系人,邮箱\n{unit},王老师,a@b.cn\n", encoding="utf-8")
        score(given, out, lists=Lists(roster=roster))
    assert len(summaries) == 2
    score(given, out)
    (given / "多.txt").write_text("x", encoding="utf-8")
    score(given, out)
    score(given, out, force=True)
    throw_away(out)
    score(given, out)
    assert len(summaries) == 6
    score(given, out)
    assert len(summaries) == 6


def test_other_rules_score_anew(given: Path, tmp_path: Path) -> None:
    score(given, tmp_path / "out")
    score(given, tmp_path / "out", rules="hubei")
    score(given, tmp_path / "whole", rules="hubei")
    assert tree(tmp_path / "out") == tree(tmp_path / "whole")


def test_identical_files_each_get_their_result_and_are_told(tmp_path: Path) -> None:
    lay(tmp_path / "in", 2)
    shutil.copy(tmp_path / "in" / "自评表000001.xlsx", tmp_path / "in" / "副本.xlsx")
    run = score(tmp_path / "in", tmp_path / "out")
    assert run.counts["scored"] == 3
    told = {record.file for record in run.records if any(found.code == "B703" for found in record.problems)}
    assert told == {"副本.xlsx", "自评表000001.xlsx"}
    assert (tmp_path / "out" / "已评分" / "副本.xlsx").is_file()


def test_two_different_forms_of_one_project_are_in_conflict_and_both_written(tmp_path: Path) -> None:
    lay(tmp_path / "in", 2)
    (tmp_path / "in" / "改.xlsx").write_bytes(_with_another_actual(form_bytes(1)))
    run = score(tmp_path / "in", tmp_path / "out")
    assert run.counts["conflict"] == 2
    assert run.exit_code == 3
    assert (tmp_path / "out" / "已评分" / "改.xlsx").is_file()


def test_a_result_whose_form_was_taken_away_is_told_and_left(given: Path, tmp_path: Path) -> None:
    run = score(given, tmp_path / "out")
    assert left_over(run.records, tmp_path / "out") == LeftOver((), ())
    (given / "自评表000002.xlsx").unlink()
    run = score(given, tmp_path / "out")
    assert left_over(run.records, tmp_path / "out") == LeftOver((), ("已评分/自评表000002.xlsx",))
    assert (tmp_path / "out" / "已评分" / "自评表000002.xlsx").is_file()


def test_a_result_whose_form_came_again_and_failed_is_told_apart_and_counts_no_longer(given: Path, tmp_path: Path) -> None:
    score(given, tmp_path / "out")
    whole = (given / "自评表000001.xlsx").read_bytes()
    (given / "自评表000001.xlsx").write_bytes(whole[:-40])
    run = score(given, tmp_path / "out")
    assert left_over(run.records, tmp_path / "out") == LeftOver(("已评分/自评表000001.xlsx",), ())
    assert [record.status for record in run.records if record.file == "自评表000001.xlsx"] == ["failed"]
    (given / "自评表000001.xlsx").write_bytes(whole)
    assert left_over(score(given, tmp_path / "out").records, tmp_path / "out") == LeftOver((), ())


def _with_another_actual(data: bytes) -> bytes:
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    sheet = book.active
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "3台")
    cell.value = "2台"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_check_and_dry_run_write_nothing(given: Path, tmp_path: Path) -> None:
    before = times(tmp_path)
    checked = check_files([given], Terms())
    score_files([given], tmp_path / "out", Terms(), dry_run=True)
    assert checked.counts["scored"] == 4
    assert times(tmp_path) == before
