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
_WEAK_YEARS = 3  # the last words for a year: when it was filled in, carried out
_CODE = re.compile(r"[0-9A-Za-z-]{2,}")
_GUIDE = re.compile(r"^(?:填写|填报|请|按照?|指)[^，,]*[。；]$|[；;].*。$")  # 项目名称 | 填写预算批复的名称。 above the form
_LIKE_A_LABEL = re.compile(r"^[一-鿿]{2,6}(?:类别|类型|性质|属性|电话|负责人|联系人|期限|编码|代码|级次|方式)$|^[一-鿿]{0,4}(?:电话|类别|性质|属性|联系人|负责人)$")
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
                self._look_at(row, column, cell.text, cells[position + 1 : position + 3])

    def read(self, role: str) -> Read[str]:
        """The value of a label."""
        strongest = self._strongest(role)
        return strongest[1] if strongest else Read("")

    def weakly(self, role: str) -> bool:
        """Whether the value of a role stands beside a word that may mean something else: 填报年度, 实施年度."""
        strongest = self._strongest(role)
        return strongest is not None and strongest[0] >= len(lexicon().labels[role].words) - _WEAK_YEARS

    def _strongest(self, role: str) -> tuple[int, Read[str]] | None:
        """The strongest label of a role that has a value, with its rank."""
        return min(self._found.get(role, ()), key=lambda one: (not one[1].value, one[0]), default=None)

    def _look_at(self, row: int, column: int, text: str, after: list[tuple[int, Cell]]) -> None:
        words = lexicon()
        seen: set[str] = set()
        for label, value in (*(_PAIR.findall(text) if ":" in text or "：" in text else ()), (text, "")):
            role = words.label(label)
            if role and role not in seen:
                seen.add(role)
                value = "" if _GUIDE.search(value.strip()) else value
                read = Read(value.strip(), text, self.grid.ref(row, column)) if value.strip() else self._beside(row, column, after, coded="码" in label)
                self._found.setdefault(role, []).append((words.label_rank(role, label), read))

    def _beside(self, row: int, column: int, after: list[tuple[int, Cell]], *, coded: bool) -> Read[str]:
        """The cell right of a label; the one behind the code of 项目编码及名称. A label further right belongs to another value."""
        right = self.grid.end(row, column)[1] + 1
        if coded and len(after) > 1 and _CODE.fullmatch(compact(after[0][1].text)) and not _CODE.fullmatch(compact(after[1][1].text)) and not self._is_label(after[1][1].text):
            after = after[1:]
        elif after and after[0][0] > right and _LIKE_A_LABEL.search(compact(after[0][1].text)) and len(after) > 1:
            after = []
        if after and not self._is_label(after[0][1].text) and not _GUIDE.search(after[0][1].text.strip()):
            at, cell = after[0]
            return Read(" ".join(cell.text.split()), cell.text, self.grid.ref(row, at))
        return Read("", "", self.grid.ref(row, right))

    @staticmethod
    def _is_label(text: str) -> bool:
        return lexicon().label(text) is not None


def read_year(grid: Grid, labels: Labels, first: int, last: int) -> Read[int | None]:
    """The year of the form: the cell after 年度, （ 2021 年度）, the title; a day of filling in says nothing about it."""
    stated = labels.read("year")
    years = sorted(set(re.findall(r"20\d\d", compact(stated.text))))
    weak: Read[int | None] = Read(None)
    if years:
        said: Read[int | None] = Read(int(years[0]), stated.text, stated.at)
        if len(years) == 1 and not labels.weakly("year"):
            return said
        weak = said
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
            if lexicon().label(cell.text) in ("project", "department") and not _GUIDE.search(cell.text.strip()):
                return
            yield grid.ref(row, column), cell.text
