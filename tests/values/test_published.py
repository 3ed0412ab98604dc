"""What staff published is read as a careful officer reads it."""

from decimal import Decimal

import pytest
from published import Published, published

from pbexcel.explain import Pair, explain_pair
from pbexcel.records import Measured, kind_of
from pbexcel.rules import load_rules
from pbexcel.values import Context, direction_of, read_actual, read_target

ROWS = published()
SURE = [row for row in ROWS if row.sure == "yes"]


def label(row: Published) -> str:
    return f"{row.target}|{row.actual}|{row.name}"[:50]


@pytest.mark.parametrize("row", SURE, ids=label)
def test_a_sure_target_is_read_as_the_officer_reads_it(row: Published) -> None:
    context = Context(2021, "", row.level2, row.name)
    target = read_target(row.target, context).value
    assert kind_of(target) == row.kind
    if isinstance(target, Measured):
        assert (target.op or "", str(target.number), target.unit) == (row.op, row.number, row.unit)
        assert direction_of(target, context) == row.direction


@pytest.mark.parametrize("row", [row for row in SURE if row.actual_kind in ("number", "date", "blank", "placeholder", "tier")], ids=label)
def test_a_sure_actual_is_of_the_officers_kind(row: Published) -> None:
    context = Context(2021, "", row.level2, row.name)
    target = read_target(row.target, context).value
    kind = kind_of(read_actual(row.actual, target, row.target, context).value)
    assert kind == row.actual_kind or (kind == "rate" and row.kind == "stated")


def scored(row: Published) -> dict[str, object]:
    return explain_pair(Pair(row.target, row.actual, Decimal(10), level2=row.level2, name=row.name, year=2021), load_rules("mof-2020"))


@pytest.mark.parametrize("row", [row for row in SURE if row.verdict in ("met", "missed")], ids=label)
def test_a_score_given_without_a_person_is_the_officers_verdict(row: Published) -> None:
    line = scored(row)
    if line["outcome"] != "auto":
        assert row.kind == "stated", "only a paraphrase belongs to a person"
    elif row.verdict == "met":
        assert line["computed"] == "10.00"
    else:
        assert abs(Decimal(str(line["completion"])) - Decimal(row.ratio)) <= Decimal("0.0001")


def test_nothing_is_deducted_where_two_officers_could_differ() -> None:
    for row in ROWS:
        if row.sure == "no" or row.verdict == "unclear":
            line = scored(row)
            assert line["outcome"] != "auto" or line["computed"] == "10.00", label(row)
