"""What the drop-downs and refusals come to when a spreadsheet program works them out."""

from __future__ import annotations

from typing import Any

import pytest
from office import asked
from sample_forms import LANDSLIDES, filled

from pbexcel.forms.template.package import workbook_bytes

# the first cell of an area, the row it is asked for, and how many entries are offered there
OFFERED = {
    "second levels of 产出指标": ("C15", 15, 4),
    "second levels of 效益指标": ("C32", 40, 4),
    "second levels of 满意度指标": ("C42", 43, 1),
    "nothing where the target is a number": ("F15", 15, 1),
    "three phrases where the target is words": ("F15", 39, 3),
    "grades": ("G46", 46, 4),
}
# a cell, what somebody types, and whether it is taken
TYPED: dict[str, tuple[str, int, object, bool]] = {
    "money": ("D8", 8, 109.62, True),
    "no money": ("D8", 8, 0, True),
    "money below nothing": ("D8", 8, -1, False),
    "money in words": ("D8", 8, "110万元", False),
    "a weight": ("G15", 15, 12.5, True),
    "a weight of nothing": ("G15", 15, 0, False),
    "a weight above all": ("G15", 15, 101, False),
    "a weight in words": ("G15", 15, "十", False),
    "a score": ("H15", 15, 9.5, True),
    "no points at all": ("H15", 15, 0, True),
    "a score above its weight": ("H15", 15, 10.5, False),
    "a score below nothing": ("H15", 15, -1, False),
    "a score in words": ("H15", 15, "满分", False),
    "the score of the rate above its weight": ("I8", 8, 12, False),
    "a total above all": ("H45", 45, 101, False),
    "an address": ("F47", 47, "zhang@example.com", True),
    "a name for an address": ("F47", 47, "张工", False),
    "two addresses": ("F47", 47, "a@example.com b@example.com", False),
}


def check_of(sheet: Any, cell: str) -> Any:
    return next(check for check in sheet.data_validations.dataValidation if cell in check.cells)


def taken(check: Any, cell: str) -> str:
    """The rule of a validation as a formula that says whether it takes the cell's value."""
    if check.type == "custom":
        return f"IF({check.formula1},1,0)"
    return f"IF(ISNUMBER({cell}),IF(AND({cell}>={check.formula1},{cell}<={check.formula2}),1,0),0)"


@pytest.fixture(scope="module")
def worked_out(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Every list and rule put into a cell as a formula, and all of them read through the two cells above the form."""
    book = filled(LANDSLIDES)
    sheet = book["自评表"]
    cells = list(dict.fromkeys(cell for cell, _, _, _ in TYPED.values()))
    for number, cell in enumerate(cells):
        check = check_of(sheet, cell)
        assert check.showErrorMessage
        sheet.cell(60 + number, 12).value = f"={taken(check, cell)}"
    for number, (first, row, _) in enumerate(OFFERED.values()):
        rule = check_of(sheet, first).formula1.replace("$E15", f"$E{row}")
        rule = rule if rule.startswith(("IF", "INDIRECT")) else f"IF(TRUE,{rule})"
        sheet.cell(60 + number, 13).value = f"=ROWS({rule})"
    sheet["A1"].value = "=" + '&"|"&'.join(f"L{60 + number}" for number in range(len(cells)))
    sheet["A2"].value = "=" + '&"|"&'.join(f"M{60 + number}" for number in range(len(OFFERED)))
    typed = [(cell, value) for cell, _, value, _ in TYPED.values()]
    answers = asked(tmp_path_factory.mktemp("lists"), [(workbook_bytes(book), [*typed, ("", None)])])
    rows: dict[str, object] = dict(zip(OFFERED, map(int, answers[-1][1].split("|")), strict=True))
    for (name, (cell, _, _, _)), (said, _) in zip(TYPED.items(), answers[:-1], strict=True):
        rows[name] = int(said.split("|")[cells.index(cell)])
    return rows


@pytest.mark.parametrize("case", OFFERED)
def test_a_drop_down_offers(case: str, worked_out: dict[str, object]) -> None:
    assert worked_out[case] == OFFERED[case][2]


@pytest.mark.parametrize("case", TYPED)
def test_what_cannot_be_right_is_refused_while_typing(case: str, worked_out: dict[str, object]) -> None:
    assert bool(worked_out[case]) is TYPED[case][3]
