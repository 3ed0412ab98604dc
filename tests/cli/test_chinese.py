"""Everything the command line says is Chinese, on any machine; a mistake is answered with what was meant."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from pbexcel.cli import COMMANDS

ENGLISH = re.compile(r"\b[A-Za-z]?[a-z]{2,} [a-z]{2,}\b")


def say(*words: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-m", "pbexcel", *words], capture_output=True, check=False, env={"LANG": "C.UTF-8", "PATH": ""})
    return done.returncode, (done.stdout + done.stderr).decode()


def english(text: str) -> list[str]:
    return ENGLISH.findall(re.sub(r"pbexcel [a-z]+( [a-z]+)?|pip install [^)]*|「[^」]*」|--[a-z-]+", "", text))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_is_chinese(command: str) -> None:
    code, text = say(command, "--help")
    assert code == 0
    assert text.startswith(f"用法： pbexcel {command}")
    assert not english(text)


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
    assert "是不是 score？" in say("scroe", "x")[1]
    assert "--jobs" in say("score", "--jbos", "1")[1]


def test_without_arguments_the_next_step_is_told() -> None:
    code, text = say()
    assert code == 0
    assert "pbexcel score 自评表 -o 结果" in text
