"""Every copy we write opens in LibreOffice, which computes it again and comes to the same numbers."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from drawn import SEED
from office import edited as office
from rounds import CUT, SHEET, drawn, sent

from pbexcel.excel.package import open_package
from pbexcel.forms.writing.own_sheets import DETAIL, PROBLEMS
from pbexcel.report import FileRecord
from pbexcel.verify import verified

SAMPLES = sorted(Path("samples").glob("*.xlsx"))
FAULTY = SEED.replace("系统正常运行率|≥99.5%|100%|10|10|", "系统正常运行率|≥99.5%||10|10|")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[FileRecord, bytes, bytes]]:
    """Record, copy, and the copy as LibreOffice saves it after computing everything again."""
    folder = tmp_path_factory.mktemp("files")
    sources = {path.stem: path.read_bytes() for path in SAMPLES} | {"改分": drawn(CUT), "退回": drawn(FAULTY)}
    copies = {name: sent(data, folder) for name, data in sources.items()}
    again = office(tmp_path_factory.mktemp("office"), {name: (copy, "") for name, (_, copy) in copies.items()})
    return {name: (*copies[name], again[name]) for name in copies}


def numbers(data: bytes, cells: tuple[str, ...]) -> dict[str, Any]:
    package = open_package(data)
    found = {}
    for ref in cells:
        name, _, place = ref.partition("!")
        at = openpyxl.utils.cell.coordinate_to_tuple(place)
        found[ref] = package.sheet(name).at(*at).value
    return found


def test_every_score_we_wrote_is_what_libreoffice_computes(saved: dict[str, tuple[FileRecord, bytes, bytes]]) -> None:
    checked = 0
    for record, copy, again in saved.values():
        cells = record.changed_cells
        assert numbers(copy, cells) == numbers(again, cells)
        checked += len(cells)
    assert checked > 10
    record, copy, again = saved["改分"]
    book = openpyxl.load_workbook(io.BytesIO(again))
    assert book[SHEET]["G18"].value == "=ROUND(20/25*5,2)"
    assert numbers(again, (f"{SHEET}!G18", f"{SHEET}!G24")) == {f"{SHEET}!G18": 4, f"{SHEET}!G24": record.total}


def test_saved_by_libreoffice_a_scored_copy_is_still_verified(saved: dict[str, tuple[FileRecord, bytes, bytes]]) -> None:
    for record, _, again in saved.values():
        if record.status == "scored":
            verdict = verified(again)
            assert (verdict.status, verdict.edited, verdict.differences) == ("unchanged", (), ())


def test_saved_by_libreoffice_and_scored_again_the_typed_scores_are_there(
    saved: dict[str, tuple[FileRecord, bytes, bytes]], tmp_path: Path
) -> None:
    first, _, again = saved["改分"]
    record, _ = sent(again, tmp_path)
    assert [line.typed for line in record.lines] == [line.typed for line in first.lines]
    assert (record.total, record.typed_total, record.changed_cells) == (first.total, first.typed_total, ())


def test_saved_by_libreoffice_corrected_and_scored_the_marks_are_gone(
    saved: dict[str, tuple[FileRecord, bytes, bytes]], tmp_path: Path
) -> None:
    _, _, again = saved["退回"]
    book = openpyxl.load_workbook(io.BytesIO(again))
    assert book.active.title == PROBLEMS
    assert book[SHEET]["E15"].comment is not None
    book[SHEET]["E15"] = "100%"
    buffer = io.BytesIO()
    book.save(buffer)
    record, copy = sent(buffer.getvalue(), tmp_path)
    assert record.status == "scored"
    after = openpyxl.load_workbook(io.BytesIO(copy))
    assert after[SHEET]["E15"].comment is None
    assert not list(after[SHEET].conditional_formatting)
    assert DETAIL in after.sheetnames
