"""`pbexcel score` and `check` as a person and a program meet them: exit codes, output, consoles, Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "batch"))

from many_forms import form_bytes, lay

from pbexcel.batch.holding import holding
from pbexcel.cli.chinese import columns_of

CONSERVED = "收到 {} = 已评分 {} + 退回 {} + 失败 {} + 冲突 {} + 跳过 {} + 等待 {}"


def pbexcel(*args: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-m", "pbexcel", *map(str, args)], capture_output=True, env=env, timeout=120)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    lay(tmp_path / "in", 2)
    (tmp_path / "in" / "说明.txt").write_text("x")
    return tmp_path / "in"


def test_all_scored_is_0_and_every_file_is_accounted_for(given: Path, tmp_path: Path) -> None:
    ended = pbexcel("score", given, "-o", tmp_path / "out")
    assert ended.returncode == 0, ended.stderr.decode()
    assert ended.stdout.decode().splitlines()[-1] == CONSERVED.format(3, 2, 0, 0, 0, 1, 0)
    assert "部门汇总" in ended.stderr.decode()


def test_some_failed_is_3_and_json_keeps_the_exit_code(given: Path, tmp_path: Path) -> None:
    (given / "坏.xlsx").write_bytes(b"x")
    ended = pbexcel("score", given, "-o", tmp_path / "out", "--json", "--jobs", 1)
    assert ended.returncode == 3
    *files, total = map(json.loads, ended.stdout.decode("utf-8").splitlines())
    assert [one["status"] for one in files] == ["failed", "scored", "scored", "skipped"]
    assert {key: total[key] for key in total if key != "folder_checks"} == {"received": 4, "scored": 2, "returned": 0, "failed": 1, "conflict": 0, "skipped": 1, "waiting": 0, "exit_code": 3}
    assert ended.stderr == b""
    checked = pbexcel("check", given, "--json")
    assert checked.returncode == 3
    assert json.loads(checked.stdout.decode().splitlines()[-1])["failed"] == 1


def test_quiet_prints_only_the_count(given: Path, tmp_path: Path) -> None:
    ended = pbexcel("check", given, "-q")
    assert ended.stdout.decode().splitlines() == [CONSERVED.format(3, 2, 0, 0, 0, 1, 0)]
    assert ended.stderr == b""


def test_a_folder_without_files_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    ended = pbexcel("check", tmp_path / "空")
    assert ended.returncode == 0
    assert "这里没有自评表" in ended.stderr.decode()


def test_two_forms_of_a_project_say_so_and_nothing_else_unasked(given: Path, tmp_path: Path) -> None:
    first, second = sorted(given.glob("*.xlsx"))
    changed = openpyxl.load_workbook(first)
    [actual] = [cell for row in changed.worksheets[0].iter_rows() for cell in row if cell.value == "3台"]
    actual.value = "2台"
    changed.save(second)
    told = pbexcel("score", given, "-o", tmp_path / "out").stdout.decode().splitlines()
    assert [line for line in told if "〔" in line] == ["  警告  〔B701〕同一个项目交了两份内容不同的自评表"] * 2


def test_a_result_whose_form_was_taken_away_is_named(given: Path, tmp_path: Path) -> None:
    pbexcel("score", given, "-o", tmp_path / "out")
    sorted(given.glob("*.xlsx"))[0].unlink()
    ended = pbexcel("score", given, "-o", tmp_path / "out")
    assert "以前的结果，这次没有收到原表，也没有计入汇总：已评分/自评表000001.xlsx。" in ended.stderr.decode()


def test_a_result_whose_form_came_again_and_failed_is_named_as_no_longer_true(given: Path, tmp_path: Path) -> None:
    pbexcel("score", given, "-o", tmp_path / "out")
    first = sorted(given.glob("*.xlsx"))[0]
    first.write_bytes(first.read_bytes()[:-40])
    ended = pbexcel("score", given, "-o", tmp_path / "out")
    assert "原表这次没有评成，这些不算数、也没有计入汇总：已评分/自评表000001.xlsx。" in ended.stderr.decode()
    told = json.loads(pbexcel("score", given, "-o", tmp_path / "out", "--json").stdout.splitlines()[-1])
    assert told["left_over"] == {"of_failed": ["已评分/自评表000001.xlsx"], "of_absent": []}


def test_verbose_lists_every_problem(given: Path, tmp_path: Path) -> None:
    quiet, loud = (pbexcel("score", given, "-o", tmp_path / "out", *more).stdout.decode() for more in ((), ("-v",)))
    assert "〔T210〕" in loud
    assert "〔T210〕" not in quiet


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["score", "in"], 2),
        (["score", "in", "-o", "in"], 2),
        (["score", "in", "-o", "out", "--rules", "没有这样的规则"], 4),
        (["score", "nowhere", "-o", "out"], 5),
        (["score", "in", "-o", "in/说明.txt/out"], 5),
    ],
)
def test_what_cannot_be_done_has_its_exit_code(given: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], code: int) -> None:
    monkeypatch.chdir(given.parent)
    ended = pbexcel(*args)
    assert ended.returncode == code
    assert b"Traceback" not in ended.stderr
    assert not (given.parent / "out").exists()


def test_a_held_folder_is_6(given: Path, tmp_path: Path) -> None:
    with holding(tmp_path / "out"):
        ended = pbexcel("score", given, "-o", tmp_path / "out")
    assert ended.returncode == 6
    assert "另一个 pbexcel" in ended.stderr.decode()


def test_a_gbk_console_and_any_file_name_are_no_crash(given: Path, tmp_path: Path) -> None:
    (given / "𠮷ö\u202e\x1b[31m红.xlsx").write_bytes(form_bytes(5))
    ended = pbexcel("score", given, "-o", tmp_path / "out", PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert ended.returncode == 0, ended.stderr
    text = ended.stdout.decode("gbk")
    assert CONSERVED.format(4, 3, 0, 0, 0, 1, 0) in text
    assert "\x1b" not in text
    as_json = pbexcel("check", given, "--json", PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert any("𠮷" in json.loads(line).get("file", "") for line in as_json.stdout.decode("utf-8").splitlines())


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_stops_cleanly_says_how_to_go_on_and_what_waits(tmp_path: Path, jobs: int) -> None:
    lay(tmp_path / "in", 400)
    started = subprocess.Popen(
        [sys.executable, "-m", "pbexcel", "score", tmp_path / "in", "-o", tmp_path / "out", "--jobs", str(jobs)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell starts what runs in its background deaf to Ctrl-C
    )  # fmt: skip
    while len(list((tmp_path / "out" / "已评分").glob("自评表*.xlsx"))) < 20 and started.poll() is None:
        pass
    started.send_signal(signal.SIGINT)
    out, err = started.communicate(timeout=60)
    assert started.returncode == 130, err
    assert "再运行一次" in err.decode()
    assert "Traceback" not in err.decode()
    counted = out.decode().strip()
    assert counted.startswith("收到 400 = 已评分 ")
    assert int(counted.rpartition("等待 ")[2]) > 0
    assert not list((tmp_path / "out").rglob(".pbexcel-*.tmp"))


@pytest.mark.parametrize("how", ["-v", "--json"])
def test_a_reader_who_goes_away_costs_neither_the_results_nor_the_exit_code(given: Path, tmp_path: Path, how: str) -> None:
    (given / "坏.xlsx").write_bytes(b"PK")
    reading, writing = os.pipe()
    os.close(reading)
    with open(writing, "wb") as gone:
        ended = subprocess.run(
            [sys.executable, "-m", "pbexcel", "score", given, "-o", tmp_path / "out", how], stdout=gone, stderr=subprocess.PIPE, timeout=60
        )
    assert ended.returncode == 3, ended.stderr.decode()
    assert (tmp_path / "out" / "部门汇总.xlsx").exists()
    assert "Traceback" not in ended.stderr.decode()
    assert "BrokenPipe" not in ended.stderr.decode()


def test_a_bug_outside_one_file_goes_to_a_log_and_not_on_the_screen(given: Path, tmp_path: Path) -> None:
    broken = "import pbexcel.batch.run as r; r.collect = lambda *a: 1 / 0; from pbexcel.cli import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", broken, "check", str(given)], capture_output=True, env={**os.environ, "TMPDIR": str(tmp_path)}
    )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr.decode()
    assert "ZeroDivisionError" in (tmp_path / "pbexcel.log").read_text(encoding="utf-8")


@pytest.mark.skipif(not hasattr(os, "forkpty"), reason="needs a terminal")
def on_a_terminal(*args: object) -> str:
    """What a command says where stdout is a terminal of 80 columns."""
    child, terminal = os.forkpty()
    if child == 0:
        os.environ["COLUMNS"] = "80"
        os.execv(sys.executable, [sys.executable, "-m", "pbexcel", *map(str, args)])
    said = b""
    try:
        while piece := os.read(terminal, 65536):
            said += piece
    except OSError:  # the end of a terminal on Linux
        pass
    os.waitpid(child, 0)
    return said.decode()


def test_on_a_terminal_a_line_tells_how_far_the_run_is(tmp_path: Path) -> None:
    lay(tmp_path / "in", 40)
    text = on_a_terminal("score", tmp_path / "in", "-o", tmp_path / "out", "--jobs", 1)
    assert "/40  每秒 " in text
    assert "还要约" in text
    assert "\x1b" not in text


def test_on_a_terminal_problems_keep_their_indent_at_80_columns_and_in_a_pipe_their_line(given: Path) -> None:
    lines = [line.split("\r")[-1] for line in on_a_terminal("check", given).replace("\r\n", "\n").splitlines()]
    assert max(map(columns_of, lines)) <= 80
    fix, after = next((line, lines[at + 1]) for at, line in enumerate(lines) if line.startswith("    怎么改：") and columns_of(line) > 70)
    assert after.startswith("        ")
    assert fix + after[8:] in pbexcel("check", given).stdout.decode().splitlines()
