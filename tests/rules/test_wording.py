"""What a profile says of itself, sentence by sentence: this is what an auditor reads as 评分依据."""

from __future__ import annotations

import re

import pytest

from pbexcel.rules import in_words, load_rules

NATIONAL = [
    "评分规则：项目支出绩效自评（财预10号）（mof-2020），自 2020-02-25 起。",
    "其中 9 项数或做法没有人核对过原文（未核），使用前请对照本地文件。",
    "原文未由本工具的编写者逐条核对；凡标「转引」的，见于公开的自评表、转载或在用系统。",
    "满分 100 分。",
    "等级：优 ≥90，良 ≥80，中 ≥60，差 <60；按显示的总分定等级。",
    "一级指标分值：产出指标 50，效益指标 30，满意度指标 10；与此不同的只提醒。",
    "预算执行 10 分：全年执行数 ÷ 全年预算数 × 分值，不超过分值。",
    "没有达到的正向指标：实际 ÷ 指标值 × 分值；达到的得满分，超额不加分。",
    "超过上限的反向指标：上限 ÷ 实际 × 分值；没有超过的得满分。",
    "定性指标：达成 80%～100%，部分达成 60%～80%（不含），未达成 0%～60%（不含）。",
    "得分四舍五入到 2 位小数，每行只进位一次。",
    "自评得分是复算四舍五入到 2、1 位小数的，或是比复算低不到 0.5 分的整数，算作一致。",
    "自评得分不高于复算的照自评；高于复算的降到复算得分并列出。",
    "完成率从 120% 起提醒，从 130% 起没有说明原因的警告。",
    "结余超过 20%、完成比支出快 5% 以上、总分在等级线以上 1 分以内、原因少于 6 个字、完成值和上年一样的有 3 行以上的列出。",
]
DRAFT = [
    "评分规则：项目支出绩效自评（财预101号，草稿）（mof-2021-101），自 2021-08-18 起。",
    "注意：这是草稿，只在点名时使用，结果不能作为正式评分。",
    "其中 38 项数或做法没有人核对过原文（未核），使用前请对照本地文件。",
    "草稿：起用日期和全部数字都是据传闻写的，没有人对照原文核对。",
    "满分 100 分。",
    "等级：优 ≥90，良 ≥80，中 ≥60，差 <60；按显示的总分定等级。",
    "一级指标分值：成本指标 20，产出指标 40，效益指标 20，满意度指标 10；与此不同的只提醒。",
    "预算执行 10 分：目标全部完成且没有超预算得满分；否则执行率 ≥80% 得 70%，执行率 ≥60% 得 50%，执行率 ≥0% 得 0%。",
    "没有达到的正向指标：完成率低于 60% 得 0 分，否则 (完成率−60%)÷(1−60%) × 分值。",
    "超过上限的反向指标：上限 ÷ 实际 × 分值；没有超过的得满分。",
    "没有达到的满意度：≥90% 得 100%，≥80% 得 80%，≥60% 得 50%，≥0% 得 0%。",
    "定性指标：达成 80%～100%，部分达成 60%～80%（不含），未达成 0%～60%（不含）。",
    "得分四舍五入到 2 位小数，每行只进位一次。",
    "自评得分是复算四舍五入到 2、1 位小数的，或是比复算低不到 0.5 分的整数，算作一致。",
    "自评得分不高于复算的照自评；高于复算的降到复算得分并列出。",
    "完成率从 120% 起提醒，从 130% 起没有说明原因的警告。",
    "结余超过 20%、完成比支出快 5% 以上、总分在等级线以上 1 分以内、原因少于 6 个字、完成值和上年一样的有 3 行以上的列出。",
]
HUBEI = [  # what it says otherwise than the national rules
    "评分规则：湖北省项目支出绩效自评（预算执行20分＋绩效目标80分）（hubei），自 2019-01-01 起，适用地区：湖北省。",
    "其中 17 项数或做法没有人核对过原文（未核），使用前请对照本地文件。",
    "据公开的湖北省各级自评表归纳，没有见到文件原文；起用日期取见到的最早一张表的年度。",
    "一级指标分值：产出指标 40，效益指标 30，满意度指标 10；与此不同的只提醒。",
    "预算执行 20 分：全年执行数 ÷ 全年预算数 × 分值，不超过分值。",
    "定性指标：达成 80%～100%，部分达成 50%～80%（不含），未达成 0%～50%（不含）。",
    "没有分值列的表，指标分平均分到各行。",
]
SICHUAN = [  # what it says otherwise than the national rules
    "评分规则：四川省项目支出绩效自评（预算执行10分＋绩效指标90分）（sichuan），自 2020-01-01 起，适用地区：四川省。",
    "其中 20 项数或做法没有人核对过原文（未核），使用前请对照本地文件。",
    "据公开的四川省各级自评表归纳，没有见到文件原文；起用日期未核。",
    "执行率低于 90% 要说明原因。",
]


def sentences(name: str) -> list[str]:
    """The sentences less their sources and the digest of the file."""
    return [re.sub("〔.*〕", "", sentence) for sentence in in_words(load_rules(name))[:-1]]


@pytest.mark.parametrize(("name", "said"), [("mof-2020", NATIONAL), ("mof-2021-101", DRAFT)])
def test_a_profile_says_all_its_rules_in_order(name: str, said: list[str]) -> None:
    assert sentences(name) == said


@pytest.mark.parametrize(("name", "said"), [("hubei", HUBEI), ("sichuan", SICHUAN)])
def test_a_province_says_what_it_does_otherwise(name: str, said: list[str]) -> None:
    assert [sentence for sentence in sentences(name) if sentence not in NATIONAL] == said


def test_a_sentence_names_each_of_its_sources_once() -> None:
    rounding = next(sentence for sentence in in_words(load_rules("mof-2020")) if "算作一致" in sentence)
    assert re.findall("〔([^〔]*)，([^，]*)〕", rounding) == [
        ("审核工作中的通常做法，没有见到条文", "未核"), ("宁波市北仑区不动产登记服务中心 2021 年度项目支出绩效自评表", "转引"),
    ]  # fmt: skip
