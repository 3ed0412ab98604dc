"""What is written is read again before it goes out: every score cell, the total, the grade."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from drawn import FUND, HEAD, HEADER, package_of, workbook_of

from pbexcel.excel.changing.patch import Edit, changes_of, patch
from pbexcel.excel.package import Package, open_package
from pbexcel.excel.proving.proof import verify_patch
from pbexcel.forms.reading import read_forms
from pbexcel.forms.writing.scores import score_edits, unreconciled
from pbexcel.records import CellRef, Scorecard
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


ROWS = "产出指标|数量指标|演出场次|≥30场|29场|50|{typed}|\n效益指标|社会效益指标|观众人数|≥3万人|3万人|30|30|\n满意度指标|服务对象满意度指标|观众满意度|≥90%|95%|10|10|\n"
CLOSING = "总分|<|<|<|<|100|0|\n自评等级|<|<|优|<|<|<|<\n"
TO_NINES = FUND.replace("50|50|49|10|98%|9.8", "48|48|47|10|0|0")
"""47 of 48 is 0.97916…: the rate does not end"""


@pytest.mark.parametrize("typed", ["48.33", "50"])
@pytest.mark.parametrize("rate", ["E6/D6", "ROUND(E6/D6,4)", "ROUND(E6/D6,1)", None])
@pytest.mark.parametrize("score", ["ROUND(G6*F6,2)", "G6*F6", "IF(G6>1,10,ROUND(G6*F6,2))", "ROUND(E6/D6*10,2)", None])
@pytest.mark.parametrize("grade", ['IF(G11>=90,"优",IF(G11>=80,"良","差"))', None])
def test_scores_that_formulas_say_are_there_whatever_is_written_beside_them(typed: str, rate: str | None, score: str | None, grade: str | None) -> None:
    drawn = package_of(workbook_of(HEAD + TO_NINES + HEADER + ROWS.format(typed=typed) + CLOSING, numbers=True))
    results: list[tuple[int, int, Decimal | str, str | None]] = [
        (6, 7, Decimal("1.0") if rate and rate.endswith(",1)") else Decimal("0.97916666666667"), rate), (6, 8, Decimal("9.79"), score),
        (11, 7, Decimal("9.79") + Decimal(typed) + 40, "H6+SUM(G8:G10)"), (12, 4, "优", grade),
    ]  # fmt: skip
    filled = open_package(patch(drawn, [Edit(CellRef("Sheet1", row, column), value, formula) for row, column, value, formula in results]).data)
    read = read_forms(filled).forms[0]
    card, _ = score_form(read.form, load_rules("mof-2020"), read.problems)
    assert card.total == Decimal("98.12")
    edits = score_edits(card, filled.sheet("Sheet1"))
    written = patch(filled, edits)
    after = open_package(written.data)
    assert unreconciled(card, after.sheet("Sheet1")) == ()
    assert verify_patch(filled, after, changes_of(edits), written.plan) == ()


def test_a_rate_with_more_digits_than_ours_stays_a_formula() -> None:
    drawn = package_of(workbook_of(HEAD + TO_NINES + HEADER + ROWS.format(typed="48.33") + CLOSING, numbers=True))
    filled = open_package(patch(drawn, [Edit(CellRef("Sheet1", 6, 7), Decimal("0.97916666666667"), "E6/D6")]).data)
    read = read_forms(filled).forms[0]
    card, _ = score_form(read.form, load_rules("mof-2020"), read.problems)
    assert CellRef("Sheet1", 6, 7) not in [edit.at for edit in score_edits(card, filled.sheet("Sheet1"))]
