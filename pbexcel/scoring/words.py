"""The words of `words.toml`, ready to look for in a text.

In: the name of a list. Out: whether a text holds one of its words, or is one. Not here: targets and actuals (room `values`).
"""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files


@cache
def lists() -> dict[str, dict[str, list[str]]]:
    """Every list with its words, examples and refusals."""
    return tomllib.loads((files("pbexcel.scoring") / "words.toml").read_text(encoding="utf-8"))


@cache
def words_of(name: str) -> tuple[str, ...]:
    return tuple(lists()[name]["words"])


def holds(name: str, text: str) -> bool:
    """Whether a word of the list stands somewhere in the text, blanks aside."""
    compact = "".join(text.split())
    return any(word in compact for word in words_of(name))


def bare(text: str) -> str:
    """Text for comparing: half width, without blanks and punctuation."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c)[0] in "LNS")
