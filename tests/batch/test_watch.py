"""The drop folder, case by case: what is taken when, what counts, what stays."""

from __future__ import annotations

import errno
import io
import os
import shutil
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from drop_folder import START, Folder, codes, form, stand_in

from pbexcel.batch.holding import holding, is_watched, watching
from pbexcel.batch.lists import Lists
from pbexcel.batch.watching.status import read_state
from pbexcel.batch.watching.watch import BUSY, EMPTIED, HOLD_BACK, Watch
from pbexcel.faults import BusyFault, FolderFault, UsageFault


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    return Folder(tmp_path, stand_in(monkeypatch))


class WindowsName(zipfile.ZipInfo):
    """A member named as Windows does in China: GBK, and nothing says so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def zipped(files: dict[str, bytes], member: type[zipfile.ZipInfo] = zipfile.ZipInfo) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(member(name), data)
    return stream.getvalue()


def refuse(monkeypatch: pytest.MonkeyPatch, call: str, end: str) -> None:
    """Make a call of the system fail for one path, as for a person without the right to it."""
    real = getattr(os, call)

    def refusing(path: Any, *rest: Any) -> Any:
        if str(path).endswith(end):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *rest)

    monkeypatch.setattr(os, call, refusing)


def xlsx() -> bytes:
    return zipped({"xl/workbook.xml": b"<workbook/>" * 500})


# taking


def test_a_file_is_taken_when_it_has_not_changed_for_a_while(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "90"))
    assert folder.tick().totals["waiting"] == 1
    assert folder.records == {}
    folder.tick()
    assert folder.statuses == {"甲.xlsx": "scored"}
    assert folder.counted == {"甲": "90"}
    assert folder.watch.state.totals == {"received": 1, "scored": 1, "returned": 0, "failed": 0, "conflict": 0, "skipped": 0, "waiting": 0}


def test_a_file_copied_slowly_is_not_taken_before_its_end(folder: Folder) -> None:
    data = form("甲", "90")
    for end in range(4, len(data), 4):
        folder.drop("甲.xlsx", data[:end])
        folder.tick()
        assert folder.worker.asked == []
    folder.drop("甲.xlsx", data)
    folder.settle()
    assert folder.worker.asked == ["甲.xlsx"]


def test_files_there_from_the_start_settle_like_all_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "收件").mkdir()
    (tmp_path / "收件/甲.xlsx").write_bytes(form("甲"))
    folder = Folder(tmp_path, stand_in(monkeypatch))
    folder.tick()
    assert folder.records == {}
    folder.tick()
    assert folder.statuses == {"甲.xlsx": "scored"}


def test_what_is_dropped_together_is_one_wave_even_if_the_last_file_comes_slowly(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲"))
    folder.tick()
    folder.drop("乙.xlsx", form("乙"))
    folder.tick()
    assert folder.records == {}
    assert "等同一批" in folder.waits["甲.xlsx"]
    folder.tick()
    assert set(folder.records) == {"甲.xlsx", "乙.xlsx"}


def test_a_wave_does_not_wait_for_ever_for_a_file_that_never_rests(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲"))
    for number in range(int(HOLD_BACK // 10) + 3):
        folder.drop("乙.xlsx", form("乙", f"{number}" * (number + 1)))
        folder.tick()
    assert set(folder.records) == {"甲.xlsx"}


@pytest.mark.parametrize("cut", [1, 100, 300])
def test_a_workbook_that_is_not_whole_waits_and_is_broken_only_after_a_while(folder: Folder, cut: int) -> None:
    folder.drop("甲.xlsx", xlsx()[:-cut])
    folder.settle()
    assert "还不完整" in folder.waits["甲.xlsx"]
    assert folder.worker.asked == []
    folder.settle(6)
    assert folder.statuses == {"甲.xlsx": "failed"}


def test_a_workbook_of_its_full_size_but_still_empty_in_parts_waits(folder: Folder) -> None:
    data = xlsx()
    place = folder.drop("甲.xlsx", data[:-40] + bytes(40))
    stamp = place.stat().st_mtime_ns
    folder.settle()
    assert "还不完整" in folder.waits["甲.xlsx"]
    place.write_bytes(data)
    os.utime(place, ns=(stamp, stamp))  # not even the time tells
    folder.tick()
    assert folder.worker.asked == ["甲.xlsx"]


@pytest.mark.parametrize(
    ("lock", "data", "who"),
    [
        ("~$自评表.xlsx", b"\x06" + "张三丰".encode("gb18030").ljust(54) + (3).to_bytes(2, "little") + "张三丰".encode("utf-16-le").ljust(108, b" "), "张三丰"),
        ("~$自评表.xlsx", b"\x04" + "李四".encode("gb18030").ljust(54), "李四"),
        ("~$自评表.xlsx", b"", "有人"),
        (".~自评表.xlsx", b"\x04" + "王五".encode("gb18030").ljust(54), "王五"),
        (".~评表.xlsx", b"", "有人"),
        (".~表.xlsx", b"", "有人"),
        (".~lock.自评表.xlsx#", ",赵六,PC-01,24.11.2026 17:00,file:///home/x;".encode(), "赵六"),
        (".~lock.自评表.xlsx#", "钱七,q,PC-01,24.11.2026 17:00,file:///home/x;".encode(), "钱七"),
    ],
)
def test_a_file_somebody_has_open_waits_and_says_who(folder: Folder, lock: str, data: bytes, who: str) -> None:
    folder.drop("一科/自评表.xlsx", form("甲"))
    folder.drop("一科/别的.xlsx", form("乙"))
    place = folder.drop(f"一科/{lock}", data)
    os.utime(place, (START, START))
    folder.settle(6)
    assert folder.statuses == {"一科/别的.xlsx": "scored"}
    assert folder.waits == {"一科/自评表.xlsx": f"{who}正在编辑，等待中"}
    assert f"{who}正在编辑" in (folder.out / "状态.txt").read_text(encoding="utf-8-sig")
    place.unlink()
    folder.tick()
    assert folder.statuses["一科/自评表.xlsx"] == "scored"


def test_a_lock_left_behind_by_a_crash_holds_nothing_up_for_ever(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲"))
    os.utime(folder.drop("~$甲.xlsx", b""), (START, START))
    folder.settle()
    assert folder.records == {}
    folder.tick(12 * 3600)
    assert folder.statuses == {"甲.xlsx": "scored"}


def test_lock_files_and_half_files_are_never_taken(folder: Folder) -> None:
    for name in ("~$没有.xlsx", ".~没有.xlsx", ".hidden.xlsx", "x.tmp", "Thumbs.db", ".~lock.没有.xlsx#"):
        folder.drop(name, form("甲"))
    folder.drop("甲.xlsx", form("甲"))
    folder.settle()
    assert list(folder.records) == ["甲.xlsx"]


def test_a_file_another_program_keeps_to_itself_waits(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.drop("甲.xlsx", form("甲"))
    refuse(monkeypatch, "open", "甲.xlsx")
    folder.settle(20)
    assert "占用" in folder.waits["甲.xlsx"]
    monkeypatch.undo()
    stand_in(monkeypatch)
    folder.tick()
    assert folder.statuses == {"甲.xlsx": "scored"}


def test_a_link_out_of_the_inbox_a_pipe_and_a_folder_called_like_a_workbook_cost_only_themselves(
    folder: Folder, tmp_path: Path
) -> None:
    (tmp_path / "secret.xlsx").write_bytes(form("密"))
    (folder.inbox / "链接.xlsx").symlink_to(tmp_path / "secret.xlsx")
    os.mkfifo(folder.inbox / "管道.txt")
    folder.drop("甲.xlsx", form("甲"))
    folder.settle()
    assert folder.statuses == {"甲.xlsx": "scored", "链接.xlsx": "failed", "管道.txt": "skipped"}
    assert folder.worker.asked == ["甲.xlsx"]


# versions


def test_a_returned_form_corrected_and_dropped_back_counts_and_its_old_output_is_kept(folder: Folder) -> None:
    folder.drop("一科/甲.xlsx", form("甲", "?", status="returned"))
    folder.settle()
    assert folder.statuses == {"一科/甲.xlsx": "returned"}
    assert "自评表!F9 指标值读不懂" in (folder.out / "状态.txt").read_text(encoding="utf-8-sig")
    folder.drop("一科/甲.xlsx", form("甲", "88"))
    assert folder.settle().totals == {"received": 1, "scored": 1, "returned": 0, "failed": 0, "conflict": 0, "skipped": 0, "waiting": 0}
    assert folder.counted == {"甲": "88"}
    assert folder.kept() == ["退回/一科/甲（第1版）.xlsx"]
    assert not (folder.out / "退回/一科/甲.xlsx").exists()
    folder.drop("一科/甲.xlsx", form("甲", "89"))
    folder.settle()
    assert folder.kept() == ["已评分/一科/甲（第1版）.xlsx", "退回/一科/甲（第1版）.xlsx"]


def test_a_name_as_long_as_names_can_be_still_has_room_for_its_number(folder: Folder) -> None:
    name = "长" * 83 + ".xlsx"
    for says in ("1", "22", "333"):
        folder.drop(name, form("甲", says))
        folder.settle()
    assert folder.kept() == [f"已评分/{'长' * 79}（第1版）.xlsx", f"已评分/{'长' * 79}（第2版）.xlsx"]


def test_a_newer_file_of_a_project_replaces_the_earlier_one_which_stays_in_place(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.settle()
    folder.drop("甲（改）.xlsx", form("甲", "90"))
    state = folder.settle()
    assert folder.statuses == {"甲.xlsx": "skipped", "甲（改）.xlsx": "scored"}
    assert folder.records["甲.xlsx"]["replaced_by"] == "甲（改）.xlsx"
    assert codes(folder.records["甲.xlsx"]) == ["B712"]
    assert (folder.out / "已评分/甲.xlsx").exists()
    assert folder.counted == {"甲": "90"}
    assert state.totals["received"] == 2
    assert "已被「甲（改）.xlsx」替代" in (folder.out / "状态.txt").read_text(encoding="utf-8-sig")


def test_when_the_newest_is_taken_away_the_one_before_counts_again(folder: Folder) -> None:
    for number, says in enumerate(("80", "85", "90"), start=1):
        folder.drop(f"{number}.xlsx", form("甲", says))
        folder.settle()
    assert folder.counted == {"甲": "90"}
    (folder.inbox / "2.xlsx").unlink()
    folder.settle(15)
    assert folder.records["1.xlsx"]["replaced_by"] == "3.xlsx"
    (folder.inbox / "3.xlsx").unlink()
    folder.settle(15)
    assert folder.counted == {"甲": "80"}
    assert folder.kept() == ["已评分/2（第1版）.xlsx", "已评分/3（第1版）.xlsx"]


def test_two_contents_of_a_project_in_one_wave_are_a_conflict_until_one_is_taken_away(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.drop("甲2.xlsx", form("甲", "90"))
    folder.settle()
    assert folder.statuses == {"甲.xlsx": "conflict", "甲2.xlsx": "conflict"}
    assert folder.counted == {}
    (folder.inbox / "甲.xlsx").unlink()
    folder.settle(15)
    assert folder.statuses == {"甲2.xlsx": "scored"}
    assert folder.counted == {"甲": "90"}


def test_the_same_bytes_under_two_names_are_copies_and_not_versions(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.settle()
    folder.drop("甲 - 副本.xlsx", form("甲", "80"))
    folder.settle()
    assert folder.statuses == {"甲.xlsx": "scored", "甲 - 副本.xlsx": "scored"}
    assert {code for record in folder.records.values() for code in codes(record)} == {"B703"}


def test_files_without_a_project_replace_nothing(folder: Folder) -> None:
    for number, name in enumerate(("a.xlsx", "b.xlsx")):
        folder.drop(name, form("", f"{number}"))
        folder.settle()
    assert folder.statuses == {"a.xlsx": "scored", "b.xlsx": "scored"}


# our own outputs


def test_a_scored_workbook_dropped_back_is_known_and_not_a_new_version(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.settle()
    shutil.copy(folder.out / "已评分/甲.xlsx", folder.inbox / "收到的结果.xlsx")
    folder.settle()
    assert folder.statuses == {"甲.xlsx": "scored", "收到的结果.xlsx": "skipped"}
    assert codes(folder.records["收到的结果.xlsx"]) == ["B713"]
    assert folder.worker.asked == ["甲.xlsx"]


def test_a_scored_workbook_put_over_its_own_input_changes_nothing(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.settle()
    before = (folder.out / "run.jsonl").read_bytes()
    shutil.copy(folder.out / "已评分/甲.xlsx", folder.inbox / "甲.xlsx")
    assert folder.settle().totals["waiting"] == 0
    assert (folder.out / "run.jsonl").read_bytes() == before
    assert folder.kept() == []


@pytest.mark.parametrize("restart", [False, True])
def test_an_earlier_scored_workbook_dropped_again_is_known_too(folder: Folder, restart: bool) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.settle()
    old = (folder.out / "已评分/甲.xlsx").read_bytes()
    folder.drop("甲.xlsx", form("甲", "90"))
    folder.settle()
    if restart:
        folder.start()
    folder.drop("旧结果.xlsx", old)
    folder.settle()
    assert folder.statuses == {"甲.xlsx": "scored", "旧结果.xlsx": "skipped"}
    assert folder.counted == {"甲": "90"}


def test_an_output_folder_inside_the_inbox_is_passed_over_and_one_around_it_is_refused(folder: Folder) -> None:
    inside = folder.inbox / "结果"
    folder.drop("甲.xlsx", form("甲"))
    watch = Watch(folder.inbox, inside, folder.terms, folder.patience)
    for look in range(6):
        watch.tick(START + look * 10)
    assert watch.state.totals["received"] == 1
    with pytest.raises(UsageFault):
        Watch(folder.inbox, folder.inbox, folder.terms)


# archives, folders, names


@pytest.mark.parametrize("member", [zipfile.ZipInfo, WindowsName])
def test_a_zip_is_taken_apart_and_its_forms_keep_their_folders(folder: Folder, member: type[zipfile.ZipInfo]) -> None:
    files = {"一科/甲.xlsx": form("甲", "80"), "乙.xlsx": form("乙", "?", status="returned"), "__MACOSX/x": b"x", "说明.txt": b"x"}
    folder.drop("交表.zip", zipped(files, member))
    folder.settle()
    assert folder.statuses == {"交表.zip/一科/甲.xlsx": "scored", "交表.zip/乙.xlsx": "returned", "交表.zip/说明.txt": "skipped"}
    assert (folder.out / "已评分/交表.zip/一科/甲.xlsx").exists()
    folder.drop("交表.zip", zipped({"乙.xlsx": form("乙", "70"), "一科/甲.xlsx": form("甲", "80")}, member))
    folder.settle()
    assert folder.counted == {"甲": "80", "乙": "70"}
    assert folder.worker.asked.count("交表.zip/一科/甲.xlsx") == 1
    assert set(folder.records) == {"交表.zip/一科/甲.xlsx", "交表.zip/乙.xlsx"}
    (folder.inbox / "交表.zip").unlink()
    folder.drop("丙.xlsx", form("丙", "1"))
    folder.settle(15)
    assert set(folder.records) == {"丙.xlsx"}


@pytest.mark.parametrize("name", ["坏.zip", "别的.rar", "爬.zip", "空.zip"])
def test_an_archive_nobody_can_open_is_named(folder: Folder, name: str) -> None:
    data = {"坏.zip": b"PK\x03\x04 half", "别的.rar": b"Rar!", "爬.zip": zipped({"../../x.xlsx": b"x"}), "空.zip": zipped({})}[name]
    folder.drop(name, data)
    folder.settle(12)
    assert folder.statuses == {name: "failed"}
    assert codes(folder.records[name]) == ["B714"]
    folder.drop(name, zipped({"甲.xlsx": form("甲")}))
    if name.endswith(".zip"):
        folder.settle()
        assert folder.statuses == {f"{name}/甲.xlsx": "scored"}


def test_a_folder_of_forms_keeps_its_folders(folder: Folder) -> None:
    folder.drop("市局/一科/甲.xlsx", form("甲"))
    folder.drop("市局/二科/甲.xlsx", form("乙"))
    folder.settle()
    assert set(folder.records) == {"市局/一科/甲.xlsx", "市局/二科/甲.xlsx"}


def test_names_other_systems_take_for_one_get_numbers_and_keep_them(folder: Folder) -> None:
    one, other = unicodedata.normalize("NFD", "é.xlsx"), unicodedata.normalize("NFC", "é.xlsx")
    folder.drop(other, form("甲"))
    folder.settle()
    folder.drop(one, form("乙"))
    folder.settle()
    assert sorted(folder.records) == sorted([other, f"{Path(one).stem} (2).xlsx"])
    folder.start()
    folder.drop(one, form("乙", "5"))
    folder.settle()
    assert len(folder.records) == 2
    assert folder.counted["乙"] == "5"


# things that go away


def test_a_file_that_vanishes_for_a_moment_is_being_saved_and_not_withdrawn(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.drop("乙.xlsx", form("乙", "70"))
    folder.settle()
    (folder.inbox / "甲.xlsx").unlink()
    folder.settle(4)
    assert set(folder.records) == {"甲.xlsx", "乙.xlsx"}
    folder.drop("甲.xlsx", form("甲", "81"))
    folder.settle()
    assert folder.counted == {"甲": "81", "乙": "70"}
    assert folder.kept() == ["已评分/甲（第1版）.xlsx"]


def test_a_file_taken_away_leaves_the_totals_and_its_output_is_kept(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.drop("乙.xlsx", form("乙", "70"))
    folder.settle()
    (folder.inbox / "甲.xlsx").unlink()
    folder.settle(15)
    assert folder.counted == {"乙": "70"}
    assert folder.kept() == ["已评分/甲（第1版）.xlsx"]


def test_a_share_that_goes_away_pauses_the_watch_until_it_is_back(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.drop("乙.xlsx", form("乙", "70"))
    folder.settle()
    folder.inbox.rename(folder.home / "断开")
    assert "打不开收件文件夹" in folder.settle(20).paused
    assert "打不开收件文件夹" in (folder.out / "状态.txt").read_text(encoding="utf-8-sig")
    folder.inbox.mkdir()
    assert folder.settle(20).paused == EMPTIED
    assert folder.counted == {"甲": "80", "乙": "70"}
    folder.inbox.rmdir()
    (folder.home / "断开").rename(folder.inbox)
    folder.drop("丙.xlsx", form("丙", "60"))
    assert folder.settle(20).paused == ""
    assert folder.counted == {"甲": "80", "乙": "70", "丙": "60"}
    assert sorted(folder.worker.asked) == ["丙.xlsx", "乙.xlsx", "甲.xlsx"]


def test_an_inbox_cleared_by_a_person_keeps_its_results_when_the_next_forms_come(folder: Folder) -> None:
    for name in ("甲", "乙"):
        folder.drop(f"{name}.xlsx", form(name, "80"))
    folder.settle()
    for name in ("甲", "乙"):
        (folder.inbox / f"{name}.xlsx").unlink()
    folder.settle(20)
    folder.drop("丙.xlsx", form("丙", "60"))
    folder.settle(20)
    assert folder.counted == {"甲": "80", "乙": "80", "丙": "60"}
    folder.start()
    folder.settle(20)
    assert folder.counted == {"甲": "80", "乙": "80", "丙": "60"}


def test_an_inbox_seen_empty_by_one_start_keeps_its_results_when_another_start_sees_the_next_forms(folder: Folder) -> None:
    for name in ("甲", "乙"):
        folder.drop(f"{name}.xlsx", form(name, "80"))
    folder.settle()
    for name in ("甲", "乙"):
        (folder.inbox / f"{name}.xlsx").unlink()
    folder.start()
    assert folder.settle(20).paused == EMPTIED
    folder.drop("丙.xlsx", form("丙", "60"))
    folder.start()
    folder.settle(400)
    assert folder.counted == {"甲": "80", "乙": "80", "丙": "60"}
    assert folder.kept() == []


def test_a_folder_nobody_can_look_into_for_a_while_takes_nothing_away(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.drop("一科/甲.xlsx", form("甲", "80"))
    folder.drop("乙.xlsx", form("乙", "70"))
    folder.settle()
    refuse(monkeypatch, "scandir", "一科/")
    assert folder.settle(20).paused == ""
    assert folder.counted == {"甲": "80", "乙": "70"}


def test_an_output_folder_that_goes_away_pauses_the_watch_and_is_not_made_anew(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.settle()
    folder.out.rename(folder.home / "断开")
    folder.drop("乙.xlsx", form("乙", "70"))
    assert "输出文件夹" in folder.settle().paused
    assert not folder.out.exists()
    (folder.home / "断开").rename(folder.out)
    assert folder.settle().paused == ""
    assert folder.counted == {"甲": "80", "乙": "70"}


def test_results_somebody_deleted_are_all_made_again(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.settle()
    shutil.rmtree(folder.out / "已评分")
    (folder.out / "run.jsonl").unlink()
    folder.settle()
    assert folder.counted == {"甲": "80"}
    assert (folder.out / "已评分/甲.xlsx").exists()


# starting again, and others in OUT


@pytest.mark.parametrize("lost", [(), ("watch.json",), ("watch.json", "ledger.sqlite"), ("watch.json", "ledger.sqlite", "status.json", "heartbeat")])
def test_what_is_known_is_rebuilt_from_the_outputs(folder: Folder, lost: tuple[str, ...]) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.drop("丁.xlsx", form("丁", "?", status="returned"))
    folder.settle()
    folder.drop("甲2.xlsx", form("甲", "90"))
    folder.settle()
    before, asked = (folder.out / "run.jsonl").read_bytes(), len(folder.worker.asked)
    for name in lost:
        for path in (folder.out / ".pbexcel").glob(name + "*"):
            path.unlink()
    folder.start()
    assert folder.watch.state.counts["scored"] == 1
    folder.settle(20)
    assert (folder.out / "run.jsonl").read_bytes() == before
    assert folder.kept() == []
    if "ledger.sqlite" not in lost:
        assert len(folder.worker.asked) == asked


def test_an_output_somebody_deleted_is_made_again_at_the_next_start(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.settle()
    (folder.out / "已评分/甲.xlsx").unlink()
    folder.start()
    folder.settle()
    assert (folder.out / "已评分/甲.xlsx").exists()


def test_while_another_run_holds_the_folder_the_watch_waits_and_then_goes_on(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "80"))
    folder.tick()
    with holding(folder.out):
        state = folder.tick()
        assert isinstance(folder.watch.fault, BusyFault)
        assert state.totals["waiting"] == 1
        assert (state.paused, folder.waits["甲.xlsx"]) == ("", BUSY)
    assert folder.tick().paused == ""
    assert folder.counted == {"甲": "80"}


def test_between_two_waves_the_output_folder_is_free_but_for_a_second_watcher(folder: Folder) -> None:
    assert not is_watched(folder.out)
    with watching(folder.out):
        assert is_watched(folder.out)
        folder.drop("甲.xlsx", form("甲", "80"))
        folder.settle()
        with holding(folder.out):
            pass
        with pytest.raises(BusyFault), watching(folder.out):
            pass
    assert not is_watched(folder.out)


def test_an_inbox_that_is_not_there_at_the_start_is_told_at_once(folder: Folder) -> None:
    folder.inbox.rmdir()
    with pytest.raises(FolderFault):
        folder.start()


def test_a_list_edited_while_the_watch_runs_is_applied_to_all_forms_with_the_next_wave(folder: Folder) -> None:
    approved = folder.home / "批复.csv"
    approved.write_text("项目名称,三级指标,年度指标值,分值\n甲,数量,1,10\n", encoding="utf-8")
    folder.terms = replace(folder.terms, lists=Lists(approved=approved))
    folder.start()
    folder.drop("甲.xlsx", form("甲"))
    folder.settle()
    approved.write_text("项目名称,三级指标,年度指标值,分值\n甲,数量,2,10\n", encoding="utf-8")
    folder.settle()
    assert folder.worker.asked == ["甲.xlsx"]
    folder.drop("乙.xlsx", form("乙"))
    folder.settle(6)
    assert folder.worker.asked == ["甲.xlsx", "乙.xlsx", "甲.xlsx"]
    assert folder.kept() == []


def test_a_stop_in_the_middle_of_a_wave_ends_after_the_file_at_hand_and_loses_nothing(folder: Folder) -> None:
    for number in range(5):
        folder.drop(f"{number}.xlsx", form(f"项目{number}", "80"))
    folder.watch._stop = lambda: len(folder.worker.asked) >= 2
    folder.settle(2)
    assert len(folder.records) == 2
    folder.start()
    folder.settle()
    assert len(folder.records) == 5
    assert len(folder.worker.asked) == 5


def test_the_state_told_is_read_back_as_it_was(folder: Folder) -> None:
    folder.drop("甲.xlsx", form("甲", "?", status="returned"))
    folder.settle()
    folder.drop("乙.xlsx", form("乙"))
    state = folder.tick()
    assert read_state(folder.out) == state
    folder.tick(0.5)
    assert read_state(folder.out) == folder.watch.state
    assert read_state(folder.home) is None


def test_the_input_is_never_touched(folder: Folder) -> None:
    place = folder.drop("甲.xlsx", form("甲"))
    before = (place.read_bytes(), place.stat().st_mtime_ns)
    folder.settle(15)
    assert (place.read_bytes(), place.stat().st_mtime_ns) == before
    assert os.listdir(folder.inbox) == ["甲.xlsx"]
