"""Whether an actual says in other words that a stated target is met: 及时完成, 未超预算, 办案效率得到提高.

In: an indicator. Out: yes or no; whatever may say less than the target is no. Not here: tiers, rates (statements), numbers.
The rule 财预〔2020〕10号 leaves statements to a person; only what a person would not stop at is settled here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pbexcel.records import Indicator, Stated
from pbexcel.scoring.words import bare, words_of
from pbexcel.values.folding import fold
from pbexcel.values.parts import LONGEST, is_nothing, without_nature
from pbexcel.values.phrases import holds as names
from pbexcel.values.phrases import whole

_CLAUSES = re.compile("[，。；;,:：（(）)\n]")
_TAKEN_BACK = re.compile(r"\d|但|未|没|不|尚|待|差|欠|缺|仅|除|基本|部分|个别|少数|预计|计划|拟|应|力争|争取|努力|目标|指标值|较|有所|一定|下降|减少")
_NONE_AT_ALL = re.compile("^(?:未发生|没有发生|不发生|未出现|无|零)(?=.)")
_NO_ABUSE = re.compile("(?:无|未(?:发生|出现)?|没有)(?:截留|挤占|挪用|虚列|拖欠|克扣|违规|违纪|违法|现象|情况|行为|问题|事故|投诉|、|和)+")
_LONG_GRADE = re.compile("(?<=优)秀$|(?<=良)好$|(?<=[优良中])等$")
_AND_BETTER = re.compile(r"(?:含)?[及或]?以上(?:含)?$")
_SEVERAL = re.compile("及(?!时)|和(?!谐)|与|、")
_LIMIT = re.compile("^(?:[≤<]=?|不高于|不大于|控制在)(?=[^控]*预算)")
_WORDY, _SHORTEST, _LONGEST = 4, 2, 8  # letters of a statement that has two parts, of a part, of what it speaks of


def same_text(indicator: Indicator) -> bool:
    """Whether target and actual say the same, width, blanks and (in words) punctuation aside."""
    asked, given = indicator.target.text, indicator.actual.text
    alike = asked == given or fold(asked) == fold(given)
    if not isinstance(indicator.target.value, Stated):
        return bool(fold(asked)) and alike
    said, answer = _retold(asked), _retold(given)
    alone = _without_its_columns(indicator, said)
    return bool(said) and (alike or answer in (said, alone) or _says_as_much(alone, answer, fold(indicator.name.value)) or _among_others(alone, given))


def _among_others(said: str, given: str) -> bool:
    """Whether one clause of an actual is the target and the others only praise it: 效果明显，群众反映良好; not 效果明显，发生1起"""
    clauses = [_retold(clause) for clause in _CLAUSES.split(given) if clause.strip()]
    others = [clause for clause in clauses if clause != said]
    return len(others) < len(clauses) and all(
        _NO_ABUSE.fullmatch(clause) or (clause.endswith(words_of("praise")) and not _TAKEN_BACK.search(clause)) for clause in others
    )


def _says_as_much(said: str, answer: str, name: str) -> bool:
    """不超预算 kept is 未超预算, 及时 asked is 及时完成 done, 合格以上 holds 合格 and every better grade."""
    kept = words_of("within_budget")
    if _denied(said) == _denied(answer) or (answer in kept and (said in kept or _LIMIT.sub("不超过", said) in kept)):
        return True
    timely, done = said.removesuffix("完成"), answer.removesuffix("完成")
    if timely == done and timely in words_of("timely"):
        return True
    if _is_yes(said, answer, name) or _says_it_in_other_order(said, answer, name):
        return True
    lowest = _AND_BETTER.sub("", said)
    if (lowest != said and answer == lowest) or said.removesuffix("标准") == answer.removesuffix("标准"):
        return True
    grades = words_of("grades")
    asked, given = (_LONG_GRADE.sub("", word) for word in (lowest, answer))
    return asked in grades and given in grades and grades.index(given) <= grades.index(asked)


def _is_yes(said: str, answer: str, name: str) -> bool:
    """是 asked of 是否建立制度 is 建立 (已 is left out), 否 asked of 是否超标 is 未超标; 完工 does not say 按期完工."""
    asked, plain = name.partition("是否")[2], answer.lstrip("未无不")
    if len(plain) < _SHORTEST or not asked.startswith(plain):
        return False
    return said == ("是" if plain == answer else "否")


def _says_it_in_other_order(said: str, answer: str, name: str) -> bool:
    """提高办案效率 is 办案效率得到提高, 明显提升 is 大幅提升 and no 提升, 及时拨付 is 及时拨付到位: the target's words in one or two parts, and
    beside them only words that add nothing, or that the name of the indicator has."""
    said, answer = _denied(said), _denied(answer)
    grows = names("gradual", said)
    if _degree(answer) < _degree(said) or (not grows and not set(_weakly().findall(answer)) <= set(_weakly().findall(said))):
        return False
    if any(word in said for word in words_of("lasting")) and not _weakly().search(answer):
        return False  # 改善 once is not 持续改善
    if _degree(answer) > _degree(said):
        said = said.replace("有效", "")
    said, answer = (_empty().sub("", _degrees().sub("", text)) for text in (said, answer))
    if not without_nature(said) or not answer or (names("harm", answer) and not names("harm", said)):
        return False
    if any(_adds_nothing(rest, name) for rest in _less(answer, said)):
        return True
    return (answer in whole("gradual") or answer in words_of("grades")) and any(_lacks_nothing(rest, name) for rest in _less(said, answer))


def _less(text: str, part: str) -> Iterator[str]:
    """What is left of a text without a part of it, which may stand there cut in two, in either order: only its ends meet new neighbours."""
    if part in text:
        yield text.replace(part, "|", 1)
    for cut in range(_SHORTEST, len(part) - _SHORTEST + 1) if _WORDY <= len(part) <= LONGEST else ():
        rest = text.replace(part[:cut], "|", 1)
        if rest != text and part[cut:] in rest:
            yield rest.replace(part[cut:], "|", 1)


def _adds_nothing(rest: str, name: str) -> bool:
    """Whether what an actual has beside the target's words leaves them what they are."""
    if _TAKEN_BACK.search(rest) or names("harm", rest):
        return False
    return all(_is_of(word, name) for word in filter(None, _adding().sub("|", rest).split("|")))


