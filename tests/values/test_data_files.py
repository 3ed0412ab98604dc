"""Every entry of phrases.toml and units.toml carries texts it must find and texts it must not."""

import re
from typing import Any

import pytest

from pbexcel.values.folding import fold
from pbexcel.values.kinds import data as kinds
from pbexcel.values.kinds import is_other_kind
from pbexcel.values.phrases import either, holds, lists, whole
from pbexcel.values.units import data, split_unit

WHOLE = ("by_the_day", "done_at_all", "achieved", "partly", "missed", "placeholder", "none_at_all", "reached", "going_on", "in_time", "no_result", "passed")
COMPARATORS = ("at_least", "more_than", "at_most", "less_than", "equal_to")


def found(name: str, text: str) -> bool:
    folded = fold(text)
    if name in WHOLE:
        return folded in whole(name)
    if name in COMPARATORS:  # longest word of all comparators decides: 不低于 is not 低于
        match = re.search(either(*COMPARATORS), folded)
        return match is not None and match[0] in whole(name)
    if name == "nature":
        return re.match(either(name), folded) is not None
    if name == "scale":
        return len(re.findall(either(name), folded)) > 0
    if name == "until":
        return re.match(either(name), folded) is not None
    if name == "achievement":
        words, ends = "|".join(lists()[name]["words"]), "|".join(lists()[name]["endings"])
        return re.search(f"(?:{words})(?:{ends})$", folded) is not None and "成本控制" not in folded
    if name == "about":
        return re.match(either(name), folded) is not None
    return holds(name, folded)


@pytest.mark.parametrize("name", lists())
def test_a_list_finds_its_examples_and_nothing_of_its_refusals(name: str) -> None:
    entry = lists()[name]
    assert entry["examples"]
    assert entry["refusals"]
    for text in entry["examples"]:
        assert found(name, text), text
    if name not in ("done", "lead", "tail", "fixed_rate"):  # these only count together with what surrounds them
        for text in entry["refusals"]:
            assert not found(name, text), text


def entries() -> list[tuple[str, Any]]:
    return [*data()["family"].items(), ("classifiers", data()["classifiers"])]


@pytest.mark.parametrize(("name", "entry"), entries(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_unit_is_read_from_its_examples_and_not_from_its_refusals(name: str, entry: Any) -> None:
    names = set(entry["units"])
    for text, unit in entry["examples"]:
        assert split_unit(fold(text).lstrip("0123456789."))[0] == unit
    for text in entry["refusals"]:
        assert split_unit(fold(text).lstrip("0123456789."))[0] not in names, text


def test_no_spelling_stands_for_two_units() -> None:
    seen: dict[str, str] = {}
    for _, entry in entries():
        for name, spellings in entry["aliases"].items():
            for spelling in spellings:
                assert seen.setdefault(fold(spelling), name) == name, spelling


@pytest.mark.parametrize("name", kinds())
def test_a_set_of_kinds_tells_its_examples_apart_and_nothing_of_its_refusals(name: str) -> None:
    entry = kinds()[name]
    assert entry["examples"]
    assert entry["refusals"]
    for asked, actual in entry["examples"]:
        assert is_other_kind(fold(actual), fold(asked)), (asked, actual)
    for asked, actual in entry["refusals"]:
        assert not is_other_kind(fold(actual), fold(asked)), (asked, actual)


def test_no_word_stands_for_two_kinds_of_a_set() -> None:
    for entry in kinds().values():
        words = [word for kind in entry["kinds"] for word in kind]
        assert len(words) == len(set(words))
        assert [word for word in words if word != fold(word)] == []
