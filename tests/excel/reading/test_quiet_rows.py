"""Empty rows below a form are cut away before anything reads it, and found again in its next state without looking twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from torture import MAIN, bare

from pbexcel.excel.changing.patch import Edit, patch
from pbexcel.excel.package import open_package
from pbexcel.excel.proving.proof import verify_patch
from pbexcel.excel.reading import quiet_rows
from pbexcel.excel.reading.quiet_rows import without_quiet_rows
from pbexcel.records import CellRef

FORM = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="0"/></row>'
QUIET = "".join(f'<row r="{n}" spans="1:2"><c r="A{n}" s="0"/><c r="B{n}" s="0"></c></row>' for n in range(2, 5000))


def sheet(form: str = FORM, quiet: str = QUIET, p: str = "") -> bytes:
    text = f'<worksheet xmlns="{MAIN}"><sheetData>{form}{quiet}</sheetData></worksheet>'
    if p:
        text = text.replace("</", f"</{p}").replace("<w", f"<{p}w").replace("<s", f"<{p}s").replace("<row", f"<{p}row")
        text = text.replace("<c ", f"<{p}c ").replace("<v", f"<{p}v").replace("xmlns=", f"xmlns:{p[:-1]}=")
    return text.encode()


@pytest.mark.parametrize("p", ["", "x:"])
def test_quiet_rows_are_cut_away_and_nothing_else(p: str) -> None:
    cut = without_quiet_rows(sheet(p=p))
    assert cut.short == sheet(quiet="", p=p)
    assert cut.whole == cut.short[: cut.at] + cut.quiet + cut.short[cut.at :]
    assert cut.first_row == 2


@pytest.mark.parametrize("odd", ['<row r="9"><c r="A9"><is/></c></row>', '<row r="9"><!-- --></row>', "<row r='9'/>", '<row r="9">1</row>'])
def test_rows_that_may_say_something_are_not_cut(odd: str) -> None:
    assert without_quiet_rows(sheet(quiet=QUIET + odd)).quiet in (b"", odd.encode())
    assert without_quiet_rows(sheet(quiet=odd + QUIET)).short in (sheet(quiet=odd), sheet(quiet=odd + QUIET))


def test_a_small_sheet_is_left_whole() -> None:
    cut = without_quiet_rows(sheet(quiet=QUIET[:500]))
    assert (cut.short, cut.quiet) == (cut.whole, b"")


def test_rows_above_a_wanted_one_stay() -> None:
    cut = without_quiet_rows(sheet())
    assert cut.below(1) == cut
    assert cut.below(10).short.endswith(b'<row r="10" spans="1:2"><c r="A10" s="0"/><c r="B10" s="0"></c></row></sheetData></worksheet>')
    assert cut.below(5000).quiet == b""
    assert cut.keeping(7).quiet == b"></row>"


def test_the_same_quiet_rows_are_found_again_without_looking_through_them(monkeypatch: pytest.MonkeyPatch) -> None:
    cut = without_quiet_rows(sheet())
    other = sheet(FORM.replace(">1<", ">1234<"))
    afresh = without_quiet_rows(other)
    monkeypatch.setattr(quiet_rows, "without_quiet_rows", None)
    assert cut.again_in(other) == afresh
    assert cut.again_in(sheet()) == cut


@pytest.mark.parametrize(
    "other",
    [sheet(quiet=QUIET.replace('r="7"', 'r="8"')), sheet(quiet=QUIET + FORM), sheet(FORM + "<!--", QUIET), sheet(quiet=""), sheet(p="x:"), b""],
)
def test_other_quiet_rows_are_looked_through_afresh(other: bytes) -> None:
    assert without_quiet_rows(sheet()).again_in(other) == without_quiet_rows(other)


@pytest.mark.parametrize("row", [1, 3, 4999, 6000])
def test_a_cell_above_among_or_below_quiet_rows_is_written_and_proven(row: int) -> None:
    package = open_package(bare(sheet()))
    edits = [Edit(CellRef("S", row, 2), Decimal(7))]
    after = patch(package, edits).data
    assert verify_patch(package, after, edits) == ()
    assert open_package(after).sheet("S").at(row, 2).value == 7
    other = patch(package, [*edits, Edit(CellRef("S", 2, 1), Decimal(8))]).data
    assert "S!A2 有变动" in verify_patch(package, other, edits)
