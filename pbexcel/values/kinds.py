"""Whether an actual counts another kind than was asked for: 省级2项 for 国家级奖项, 教师95% for 学生满意度, 及时率 for 合格率.

In: a folded actual, what was asked for (target and name, folded). Out: yes or no. Not here: numbers, what becomes of it (doubts).

The words are in kinds.toml. Where the actual names the asked kind too, or names none, or more than was asked, nothing is wrong.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_RATE = re.compile(r"[一-鿿]{2}率")
_OF_ANYTHING = frozenset(("完成率", "达成率", "实现率", "达到率"))  # said of any target


@dataclass(frozen=True, slots=True)
class Kinds:
    """One set: its kinds, each with its words; `ranked`: the first is the most."""

    kinds: tuple[tuple[str, ...], ...]
    ranked: bool

    def named_in(self, text: str) -> set[int]:
        return {number for number, words in enumerate(self.kinds) if any(word in text for word in words)}


def data() -> dict[str, Any]:
    """kinds.toml as it stands."""
    return tomllib.loads((files("pbexcel.values") / "kinds.toml").read_text(encoding="utf-8"))


@cache
def _sets() -> tuple[re.Pattern[str], tuple[Kinds, ...]]:
    """A pattern that finds a word of any set, and the sets."""
    sets = tuple(Kinds(tuple(map(tuple, one["kinds"])), one.get("ranked", False)) for one in data().values())
    return re.compile("|".join(word for one in sets for words in one.kinds for word in words)), sets


def is_other_kind(folded: str, asked: str) -> bool:
    """Whether a text names only another kind than was asked for, or another rate."""
    if _is_other_rate(folded, asked):
        return True
    any_word, sets = _sets()
    return any_word.search(folded) is not None and any(_differs(one, folded, asked) for one in sets)


def _differs(one: Kinds, folded: str, asked: str) -> bool:
    here, there = one.named_in(folded), one.named_in(asked)
    if not here or not there or here & there:
        return False
    return not one.ranked or min(here) > max(there)


def _is_other_rate(folded: str, asked: str) -> bool:
    """Whether a text names a rate of its own where another one was asked for: 及时率98% for 合格率."""
    if "率" not in folded or "率" not in asked:
        return False
    named = set(_RATE.findall(folded)) - _OF_ANYTHING
    return bool(named) and not any(rate in asked for rate in named)
