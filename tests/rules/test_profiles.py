"""The shipped profiles: frozen, dated, every number with its source, and true to their own examples."""

from __future__ import annotations

import pytest

from pbexcel.rules import DEFAULT, Profile, in_words, list_rules, load_rules
from pbexcel.scoring.examples import Worked, work_examples

# A profile is never edited after a year was scored with it: a change is a new file. A new hash here is a decision.
FROZEN = {
    "mof-2020": "ea212ddf803ff1a46578f75cc40cd7f211115061865701627b9f30f94572a694",
    "hubei": "970dbbd41231234aad4f7c3c0676ad062f90e83c70d96f9bb87f83d1dd025750",
    "mof-2021-101": "98fa5d7b0843ed0fd402239c705f659910ee134d5c3d813482193ff00de4827d",
    "sichuan": "92f0c91befec8c608217079b03ac7791bcf4eca80423462d6fe9c9c5198284e8",
}
EXAMPLES = [(name, worked) for name in list_rules() for worked in work_examples(load_rules(name))]


def test_no_profile_was_edited() -> None:
    assert {name: load_rules(name).sha256 for name in list_rules()} == FROZEN


def test_the_default_stands_first() -> None:
    assert list_rules()[0] == DEFAULT == "mof-2020"


@pytest.mark.parametrize("name", list_rules())
def test_a_profile_is_called_what_its_file_is_called(name: str) -> None:
    assert load_rules(name).id == name


@pytest.mark.parametrize("name", list_rules())
def test_every_claim_has_a_source_that_is_listed(name: str) -> None:
    profile = load_rules(name)
    claims = list(profile.claims())
    assert len(claims) > 20
    assert {claim.source for claim in claims} == set(profile.sources)


def test_in_the_draft_nothing_was_checked() -> None:
    draft = load_rules("mof-2021-101")
    assert draft.draft
    assert draft.unverified == len(list(draft.claims()))


@pytest.mark.parametrize("name", list_rules())
def test_the_words_tell_the_numbers_their_sources_and_how_many_nobody_checked(name: str) -> None:
    profile = load_rules(name)
    words = in_words(profile)
    text = "\n".join(words)
    assert profile.sha256 in text
    assert f"{profile.unverified} 项" in text
    assert all(source in text for source in profile.sources.values())
    assert all(f"{grade.name}" in text for grade in profile.grades)
    assert ("草稿" in words[1]) is profile.draft


@pytest.mark.parametrize(("name", "worked"), EXAMPLES, ids=[f"{name}: {worked.words}" for name, worked in EXAMPLES])
def test_an_example_comes_out_as_the_profile_says(name: str, worked: Worked) -> None:
    assert worked.given == worked.expected, worked.because


@pytest.mark.parametrize(
    ("name", "execution", "goals"), [("mof-2020", 10, 90), ("hubei", 20, 80), ("sichuan", 10, 90), ("mof-2021-101", 10, 90)]
)
def test_execution_and_first_levels_make_100(name: str, execution: int, goals: int) -> None:
    profile = load_rules(name)
    assert profile.execution.weight.value == execution
    assert sum(level.weight for level in profile.level1) == goals


def test_hubei_has_other_tiers_and_sichuan_asks_for_a_reason() -> None:
    edges = [band.low for band in load_rules("hubei").tiers]
    reason = load_rules("sichuan").execution.reason_below
    assert [str(edge) for edge in edges] == ["0.8", "0.5", "0"]
    assert reason is not None
    assert str(reason.value) == "0.9"


def test_a_profile_is_frozen_in_memory_too() -> None:
    with pytest.raises(ValueError, match="frozen"):
        load_rules().title = "另一个"


def test_a_shipped_profile_is_loaded_once() -> None:
    first: Profile = load_rules("hubei")
    assert load_rules("hubei") is first


def test_the_words_tell_of_an_equal_split_only_where_there_is_one() -> None:
    told = {name: any("平均分到各行" in word for word in in_words(load_rules(name))) for name in list_rules()}
    assert told["hubei"]
    assert not told["mof-2020"]
