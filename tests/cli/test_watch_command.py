"""`pbexcel watch` and `pbexcel status` as people and schedulers meet them: processes, signals, exit codes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest
from click.testing import CliRunner

from pbexcel.batch.holding import holding, watching
from pbexcel.cli import group

SAMPLES = Path(__file__).parents[2] / "samples"
FORM = "耕地保护动态监测与巡查项目.xlsx"
ONCE = ("--once", "--interval", "0.1")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "收件"
    folder.mkdir()
    shutil.copy(SAMPLES / FORM, folder)
    return folder


def run(*given: object) -> tuple[int, list[dict[str, Any]]]:
    result = CliRunner().invoke(group, [str(one) for one in given] + ["--json"])
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


@contextmanager
def running(inbox: Path, out: Path) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """A watch in a process of its own."""
    command = [sys.executable, "-m", "pbexcel", "watch", str(inbox), "-o", str(out), "--interval", "0.2", "--json"]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8", env=environment) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout
        finally:
            process.kill()


def test_once_scores_what_is_there_and_tells_of_every_file(inbox: Path, tmp_path: Path) -> None:
    (inbox / "在改.xlsx").write_bytes(b"PK")
    (inbox / "~$在改.xlsx").write_bytes(b"")
    code, lines = run("watch", inbox, "-o", tmp_path / "OUT", *ONCE)
    assert code == 0
    assert [(line["file"], line["status"]) for line in lines[:-1]] == [(FORM, "scored")]
    assert lines[-1] == {"received": 2, "scored": 1, "returned": 0, "failed": 0, "conflict": 0, "skipped": 0, "waiting": 1, "exit_code": 0}
    code, lines = run("status", tmp_path / "OUT")
    assert code == 0
    assert [(line["file"], line["status"], line.get("open")) for line in lines[:-1]] == [("在改.xlsx", "waiting", True), (FORM, "scored", None)]
    assert lines[-1]["running"] is False
    assert (lines[-1]["received"], lines[-1]["waiting"], lines[-1]["paused"]) == (2, 1, None)


def test_once_over_an_emptied_inbox_says_so_keeps_the_results_and_ends_as_they_stand(inbox: Path, tmp_path: Path) -> None:
    broken = inbox / "坏.xlsx"
    broken.write_bytes(b"no workbook at all")
    assert run("watch", inbox, "-o", tmp_path / "OUT", *ONCE)[0] == 3
    for path in list(inbox.iterdir()):
        path.unlink()
    shown = CliRunner().invoke(group, ["watch", str(inbox), "-o", str(tmp_path / "OUT"), *ONCE])
    assert shown.exit_code == 3
    assert "突然空了" in shown.stderr
    assert "已评分 1" in shown.stdout
    inbox.rmdir()
    assert CliRunner().invoke(group, ["watch", str(inbox), "-o", str(tmp_path / "OUT"), *ONCE]).exit_code == 5


def test_a_returned_form_is_exit_3_and_stands_in_the_status_with_its_reason(inbox: Path, tmp_path: Path) -> None:
    (inbox / "坏.xlsx").write_bytes(b"no workbook at all")
    assert run("watch", inbox, "-o", tmp_path / "OUT", *ONCE)[0] == 3
    shown = CliRunner().invoke(group, ["status", str(tmp_path / "OUT"), "-v"])
    assert shown.exit_code == 0
    assert "失败 1" in shown.stdout
    assert "坏.xlsx：" in shown.stdout
    assert "评完的（1 个）" in shown.stdout
    assert (tmp_path / "OUT/状态.txt").read_bytes().startswith("\ufeff".encode())


def test_what_cannot_start_is_told_by_its_exit_code(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "OUT"
    assert run("watch", tmp_path / "没有", "-o", out, *ONCE)[0] == 5
    assert run("watch", inbox, "-o", inbox, *ONCE)[0] == 2
    assert run("watch", inbox, "-o", out, "--rules", "没有", *ONCE)[0] == 4
    assert run("status", tmp_path)[0] == 5
    with watching(out):
        assert run("watch", inbox, "-o", out, *ONCE)[0] == 6
    with holding(out):
        assert run("watch", inbox, "-o", out, *ONCE)[0] == 6
    assert run("watch", inbox, "-o", out, *ONCE)[0] == 0
    (inbox / FORM).unlink()
    assert run("watch", inbox, "-o", out, *ONCE)[0] == 0
    assert run("status", out)[0] == 5


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_stops_the_watch_cleanly_and_the_status_says_whether_it_runs(
    inbox: Path, tmp_path: Path, sent: signal.Signals, code: int
) -> None:
    out = tmp_path / "OUT"
    with running(inbox, out) as (process, lines):
        assert json.loads(lines.readline())["status"] == "scored"
        assert run("status", out)[1][-1]["running"] is True
        process.send_signal(sent)
        assert json.loads(lines.readline())["exit_code"] == code
        assert process.wait(20) == code
    assert run("status", out)[1][-1]["running"] is False
    assert not list(out.rglob("*.tmp"))


def test_a_watch_killed_outright_leaves_nothing_in_the_way_of_the_next(inbox: Path, tmp_path: Path) -> None:
    out = tmp_path / "OUT"
    with running(inbox, out) as (process, lines):
        lines.readline()
        process.kill()
        process.wait(20)
    code, lines_after = run("watch", inbox, "-o", out, *ONCE)
    assert code == 0
    assert lines_after[-1]["scored"] == 1
