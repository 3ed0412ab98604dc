"""The catalogue: every code has a page, its texts fit together, the reference is up to date."""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from click.testing import CliRunner

from pbexcel.cli import group
from pbexcel.problems import Entry, catalogue, problem
from pbexcel.problems.pages import FAMILIES, page, reference, shown, words

DOCS = Path(__file__).parents[2] / "docs"
ENTRIES = list(catalogue().values())
# what a person wrote in a form is quoted, never understood: braces of theirs must not be taken for arguments
HOSTILE = "{0}{cell.__class__}%s"
# the closed list: nothing else sends a form back (F and B7 are files that cannot be read or worked on at all)
RETURNED = {
    "L101", "L102", "L103", "L104", "L105", "L110", "L116", "L117", "L122", "L123", "L124", "W301", "W302", "W303", "W304", "W306", "W314",
    "M401", "M405", "P501", "P502", "P503", "P507", "P509",
    "L121",  # another form of the same workbook is returned, and a workbook comes back whole (decision 18)
}  # fmt: skip


def arguments(entry: Entry) -> set[str]:
    texts = (entry.title, entry.expected, entry.fix)
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_a_page_says_what_why_an_example_and_the_fix(entry: Entry) -> None:
    assert entry.severity in ("退回", "警告", "提醒")
    assert entry.code[0] in FAMILIES
    assert all(text.strip() for _, text in page(entry))
    assert "{" not in entry.why + entry.example, "why and example are told without a form"
    assert not any(mark in text for _, text in page(entry) for mark in "{}")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_text_of_a_form_is_an_argument_never_a_template(entry: Entry) -> None:
    found = problem(entry.code, read=HOSTILE, **dict.fromkeys(arguments(entry) - {"cell", "read"}, HOSTILE))
    assert found.read == HOSTILE
    assert (HOSTILE in found.title) is (bool(arguments(entry)) and "{" in entry.title and "{cell}" not in entry.title)


def test_only_the_closed_list_sends_a_form_back() -> None:
    assert {entry.code for entry in ENTRIES if entry.severity == "退回" and entry.code[0] not in "FB"} == RETURNED


def test_every_argument_has_a_word_for_the_pages() -> None:
    used = {name for entry in ENTRIES for name in arguments(entry)}
    assert used - set(words()) == set(), "add them to pbexcel/problems/placeholders.toml"
    assert set(words()) - used == set(), "no template has these any more"
    assert shown("{cell} 里是 {read}") == "⟨该单元格⟩ 里是 ⟨读到的内容⟩"


def test_the_reference_is_what_the_catalogue_says() -> None:
    assert DOCS.joinpath("problems.md").read_text(encoding="utf-8") == reference(), "stale: run `make docs`"


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_explain_prints_the_page_of_every_code(code: str) -> None:
    result = CliRunner().invoke(group, ["explain", code.lower()])
    assert result.exit_code == 0
    assert catalogue()[code].why in result.stdout
    assert catalogue()[code].example in result.stdout


def test_a_code_that_does_not_exist_is_refused_with_where_to_look() -> None:
    result = CliRunner().invoke(group, ["explain", "X999"])
    assert result.exit_code == 2
    assert "〔T210〕" in result.stderr  # where codes are printed; an installed copy has no docs
