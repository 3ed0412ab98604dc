"""Judge what is not a number against a number: statements, tiers, days, several values in one cell.

In: target and actual as understood, the rules. Out: `Judged`. Not here: numbers (`quantities`), weights and typed scores (`line`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from pbexcel.problems import Finding
from pbexcel.records import Deadline, Done, Indicator, Number, Rate, Stated, Tier, TierName, Unreadable
from pbexcel.rules import Profile
from pbexcel.scoring.judged import Judged, full, person
from pbexcel.scoring.methods import ALL, NONE, within
from pbexcel.scoring.restated import same_text
from pbexcel.scoring.sentences import percent
from pbexcel.scoring.words import holds
from pbexcel.values.folding import fold
from pbexcel.values.phrases import holds as names
from pbexcel.values.phrases import whole

_LAST = 12  # 12月前 is said of the whole year
_BEFORE_A_MONTH = re.compile("(?:月份?|季度)(?:以前|之前|前)")
_WORDS = re.compile("[一-鿿]+")
_OF_COMPLETION = re.compile("(?:年度|全年|任务|目标|计划|指标|工作|项目|实际|总体|已|均|约|完成|达成|实现|达到?|的|数|值|率|进度|比例|程度|为|是)+")
_NOTHING_OF_IT = re.compile("(?:无|零|没有|杜绝)|(?:不|未|零|无)(?:发生|出现)")


def judge_stated(indicator: Indicator, profile: Profile) -> Judged:
    """A qualitative target: the official tiers, a rate, or the same words back."""
    actual = indicator.actual.value
    if isinstance(actual, Rate):
        return _stated_by_rate(indicator, actual.share, profile)
    if isinstance(actual, Number) and actual.unit == "%":
        return _stated_by_rate(indicator, actual.number / 100, profile)
    if isinstance(actual, Tier):
        return _tier(actual.tier, profile)
    if isinstance(actual, Number) and actual.number == 0 and _asks_for_none(fold(indicator.target.text)):
        return _achieved("指标值是不发生，实际为 0", profile)
    if same_text(indicator) and not isinstance(actual, Unreadable):
        return _achieved("实际完成值与指标值相同，按达成计", profile)
    return person("stated", "定性指标，实际完成值要由人判断达成情况", NONE, ALL, ("actual", _by_hand("定性描述要由人判断达成情况")))


def _asks_for_none(asked: str) -> bool:
    """Whether a stated target is that something does not happen: 无重大安全事故, 零发生; not 无人机采购."""
    return _NOTHING_OF_IT.match(asked) is not None and (names("harm", asked) or "发生" in asked or "出现" in asked)


def judge_deadline(indicator: Indicator, target: Deadline, actual: object) -> Judged:
    """A day: on or before it is met; how much a later day is worth is a person's matter. What is to go on all the time must do so."""
    if isinstance(actual, Done) and target.yearless == actual.yearless:
        if _is_part_of(actual, target) and holds("going_on", indicator.name.value):
            return person("deadline", "指标值是一段时间，实际只占其中一部分", NONE, ALL, ("actual", _by_hand("没有做满指标值说的时间")))
        on, until = (_shown(day) for day in (actual, target))
        same = (actual.on.year, actual.on.month) == (target.on.year, target.on.month)
        if same and target.on.month != _LAST and _BEFORE_A_MONTH.search(fold(indicator.target.text)):
            said = f"「{indicator.target.text.strip()}」可以是这个月以前，也可以是月底以前"
            return person("deadline", f"实际 {on} 完成，{said}", NONE, ALL, ("actual", _by_hand(said)))
        if actual.on <= target.on:
            return full("deadline", f"实际 {on} 完成，没有超过 {until}")
        cause = "完成时间晚于规定时间"
        return person("deadline", f"实际 {on} 完成，晚于 {until}", NONE, ALL, ("actual", _by_hand(cause)))
    if isinstance(actual, Tier | Stated) and fold(indicator.actual.text) in whole("by_the_day"):
        return full("deadline", f"指标值是时间，实际填的是「{indicator.actual.text.strip()}」")
    if isinstance(actual, Rate) and actual.share >= 1:
        return full("rate", f"指标值是时间，实际填的是完成率 {percent(actual.share)}，按按时完成计")
    return person("deadline", "指标值是时间，看不出实际完成时间", NONE, ALL, ("actual", _by_hand("看不出实际完成时间")))


