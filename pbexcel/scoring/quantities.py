"""Judge a quantity: a number or a range asked, a number or a completion rate given.

In: a target in numbers, an actual already in the target's unit, the direction and the rules. Out: `Judged`.
Not here: units (room `values`), words and days (`statements`), weights and typed scores (`line`).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pbexcel.problems import Finding
from pbexcel.records import Between, Direction, Indicator, Measured
from pbexcel.rules import Profile
from pbexcel.scoring import methods
from pbexcel.scoring.judged import Judged, full, person
from pbexcel.scoring.methods import ALL, NONE
from pbexcel.scoring.sentences import amount, percent, plain
from pbexcel.scoring.words import holds


def judge_number(indicator: Indicator, target: Measured, actual: Decimal, profile: Profile) -> Judged:
    """A number against a number, by the indicator's direction."""
    if actual == target.number:
        if target.op in ("<", ">"):
            return _on_the_edge(target)
        return full("equal", f"实际 {amount(actual, target.unit)} 与指标值相同")
    judged = _by_direction(indicator, target, actual, profile)
    return _about(judged) if target.about and judged.met is False else judged


def _on_the_edge(target: Measured) -> Judged:
    """＜1% answered by 1%: taken at its word the target is missed (民法典 第一千二百五十九条), and few who write so mean it."""
    cause = f"指标值写的是「{'小于' if target.op == '<' else '大于'}」，正好相等算不算达到要由人判断"
    return person("equal", f"实际 {amount(target.number, target.unit)} 与指标值相同，{cause}", NONE, ALL, ("actual", _by_hand(cause)))


def _about(judged: Judged) -> Judged:
    """约1000人 answered by 980: whether that is about so much is for a person to say, from what the rule would give upwards."""
    cause = "指标值写的是约数，差多少算达到要由人判断"
    return person("about", f"{judged.saying}，{cause}", judged.share or NONE, ALL, ("actual", _by_hand(cause)))


def _by_direction(indicator: Indicator, target: Measured, actual: Decimal, profile: Profile) -> Judged:
    if indicator.direction == "reverse":
        return _reverse(target, actual, profile, indicator.name.value)
    if indicator.direction == "equal":
        return _equal(indicator, target, actual, profile)
    if indicator.direction == "unclear":
        return _unclear(target, actual, profile)
    return _forward(indicator, target, actual, profile)


def judge_range(target: Between, actual: Decimal, profile: Profile, better: Direction = "unclear") -> Judged:
    """A number against a range: inside is met, below counts forward, above counts reverse.

    `better`: what the name says is better; outside the range on that side (2天 where 3-5天 was asked) a person decides.
    """
    said, asked = amount(actual, target.unit), f"{plain(target.low)}～{amount(target.high, target.unit)}"
    share = methods.between(target.low, target.high, actual, profile.reverse.method)
    if target.low <= actual <= target.high:
        return full("between", f"实际 {said} 在 {asked} 之内")
    if actual < target.low < 0:
        limit, beyond = -target.low, -actual
        return Judged(
            "between", f"实际 {said} 超出 {asked}", share, _over(limit, beyond, profile, share),
            _other_way(limit, beyond, profile, share), completion=share, met=False,
        )  # fmt: skip
    if (better == "reverse" and actual < target.low) or (better == "forward" and actual > target.high):
        cause = "比要求的范围更好，还是不符合要求"
        return person("between", f"实际 {said} 不在 {asked} 之内，看不出是{cause}", NONE, ALL, ("actual", _by_hand(f"看不出是{cause}")))
    if actual < target.low:
        return Judged(
            "between", f"实际 {said} 低于 {asked}", share, _part(actual, target.low, share), completion=share, met=False
        )
    return Judged(
        "between", f"实际 {said} 高于 {asked}", share, _over(target.high, actual, profile, share),
        _other_way(target.high, actual, profile, share), completion=share, met=False,
    )  # fmt: skip


def judge_rate(indicator: Indicator, target: Measured | Between, share: Decimal, profile: Profile) -> Judged:
    """A completion rate where a quantity was asked: the target counts as met to that degree, where that has a meaning."""
    rate = Fraction(share)
    said = f"指标值是数量，实际填的是完成率 {percent(share)}"
    reverse = indicator.direction in ("reverse", "between", "unclear") or isinstance(target, Between)
    zero = isinstance(target, Measured) and target.number == 0
    if reverse or zero or _is_exact(indicator, target):
        if share == 1:
            return full("rate", f"{said}，按完成指标值计")
        return person("rate", f"{said}，看不出是节约还是没有完成", NONE, ALL, ("actual", _by_hand("完成率说明不了实际值")))
    if share >= 1:
        return full("rate", f"{said}，按完成指标值计", rate)
    kept = _floor(methods.within(rate), profile)
    return Judged("rate", said, kept, _floored(percent(share), rate, profile), completion=rate, met=False)


def _forward(indicator: Indicator, target: Measured, actual: Decimal, profile: Profile) -> Judged:
    completion = _completion(target.number, actual)
    if actual > target.number:
        return full("forward", f"实际 {amount(actual, target.unit)} 达到指标值 {amount(target.number, target.unit)}", completion)
    said = f"实际 {amount(actual, target.unit)} 未达到指标值 {amount(target.number, target.unit)}"
    if target.number < 0:
        cause = "指标值是负数，不能按比例算"
        return person("forward", f"{said}，{cause}", NONE, ALL, ("actual", _by_hand(cause)))
    if profile.satisfaction and target.unit == "%" and _is_satisfaction(indicator):
        bands = [(band.edge, band.share) for band in profile.satisfaction]
        share = methods.banded(Fraction(actual) / 100, bands)
        return Judged(
            "satisfaction", f"{said}，按满意度分档", share, percent(_decimal(share)), completion=completion, met=False
        )
    reached = methods.proportional(target.number, actual)
    share = _floor(reached, profile)
    working = _floored(f"{plain(actual)}÷{plain(target.number)}", reached, profile) if reached else "0"
    return Judged("forward", said, share, working, completion=completion, met=False)


