"""What is written is read again before it goes out: every score cell, the total, the grade."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pbexcel.excel.changing.patch import Edit, patch
from pbexcel.excel.package import Package, open_package
from pbexcel.forms.reading import read_forms
from pbexcel.forms.writing.scores import score_edits, unreconciled
from pbexcel.records import Scorecard
from pbexcel.rules import load_rules
from pbexcel.scoring.score import score_form

SAMPLE = Path(__file__).parents[3] / "samples" / "地质灾害隐患点综合治理项目.xlsx"


@pytest.fixture(scope="module")
def scored() -> tuple[Scorecard, Package]:
    """The scorecard of a sample and its workbook with the scores written."""
    package = open_package(SAMPLE.read_bytes())
    read = read_forms(package).forms[0]
    card, _ = score_form(read.form, load_rules("mof-2020"), read.problems)
    return card, open_package(patch(package, score_edits(card, package.sheet(card.form.sheet))).data)


def test_a_written_form_says_what_its_scorecard_says(scored: tuple[Scorecard, Package]) -> None:
    card, after = scored
    assert unreconciled(card, after.sheet(card.form.sheet)) == ()


@pytest.mark.parametrize("place", ["line", "execution", "total", "grade"])
def test_a_cell_that_says_something_else_is_named(scored: tuple[Scorecard, Package], place: str) -> None:
    card, after = scored
    assert card.form.money is not None
    at = {"line": card.lines[0].indicator.typed.at, "execution": card.form.money.typed.at, "total": card.form.total.at, "grade": card.form.grade.at}[place]
    assert at is not None
    spoiled = open_package(patch(after, [Edit(at, "优" if place == "grade" else Decimal("1.5"))]).data)
    wrong = unreconciled(card, spoiled.sheet(card.form.sheet))
    assert len(wrong) == 1
    assert str(at) in wrong[0]


def test_a_line_that_lost_its_points_is_named(scored: tuple[Scorecard, Package]) -> None:
    card, after = scored
    raised = replace(card, lines=(replace(card.lines[0], points=Decimal("0.01")), *card.lines[1:]))
    assert len(unreconciled(raised, after.sheet(card.form.sheet))) == 1
