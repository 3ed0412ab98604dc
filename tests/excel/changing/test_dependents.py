"""Which formulas depend on a changed cell: however they name it, and never one that does not."""

from __future__ import annotations

import pytest

from pbexcel.excel.changing.dependents import dependents
from pbexcel.excel.reading.cell import RawFormula

NAMES = {"总分": "'自评 表'!$A$1:$A$3", "别名": "总分+1", "别处": "其他!$A$1"}


def plain(text: str) -> RawFormula:
    return RawFormula("normal", text, None, None)


@pytest.mark.parametrize(
    "formula",
    [
        "A2*2", "$A$2", "SUM(A1:A3)", "SUM(A3:A1)", "SUM(A:A)", "SUM($2:$2)", "'自评 表'!A2", "总分", "别名*2", 'IF(B1="A9",A2,0)',
        "OFFSET(A1,1,0)", 'INDIRECT("A2")', "a2",
    ],
)  # fmt: skip
def test_a_formula_that_reads_the_cell_depends_on_it(formula: str) -> None:
    found = dependents({"自评 表": {(9, 9): plain(formula)}}, NAMES, frozenset({("自评 表", 2, 1)}))
    assert found == {("自评 表", 9, 9)}


@pytest.mark.parametrize(
    "formula", ["A1+A3", "SUM(A3:A9)", "SUM(B1:B3)", "SUM(B:C)", "SUM(3:9)", "其他!A2", "'[1]自评 表'!A2", "别处", '"A2"', "没有的名称", "1+1"]
)
def test_a_formula_that_reads_other_cells_does_not(formula: str) -> None:
    assert dependents({"自评 表": {(9, 9): plain(formula)}}, NAMES, frozenset({("自评 表", 2, 1)})) == frozenset()


def test_a_quote_in_the_name_of_a_sheet_is_doubled_in_formulas() -> None:
    assert dependents({"别": {(1, 1): plain("'甲''乙'!B2")}}, {}, frozenset({("甲'乙", 2, 2)})) == {("别", 1, 1)}


def test_a_sheet_is_found_whatever_the_case_of_its_name() -> None:
    assert dependents({"B": {(1, 1): plain("form!B2")}}, {}, frozenset({("FORM", 2, 2)})) == {("B", 1, 1)}


def test_dependents_of_dependents_are_found_and_a_circle_ends() -> None:
    cells = {(1, 2): plain("A1"), (1, 3): plain("B1+E1"), (1, 4): plain("C1"), (1, 5): plain("D1"), (1, 6): plain("G1")}
    assert dependents({"S": cells}, {}, frozenset({("S", 1, 1)})) == {("S", 1, n) for n in (2, 3, 4, 5)}


def test_the_changed_cells_themselves_are_left_out() -> None:
    cells = {(1, 2): plain("A1"), (1, 1): plain("B1")}
    assert dependents({"S": cells}, {}, frozenset({("S", 1, 1), ("S", 1, 2)})) == frozenset()


def test_a_sharer_reads_what_its_master_reads_moved_along() -> None:
    shared = {
        (1, 2): RawFormula("shared", "A1+$D$1", "B1:B3", "0"), (2, 2): RawFormula("shared", "", None, "0"),
        (3, 2): RawFormula("shared", "", None, "0"), (1, 3): RawFormula("shared", "Z1", "C1:C2", "1"), (2, 3): RawFormula("shared", "", None, "1"),
    }  # fmt: skip
    assert dependents({"S": shared}, {}, frozenset({("S", 2, 1)})) == {("S", 2, 2)}
    assert dependents({"S": shared}, {}, frozenset({("S", 1, 4)})) == {("S", 1, 2), ("S", 2, 2), ("S", 3, 2)}
    assert dependents({"S": shared}, {}, frozenset({("S", 2, 26)})) == {("S", 2, 3)}


@pytest.mark.parametrize("odd", [RawFormula("shared", "", None, "7"), RawFormula("data", "", "B1:B3", None)])
def test_a_formula_nobody_can_follow_depends_on_everything(odd: RawFormula) -> None:
    assert dependents({"S": {(1, 2): odd}}, {}, frozenset({("T", 99, 99)})) == {("S", 1, 2)}


def test_an_array_formula_reads_like_any_other() -> None:
    cells = {(1, 2): RawFormula("array", "SUM(A1:A3*2)", "B1", None)}
    assert dependents({"S": cells}, {}, frozenset({("S", 3, 1)})) == {("S", 1, 2)}
    assert dependents({"S": cells}, {}, frozenset({("S", 4, 1)})) == frozenset()


@pytest.mark.parametrize(("formula", "reads"), [("$A1", (3, 1)), ("A$1", (1, 1)), ("$A$1", (1, 1)), ("SUM(1:1)", (3, 9)), ("SUM($1:$1)", (1, 9))])
def test_only_what_has_no_dollar_sign_moves_along_with_a_sharer(formula: str, reads: tuple[int, int]) -> None:
    shared = {(1, 2): RawFormula("shared", formula, "B1:B3", "0"), (3, 2): RawFormula("shared", "", None, "0")}
    assert ("S", 3, 2) in dependents({"S": shared}, {}, frozenset({("S", *reads)}))
    assert ("S", 3, 2) not in dependents({"S": shared}, {}, frozenset({("S", 4 - reads[0], reads[1])}))
