"""What the files of one folder mean together: versions in conflict, copies, copied reasons, names of others."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pbexcel.batch.identity import brief_of, marks, project_key, unmarked
from pbexcel.problems import problem
from pbexcel.records import CellRef
from pbexcel.report import FileRecord, LineRecord, Status, ValueRecord, problem_record

REASON = "受供货商生产线检修影响到货推迟，已督促其加快供货"


def line(*, typed: str = "9", reason: str = "") -> LineRecord:
    return LineRecord(
        cell="自评表!H11", level1="", level2="", name="合格率", target=ValueRecord(text="≥95%", kind="measured"),
        actual=ValueRecord(text="93%", kind="number"), direction="forward", completion=None, weight=Decimal(10),
        typed=Decimal(typed), computed=None, points=None, outcome="auto", because="", reason=reason,
    )  # fmt: skip


def record(
    file: str, *, project: str | None = "校舍维修", unit: str | None = "一中", year: int | None = 2021, sha256: str | None = None,
    typed: str = "9", reason: str = "", status: Status = "scored",
) -> FileRecord:  # fmt: skip
    return FileRecord(
        file=file, status=status, sha256=sha256 or file, project=project, unit=unit, department="教育局", year=year,
        lines=(line(typed=typed, reason=reason),), total=Decimal(98) if status == "scored" else None,
    )  # fmt: skip


def told(*records: FileRecord) -> dict[str, tuple[Status | None, list[str]]]:
    found = marks([brief_of(one) for one in records])
    return {one.file: (found[one.file, ""].status, [problem.code for problem in found[one.file, ""].problems])
            for one in records if (one.file, "") in found}  # fmt: skip


def test_two_versions_of_one_project_are_in_conflict_and_both_are_named() -> None:
    one, other = record("甲.xlsx"), record("甲（改）.xlsx", typed="8")
    assert told(one, other) == {"甲.xlsx": ("conflict", ["B701"]), "甲（改）.xlsx": ("conflict", ["B701"])}
    found = marks([brief_of(one), brief_of(other)])
    assert all("「甲.xlsx」、「甲（改）.xlsx」" in mark.on(one).problems[0].fix for mark in found.values())


def test_a_returned_version_is_in_conflict_too() -> None:
    statuses = told(record("甲.xlsx", status="returned"), record("乙.xlsx", typed="8"))
    assert [status for status, _ in statuses.values()] == ["conflict", "conflict"]


@pytest.mark.parametrize(
    "other", [{"unit": "二中"}, {"year": 2022}, {"project": "校舍新建"}], ids=["another unit", "another year", "another project"]
)
def test_another_unit_year_or_project_is_another_project(other: dict[str, object]) -> None:
    assert told(record("甲.xlsx"), record("乙.xlsx", typed="8", **other)) == {}  # type: ignore[arg-type]


def test_names_are_compared_without_blanks_and_width() -> None:
    same = record("乙.xlsx", project="校舍 维修", unit="一中　", typed="8")
    assert told(record("甲.xlsx"), same)["甲.xlsx"][0] == "conflict"


def test_without_a_name_or_an_owner_a_file_conflicts_with_nothing() -> None:
    assert project_key(record("甲.xlsx", project=None)) is None
    assert told(record("甲.xlsx", project=None), record("乙.xlsx", project=None, typed="8")) == {}
    assert project_key(record("甲.xlsx", unit=None)) == (2021, "教育局", "校舍维修")


def test_the_same_content_in_other_bytes_is_told_but_no_conflict() -> None:
    assert told(record("甲.xlsx"), record("乙.xlsx")) == {"甲.xlsx": (None, ["B707"]), "乙.xlsx": (None, ["B707"])}


def test_the_same_content_in_another_place_of_a_workbook_is_no_conflict() -> None:
    one, other = (
        record(file, status="returned").model_copy(update={"problems": (problem_record(problem("W301", at=CellRef("自评表", row, 8))),)})
        for file, row in (("甲.xlsx", 11), ("乙.xlsx", 29))
    )
    assert told(one, other) == {"甲.xlsx": (None, ["B707"]), "乙.xlsx": (None, ["B707"])}


def test_the_same_bytes_are_told() -> None:
    assert told(record("甲.xlsx", sha256="a"), record("副本.xlsx", sha256="a"))["副本.xlsx"] == (None, ["B703"])


def test_the_same_reason_in_two_projects_is_told_once_in_each() -> None:
    one, other = record("甲.xlsx", reason=REASON), record("乙.xlsx", project="操场", reason=REASON.replace("，", "， "))
    assert told(one, other) == {"甲.xlsx": (None, ["B708"]), "乙.xlsx": (None, ["B708"])}
    assert told(one, record("乙.xlsx", project="操场", reason="无")) == {}
    copied = marks([brief_of(one), brief_of(other)])["乙.xlsx", ""].on(other).problems[0]
    assert copied.read == other.lines[0].reason
    assert "「甲.xlsx」、「乙.xlsx」" in copied.fix


def test_what_many_records_say_is_one_object_in_memory() -> None:
    one, other = (brief_of(FileRecord.model_validate_json(record(file).model_dump_json())).shared() for file in ("甲.xlsx", "乙.xlsx"))
    assert one.unit is other.unit
    assert one == brief_of(record("甲.xlsx"))


def test_a_file_named_after_another_project_is_told() -> None:
    one, other = record("校舍维修自评表.xlsx", project="操场改造"), record("2.xlsx")
    assert told(one, other) == {"校舍维修自评表.xlsx": (None, ["B709"])}


def test_a_failed_file_takes_no_part() -> None:
    assert told(record("甲.xlsx"), record("乙.xlsx", status="failed", typed="8")) == {}


def test_what_the_folder_added_can_be_taken_off_again() -> None:
    one = record("甲.xlsx")
    mark = marks([brief_of(one), brief_of(record("乙.xlsx", typed="8"))])["甲.xlsx", ""]
    assert mark.on(one).status == "conflict"
    assert unmarked(mark.on(one)) == one


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_files_changes_nothing(order: tuple[int, ...]) -> None:
    records = [record("甲.xlsx"), record("乙.xlsx", typed="8"), record("丙.xlsx", project="操场", reason=REASON)]
    assert told(*(records[place] for place in order)) == told(*records)