def _is_part_of(actual: Done, target: Deadline) -> bool:
    """Whether a period leaves out some of the one that was asked for: 1-11月 of 全年."""
    if target.start is None or actual.start is None:
        return False
    return target.start <= actual.start and actual.on <= target.on and (target.start, target.on) != (actual.start, actual.on)


def _shown(day: Deadline | Done) -> str:
    return f"{day.on.month}月{day.on.day}日" if day.yearless else str(day.on)


def judge_parts(parts: list[Judged]) -> Judged:
    """Several values in one cell: each must be met."""
    if parts and all(part.met for part in parts):
        return full("several", "一格里的各个值都已达到")
    return person("several", "一格里有几个值，不能合成一个完成率", NONE, ALL, ("target", _by_hand("一格里有几个值")))


def _stated_by_rate(indicator: Indicator, share: Decimal, profile: Profile) -> Judged:
    said = f"定性指标，实际填的是完成率 {percent(share)}"
    if share >= 1:
        return _achieved(f"{said}，按达成计", profile)
    if _may_be_the_value(indicator, share, profile):
        return person("stated", f"{said}，也可能就是实际的比率或增幅", NONE, ALL, ("actual", _by_hand("看不出百分数是完成程度还是实际值")))
    rate = within(Fraction(share))
    return Judged("stated_rate", said, rate, percent(share), completion=rate, met=False)


def _may_be_the_value(indicator: Indicator, share: Decimal, profile: Profile) -> bool:
    """Whether a percentage may be what was measured: 满意 answered by 95%, 控制在预算内 by 98.6%, 稳步提升 by 8%, 递减 by -2%."""
    asked, level = indicator.target.text, indicator.level1.value + indicator.level2.value
    said, named = fold(indicator.actual.text), fold(asked + indicator.name.value)
    if share < 0 or any(not _OF_COMPLETION.fullmatch(words) and not _is_asked_rate(words, named) for words in _WORDS.findall(said)):
        return True  # 减轻8%: only a bare percentage, 完成80% or 覆盖率95% of 全覆盖 is a completion rate
    if holds("growth", asked) and (names("gradual", said) or "率" in named):
        return True  # 提高知晓率 answered by 95%
    if "满意" in asked + level + indicator.name.value or holds("cost", level) or holds("limit", asked):
        return True
    return holds("growth", asked) and share < profile.tiers[1].low


def _is_asked_rate(words: str, named: str) -> bool:
    """覆盖率 for 全覆盖, 合格率 for 合格."""
    return words.endswith("率") and words.removesuffix("率") in named


def _achieved(saying: str, profile: Profile) -> Judged:
    return full("stated", saying, ALL, lowest=Fraction(profile.tiers[0].low), tier="达成")


def _tier(tier: TierName, profile: Profile) -> Judged:
    band = next(band for band in profile.tiers if band.tier == tier)
    if band.high == 1:
        return _achieved(f"实际为「{tier}」", profile)
    low, high = Fraction(band.low), Fraction(band.high)
    said = f"实际为「{tier}」，得分在分值的 {percent(band.low)} 到 {percent(band.high)}（不含）之间，由人在档内定"
    return Judged("tier", said, met=False, low=low, high=high, top_open=True, lowest=low, tier=tier)


def _by_hand(cause: str) -> Finding:
    return Finding("P508", args=(("cause", cause),))
