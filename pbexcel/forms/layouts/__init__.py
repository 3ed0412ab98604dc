"""The form families as data: which header words mean what, and which family a header row belongs to.

In: the TOML files beside this module. Out: a `Lexicon` (words to roles) and `recognise` (roles to a family id).
Not here: cells and sheets. Adding a province's form is a new TOML file here, with an example of its header row.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from pbexcel.faults import RulesFault
from pbexcel.frozen import frozen
from pbexcel.spelling import compact

_BRACKETS = re.compile(r"\([^()]*\)?|\[[^\]]*\]?|【[^】]*】?|〔[^〕]*〕?")
_WITH = "[及和与、/](?:代码|编码|编号)"
_BEFORE = "(?:代码|编码|编号)[及和与、/]"
# what a label says besides its name: 实施单位编码及名称 is 实施单位, 项目名称及编码 and 项目编码及名称 are 项目名称
_CODE = re.compile(f"(?<=[门位])(?:名称{_WITH}|{_BEFORE}名称|{_WITH}|名称)$|(?<=名称){_WITH}$|{_BEFORE}(?=名称$)")
_LONGEST_LABEL = 12  # characters
_FRAME = ":*★☆.、#"
_NUMBER = re.compile(r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.、](?=\D)")  # 1.项目名称, 一、项目名称
_NEVER = "(?!)"
_NO_ROW: frozenset[str] = frozenset()
_NUMBERING = _FRAME + "(一二三四五六七八九十)"


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """A header or label as it is looked up: compact, brackets and trailing marks taken out; 全年预算数（A） is 全年预算数."""
    whole = compact(text)
    bare = _BRACKETS.sub("", whole).strip(_FRAME)
    number = _NUMBER.match(bare)
    return bare[number.end() :] if number else bare or whole.strip(_FRAME)


def _before_colon(text: str) -> str:
    """The key of what stands before the first colon: 项目名称：某项目 is 项目名称."""
    return key(text.replace("：", ":").partition(":")[0])


def _without_code(text: str) -> str:
    return _CODE.sub("", _before_colon(text))


@frozen
class Words:
    """What one role is called: equal words first, then parts of words and ends of short ones."""

    words: tuple[str, ...]
    contains: tuple[str, ...]
    ends: tuple[str, ...] = ()

    def rank(self, word: str) -> int:
        return self.words.index(word) if word in self.words else len(self.words)


@frozen
class Layout:
    """One family: the roles its header row must have, those it must not have, and roles that stand in this order."""

    id: str
    title: str
    needs: frozenset[str]
    lacks: frozenset[str]
    order: tuple[str, ...]
    header_rows: int
    examples: tuple[tuple[str, ...], ...]

    def fits(self, columns: Mapping[str, Sequence[int]], header_rows: int) -> bool:
        """Whether a header row with these roles (role: its column numbers) is of this family."""
        if not self.needs <= columns.keys() or self.lacks & columns.keys():
            return False
        places = [columns[role][0] for role in self.order]
        return places == sorted(places) and (self.header_rows == 1 or header_rows >= self.header_rows)


@frozen
class Lexicon:
    """All words of all families. Each lookup takes the text of a cell and gives a role or None."""

    columns: Mapping[str, Words]
    fund: Mapping[str, Words]
    labels: Mapping[str, Words]
    rows: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, ...]]
    weaker: tuple[str, ...]
    yielding: tuple[str, ...]
    either: tuple[str, ...]
    layouts: tuple[Layout, ...]

    def column(self, text: str) -> str | None:
        return _column(text)

    def fund_column(self, text: str) -> str | None:
        return _fund_column(text)

    def says_money(self, texts: Iterable[str]) -> bool:
        """Whether texts hold the very words for a budget and for what was executed of it."""
        said = {role for text in texts for role in [self.fund_column(text)] if role and key(text) in self.fund[role].words}
        return "executed" in said and not said.isdisjoint(("initial", "budget"))

    def label(self, text: str) -> str | None:
        """The role of a label: 项目名称：, also 项目名称及编码, 主管部门名称 and 业务主管单位."""
        return _label(text)

    def rows_begun(self, text: str) -> frozenset[str]:
        """What kinds of row a text may begin: total, grade, stop, …"""
        return _rows_begun(text)

    def rows_named(self, text: str) -> frozenset[str]:
        """The kinds of row whose word is all a text says; 「等级评定完成率」 is an indicator, not a grade."""
        return _rows_named(text)

    def rank(self, role: str, text: str) -> int:
        """How strong a claim of a header to its role is; lower is stronger. 指标值说明 gives way to any other 指标值."""
        return self._rank(self.columns[role], text)

    def is_weak(self, role: str, rank: int) -> bool:
        """Whether a rank is that of a header which gives way to any other: 指标值说明."""
        return rank > len(self.columns[role].words) + 1

    def _rank(self, words: Words, text: str) -> int:
        """The place of a header among the words; then those that contain one, those of another time or scope, mere explanations."""
        word, last = key(text), len(words.words)
        rank = words.rank(word)
        if rank == last:
            return last + 2 if any(part in word for part in self.weaker) else last + any(part in word for part in self.yielding)
        in_brackets = compact(text) if "(" in text or "（" in text else ""  # 实际完成值（复核）
        return last if in_brackets and any(part in in_brackets for part in (*self.weaker, *self.yielding)) else rank

    def is_word(self, role: str, text: str) -> bool:
        """Whether a header is one of the role's own words, not just a text that contains one."""
        return key(text) in self.columns[role].words

    def fund_rank(self, role: str, text: str) -> int:
        return self._rank(self.fund[role], text)

    def label_rank(self, role: str, text: str) -> int:
        return min(self.labels[role].rank(key(text)), self.labels[role].rank(_without_code(text)))