def _equal(indicator: Indicator, target: Measured, actual: Decimal, profile: Profile) -> Judged:
    said = f"指标值要求等于 {amount(target.number, target.unit)}，实际 {amount(actual, target.unit)}"
    if target.number == 0:
        if actual < 0:
            return full("equal", f"{said}，没有超过")
        return Judged("equal", said, NONE, "0", completion=NONE, met=False)
    if _is_exact(indicator, target):
        cause = "金额或标准与指标值不一致"
        return person("equal", f"{said}，{cause}", NONE, ALL, ("actual", _by_hand(cause)))
    if actual > target.number:
        notice = Finding("P518", amount(actual, target.unit), (("target", amount(target.number, target.unit)),))
        more = _completion(target.number, actual)
        return full("equal", f"{said}，按完成计", more, ("actual", notice))
    return _forward(indicator, target, actual, profile)


def _reverse(target: Measured, actual: Decimal, profile: Profile, name: str) -> Judged:
    said, limit = amount(actual, target.unit), amount(target.number, target.unit)
    if actual < 0 and -actual > target.number >= 0 and holds("deviation", name):
        cause = "偏差写成负数，看不出是不是也要算在限度内"
        return person("reverse", f"实际 {said}，上限 {limit}，{cause}", NONE, ALL, ("actual", _by_hand(cause)))
    if actual < target.number:
        return full("reverse", f"实际 {said} 未超过上限 {limit}")
    if target.number < 0:
        cause = "上限是负数，不能按比例算"
        return person("reverse", f"实际 {said} 超过上限 {limit}，{cause}", NONE, ALL, ("actual", _by_hand(cause)))
    share = methods.reverse(target.number, actual, profile.reverse.method)
    return Judged(
        "reverse", f"实际 {said} 超过上限 {limit}", share, _over(target.number, actual, profile, share),
        _other_way(target.number, actual, profile, share), completion=share, met=False,
    )  # fmt: skip


def _unclear(target: Measured, actual: Decimal, profile: Profile) -> Judged:
    """Neither the sign nor the name says whether more is better: only a person knows which of the two scores is right."""
    if actual > target.number:
        low, cause = methods.reverse(target.number, actual, profile.reverse.method), "不知道是越多越好还是不能超过"
    else:
        low, cause = _floor(methods.proportional(target.number, actual), profile), "不知道是必须达到还是不超过即可"
    said = f"指标值 {amount(target.number, target.unit)} 没有写比较符，实际 {amount(actual, target.unit)}，{cause}"
    return person("unclear", said, low, ALL, ("target", Finding("P517", amount(target.number, target.unit))))


def _by_hand(cause: str) -> Finding:
    return Finding("P508", args=(("cause", cause),))


def _is_exact(indicator: Indicator, target: Measured | Between) -> bool:
    """Whether `=` is meant to the letter: costs, money and subsidy standards (either side of them is a person's matter)."""
    if indicator.direction != "equal":
        return False
    under_cost = holds("cost", indicator.level1.value + indicator.level2.value)
    return under_cost or "元" in target.unit or holds("exact_standard", indicator.name.value)


def _is_satisfaction(indicator: Indicator) -> bool:
    return "满意" in indicator.level1.value + indicator.level2.value + indicator.name.value


def _completion(target: Decimal, actual: Decimal) -> Fraction:
    """Actual ÷ target, never negative; where the target is not positive only met or not can be said."""
    if target <= 0:
        return ALL if actual >= target else NONE
    return methods.ratio(actual, target) if actual > 0 else NONE


def _floor(share: Fraction, profile: Profile) -> Fraction:
    floor = profile.forward.floor
    return share if floor is None else methods.thresholded(share, floor.value)


def _floored(working: str, share: Fraction, profile: Profile) -> str:
    floor = profile.forward.floor
    if floor is None:
        return working
    start = percent(floor.value)
    return f"({working}−{start})÷(1−{start})" if share >= Fraction(floor.value) else "0"


def _part(actual: Decimal, target: Decimal, share: Fraction) -> str:
    return f"{plain(actual)}÷{plain(target)}" if share else "0"


def _over(limit: Decimal, actual: Decimal, profile: Profile, share: Fraction) -> str:
    """The sum for a limit that was exceeded, by the profile's method."""
    if not share:
        return "0"
    return _ratio(limit, actual) if profile.reverse.method == "ratio" else _linear(limit, actual)


def _other_way(limit: Decimal, actual: Decimal, profile: Profile, share: Fraction) -> tuple[str, Fraction] | None:
    """The other published reverse formula, where it would give another score: the sources disagree, so both are shown."""
    if profile.reverse.method == "ratio":
        other, working = methods.reverse_linear(limit, actual), _linear(limit, actual)
    else:
        other, working = methods.reverse_ratio(limit, actual), _ratio(limit, actual)
    return (working if other else "0", other) if other != share else None


def _ratio(limit: Decimal, actual: Decimal) -> str:
    return f"{plain(limit)}÷{plain(actual)}"


def _linear(limit: Decimal, actual: Decimal) -> str:
    return f"[1−({plain(actual)}−{plain(limit)})÷{plain(limit)}]"


def _decimal(share: Fraction) -> Decimal:
    return Decimal(share.numerator) / Decimal(share.denominator)
