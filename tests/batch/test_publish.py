"""A file is put in its place whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pbexcel.batch import publish as room
from pbexcel.batch.publish import publish, publish_stream, remove
from pbexcel.faults import FolderFault


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    target = tmp_path / "甲" / "表.xlsx"
    assert publish(b"one", target)
    before = target.stat()
    assert not publish(b"one", target)
    assert target.stat() == before


def test_longer_and_shorter_bytes_are_other_bytes(tmp_path: Path) -> None:
    target = tmp_path / "a"
    publish(b"one", target)
    assert publish(b"one and more", target)
    assert publish(b"on", target)
    assert target.read_bytes() == b"on"


def test_what_comes_in_pieces_is_compared_and_written_in_pieces(tmp_path: Path) -> None:
    target = tmp_path / "run.jsonl"
    assert publish_stream(lambda: iter([b"a\n", b"b\n"]), target)
    assert not publish_stream(lambda: iter([b"a\n", b"b\n"]), target)
    assert publish_stream(lambda: iter([b"a\n"]), target)
    assert target.read_bytes() == b"a\n"


@pytest.mark.parametrize("call", ["fsync", "replace", "fdopen"])
def test_a_disk_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    target = tmp_path / "表.xlsx"
    publish(b"old", target)

    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(room.os, call, full)
    with pytest.raises(FolderFault):
        publish(b"new", target)
    monkeypatch.undo()
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["表.xlsx"]


def test_what_is_not_there_can_be_removed(tmp_path: Path) -> None:
    remove(tmp_path / "nothing")