@lru_cache(maxsize=8192)
def _column(text: str) -> str | None:
    return _look_up("columns", key(text))


@lru_cache(maxsize=8192)
def _fund_column(text: str) -> str | None:
    return _look_up("fund", key(text))


@lru_cache(maxsize=8192)
def _label(text: str) -> str | None:
    word, whole = _without_code(text), _before_colon(text)
    return _look_up("labels", whole) or (_look_up("labels", word) if word != whole else None) or _by_its_end(word)


@lru_cache(maxsize=8192)
def _rows_begun(text: str) -> frozenset[str]:
    opening = compact(text).strip(_NUMBERING)  # 三、总 分 is 总分
    words = _words_of_rows().get(opening[:1])
    return frozenset(kind for word, kind in words if opening.startswith(word)) if words else _NO_ROW


@lru_cache(maxsize=8192)
def _rows_named(text: str) -> frozenset[str]:
    name = _before_colon(text)
    words = _words_of_rows().get(name[:1])
    return frozenset(kind for word, kind in words if name == word) if words else _NO_ROW


@cache
def _words_of_rows() -> Mapping[str, Sequence[tuple[str, str]]]:
    """The words that begin a row, with their kinds, by their first letter."""
    words: dict[str, list[tuple[str, str]]] = {}
    for kind, said in lexicon().rows.items():
        for word in said:
            words.setdefault(word[0], []).append((word, kind))
    return words


def _look_up(table: str, word: str) -> str | None:
    if not word or len(word) > 30:
        return None
    words, parts, any_part = _roles_of(table)
    if word in words or any_part.search(word) is None:
        return words.get(word)
    return next(role for part, role in parts if part in word)


def _by_its_end(label: str) -> str | None:
    if len(label) > _LONGEST_LABEL:
        return None
    return next((role for role, words in lexicon().labels.items() if label.endswith(words.ends)), None)


@cache
def _roles_of(table: str) -> tuple[Mapping[str, str], Sequence[tuple[str, str]], re.Pattern[str]]:
    """The words of a table with their roles (the first that has a word keeps it), the parts of words with theirs, in order, and any of them."""
    roles: Mapping[str, Words] = getattr(lexicon(), table)
    words: dict[str, str] = {}
    for role, said in roles.items():
        words = dict.fromkeys(said.words, role) | words
    parts = [(part, role) for role, said in roles.items() for part in said.contains]
    return words, parts, re.compile("|".join(re.escape(part) for part, _ in parts) or _NEVER)


@cache
def lexicon() -> Lexicon:
    """The words and families shipped with the package. Raises RulesFault on a broken file."""
    pages = {}
    # the standard words first: where a header contains the words of two roles, the order of its roles decides
    for page in sorted(files(__name__).iterdir(), key=lambda p: (p.name != "standard.toml", p.name)):
        if page.name.endswith(".toml"):
            pages[page.name] = tomllib.loads(page.read_text(encoding="utf-8"))
    base = pages["standard.toml"]
    columns: dict[str, Words] = {}
    for page_name, data in pages.items():
        for role, words in data.get("columns", {}).items():
            before = columns.get(role, Words((), ()))
            columns[role] = Words(before.words + tuple(words["words"]), before.contains + tuple(words.get("contains", ())))
        _check(page_name, data)
    layouts = sorted((_layout(data) for data in pages.values()), key=_how_particular)
    return Lexicon(
        columns=columns,
        fund=_words(base["fund"]),
        labels=_words(base["labels"]),
        rows={kind: tuple(words) for kind, words in base["rows"].items()},
        titles={kind: tuple(words) for kind, words in base["titles"].items()},
        weaker=tuple(base["headers"]["weaker"]),
        yielding=tuple(base["headers"]["yielding"]),
        either=tuple(base["headers"]["either"]),
        layouts=tuple(layouts),
    )


def recognise(columns: Mapping[str, Sequence[int]], header_rows: int) -> str | None:
    """The id of the family that a header row belongs to; the most particular family first. None: no family."""
    return next((layout.id for layout in lexicon().layouts if layout.fits(columns, header_rows)), None)


def _words(table: Mapping[str, Any]) -> dict[str, Words]:
    return {role: Words(*(tuple(entry.get(kind, ())) for kind in ("words", "contains", "ends"))) for role, entry in table.items()}


def _layout(data: Mapping[str, Any]) -> Layout:
    examples = tuple(tuple(row) for row in data["examples"])
    return Layout(
        id=data["id"],
        title=data["title"],
        needs=frozenset(data["needs"]),
        lacks=frozenset(data["lacks"]),
        order=tuple(data.get("order", ())),
        header_rows=data.get("header_rows", 1),
        examples=examples,
    )


def _how_particular(layout: Layout) -> tuple[int, int, int]:
    """The family that asks for most comes first."""
    return -len(layout.needs | layout.lacks), -len(layout.order), -layout.header_rows


def _check(page: str, data: Mapping[str, Any]) -> None:
    missing = {"id", "title", "needs", "lacks", "examples"} - data.keys()
    if missing:
        raise RulesFault(f"表样文件 {page} 缺少：{'、'.join(sorted(missing))}")
