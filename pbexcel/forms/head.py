"""The head of a form: its title, and what stands beside 项目名称, 主管部门, 实施单位, 年度.

In: the grid and the rows the head may stand in. Out: `Read`s.
Not here: the 项目资金 block (fund) and the indicators (rows).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pbexcel.excel.reading.sheet import Cell
from pbexcel.forms.layouts import lexicon
from pbexcel.forms.tables import Grid
from pbexcel.records import CellRef, Read
from pbexcel.spelling import compact

_TITLE_WORDS = ("自评", "绩效", "监控", "申报")
_NO_TITLE = ("附", "公开")
_NUMBER_OF_ANNEX = re.compile(r"附[件表]?[\d一二三四五六七八九十.\-—]*[:：、]?")
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
            text = _NUMBER_OF_ANNEX.sub("", text, count=1) if text.startswith("附") else text
            if lexicon().label(cell.text):
                return weak
            if len(text) <= 60 and any(word in text for word in _TITLE_WORDS) and not text.startswith(_NO_TITLE):
                return Read(cell.text.strip(), cell.text, grid.ref(row, column))
            if text.endswith("表") and not text.startswith(_NO_TITLE) and not weak.text:
                weak = Read(cell.text.strip(), cell.text, grid.ref(row, column))
    return weak


class Labels:
    """The labels that stand between two rows, by role, each with its value: right of it, or after the colon in its own cell."""

    def __init__(self, grid: Grid, first: int, last: int) -> None:
        self.grid = grid
        self._found: dict[str, list[tuple[int, Read[str]]]] = {}
        for row, cells in grid.between(first, last):
            for position, (column, cell) in enumerate(cells):
                after = cells[position + 1] if position + 1 < len(cells) else None
                self._look_at(row, column, cell.text, after)

    def read(self, role: str) -> Read[str]:
        """The value of a label; of several labels of the role the strongest that has one."""
        found = self._found.get(role)
        return min(found, key=lambda one: (not one[1].value, one[0]))[1] if found else Read("")

    def _look_at(self, row: int, column: int, text: str, after: tuple[int, Cell] | None) -> None:
        words = lexicon()
        seen: set[str] = set()
        for label, value in (*(_PAIR.findall(text) if ":" in text or "：" in text else ()), (text, "")):
            role = words.label(label)
            if role and role not in seen:
                seen.add(role)
                read = Read(value.strip(), text, self.grid.ref(row, column)) if value.strip() else self._beside(row, column, after)
                self._found.setdefault(role, []).append((words.label_rank(role, label), read))

    def _beside(self, row: int, column: int, after: tuple[int, Cell] | None) -> Read[str]:
        if after and not lexicon().label(after[1].text):
            return Read(" ".join(after[1].text.split()), after[1].text, self.grid.ref(row, after[0]))
        return Read("", "", self.grid.ref(row, self.grid.end(row, column)[1] + 1))


def read_year(grid: Grid, labels: Labels, first: int, last: int) -> Read[int | None]:
    """The year of the form: the cell after 年度, （ 2021 年度）, the title; a day of filling in says nothing about it."""
    stated = labels.read("year")
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
