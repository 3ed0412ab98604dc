"""Judge what is not a number against a number: statements, tiers, days, several values in one cell.

In: target and actual as understood, the rules. Out: `Judged`. Not here: numbers (`quantities`), weights and typed scores (`line`).
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache

from pbexcel.problems import Finding
from pbexcel.records import Deadline, Done, Indicator, Number, Rate, Stated, Tier, TierName, Unreadable
from pbexcel.rules import Profile
from pbexcel.scoring.judged import Judged, full, person
from pbexcel.scoring.methods import ALL, NONE, within
from pbexcel.scoring.sentences import percent
from pbexcel.scoring.words import bare, holds, words_of
from pbexcel.values.folding import fold
from pbexcel.values.parts import is_nothing, without_nature
from pbexcel.values.phrases import holds as names

_CLAUSES = re.compile("[，。；,;：:（(）)\n]")
_TAKEN_BACK = re.compile(r"\d|但|未|没|不|尚|待|差|欠|缺|仅|除|基本|部分|个别|少数|预计|计划|拟|应|目标|指标值|较|有所|一定|下降|减少")
_NONE_AT_ALL = re.compile("^(?:未发生|没有发生|不发生|未出现|无|零)(?=.)")
_WORDY, _LONGEST_SUBJECT = 4, 8  # letters
_LONG_GRADE = re.compile("(?<=优)秀$|(?<=良)好$|(?<=[优良中])等$")
_NOTHING_OF_IT = re.compile("(?:无|零|没有|杜绝)|(?:不|未|零|无)(?:发生|出现)")
_AND_BETTER = re.compile(r"(?:含)?[及或]?以上(?:含)?$")


def same_text(indicator: Indicator) -> bool:
    """Whether target and actual say the same, width, blanks and (in words) punctuation aside."""
    asked, given = indicator.target.text, indicator.actual.text
    alike = asked == given or fold(asked) == fold(given)
    if not isinstance(indicator.target.value, Stated):
        return bool(fold(asked)) and alike
    said, answer = _retold(asked), _retold(given)
    alone = _without_its_columns(indicator, said)
    return bool(said) and (alike or answer in (said, alone) or _says_as_much(said, answer, fold(indicator.name.value)) or _among_others(alone, given))


def _among_others(said: str, given: str) -> bool:
    """Whether one clause of an actual is the target and the others only praise it: 效果明显，群众反映良好; not 效果明显，发生1起"""
    clauses = [_retold(clause) for clause in _CLAUSES.split(given) if clause.strip()]
    others = [clause for clause in clauses if clause != said]
    return len(others) < len(clauses) and all(clause.endswith(words_of("praise")) and not _TAKEN_BACK.search(clause) for clause in others)


def _says_as_much(said: str, answer: str, name: str) -> bool:
    """不超预算 kept is 未超预算, 及时 asked is 及时完成 done, 合格以上 holds 合格 and every better grade."""
    if _denied(said) == _denied(answer) or {said, answer} <= set(words_of("within_budget")):
        return True
    if len(said) >= _WORDY and (_is_turned_round(said, answer) or _with_subject(said, answer, name)):
        return True
    timely, done = said.removesuffix("完成"), answer.removesuffix("完成")
    if timely == done and timely in words_of("timely"):
        return True
    lowest = _AND_BETTER.sub("", said)
    if (lowest != said and answer == lowest) or said.removesuffix("标准") == answer.removesuffix("标准"):
        return True
    grades = words_of("grades")
    asked, given = (_LONG_GRADE.sub("", word) for word in (lowest, answer))
    return asked in grades and given in grades and grades.index(given) <= grades.index(asked)


def _is_turned_round(said: str, answer: str) -> bool:
    """发放及时 for 及时发放, 办学条件改善 for 改善办学条件: the first part put last; not 支出高于收入 for 收入高于支出."""
    return len(said) == len(answer) and answer in said + said


def _with_subject(said: str, answer: str, name: str) -> bool:
    """Whether an actual is the target behind what the name speaks of: 空气质量有效改善 for 有效改善 of 环境质量; not 部分 or 初步有效改善."""
    before = answer.removesuffix(said)
    if before == answer or len(before) > _LONGEST_SUBJECT or _TAKEN_BACK.search(before) or names("harm", before):
        return False
    return 2 * sum(letter in name for letter in before) >= len(before)


def _denied(text: str) -> str:
    """不发生, 没有发生 and 未发生 are one; 不足 and 没有足 are not."""
    return _not_happened().sub("未", _NONE_AT_ALL.sub("无", text))


@cache
def _not_happened() -> re.Pattern[str]:
    return re.compile(f"(?:不|没有|未)(?={'|'.join(words_of('happening'))})")


def _without_its_columns(indicator: Indicator, said: str) -> str:
    """The words alone where 指标性质 and 度量单位 have columns of their own: 定性 明显提升 / is 明显提升."""
    if indicator.unit_column:
        words = indicator.target.text.split()
        said = _retold(" ".join(words[:-1])) if len(words) > 1 and is_nothing(fold(words[-1])) else said
    alone = without_nature(said)
    return alone if without_nature(alone) else said


def _retold(text: str) -> str:
    """Words less what only says that it has happened, or since when: 维护了…，已提高… is 维护…，提高…"""
    said = bare(text)
    for word in words_of("retelling"):
        said = said.replace(word, "")
    return said


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


def judge_deadline(target: Deadline, actual: object) -> Judged:
    """A day: on or before it is met; how much a later day is worth is a person's matter."""
    if isinstance(actual, Done) and target.yearless == actual.yearless:
        on, until = (_shown(day) for day in (actual, target))
        if actual.on <= target.on:
            return full("deadline", f"实际 {on} 完成，没有超过 {until}")
        cause = "完成时间晚于规定时间"
        return person("deadline", f"实际 {on} 完成，晚于 {until}", NONE, ALL, ("actual", _by_hand(cause)))
    if isinstance(actual, Rate) and actual.share >= 1:
        return full("rate", f"指标值是时间，实际填的是完成率 {percent(actual.share)}，按按时完成计")
    return person("deadline", "指标值是时间，看不出实际完成时间", NONE, ALL, ("actual", _by_hand("看不出实际完成时间")))


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
    if share < 0:
        return True
    if "满意" in asked + level + indicator.name.value or holds("cost", level) or holds("limit", asked):
        return True
    return holds("growth", asked) and share < profile.tiers[1].low


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
