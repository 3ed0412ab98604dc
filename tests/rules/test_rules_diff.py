"""What two profiles differ in, in words; and the schema for editors."""

from __future__ import annotations

import json

import pytest

from pbexcel.rules import load_rules
from pbexcel.rules.diff import diff_words
from pbexcel.rules.schema import rules_schema

MOF = load_rules("mof-2020")


def test_a_profile_does_not_differ_from_itself() -> None:
    assert diff_words(MOF, MOF) == ()


@pytest.mark.parametrize(
    ("other", "line"),
    [
        ("hubei", "预算执行 · 分值：10 → 20"),
        ("hubei", "定性指标 · 部分达成 · 下限：0.6 → 0.5"),
        ("mof-2021-101", "正向指标 · 起评线：（没有） → 0.6"),
        ("mof-2021-101", "一级指标 · 成本指标 · 分值：（没有） → 20"),
        ("mof-2021-101", "状态：在用 → 草稿"),
        ("sichuan", "预算执行 · 低于此执行率要说明原因：（没有） → 0.9"),
    ],
)
def test_each_rule_that_differs_has_a_line(other: str, line: str) -> None:
    assert line in diff_words(MOF, load_rules(other))


def test_sources_are_counted_and_not_listed() -> None:
    lines = diff_words(MOF, load_rules("hubei"))
    assert lines[-1].startswith("来源或核对程度不同的有")
    assert not any("来源：" in line for line in lines)


def test_all_that_a_province_does_otherwise_is_said_in_the_order_of_the_file() -> None:
    lines = diff_words(MOF, load_rules("hubei"))
    assert [line for line in lines if line.startswith(("预算执行", "一级指标", "定性指标", "总分", "等级", "没有分值列", "指标分"))] == [
        "一级指标 · 产出指标 · 分值：50 → 40",
        "预算执行 · 分值：10 → 20",
        "定性指标 · 部分达成 · 下限：0.6 → 0.5",
        "定性指标 · 未达成 · 上限：0.6 → 0.5",
        "没有分值列的表 · 分配办法：不分配 → 各行平均",
    ]


def test_the_schema_names_every_key_of_a_file_and_not_the_hash() -> None:
    schema = rules_schema()
    assert "sha256" not in schema["properties"]
    assert "sha256" not in schema["required"]
    assert {"grades", "execution", "sources", "examples"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False
    json.dumps(schema)
