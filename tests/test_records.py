from decimal import Decimal

from pbexcel.records import CellRef, Measured, Read, kind_of


def test_a_cell_is_named_as_excel_names_it() -> None:
    assert str(CellRef("自评表", 12, 6)) == "自评表!F12"
    assert str(CellRef("表", 1, 28)) == "表!AB1"
    assert str(CellRef("表", 1048576, 16384)) == "表!XFD1048576"


def test_cells_sort_by_row_then_column() -> None:
    assert CellRef("a", 2, 9) < CellRef("a", 10, 1)


def test_a_value_keeps_its_text_and_cell() -> None:
    target = Read(Measured(">=", Decimal("99.5"), "%"), "≥99.5%", CellRef("自评表", 5, 5))
    assert kind_of(target.value) == "measured"
    assert target.text == "≥99.5%"
