"""A profile in words: what an auditor reads, and what stands on 评分依据 and 评分标准.

In: a `Profile`. Out: Chinese sentences, each with its source and evidence grade. Not here: comparing two profiles (`diff`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pbexcel.rules.figures import Sourced
from pbexcel.rules.profile import Profile
from pbexcel.spelling import plain_number

REVERSE = {
    "ratio": "超过上限的反向指标：上限 ÷ 实际 × 分值",
    "linear_to_double": "超过上限的反向指标：[1−(实际−上限)÷上限] × 分值，到上限的两倍为 0 分",
}
POLICY = {
    "cap": "自评得分不高于复算的照自评；高于复算的降到复算得分并列出",
    "ignore": "不看自评得分，一律按复算计",
    "trust": "采信自评得分，高于复算的列出",
    "report": "只列出复算得分，不改自评得分",
}


def in_words(profile: Profile) -> tuple[str, ...]:
    """The rules as an auditor reads them, one sentence a line, each with its source and how far it was checked."""
    return tuple(_lines(profile))


def percent(share: Decimal) -> str:
    return f"{plain_number(share * 100)}%"


def _lines(profile: Profile) -> Iterator[str]:
    region = f"，适用地区：{profile.region}" if profile.region else ""
    yield f"评分规则：{profile.title}（{profile.id}），自 {profile.since} 起{region}。"
    if profile.draft:
        yield "注意：这是草稿，只在点名时使用，结果不能作为正式评分。"
    if profile.unverified:
        yield f"其中 {profile.unverified} 项数或做法没有人核对过原文（未核），使用前请对照本地文件。"
    if profile.note:
        yield profile.note
    yield f"满分 {plain_number(profile.total.value)} 分。{_source(profile, profile.total)}"
    grades = "，".join(f"{grade.name} ≥{plain_number(grade.edge)}" for grade in profile.grades[:-1])
    last = profile.grades[-1]
    yield f"等级：{grades}，{last.name} <{plain_number(profile.grades[-2].edge)}；按显示的总分定等级。{_source(profile, last)}"
    weights = "，".join(f"{level.name} {plain_number(level.weight)}" for level in profile.level1)
    yield f"一级指标分值：{weights}；与此不同的只提醒。{_source(profile, *profile.level1)}"
    yield from _execution(profile)
    yield from _quantities(profile)
    yield from _statements(profile)
    yield from _rest(profile)
    yield f"规则文件校验码（sha256）：{profile.sha256}。"


def _execution(profile: Profile) -> Iterator[str]:
    execution = profile.execution
    weight = plain_number(execution.weight.value)
    if execution.method == "bands":
        bands = "，".join(f"执行率 ≥{percent(band.edge)} 得 {percent(band.share)}" for band in execution.bands)
        yield f"预算执行 {weight} 分：目标全部完成且没有超预算得满分；否则{bands}。{_source(profile, execution, *execution.bands)}"
    else:
        said = f"预算执行 {weight} 分：全年执行数 ÷ 全年预算数 × 分值，不超过分值"
        yield f"{said}。{_source(profile, execution, execution.weight)}"
    if execution.reason_below:
        yield f"执行率低于 {percent(execution.reason_below.value)} 要说明原因。{_source(profile, execution.reason_below)}"


def _quantities(profile: Profile) -> Iterator[str]:
    floor = profile.forward.floor
    if floor:
        start = percent(floor.value)
        said = f"没有达到的正向指标：完成率低于 {start} 得 0 分，否则 (完成率−{start})÷(1−{start}) × 分值"
        yield f"{said}。{_source(profile, profile.forward, floor)}"
    else:
        yield f"没有达到的正向指标：实际 ÷ 指标值 × 分值；达到的得满分，超额不加分。{_source(profile, profile.forward)}"
    yield f"{REVERSE[profile.reverse.method]}；没有超过的得满分。{_source(profile, profile.reverse)}"
    if profile.satisfaction:
        bands = "，".join(f"≥{percent(band.edge)} 得 {percent(band.share)}" for band in profile.satisfaction)
        yield f"没有达到的满意度：{bands}。{_source(profile, *profile.satisfaction)}"


def _statements(profile: Profile) -> Iterator[str]:
    edges = "，".join(
        f"{band.tier} {percent(band.low)}～{percent(band.high)}{'' if band.high == 1 else '（不含）'}" for band in profile.tiers
    )
    yield f"定性指标：{edges}。{_source(profile, *profile.tiers)}"


def _rest(profile: Profile) -> Iterator[str]:
    rounding = profile.rounding
    yield f"得分四舍五入到 {plain_number(rounding.digits.value)} 位小数，每行只进位一次。{_source(profile, rounding.digits)}"
    places = "、".join(plain_number(places.value) for places in rounding.accepted)
    within = plain_number(rounding.whole_within.value)
    said = f"自评得分是复算四舍五入到 {places} 位小数的，或是比复算低不到 {within} 分的整数，算作一致"
    yield f"{said}。{_source(profile, *rounding.accepted, rounding.whole_within)}"
    yield f"{POLICY[profile.self_score.policy]}。{_source(profile, profile.self_score)}"
    if profile.goals.split == "equal":
        yield f"没有分值列的表，指标分平均分到各行。{_source(profile, profile.goals)}"
    over = profile.over
    said = f"完成率从 {percent(over.notice.value)} 起提醒，从 {percent(over.warning.value)} 起没有说明原因的警告"
    yield f"{said}。{_source(profile, over.notice, over.warning)}"
    limits = profile.thresholds
    said = (
        f"结余超过 {percent(limits.unspent.value)}、完成比支出快 {percent(limits.ahead.value)} 以上、"
        f"总分在等级线以上 {plain_number(limits.near_grade.value)} 分以内、原因少于 {plain_number(limits.reason_length.value)} 个字、"
        f"完成值和上年一样的有 {plain_number(limits.same_as_last_year.value)} 行以上的列出"
    )
    yield f"{said}。{_source(profile, limits.unspent, limits.ahead, limits.near_grade, limits.reason_length, limits.same_as_last_year)}"


def _source(profile: Profile, *claims: Sourced) -> str:
    """〔来源，核对程度〕 of a sentence, each pair once."""
    pairs = dict.fromkeys((profile.sources[claim.source], claim.evidence) for claim in claims)
    return "".join(f"〔{source}，{evidence}〕" for source, evidence in pairs)
