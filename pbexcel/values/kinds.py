"""Whether an actual counts another kind than was asked for: 省级2项 for 国家级奖项, 教师95% for 学生满意度, 及时率 for 合格率.

In: a folded actual, what was asked for (target and name, folded). Out: yes or no. Not here: numbers, what becomes of it (doubts).

The words are in kinds.toml. Where the actual names all the asked kinds too, or names none, or more than was asked, nothing is wrong.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from pbexcel.frozen import frozen
from pbexcel.values.phrases import either

_RATE = re.compile(r"[不未非]?[一-鿿]{2}率|不?满意度")
_NO_SUCH = re.compile(r"非([一-鿿]{2})")
_OF_ANYTHING = frozenset(("完成率", "达成率", "实现率", "达到率"))  # said of any target

_SAME = {"结案率": "办结率", "审结率": "办结率", "利用率": "使用率", "支付率": "执行率", "支出率": "执行率"}


@frozen
class Kinds:
    """One set: its kinds, each with its words; `ranked`: the first is the most; `together`: where two are asked for, one says nothing of both."""

    kinds: tuple[tuple[str, ...], ...]
    ranked: bool
    together: bool

    def named_in(self, text: str) -> set[int]:
        return {number for number, words in enumerate(self.kinds) if any(word in text for word in words)}


def data() -> dict[str, Any]:
    """kinds.toml as it stands."""
    return tomllib.loads((files("pbexcel.values") / "kinds.toml").read_text(encoding="utf-8"))


@cache
def _sets() -> tuple[re.Pattern[str], tuple[Kinds, ...]]:
    """A pattern that finds a word of any set, and the sets."""
    sets = tuple(Kinds(tuple(map(tuple, one["kinds"])), one.get("ranked", False), one.get("together", False)) for one in data().values())
    return re.compile("|".join(word for one in sets for words in one.kinds for word in words)), sets


def is_other_kind(folded: str, asked: str) -> bool:
    """Whether a text names only another kind than was asked for, or another rate."""
    if _is_other_rate(folded, asked) or any(f"非{word}" not in asked and word in asked for word in _NO_SUCH.findall(folded)):
        return True
    any_word, sets = _sets()
    return any_word.search(folded) is not None and any(_differs(one, folded, asked) for one in sets)


def _differs(one: Kinds, folded: str, asked: str) -> bool:
    here, there = one.named_in(folded), one.named_in(asked)
    if one.together and here and here < there:
        return True  # 学生 for 学生及家长
    if not here or not there or here & there:
        return False
    return not one.ranked or min(here) > max(there)


def _is_other_rate(folded: str, asked: str) -> bool:
    """Whether a text names a rate of its own where another one was asked for: 及时率98% for 合格率, 合格率98% for 不合格率."""
    if "率" not in folded and "满意度" not in folded:
        return False
    named, wanted = rates_in(folded), rates_in(asked)
    return bool(named) and bool(wanted) and named.isdisjoint(wanted)


def rates_in(text: str) -> set[str]:
    """The rates a folded text names by their first name, 完成率 and the like apart: 满意率 is 满意度, 结案率 is 办结率."""
    return {_SAME.get(rate, rate) for rate in _RATE.findall(text.replace("满意率", "满意度"))} - _OF_ANYTHING


def names_something_else(folded: str, asked: str) -> bool:
    """Whether the things counted are others, one after the other: 打印机20台、电脑5台 for 电脑20台、打印机5台.

    `asked` is the target. Told only where both name something before each number, and only by names without a letter in common.
    """
    pairs = [[_plain(noun) for noun in _BEFORE_NUMBER.findall(text)] for text in (folded, asked)]
    if not pairs[0] or len(pairs[0]) != len(pairs[1]):
        return False
    return any(len(one) > 1 and len(other) > 1 and set(one).isdisjoint(other) for one, other in zip(*pairs, strict=True))


_BEFORE_NUMBER = re.compile(r"([一-鿿]*)[<>=:]*[0-9][0-9.,]*")


def _plain(noun: str) -> str:
    """A noun without the words that leave a number what it is and without what was done about it."""
    return _said_of_any().sub("", noun)


@cache
def _said_of_any() -> re.Pattern[str]:
    words = either("at_least", "more_than", "at_most", "less_than", "equal_to", "nature", "about", "lead")
    return re.compile(f"(?:{words}|购置|采购|购买|新购|配备|配置|安装|新建|建设|建成|开展|举办|组织|实施|发放|总体|平均|全部|每[一-鿿]|其中|以及|按|均|[和及与、])+")

