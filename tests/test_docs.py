"""The documents: what is generated is fresh, what is linked is there, what is shown as a command exists."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from pbexcel.cli import COMMANDS
from pbexcel.cli.reference import reference

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "pbexcel"
MODULES = sorted(HOUSE.rglob("*.py"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "samples").glob("*.md")])


def test_the_command_reference_is_what_the_commands_say() -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == reference(), "make docs"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if "://" not in link:
            assert (page.parent / link).exists(), link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_a_page_shows_exists(page: Path) -> None:
    for command in re.findall(r"(?:`|^\s+|bin/)pbexcel ([a-z]+)\b", page.read_text(encoding="utf-8"), flags=re.MULTILINE):
        assert command in COMMANDS, command


def test_every_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"`pbexcel {command}" not in readme] == []


def test_every_decision_is_short_and_numbered_in_order() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    assert [page.name for page in pages if len(page.read_text(encoding="utf-8").splitlines()) > 30] == []


def test_what_a_module_leaves_to_another_is_found_there() -> None:
    """A name in brackets after "Not here:" is a module or a room: beside this one, around it, or from pbexcel/ down."""
    gone = []
    for module in MODULES:
        rooms = [room for room in module.parents if room.is_relative_to(HOUSE)]
        left_out = (ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or "").partition("Not here:")[2]
        sentence = re.split(r"\.\s+[A-Z`]|\n\n", left_out)[0]
        names = [name for inside in re.findall(r"\(([^()]*)\)", sentence) for name in re.findall(r"(?:^|,\s+)(?:room )?`?([a-z_/]+)`?(?=,|$)", inside)]
        gone += [f"{module.relative_to(HOUSE)}: {name}" for name in names if not any((at / name).is_dir() or (at / f"{name}.py").is_file() for at in rooms)]
    assert gone == []


def test_no_two_test_modules_have_one_name() -> None:
    """pytest imports them by their bare names: a second one stops the whole run."""
    names = [path.name for path in (ROOT / "tests").rglob("*.py")]
    assert sorted({name for name in names if names.count(name) > 1}) == []
