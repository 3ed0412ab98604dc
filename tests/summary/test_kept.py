"""Rows that wait on disk come back as they went in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pbexcel.summary.kept import Kept

ROWS: tuple[list[tuple[str, Decimal | None]], ...] = ([("甲", Decimal("1.50"))], [], [("乙", None), ("丙", Decimal(2))])


@pytest.fixture(params=[0, 1 << 20], ids=["on disk", "in memory"])
def kept(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Kept:
    monkeypatch.setattr("pbexcel.summary.kept._IN_MEMORY", request.param or 1)
    found = Kept(("project",), ("name", "points"), {"points"})
    for place, rows in enumerate(ROWS):
        found.add((f"项目{place}",), [list(row) for row in rows])
    found.put_in_order([2, 0, 1])
    return found


def test_rows_come_in_the_order_of_their_projects_as_often_as_asked(kept: Kept) -> None:
    for _ in range(2):
        assert list(kept.rows(("record", "points", "name"))) == [(0, None, "乙"), (0, Decimal(2), "丙"), (1, Decimal("1.50"), "甲")]
    assert len(kept) == 3


def test_digits_stay_as_written(kept: Kept) -> None:
    assert [str(points) for _, points in kept.rows(("name", "points")) if points is not None] == ["2", "1.50"]


def test_what_all_rows_of_a_record_share_and_digits_can_be_asked_for(kept: Kept) -> None:
    assert list(kept.digits(("project", "points"))) == [("项目2", None), ("项目2", "2"), ("项目0", "1.50")]


def test_projects_that_are_not_asked_for_stay_away(kept: Kept) -> None:
    assert list(kept.rows(("record", "name"), only=[False, True, True])) == [(1, "甲")]
