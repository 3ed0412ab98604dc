"""What the rows that close a form say: 总分, 自评等级 and a reason for the whole form, beside their label, in its cell, or in one cell with each other.

In: a row of the grid. Out: `Total`, the grade. What shares a cell with something else has no place: it is read, and never
written over. Not here: which rows close a form (row_kinds).
"""

from __future__ import annotations

import re
from decimal import Decimal

from pbexcel.excel.reading.sheet import Cell
from pbexcel.forms import numbers
from pbexcel.forms.layouts import key, lexicon
from pbexcel.forms.row_kinds import typed_role
from pbexcel.forms.tables import Grid, Table
from pbexcel.forms.ticks import GRADE, is_list, moved, ticked
from pbexcel.frozen import frozen
from pbexcel.records import Read
from pbexcel.spelling import compact

_NONE: Read[Decimal | None] = Read(None)
_NO_TEXT: Read[str] = Read("")
_GRADE = re.compile(GRADE)
_GRADE_INSIDE = re.compile(r"(?:等[级次]|结论|结果)[:为“\"「]*([^():;,。“”\"」]{1,4})")
_CONCLUSION = re.compile("结论|结果")
_BEFORE_BRACKET = re.compile(rf"({_GRADE.pattern})\(")
_LONGEST_GRADE, _LONGEST_HEADER = 6, 12  # characters
_OF_A_TABLE = ("措施", "原因", "分析", "说明", "情况")
_TOTAL_INSIDE = re.compile(r"分(?:数|\([^()]*\))?[:为](\d+(?:\.\d+)?)(?:分|(?![\d.]))")
_OWN_TOTAL_INSIDE = re.compile(f"自评总?得?{_TOTAL_INSIDE.pattern}")  # 总分：100分，自评得分：95分
_AFTER_COLON = re.compile(r"[:：](.+)$", re.DOTALL)


@frozen
class Total:
    """What a 总分 row says: the weights added up, the score, and the grade where it stands in the same row."""

    weight: Read[Decimal | None] = _NONE
    points: Read[Decimal | None] = _NONE
    grade: Read[str] = _NO_TEXT


def read_total(grid: Grid, table: Table, row: int, cells: list[tuple[int, Cell]]) -> Total:
    """The 总分 row; some forms write 总分 | 100 | 得分 | 98 | 等级 | 优 in it."""
    label = cells[0][1].text
    label_end = grid.end(row, cells[0][0])[1]
    typed_column = table.columns.get(typed_role(table), (0,))[0]
    weight_column = table.columns.get("weight", (0,))[0]
    grade, weight = _NO_TEXT, _NONE
    if weight_column > label_end:
        weight = numbers.points(grid.cell(row, weight_column), grid.ref(row, weight_column))
    for column, cell in cells[1:]:
        if key(cell.text) in lexicon().columns["typed"].words or "total" in lexicon().rows_named(cell.text):
            after = [place for place, value in cells if place > column and numbers.before_bracket(value.text) is not None]
            typed_column, label_end = min(after, default=grid.end(row, column)[1] + 1), 0
        elif "grade" in lexicon().rows_named(cell.text):
            grade = grade_of(grid, row, (column, cell), cells)
        elif _GRADE.fullmatch(compact(cell.text)) and not grade.text:
            grade = Read(cell.text.strip(), cell.text, grid.ref(row, column))
    if typed_column <= label_end:
        points, inside = _both_inside(label)
        return Total(weight, points, grade if grade.text else inside)
    cell, at = grid.cell(row, typed_column), grid.ref(row, typed_column)
    if at == grade.at:  # 合计 | 优: the grade, and the total where it stands beside its label: 总分 | 95 | 等级 | 优
        beside = next((place for place, _ in cells[1:2] if place not in (weight_column, typed_column)), None)
        return Total(weight, numbers.points(grid.cell(row, beside), grid.ref(row, beside)) if beside else _NONE, grade)
    points = numbers.points(cell, at)
    if points.value is None and _GRADE_INSIDE.search(compact(cell.text)):  # 95（自评等级：优）
        points, grade = Read(numbers.before_bracket(cell.text), cell.text), _both_inside(cell.text)[1]
    elif points.value is None and points.text and numbers.before_bracket(cell.text) is None:  # 综合得分 | 95 | 综合等级 | 优 across the columns
        place = next((place for place, value in cells[1:] if place != weight_column and numbers.points(value, None).value is not None), None)
        points = numbers.points(grid.cell(row, place), grid.ref(row, place)) if place else Read(None, points.text)
    return Total(weight, points, grade)


def grade_of(grid: Grid, row: int, label: tuple[int, Cell], cells: list[tuple[int, Cell]]) -> Read[str]:
    """The grade right of a label among the cells of its row, else behind the label's colon; of a list to tick (☑优 □良) what is ticked."""
    after = grid.end(row, label[0])[1] + 1
    column = next((column for column, _ in cells if column >= after), after)
    text = grid.cell(row, column).text
    found = Read(text.strip(), text, grid.ref(row, column))
    inside = _AFTER_COLON.search(label[1].text)
    if not found.value and inside and inside[1].strip():
        found = Read(inside[1].strip(), label[1].text)
    if is_list(found.value):
        return Read(ticked(found.value), found.text, found.at if moved(found.text, "优") else None)
    said = compact(found.value)
    if len(said) > _LONGEST_GRADE or (said and _CONCLUSION.search(label[1].text) and not _GRADE.fullmatch(said)):
        if bracketed := _BEFORE_BRACKET.match(said):  # 优（90分及以上）
            return Read(bracketed[1], found.text)
        # a conclusion in words: 完成较好, 得分95分，等级为“优”
        return Read(_both_inside(found.value)[1].value, found.text)
    return found


def reason_below(grid: Grid, row: int, cells: list[tuple[int, Cell]]) -> Read[str]:
    """What a row such as 偏差大或目标未完成原因分析 says, right of its label or behind the label's colon; "" of any other row."""
    column, label = cells[0]
    if "原因" not in label.text or "aside" not in lexicon().rows_begun(label.text):
        return _NO_TEXT
    if len(cells) > 1:
        place, beside = cells[1]
        if len(compact(beside.text)) <= _LONGEST_HEADER and compact(beside.text).endswith(_OF_A_TABLE):
            return _NO_TEXT  # 未完成原因 | 改进措施 over a table of its own
        return Read(" ".join(beside.text.split()), beside.text, grid.ref(row, place))
    inside = _AFTER_COLON.search(label.text)
    return Read(inside[1].strip() if inside else "", label.text, grid.ref(row, column))


def _both_inside(text: str) -> tuple[Read[Decimal | None], Read[str]]:
    """Total and grade in one cell: 自评总分：95.5分 自评等级：优."""
    said = compact(text)
    points, grade = _OWN_TOTAL_INSIDE.search(said) or _TOTAL_INSIDE.search(said), _GRADE_INSIDE.search(said)
    return Read(Decimal(points[1]) if points else None, text if points else ""), Read(grade[1] if grade else "", text if grade else "")
