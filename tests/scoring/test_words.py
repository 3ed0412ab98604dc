"""The word lists prove themselves: each carries what it must find and what it must not."""

from __future__ import annotations

import pytest

from pbexcel.scoring.words import bare, holds, lists, words_of

SAID = [(name, text, True) for name, page in lists().items() for text in page["examples"]]
NOT_SAID = [(name, text, False) for name, page in lists().items() for text in page["refusals"]]


@pytest.mark.parametrize(("name", "text", "expected"), [*SAID, *NOT_SAID])
def test_a_list_finds_its_examples_and_not_its_refusals(name: str, text: str, expected: bool) -> None:
    whole = name == "no_reason"  # the whole text must be one of these words
    assert (bare(text) in words_of(name) if whole else holds(name, text)) is expected


def test_comparing_texts_ignores_width_blanks_and_punctuation() -> None:
    assert bare("满足企业、个人 日常应用需求。") == bare("满足企业个人日常应用需求")
    assert bare("１００％") == bare("100%")


def test_comparing_texts_never_loses_what_belongs_to_a_number() -> None:
    assert bare("提高9.5个百分点") != bare("提高95个百分点")
    assert bare("90%以上") != bare("90以上")
