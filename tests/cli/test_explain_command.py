"""`pbexcel explain`: one pair, many pairs, in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pbexcel.cli import group

KEYS = ["target", "actual", "direction", "completion", "weight", "typed", "computed", "points", "outcome", "because", "problems"]


def explain(*words: str) -> Result:
    return CliRunner().invoke(group, ["explain", *words])


def test_one_pair_as_json_has_the_documented_keys() -> None:
    result = explain("--target", "≥99.5%", "--actual", "90%", "--weight", "10", "--json")
    shown = json.loads(result.stdout_bytes)
    assert list(shown) == KEYS
    assert list(shown["target"]) == ["text", "kind", "op", "number", "low", "high", "date", "unit"]
    assert list(shown["actual"]) == ["text", "kind", "number", "unit", "date"]
    assert (shown["target"]["op"], shown["target"]["number"], shown["target"]["unit"]) == (">=", "99.5", "%")
    assert (shown["completion"], shown["computed"], shown["outcome"]) == ("0.9045", "9.05", "auto")


@pytest.mark.parametrize(("year", "date"), [(["--year", "2021"], "2021-11-30"), ([], "--11-30")])
def test_a_deadline_shows_the_year_only_where_it_is_known(year: list[str], date: str) -> None:
    shown = json.loads(explain("--target", "11月底前", "--actual", "11月20日", "--weight", "5", "--json", *year).stdout_bytes)
    assert (shown["target"]["kind"], shown["target"]["date"], shown["computed"]) == ("deadline", date, "5.00")


def test_one_pair_in_words_says_what_was_understood() -> None:
    text = explain("--target", "≤20万元", "--actual", "25万元", "--weight", "5", "--level2", "成本指标").output
    assert "数值 ≤20万元" in text
    assert "20÷25×5=4.00" in text
    assert "按规则自动评" in text


def test_many_pairs_come_back_one_a_line_in_their_order(tmp_path: Path) -> None:
    pairs = tmp_path / "对.tsv"
    pairs.write_text('target\tactual\tweight\tname\n≥5个\t4个\t10\t培训\n"引号\t"引号\t5\t\n—\t5\t\t\n', encoding="utf-8-sig")
    lines = [json.loads(line) for line in explain("--pairs", str(pairs), "--json").stdout_bytes.splitlines()]
    assert [line["computed"] for line in lines] == ["8.00", "5.00", None]
    assert [line["weight"] for line in lines] == ["10", "5", None]


def test_a_row_that_is_no_pair_is_named_with_its_number(tmp_path: Path) -> None:
    pairs = tmp_path / "对.tsv"
    pairs.write_text("target\tactual\tweight\n≥5个\t4个\t十\n", encoding="utf-8")
    result = explain("--pairs", str(pairs), "--json")
    assert result.exit_code == 2
    assert "第 2 行" in result.output


def test_a_file_instead_of_a_code_is_told_where_its_scores_are_explained() -> None:
    result = explain("结果/已评分/甲项目.xlsx")
    assert result.exit_code == 2
    assert "评分明细" in result.stderr
    assert "pbexcel verify" in result.stderr
