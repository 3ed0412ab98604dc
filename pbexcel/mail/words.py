"""The words of our letters: ours, or a bureau's own.

In: letters.toml and a bureau's file of the same keys. Out: `Words`, whose texts are filled with names and nothing else.
Not here: which text stands where (telling, compose).

A filled-in value is never looked at again: a project called {联系人} stays {联系人}.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from pbexcel.faults import FolderFault, RulesFault
from pbexcel.frozen import frozen

_NAME = re.compile(r"\{([^{}]*)\}")
_EVERYWHERE = frozenset(("单位", "联系人", "发件人"))


@frozen
class Words:
    """Texts by key: `greeting`, `scored.heading` …; `everywhere` are the names known to every text of a letter."""

    texts: Mapping[str, str]
    everywhere: tuple[tuple[str, str], ...] = ()

    def __call__(self, key: str, **names: str) -> str:
        known = {**dict(self.everywhere), **names}
        return _NAME.sub(lambda found: known.get(found[1], ""), self.texts[key])

    def to(self, **names: str) -> Words:
        """The same words for one letter."""
        return Words(self.texts, (*self.everywhere, *names.items()))


def load_words(own: Path | None = None) -> Words:
    """Our words, with those of a bureau's file in their place. Raises RulesFault naming the text that cannot be used."""
    ours = _flat(tomllib.loads((files("pbexcel.mail") / "letters.toml").read_text(encoding="utf-8")))
    if own is None:
        return Words(ours)
    try:
        theirs = _flat(tomllib.loads(own.read_text(encoding="utf-8-sig")))
    except OSError as fault:
        raise FolderFault(f"读不了信件文字 {own}：{fault.strerror or fault}") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise RulesFault(f"信件文字 {own} 不是正确的 TOML 文件：{wrong}") from wrong
    faults = [fault for key, text in theirs.items() for fault in _faults(key, text, ours)]
    if faults:
        raise RulesFault(f"信件文字 {own} 有几处要改：\n  " + "\n  ".join(faults))
    return Words({**ours, **theirs})


def _faults(key: str, text: object, ours: Mapping[str, str]) -> list[str]:
    if key not in ours:
        return [f"{key}：没有这一项，请看看有没有写错"]
    if not isinstance(text, str):
        return [f"{key}：应该是文字"]
    known = _EVERYWHERE | set(_NAME.findall(ours[key]))
    return [f"{key}：不认识 {{{name}}}，这里可以用 {'、'.join(sorted(known))}" for name in _NAME.findall(text) if name not in known]


def _flat(tables: Mapping[str, object]) -> dict[str, str]:
    flat: dict[str, object] = {}
    for key, value in tables.items():
        flat.update({f"{key}.{inner}": text for inner, text in value.items()} if isinstance(value, dict) else {key: value})
    return flat  # type: ignore[return-value]  # a bureau's texts are checked by _faults