def _lacks_nothing(rest: str, name: str) -> bool:
    """Whether what a target has beside the words of the actual stands in the name of the indicator: 减轻 for 减轻家庭经济负担."""
    return not _TAKEN_BACK.search(rest) and all(_is_of(word, name) for word in filter(None, rest.split("|")))


def _is_of(word: str, name: str) -> bool:
    """Whether a word speaks of what the name speaks of: 空气质量 of 环境质量."""
    if len(word) < _WORDY or _SEVERAL.search(name):  # 教师意识 is not that of 学生及教师
        return len(word) >= _SHORTEST and word in name and not _SEVERAL.search(name)
    return len(word) <= _LONGEST and 2 * sum(letter in name for letter in word) >= len(word)


@cache
def _empty() -> re.Pattern[str]:
    """Words without which a statement says the same."""
    return re.compile("|".join(words_of("empty")))


@cache
def _adding() -> re.Pattern[str]:
    """Words that add to a statement without changing it."""
    return re.compile("|".join(words_of("adding")))


@cache
def _weakly() -> re.Pattern[str]:
    return re.compile("|".join((*words_of("slightly"), *words_of("steadily"))))


@cache
def _degrees() -> re.Pattern[str]:
    return re.compile("|".join(sorted((word for name in ("slightly", "steadily", "greatly") for word in words_of(name)), key=len, reverse=True)))


def _degree(text: str) -> int:
    """How much: 有所 is less than nothing said or 稳步, and these less than 明显."""
    if any(word in text for word in words_of("greatly")):
        return 2
    return 0 if any(word in text for word in words_of("slightly")) else 1


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
