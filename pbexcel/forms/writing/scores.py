"""What a scorecard changes in the staff's own sheet: 执行率, 得分, 总分 and 自评等级.

In: a `Scorecard` and the sheet it was read from. Out: cell edits; a cell that already says it is not among them.
Not here: the patching itself (room `excel`), the sheets we add (detail, problems), what else
a copy carries (copies).
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from pbexcel.excel.changing.patch import Edit
from pbexcel.excel.reading.sheet import Sheet
from pbexcel.forms.numbers import points as points_in
from pbexcel.forms.sums import added_up
from pbexcel.forms.tables import Grid
from pbexcel.forms.ticks import is_list, moved
from pbexcel.forms.writing.working import working_of
from pbexcel.records import CellRef, Line, Read, Scorecard
from pbexcel.spelling import compact

_PERCENT_DIGITS = Decimal("0.01")


def score_edits(card: Scorecard, sheet: Sheet) -> list[Edit]:
    """The edits that bring a scored form's own cells to the scorecard; empty while the form has no total."""
    if card.total is None or card.grade is None:
        return []
    grid = Grid(sheet)
    edits = [*_execution_edits(card, grid), *_line_edits(card, grid)]
    coming = {(edit.at.row, edit.at.column): edit.value for edit in edits if isinstance(edit.value, Decimal)}
    edits += _total_edits(card, grid, coming)
    edits += _grade_edits(card, grid)
    return edits


def unreconciled(card: Scorecard, sheet: Sheet) -> tuple[str, ...]:
    """Score cells of a written sheet that do not say what the scorecard says, in Chinese: each line, execution, total, grade."""
    form = card.form
    owed = [(_own_cell(line), line.points) for line in card.lines]
    if form.money is not None and card.execution.weight is not None:
        owed.append((form.money.typed.at, card.execution.points))
    owed.append((form.total.at, card.total))
    wrong = []
    for at, number in owed:
        if at is not None and number is not None:
            cell = sheet.at(at.row, at.column)
            if points_in(cell, at).value != number:
                wrong.append(f"{at} 写出后读到「{cell.text}」，应为 {number}")
    at = form.grade.at
    if at is not None and card.grade is not None and not _says_grade(said := sheet.at(at.row, at.column).text, card.grade):
        wrong.append(f"{at} 写出后读到「{said}」，应为 {card.grade}")
    return tuple(wrong)


def _execution_edits(card: Scorecard, grid: Grid) -> list[Edit]:
    money, execution = card.form.money, card.execution
    if money is None:
        return []
    edits = []
    if execution.rate is not None and money.rate.at is not None and not _says_rate(money.rate, execution.rate):
        edits.append(Edit(money.rate.at, _rate_value(grid, money.rate.at, execution.rate)))
    if execution.points is not None and money.typed.at is not None:
        at, kept = money.typed.at, _kept(grid, money.typed.at, execution.points)
        stays = money.typed.value == execution.points and not (edits and kept)  # a formula may show something else by another rate
        edits += kept if stays else [_points_edit(grid, at, execution.points, execution.because)]
    return edits


def _kept(grid: Grid, at: CellRef, value: Decimal | str) -> list[Edit]:
    """What a formula that stays is known to show: its kept result must not go where a cell it reads is written."""
    formula = grid.cell(at.row, at.column).formula
    return [Edit(at, value, formula)] if formula else []


def _points_edit(grid: Grid, at: CellRef, points: Decimal, because: str) -> Edit:
    """A score with its arithmetic behind it where there is one: a click shows =ROUND(20/25*5,2), a preview shows 4.

    Not over a score in a cell formatted as text: there a formula turns into its own text as soon as somebody enters the cell.
    """
    made = None if grid.cell(at.row, at.column).number_format == "@" else working_of(because, points)
    return Edit(at, points, made.formula if made else None)


def _says_rate(typed: Read[Decimal | None], rate: Decimal) -> bool:
    """Whether the printed rate is the computed one, rounded half up to the digits it is printed with; one with more digits, rounded to ours."""
    if typed.value is None:
        return False
    if abs(typed.value - rate) < Decimal(1).scaleb(rate.as_tuple().exponent) / 2:  # type: ignore[arg-type]
        return True
    shown = typed.value * 100
    digits = Decimal(1).scaleb(shown.normalize().as_tuple().exponent) if shown % 1 else Decimal(1)  # type: ignore[arg-type]
    return (rate * 100).quantize(digits, ROUND_HALF_UP) == shown


def _rate_value(grid: Grid, at: CellRef, rate: Decimal) -> Decimal | str:
    """A share where the cell is formatted as a percentage, else the text 99.65%."""
    percent = (rate * 100).quantize(_PERCENT_DIGITS, ROUND_HALF_UP)
    return percent / 100 if "%" in grid.cell(at.row, at.column).number_format else f"{percent:f}%"


def _line_edits(card: Scorecard, grid: Grid) -> list[Edit]:
    edits = []
    for line in card.lines:
        at = _own_cell(line)
        if at is None or line.points is None:
            continue
        if line.indicator.typed.value == line.points:
            edits += _kept(grid, at, line.points)
        else:
            edits.append(_points_edit(grid, at, line.points, line.because))
    return edits


def _own_cell(line: Line) -> CellRef | None:
    """Where the points of a line stand; 其中 rows and rows below a merged score have no such cell."""
    at = line.indicator.typed.at
    return at if at is not None and at.row == line.indicator.row and not line.indicator.child else None


def _total_edits(card: Scorecard, grid: Grid, coming: dict[tuple[int, int], Decimal]) -> list[Edit]:
    total = card.form.total
    if total.at is None or card.total is None:
        return []
    formula = grid.cell(total.at.row, total.at.column).formula
    if formula and added_up(formula, grid, coming) == card.total:
        return [Edit(total.at, card.total, formula)]
    if total.value == card.total and not formula:
        return []
    return [Edit(total.at, card.total)]


def _grade_edits(card: Scorecard, grid: Grid) -> list[Edit]:
    """The grade; one that a formula says stays only with its total, for the steps of the formula are not ours."""
    grade = card.form.grade
    if grade.at is None or card.grade is None:
        return []
    computed = grid.cell(grade.at.row, grade.at.column).formula is not None
    if _says_grade(grade.text, card.grade) and (not computed or card.total == card.form.total.value):
        return _kept(grid, grade.at, grade.text)
    return [Edit(grade.at, moved(grade.text, card.grade) or card.grade)]


def _says_grade(text: str, grade: str) -> bool:
    """优秀 says 优, 良好 says 良; ☑优 □良 says 优. A list whose tick cannot be moved stays as it is."""
    if is_list(text):
        return moved(text, grade) in (None, text)
    said = compact(text)
    return said.startswith(grade) and len(said) <= len(grade) + 1
