"""The form the project comes from scores 98 and 优, wherever it stands in its sheet and however it was typed."""

import re

import pytest
from drawn import SEED, read_one

from pbexcel.rules.loading import load_rules
from pbexcel.scoring.score import score_form

UNMERGED = SEED.replace("^", "")
ONCE_A_ROW = "\n".join(
    line.replace("^", "产出指标（50分）", 1) if 14 < number < 21 else line for number, line in enumerate(SEED.strip("\n").split("\n"))
)


@pytest.mark.parametrize("numbers", [False, True], ids=["as text", "as numbers"])
@pytest.mark.parametrize("moved", [{}, {"down": 3, "right": 2}], ids=["in place", "moved"])
@pytest.mark.parametrize("drawn", [SEED, UNMERGED, ONCE_A_ROW], ids=["merged", "unmerged", "repeated"])
def test_the_seed_form_scores_98_and_excellent(drawn: str, moved: dict[str, int], numbers: bool) -> None:
    read = read_one(drawn, numbers=numbers, **moved)
    card, problems = score_form(read.form, load_rules("mof-2020"), read.problems)
    assert (card.total, card.grade) == (98, "优")
    assert not [problem for problem in (*read.problems, *problems) if problem.severity == "退回"]


def test_the_seed_form_without_typed_scores_comes_to_99_97() -> None:
    blank = re.sub(r"\|(\d+)\|\d+\|$", r"|\1||", SEED, flags=re.MULTILINE).replace("|99.65%|10", "|99.65%|")
    assert blank.count("||\n") > 11
    read = read_one(blank)
    card, _ = score_form(read.form, load_rules("mof-2020"), read.problems)
    assert (str(card.total), card.grade) == ("99.97", "优")
