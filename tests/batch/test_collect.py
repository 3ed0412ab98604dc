"""Which files a run takes, and what they are called in OUT."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from pbexcel.batch.collect import collect
from pbexcel.faults import FolderFault


def laid(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return folder


def names(*paths: Path, out: Path | None = None) -> list[str]:
    return [source.name for source in collect(paths, out)]


def test_folders_are_gone_through_with_their_folders(tmp_path: Path) -> None:
    assert names(laid(tmp_path, "乙.xlsx", "一科/甲.xlsx")) == ["一科/甲.xlsx", "乙.xlsx"]


def test_lock_files_and_our_own_half_files_are_passed_over(tmp_path: Path) -> None:
    laid(tmp_path, "~$甲.xlsx", ".~甲.xlsx", ".~lock.甲.xlsx#", "Thumbs.db", "甲.tmp", "甲.xlsx")
    assert names(tmp_path) == ["甲.xlsx"]


def test_an_output_folder_inside_the_input_is_passed_over(tmp_path: Path) -> None:
    laid(tmp_path, "甲.xlsx", "out/已评分/甲.xlsx", "去年/run.jsonl", "去年/已评分/甲.xlsx")
    assert names(tmp_path, out=tmp_path / "out") == ["甲.xlsx"]


def test_two_files_of_one_name_get_names_of_their_own(tmp_path: Path) -> None:
    laid(tmp_path, "一/甲.xlsx", "二/甲.xlsx")
    assert names(tmp_path / "一", tmp_path / "二") == ["甲.xlsx", "甲 (2).xlsx"]


def test_twins_that_differ_only_in_normal_form_get_names_of_their_own(tmp_path: Path) -> None:
    nfc, nfd = unicodedata.normalize("NFC", "é.xlsx"), unicodedata.normalize("NFD", "é.xlsx")
    laid(tmp_path / "a", nfc)
    laid(tmp_path / "b", nfd)
    found = names(tmp_path / "a", tmp_path / "b")
    assert len({unicodedata.normalize("NFC", name) for name in found}) == 2


def test_the_same_file_given_twice_is_taken_once(tmp_path: Path) -> None:
    laid(tmp_path, "甲.xlsx")
    assert names(tmp_path, tmp_path / "甲.xlsx") == ["甲.xlsx"]


def test_a_folder_called_like_a_workbook_is_taken_to_be_reported(tmp_path: Path) -> None:
    laid(tmp_path, "甲.xlsx/里面.xlsx")
    assert names(tmp_path) == ["甲.xlsx", "甲.xlsx/里面.xlsx"]


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    laid(tmp_path, "别处/甲.xlsx", "收/乙.xlsx")
    os.symlink(tmp_path / "别处" / "甲.xlsx", tmp_path / "收" / "甲.xlsx")
    os.symlink(tmp_path / "收" / "乙.xlsx", tmp_path / "收" / "丙.xlsx")
    assert {source.name: source.refused for source in collect([tmp_path / "收"])} == {"丙.xlsx": "", "乙.xlsx": "", "甲.xlsx": "B711"}


def test_a_path_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(FolderFault, match="找不到"):
        collect([tmp_path / "没有"])
