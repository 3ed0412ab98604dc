"""`pbexcel rules list | show | check | diff | schema`."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from click.testing import CliRunner, Result

from pbexcel.cli import group

GOOD = (files("pbexcel.rules") / "mof-2020.toml").read_text(encoding="utf-8")


def run(*words: str) -> Result:
    return CliRunner().invoke(group, ["rules", *words])


def test_list_names_every_profile_with_what_nobody_checked() -> None:
    lines = run("list").stdout.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("mof-2020：")
    assert all("未核" in line for line in lines)


def test_show_is_what_an_auditor_reads() -> None:
    shown = run("show", "mof-2021-101").stdout
    assert "草稿" in shown
    assert "财预〔2021〕101号" in shown


def test_a_wrong_file_ends_with_4_and_names_the_key(tmp_path: Path) -> None:
    path = tmp_path / "本地.toml"
    path.write_text(GOOD.replace("edge = 60", "edge = 85"), encoding="utf-8")
    result = run("check", str(path))
    assert result.exit_code == 4
    assert "本地.toml" in result.stderr


def test_check_works_the_examples_of_a_file(tmp_path: Path) -> None:
    assert run("check", "mof-2020").exit_code == 0
    path = tmp_path / "本地.toml"
    path.write_text(GOOD.replace("points = 9.05", "points = 9.00"), encoding="utf-8")
    result = run("check", str(path))
    assert result.exit_code == 4
    assert "应为 9.00 分，算得 9.05 分" in result.stdout


def test_diff_says_in_words_what_changed() -> None:
    assert "预算执行 · 分值：10 → 20" in run("diff", "mof-2020", "hubei").stdout
    assert run("diff", "mof-2020", "mof-2020").stdout == "两套规则相同\n"


def test_diff_over_forms_says_whose_total_changes() -> None:
    samples = Path(__file__).parents[2] / "samples"
    shown = run("diff", "mof-2020", "mof-2021-101", str(samples), "--jobs", "1").stdout
    assert "89.73 分良 → " in shown
    assert shown.splitlines()[-1].startswith("共 3 份，")


def test_schema_is_json() -> None:
    assert json.loads(run("schema").stdout)["title"] == "pbexcel 评分规则"
