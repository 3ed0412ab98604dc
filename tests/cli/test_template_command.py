"""`pbexcel template`: a blank form, or one form for each project of a list."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from pbexcel.cli import group
from pbexcel.forms.template.build import template_bytes

GOOD = "项目名称,三级指标,年度指标值,分值\n甲,一,≥1个,90\n乙,二,≥2个,90\n"
BAD = "项目名称,三级指标,年度指标值,分值\n甲,一,≥1个,四十\n甲,二,≥2个,50\n乙,三,≥3个,90\n"


def test_the_blank_form_is_written(tmp_path: Path) -> None:
    result = CliRunner().invoke(group, ["template", "-o", str(tmp_path / "空白.xlsx")])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "空白.xlsx").read_bytes() == template_bytes()


def test_year_rows_and_variant_are_taken(tmp_path: Path) -> None:
    arguments = ["--year", "2025", "--rows", "40", "--variant", "hubei"]
    result = CliRunner().invoke(group, ["template", "-o", str(tmp_path / "a.xlsx"), *arguments])
    assert result.exit_code == 0, result.output
    sheet = load_workbook(tmp_path / "a.xlsx")["自评表"]
    assert (sheet["A4"].value, sheet["G8"].value, sheet["A55"].value) == ("（ 2025 年度）", 20, "总分")


def test_a_list_gives_one_form_for_each_project(tmp_path: Path) -> None:
    (tmp_path / "目标.csv").write_text(GOOD, encoding="gbk")
    result = CliRunner().invoke(group, ["template", "--from", str(tmp_path / "目标.csv"), "-o", str(tmp_path / "表")])
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "表").iterdir()) == ["乙.xlsx", "甲.xlsx"]


def test_bad_rows_are_named_and_the_good_ones_are_built(tmp_path: Path) -> None:
    (tmp_path / "目标.csv").write_text(BAD, encoding="utf-8-sig")
    result = CliRunner().invoke(group, ["template", "--from", str(tmp_path / "目标.csv"), "-o", str(tmp_path / "表")])
    assert result.exit_code == 3
    assert "第 2 行「分值」：读到「四十」" in result.output
    assert sorted(path.name for path in (tmp_path / "表").iterdir()) == ["乙.xlsx", "甲.xlsx"]


def test_a_form_somebody_may_have_filled_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "目标.csv").write_text(GOOD, encoding="utf-8")
    arguments = ["template", "--from", str(tmp_path / "目标.csv"), "-o", str(tmp_path / "表")]
    assert CliRunner().invoke(group, arguments).exit_code == 0
    assert CliRunner().invoke(group, arguments).exit_code == 0  # nothing was filled, nothing to lose
    (tmp_path / "表" / "甲.xlsx").write_bytes(b"filled")
    result = CliRunner().invoke(group, arguments)
    assert (result.exit_code, (tmp_path / "表" / "甲.xlsx").read_bytes()) == (3, b"filled")
    assert "没有覆盖：甲.xlsx" in result.output
    assert CliRunner().invoke(group, [*arguments, "--force"]).exit_code == 0
    assert (tmp_path / "表" / "甲.xlsx").read_bytes() != b"filled"


def test_a_blank_form_does_not_overwrite_a_filled_one(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"filled")
    result = CliRunner().invoke(group, ["template", "-o", str(tmp_path / "a.xlsx")])
    assert (result.exit_code, (tmp_path / "a.xlsx").read_bytes()) == (2, b"filled")
    assert CliRunner().invoke(group, ["template", "-o", str(tmp_path / "a.xlsx"), "--force"]).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--variant", "没有的"], 2, "没有表样"),
        (["--rows", "3"], 2, "行数太少"),
        (["--from", "没有这个文件.csv"], 2, "请用 -o 写明"),
        (["--from", "没有这个文件.csv", "-o", "表"], 5, "读不了清单"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    arguments: list[str], code: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(group, ["template", *arguments])
    assert result.exit_code == code
    assert said in result.output
