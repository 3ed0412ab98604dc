"""Everything the command line says is Chinese, on any machine; a mistake is answered with what was meant."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pbexcel.cli import COMMANDS
from pbexcel.cli.chinese import columns_of, wrapped
from pbexcel.faults import in_chinese

ENGLISH = re.compile(r"\b[A-Za-z]?[a-z]{2,} [a-z]{2,}\b")


def say(*words: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-m", "pbexcel", *words], capture_output=True, check=False, env={"LANG": "C.UTF-8", "PATH": ""})
    return done.returncode, (done.stdout + done.stderr).decode()


def english(text: str) -> list[str]:
    return ENGLISH.findall(re.sub(r"pbexcel [a-z]+( [a-z]+)?|pip install [^)]*|「[^」]*」|--[a-z-]+", "", text))


@pytest.mark.parametrize("command", [*COMMANDS, "rules diff", "layouts try", "ledger rebuild"])
def test_the_help_of_a_command_is_chinese(command: str) -> None:
    code, text = say(*command.split(), "--help")
    assert code == 0
    assert text.startswith(f"用法： pbexcel {command} [选项]")
    assert "OPTIONS" not in text
    assert "COMMAND" not in text
    assert not english(text)
    assert max(map(columns_of, text.splitlines())) <= 80  # a Chinese character takes two columns


@pytest.mark.parametrize("command", ["", "score", "rules diff"])
def test_h_is_short_for_help(command: str) -> None:
    assert say(*command.split(), "-h") == say(*command.split(), "--help")


@pytest.mark.parametrize(
    "words",
    [("score",), ("score", "x"), ("score", "x", "-o"), ("scroe", "x"), ("score", "--jbos", "1"), ("score", "x", "-o", "y", "--jobs", "0"),
     ("score", "x", "-o", "y", "--jobs", "many"), ("explain", "--weight", "十"), ("explain", "--pairs", "nosuch.tsv"), ("template", "a", "b"), ("nonsense",)],
)  # fmt: skip
def test_a_mistake_is_told_in_chinese_and_ends_with_2(words: tuple[str, ...]) -> None:
    code, text = say(*words)
    assert code == 2
    assert "写法不对" in text
    assert not english(text)


def test_a_mistyped_command_or_option_is_answered_with_the_nearest() -> None:
    assert "是不是「score」？" in say("scroe", "x")[1]
    assert "--jobs" in say("score", "--jbos", "1")[1]


def test_a_missing_argument_is_named_in_chinese_signs() -> None:
    assert say("score")[1].splitlines()[-1] == "写法不对：没有写「PATH...」。这里要写自评表，或放自评表的文件夹。"
    assert say("watch", "收件")[1].splitlines()[-1] == "写法不对：没有写选项「-o」/「--out」。这里要写输出文件夹，如 -o 结果。"
    assert say("layouts", "try")[1].splitlines()[-1] == "写法不对：没有写「FILE」。这里要写一个自评表文件。"
    assert "写法不对：「--jobs」不对" in say("score", "x", "-o", "y", "--jobs", "0")[1]


def test_lines_end_between_chinese_characters_but_before_no_closing_sign() -> None:
    lines = wrapped("一二三四，五六（七八）九 abcdef", width=9).splitlines()
    assert lines == ["一二三", "四，五六", "（七八）", "九 abcdef"]
    assert wrapped("一二三", width=4, initial_indent="- ", subsequent_indent="  ") == "- 一\n  二\n  三"


def test_what_the_system_says_of_a_file_is_chinese(tmp_path: Path) -> None:
    code, text = say("summary", str(tmp_path))
    assert code == 5
    assert "（找不到）" in text
    assert in_chinese("写不进 a：No space left on device。") == "写不进 a：磁盘满了。"


def test_what_is_wrong_with_a_rules_file_is_chinese(tmp_path: Path) -> None:
    rules = tmp_path / "规则.toml"
    rules.write_bytes(b"\xff\xfe")
    assert say("rules", "check", str(rules))[1].rstrip().endswith("里面不是 UTF-8 文字")
    rules.write_text("id = \n", encoding="utf-8")
    assert say("rules", "check", str(rules))[1].rstrip().endswith("第 1 行第 6 列写得不对")


def test_the_shell_completes_commands_and_options() -> None:
    told = subprocess.run(
        [Path(sys.executable).with_name("pbexcel")], capture_output=True, check=False,
        env={"_PBEXCEL_COMPLETE": "bash_complete", "COMP_WORDS": "pbexcel score --j", "COMP_CWORD": "2"},
    )  # fmt: skip
    assert told.stdout.decode().split() == ["plain,--jobs", "plain,--json"]


def test_without_arguments_the_next_step_is_told() -> None:
    code, text = say()
    assert code == 0
    assert "pbexcel score 自评表 -o 结果" in text
