"""Columns of other years beside those of this one: 2021年完成值 | 2022年完成值, 三年目标值.

In: a grid and a row of headers. Out: which columns are not of the form's year. Not here: what a header means (layouts).
"""

from __future__ import annotations

import re

from pbexcel.forms.head import Labels, read_year
from pbexcel.forms.layouts import key, lexicon
from pbexcel.forms.tables import Grid
from pbexcel.spelling import compact

_YEAR = re.compile(r"20\d\d(?=年|[-—~至]+20\d\d年)")
_BESIDE = 2  # columns of which one may be of another year


def without_other_years(grid: Grid, row: int, claims: dict[int, tuple[str, int]]) -> dict[int, tuple[str, int]]:
    """Claims less that of 2021年完成值 beside 2022年完成值; but 2021年设定目标值 alone is the target."""
    if len(claims) < _BESIDE:
        return claims
    others = columns_of_other_years(grid, row)
    if not others:
        return claims
    this = {claims[column][0] for column in claims.keys() - others}
    return {column: claim for column, claim in claims.items() if column not in others or claim[0] not in this}


def columns_of_other_years(grid: Grid, row: int) -> set[int]:
    """The columns of headers that name another year than that of the form, several years, or last year."""
    years: dict[int, int] = {}
    done: set[int] = set()  # the years that actuals are of
    for column, cell in grid.rows.get(row, []):
        role = lexicon().column(cell.text)
        said = compact(cell.text)
        named = "20" in said and (_YEAR.findall(key(cell.text)) or _YEAR.findall(said))
        if named or role == "ignored":
            year = int(named[0]) if named and len(named) == 1 and role != "ignored" else 0
            years.update(dict.fromkeys(range(column, grid.end(row, column)[1] + 1), year))
            done |= {year} if year and role == "actual" else set()
    told = done or {year for year in years.values() if year}
    this = max(told, default=0)
    if len(told) > 1:  # a target of next year may stand beside that of this one
        stated = read_year(grid, Labels(grid, 1, row), 1, row).value
        this = stated if stated in told else this
    return {column for column, year in years.items() if year != this or not year}
