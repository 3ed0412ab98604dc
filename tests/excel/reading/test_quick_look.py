"""What the bytes of a worksheet rule out; anything doubtful is parsed."""

from __future__ import annotations

import pytest

from pbexcel.excel.reading.quick_look import no_formulas, no_kept_results


def sheet(cells: str) -> bytes:
    return f'<worksheet xmlns="x"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'.encode()


@pytest.mark.parametrize("cells", ['<c r="A1"><v>1</v></c>', '<c r="A1" t="inlineStr"><is><t>f</t></is></c>', ""])
def test_cells_without_formulas_rule_them_out(cells: str) -> None:
    assert no_formulas(sheet(cells))
    assert no_kept_results(sheet(cells))


@pytest.mark.parametrize("cells", ['<c r="A1"><f>B1</f><v></v></c>', '<c r="A1"><f t="normal">B1</f><v /></c>', '<c r="A1"><f>B1</f></c>'])
def test_formulas_beside_empty_values_keep_no_results(cells: str) -> None:
    assert not no_formulas(sheet(cells))
    assert no_kept_results(sheet(cells))


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A1"><f>B1</f><v>1</v></c>',
        '<c r="A1" t="str"><f>B1</f><v></v></c>',
        "<c r='A1' t='str'><f>B1</f><v></v></c>",
        '<c r="A1"><f>B1</f><!-- --><v>1</v></c>',
        '<c r="A1"><f>B1</f><!-- </f></c> --><v>1</v></c>',
        '<c r="A1"><f t="shared" si="0"/><v>1</v></c>',
        '<x:c r="A1"><x:f>B1</x:f><x:v>1</x:v></x:c>',
        '<c r="A1"><f>B1</f><v></v></c><c r="B1"><f>B1</f>\n<v>2</v></c>',
    ],
)
def test_whatever_may_keep_a_result_is_parsed(cells: str) -> None:
    assert not no_kept_results(sheet(cells))


def test_other_encodings_are_parsed() -> None:
    data = '<?xml version="1.0" encoding="UTF-16"?><worksheet><f>B1</f></worksheet>'.encode("utf-16")
    assert not no_formulas(data)
    assert not no_kept_results(data)
