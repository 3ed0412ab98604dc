"""Broken workbooks each end as a record, never as a bug. The long version: `make fuzz`."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from many_forms import form_bytes
from mutants import mutant, packed, unpacked, whole

from pbexcel.batch.one import Job, work


def test_whatever_is_broken_in_a_workbook_it_ends_as_a_record(tmp_path: Path) -> None:
    for number in range(250):
        data, ending = mutant(random.Random(f"test {number}"))
        path = tmp_path / f"表{ending}"
        path.write_bytes(data)
        came = work(Job(str(path), path.name, "mof-2020", str(tmp_path)))
        codes = {code for brief, _ in came.records for code in brief.codes}
        log = tmp_path / "pbexcel.log"
        assert not codes & {"B705", "B706", "B710"}, (number, codes, log.read_text(encoding="utf-8") if log.exists() else "")


SHEET, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


def outcome(tmp_path: Path, part: str, *changes: tuple[str, str], data: bytes | None = None) -> tuple[str, tuple[str, ...]]:
    """What comes of a form with pieces of one part changed."""
    parts = unpacked(data or form_bytes(1))
    for old, new in changes:
        assert old.encode() in parts[part], old
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    path = tmp_path / "表.xlsx"
    path.write_bytes(packed(parts))
    ((brief, _),) = work(Job(str(path), path.name, "mof-2020", str(tmp_path))).records
    return brief.status, brief.codes


TOTAL = '<c r="G24" s="2" t="inlineStr"><is><t>98</t></is></c>'


@pytest.mark.parametrize(
    ("part", "changes"),
    [
        (SHEET, [('<c r="C24"', '<c r="%s"'), (TOTAL, TOTAL.replace("98", "97"))]),  # an empty cell beside the written one
        (SHEET, [('<col width="14" customWidth="1" min="1"', '<col width="14" customWidth="1" min="一"'), (TOTAL, "")]),
        (SHEET, [(TOTAL, '<c r="G24" s="2"><c r="K30" s="2"/><v>97</v></c>')]),  # a cell in a cell
        (WORKBOOK, [("<sheets>", ""), ("</sheets>", "")]),
    ],
)
def test_damage_that_only_writing_meets_is_damage_of_the_file_and_no_bug(tmp_path: Path, part: str, changes: list[tuple[str, str]]) -> None:
    assert outcome(tmp_path, part, *changes) == ("failed", ("F108",))


def test_an_empty_cell_with_an_impossible_address_elsewhere_stays_as_it_came(tmp_path: Path) -> None:
    assert outcome(tmp_path, SHEET, ('<c r="C25"', '<c r="%s"'), (TOTAL, TOTAL.replace("98", "97")))[0] == "scored"
    assert b'<c r="%s"' in unpacked((tmp_path / "已评分" / "表.xlsx").read_bytes())[SHEET]


def test_a_text_longer_than_a_cell_takes_is_scored_and_shown_as_far_as_it_goes(tmp_path: Path) -> None:
    assert outcome(tmp_path, SHEET, ("满足企业、个人日常应用需求", "一" * 40_000))[0] == "scored"


def test_remembered_properties_inside_one_another_go_together(tmp_path: Path) -> None:
    scored = whole("scored")
    first = re.search(rb"<property .*?</property>", unpacked(scored)["docProps/custom.xml"], re.DOTALL)
    assert first is not None
    inside = first[0].replace(b"</property>", first[0] + b"</property>")
    assert outcome(tmp_path, "docProps/custom.xml", (first[0].decode(), inside.decode()), data=scored)[0] == "scored"
