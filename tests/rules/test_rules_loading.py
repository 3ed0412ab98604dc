"""A rules file that is wrong does not load, and the message names the file and the key."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from pbexcel.faults import RulesFault
from pbexcel.rules import load_rules

GOOD = (files("pbexcel.rules") / "mof-2020.toml").read_text(encoding="utf-8")


def load(folder: Path, text: str | bytes) -> None:
    path = folder / "本地规则.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    load_rules(str(path))


def test_a_users_own_file_loads_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "本地规则.toml"
    path.write_text(GOOD.replace('id = "mof-2020"', 'id = "local"'), encoding="utf-8-sig")
    profile = load_rules(str(path))
    assert profile.id == "local"
    assert profile.sha256 != load_rules().sha256


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('status = "在用"', 'status = "在用"\nfarbe = 1', "farbe：不认识这个键"),
        ("weight = { value = 10, source = \"10号\", evidence = \"转引\" }", "weight = { value = 10, evidence = \"转引\" }",
         "execution.weight.source：缺少这一项"),
        ('source = "预算司"', 'source = "听说"', "听说"),
        ("edge = 60", "edge = 85", "从高到低"),
        ('name = "差"\nedge = 0', 'name = "差"\nedge = 10', "从 0 开始"),
        ('method = "ratio"', 'method = "halved"', "reverse.method：只能是"),
        ("high = 0.8", "high = 0.79", "空当或重叠"),
        ("low = 0.8", 'low = "0.8"', "tiers.1.low：要写成数"),
        ("since = 2020-02-25", 'since = "去年"', "since：要写成日期"),
        ('evidence = "转引"\n\n[reverse]', 'evidence = "听说"\n\n[reverse]', "evidence：只能是"),
        ('method = "proportional"\nsource = "在用系统"', 'method = "thresholded"\nsource = "在用系统"', "floor"),
        ('id = "mof-2020"', 'id = "mof-2020"\nsha256 = "0"', "sha256"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_by_name_and_key(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    assert was in GOOD
    with pytest.raises(RulesFault, match="本地规则") as refused:
        load(tmp_path, GOOD.replace(was, becomes, 1))
    assert says in str(refused.value)
    assert refused.value.exit_code == 4


@pytest.mark.parametrize("text", ["id = ", b"\xff\xfe\x00", "[grades"])
def test_what_is_no_toml_is_refused(tmp_path: Path, text: str | bytes) -> None:
    with pytest.raises(RulesFault, match="TOML"):
        load(tmp_path, text)


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(RulesFault) as refused:
        load(tmp_path, GOOD.replace("edge = 90", 'edge = "90"').replace('policy = "cap"', 'policy = "free"'))
    assert "2 处" in str(refused.value)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(RulesFault, match="mof-2020、hubei"):
        load_rules("no-such-rules")


def test_a_profile_without_an_example_is_refused(tmp_path: Path) -> None:
    start = GOOD.index("[[examples]]")
    end = GOOD.index("[[execution_examples]]")
    with pytest.raises(RulesFault, match="examples"):
        load(tmp_path, GOOD[:start] + GOOD[end:])


def test_one_worked_example_of_a_kind_is_enough_and_none_is_not(tmp_path: Path) -> None:
    lines = re.split(r"(?m)^(?=\[\[examples\]\])", GOOD)
    rest = re.split(r"(?m)^(?=\[\[execution_examples\]\])", lines[-1])
    load(tmp_path, "".join((lines[0], lines[1], rest[1])))
    with pytest.raises(RulesFault, match="execution_examples"):
        load(tmp_path, lines[0] + lines[1])
    with pytest.raises(RulesFault, match="examples"):
        load(tmp_path, lines[0] + rest[1])


DRAFT = (files("pbexcel.rules") / "mof-2021-101.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("floor", ["0", "0.99"])
def test_a_floor_may_stand_anywhere_below_the_whole(tmp_path: Path, floor: str) -> None:
    load(tmp_path, DRAFT.replace("floor = { value = 0.6,", f"floor = {{ value = {floor},"))


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("floor = { value = 0.6,", "floor = { value = 1,", "起评线"),
        ("floor = { value = 0.6,", "floor = { value = -0.1,", "起评线"),
        ('method = "thresholded"', 'method = "proportional"', "其他方法不写"),
        ('method = "bands"', 'method = "proportional"', "不写 bands"),
        ("[[satisfaction]]\nedge = 0\n", "[[satisfaction]]\nedge = 0.1\n", "满意度分档"),
        ('tier = "部分达成"', 'tier = "达成"', "三档"),
    ],
)
def test_a_draft_is_held_to_its_methods_too(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    assert was in DRAFT
    with pytest.raises(RulesFault, match=says):
        load(tmp_path, DRAFT.replace(was, becomes, 1))
