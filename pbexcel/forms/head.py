"""The head of a form: its title, and what stands beside 项目名称, 主管部门, 实施单位, 年度.

In: the grid and the rows the head may stand in. Out: `Read`s.
Not here: the 项目资金 block (fund) and the indicators (rows).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbexcel.forms.layouts import compact, lexicon
from pbexcel.forms.tables import Grid
from pbexcel.records import CellRef, Read

_TITLE_WORDS = ("自评", "绩效", "监控", "申报")
_NO_TITLE = ("附", "公开")
_TITLE_YEAR = re.compile(r"(20\d\d)年度|(20\d\d)年?$")
_ANY_YEAR = re.compile(r"(20\d\d)年")
_DAY_OF_FILLING = ("日期", "时间", "填报", "填表")
# 单位：某局　填报日期：2022.3.1 are two pairs in one cell
_PAIR = re.compile(r"(?:^|\s)([^\s:：]{2,14})\s*[:：]\s*(.*?)(?=\s[^\s:：]{2,14}\s*[:：]|$)", re.DOTALL)
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


def read_title(grid: Grid, first: int, last: int) -> Read[str]:
    """The form's title: the first text above the table that speaks of 自评 or 绩效, else the first that ends in 表."""
    weak: Read[str] = Read("")
    for row, cells in grid.between(first, last):
        for column, cell in cells:
            text = compact(cell.text)
            if lexicon().label(cell.text):
                return weak
            if len(text) <= 60 and any(word in text for word in _TITLE_WORDS) and not text.startswith(_NO_TITLE):
                return Read(cell.text.strip(), cell.text, grid.ref(row, column))
            if text.endswith("表") and not text.startswith(_NO_TITLE) and not weak.text:
                weak = Read(cell.text.strip(), cell.text, grid.ref(row, column))
    return weak


def labelled(grid: Grid, role: str, first: int, last: int) -> Read[str]:
    """The value right of a label, or after the colon in the label's own cell; of several labels the strongest that has a value."""
    found = sorted(_labelled(grid, role, first, last), key=lambda one: (not one[1].value, one[0]))
    return found[0][1] if found else Read("")


def _labelled(grid: Grid, role: str, first: int, last: int) -> Iterator[tuple[int, Read[str]]]:
    words = lexicon()
    for row, cells in grid.between(first, last):
        for position, (column, cell) in enumerate(cells):
            inside = [(label, value) for label, value in _PAIR.findall(cell.text) if words.label(label) == role]
            if inside and inside[0][1].strip():
                label, value = inside[0]
                yield words.label_rank(role, label), Read(value.strip(), cell.text, grid.ref(row, column))
            elif inside or words.label(cell.text) == role:
                rank = words.label_rank(role, inside[0][0] if inside else cell.text)
                after = cells[position + 1] if position + 1 < len(cells) else None
                if after and not words.label(after[1].text):
                    yield rank, Read(" ".join(after[1].text.split()), after[1].text, grid.ref(row, after[0]))
                else:
                    yield rank, Read("", "", grid.ref(row, grid.end(row, column)[1] + 1))


def read_year(grid: Grid, first: int, last: int) -> Read[int | None]:
    """The year of the form: the cell after 年度, （ 2021 年度）, the title; a day of filling in says nothing about it."""
    stated = labelled(grid, "year", first, last)
    match = re.search(r"20\d\d", compact(stated.text))
    if match:
        return Read(int(match[0]), stated.text, stated.at)
    weak: Read[int | None] = Read(None)
    for at, text in _above_labels(grid, first, last):
        bare = compact(text).translate(_CHINESE_DIGITS)
        if match := _TITLE_YEAR.search(bare):
            return Read(int(match[1] or match[2]), text, at)
        if (match := _ANY_YEAR.search(bare)) and not any(word in bare for word in _DAY_OF_FILLING) and weak.value is None:
            weak = Read(int(match[1]), text, at)
        elif "年度" in bare and weak.at is None:
            weak = Read(None, text, at)
    return weak


def _above_labels(grid: Grid, first: int, last: int) -> Iterator[tuple[CellRef, str]]:
    for row, cells in grid.between(first, last):
        for column, cell in cells:
            if lexicon().label(cell.text) in ("project", "department"):
                return
            yield grid.ref(row, column), cell.text
