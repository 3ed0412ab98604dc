"""The words of `words.toml`, ready to look for in a text.

In: the name of a list. Out: whether a text holds one of its words, or is one. Not here: targets and actuals (room `values`).
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from pbexcel.spelling import compact

_OF_NUMBERS = frozenset(".%‰-/")


@cache
def lists() -> dict[str, dict[str, list[str]]]:
    """Every list with its words, examples and refusals."""
    return tomllib.loads((files("pbexcel.scoring") / "words.toml").read_text(encoding="utf-8"))


@cache
def words_of(name: str) -> tuple[str, ...]:
    return tuple(lists()[name]["words"])


@lru_cache(maxsize=4096)
def holds(name: str, text: str) -> bool:
    """Whether a word of the list stands somewhere in the text, blanks aside."""
    said = compact(text)
    return any(map(said.__contains__, words_of(name)))


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """Words for comparing: compact, and without punctuation; what belongs to a number (9.5%, -3) stays."""
    return "".join(filter(_counts, compact(text)))


@cache
def _counts(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNS" or letter in _OF_NUMBERS
