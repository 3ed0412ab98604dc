"""The words of `phrases.toml`, ready to match in folded texts.

In: the name of a list. Out: its words, patterns of them, whether a text holds one. Not here: what a match means.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from pbexcel.values.folding import fold


@cache
def lists() -> dict[str, dict[str, list[str]]]:
    """Every list with its words, examples and refusals."""
    return tomllib.loads((files("pbexcel.values") / "phrases.toml").read_text(encoding="utf-8"))


@cache
def words_of(name: str) -> tuple[str, ...]:
    """The words of a list, folded, longest first."""
    return tuple(sorted((fold(word) for word in lists()[name]["words"]), key=len, reverse=True))


@cache
def whole(name: str) -> frozenset[str]:
    """The words of a list, to be compared with a whole text."""
    return frozenset(words_of(name))


@cache
def either(*names: str) -> str:
    """A pattern of all words of these lists, longest first."""
    words = sorted({word for name in names for word in words_of(name)}, key=len, reverse=True)
    return "|".join(re.escape(word) for word in words)


@cache
def _search(name: str) -> re.Pattern[str]:
    return re.compile(either(name))


@cache
def _unless(name: str) -> re.Pattern[str] | None:
    words = lists()[name].get("unless")
    return re.compile("|".join(words)) if words else None


def holds(name: str, text: str) -> bool:
    """Whether a word of the list stands somewhere in a folded text, and not only inside another word (`unless`: 待 in 接待)."""
    if _search(name).search(text) is None:
        return False
    inside = _unless(name)
    return inside is None or _search(name).search(inside.sub("", text)) is not None


def found_in(name: str, text: str) -> list[str]:
    """The words of the list that `holds` finds, also those inside each other."""
    if not holds(name, text):
        return []
    inside = _unless(name)
    apart = inside.sub("", text) if inside else text
    return [word for word in words_of(name) if word in apart]
