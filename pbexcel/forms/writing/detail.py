"""评分明细: what was changed and why, then one row for every line with its arithmetic.

In: evaluated forms. Out: a sheet of ours, the forms of a workbook one below the other. Not here: 问题清单 (problems),
putting it into a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pbexcel.excel.changing.changes import Look, NewSheet, SheetCell
from pbexcel.excel.changing.sheet_writing import height_of
from pbexcel.excel.reading.cell import Range
from pbexcel.forms.writing.own_sheets import DETAIL, HEADINGS, widths
from pbexcel.forms.writing.working import working_of
from pbexcel.problems import Problem
from pbexcel.records import Actual, CellRef, Ledger, Line, Read, Scorecard, Target
from pbexcel.scoring.evaluated import Evaluated
from pbexcel.scoring.line import carries_points
from pbexcel.scoring.sentences import plain
from pbexcel.spelling import compact
from pbexcel.values.rendering import as_written

OUTCOMES: dict[str, tuple[str, Look]] = {
    "auto": ("自动计算", "text"), "typed": ("采信自评", "text"), "manual": ("人工判定", "warning"), "open": ("待定", "bad"),
}  # fmt: skip
_COLUMNS = len(HEADINGS[DETAIL])
Row = tuple[SheetCell | None, ...]


def detail_sheet(evaluated: Sequence[Evaluated], name: str = DETAIL, *, version: str) -> NewSheet:
    """The sheet of a scored workbook."""
    told = [row for one in evaluated for row in (*_said(one), _HEADINGS, *_worked(one), ())]
    rows: tuple[Row, ...] = (_title(), *told[:-1], _wide(_RECEIPT.format(version=version)))
    top = rows.index(_HEADINGS)
    spread = [number for number, row in enumerate(rows, 1) if row and len(row) == 1]
    wide = sum(widths(DETAIL))
    return NewSheet(
        name=name,
        rows=rows,
        widths=widths(DETAIL),
        merges=tuple(Range(number, 1, number, _COLUMNS) for number in spread),
        heights={number: 30 if number == 1 else height_of(_text(rows[number - 1]), wide) for number in spread},
        frozen_rows=top + 1 if len(evaluated) == 1 and top < _MOST_FROZEN else 0,
        replaces=True,
    )


_MOST_FROZEN = 9
_HEADINGS: Row = tuple(SheetCell(text, "header") for text in HEADINGS[DETAIL])
_RECEIPT = (
    "本表由 pbexcel {version} 生成，放回收件文件夹再评时会重新生成，不会当作自评表。文件里带有评分回执：用 pbexcel verify 可以重新核算，"
    "并列出评分以后改过的每一个单元格。回执不是签名，不能防止有意造假。"
)


def _said(one: Evaluated) -> Iterator[Row]:
    """What stands above the lines of a form: which one it is, what was changed and why."""
    yield _wide(_about(one.card))
    for text, at in amendments(one.card):
        yield _wide(text, at)
    yield ()


def _worked(one: Evaluated) -> Iterator[Row]:
    """The lines of a form with their arithmetic, then what was checked and by which rules."""
    yield from _execution_row(one.card)
    yield from _line_rows(one.card, one.problems)
    yield _total_row(one.card)
    yield ()
    for text in _checked(one.ledger):
        yield _wide(text)
    yield _wide(_rules(one.card))


def _text(row: Row) -> str:
    return str(row[0].value) if row and row[0] else ""


def _title() -> Row:
    return (SheetCell(DETAIL, "title"),)


def _wide(text: str, to: CellRef | None = None) -> Row:
    return (SheetCell(text, "said", to),)


def _about(card: Scorecard) -> str:
    form = card.form
    year = f"{form.year.value} 年度" if form.year.value else ""
    said = [f"项目：{form.project.value}" if form.project.value else "", form.unit.value, year, f"自评表在工作表「{form.sheet}」"]
    return "　".join(one for one in said if one)


def _checked(ledger: Ledger) -> Iterator[str]:
    """Every check by name, so that 「为什么没有查出来」 has an answer."""
    groups = (
        ("发现问题", ledger.found), ("没能进行", ledger.could_not_run), ("通过", ledger.passed), ("不适用", ledger.not_applicable),
    )  # fmt: skip
    yield f"检查 {sum(len(names) for _, names in groups)} 项：" + "，".join(f"{word} {len(names)} 项" for word, names in groups)
    for word, names in groups:
        if names:
            yield f"{word}：{'；'.join(names)}"


def _rules(card: Scorecard) -> str:
    rules = card.rules
    unverified = f"，其中 {rules.unverified} 个数字未与原文核对" if rules.unverified else ""
    return f"评分规则：{rules.id}（sha256 {rules.sha256[:12]}…）{unverified}"


def amendments(card: Scorecard) -> list[tuple[str, CellRef | None]]:
    """改分说明: typed against computed, then every change with its arithmetic and the cell it stands in."""
    changed = list(_changes(card))
    typed, total = _typed_total(card), card.total
    head = f"改分说明：自评 {'未填' if typed is None else plain(typed)} → 复算 {'待定' if total is None else plain(total)}"
    head += f"，改动 {len(changed)} 处" if changed else "，没有改动填过的得分"
    grade = compact(card.form.grade.value)
    if card.grade and grade and not grade.startswith(card.grade):
        head += f"，等级 {grade} → {card.grade}"
    elif card.grade:
        head += f"，等级 {card.grade}"
    blank = sum(typed is None and points is not None for _, typed, points, _, _ in _scores(card))
    rest: list[tuple[str, CellRef | None]] = [(f"另有 {blank} 处得分原来是空的，已按规则填上。", None)] if blank else []
    return [(head, None), *changed, *rest]


def _scores(card: Scorecard) -> Iterator[tuple[str, Decimal | None, Decimal | None, str, CellRef | None]]:
    """Name, typed, points, reason and cell of everything that carries points."""
    done, money = card.execution, card.form.money
    if done.weight is not None:
        yield "预算执行率", done.typed, done.points, done.because, money.typed.at if money else None
    for line in card.lines:
        if carries_points(line.indicator):
            one = line.indicator
            yield one.name.value or f"第 {one.row} 行", one.typed.value, line.points, line.because, one.typed.at


def _changes(card: Scorecard) -> Iterator[tuple[str, CellRef | None]]:
    for name, typed, points, because, at in _scores(card):
        if typed is not None and points is not None and typed != points:
            made = working_of(because, points)
            why = made.shown if made else because
            yield f"{name} {plain(typed)}→{points:f}（{why}）", at


def _typed_total(card: Scorecard) -> Decimal | None:
    """What the unit says it scored: its own total, else the sum of what it typed."""
    if card.form.total.value is not None:
        return card.form.total.value
    typed = [one for _, one, _, _, _ in _scores(card) if one is not None]
    return sum(typed, Decimal(0)) if typed else None


def _execution_row(card: Scorecard) -> Iterator[Row]:
    done, money = card.execution, card.form.money
    if done.weight is None or money is None:
        return
    unit = f" {money.unit}" if money.unit else ""
    budget = "" if done.budget is None else f"预算 {plain(done.budget)}{unit}"
    executed = "" if done.executed is None else f"执行 {plain(done.executed)}{unit}"
    yield (
        SheetCell("", "text"), SheetCell("预算执行率", "link" if money.typed.at else "text", money.typed.at),
        SheetCell(budget), SheetCell(executed), _share(done.rate), *_points(done.weight, done.typed, done.computed, done.points),
        SheetCell(*_judged(done.computed, done.points, done.typed)), SheetCell(done.because), SheetCell(""),
    )  # fmt: skip


def _judged(computed: Decimal | None, points: Decimal | None, typed: Decimal | None) -> tuple[str, Look]:
    if points is None:
        return OUTCOMES["open"]
    if computed is None:
        return OUTCOMES["manual"]
    return OUTCOMES["typed" if points == typed and points != computed else "auto"]


def _line_rows(card: Scorecard, problems: Sequence[Problem]) -> Iterator[Row]:
    number = 0
    for line in card.lines:
        if carries_points(line.indicator):
            number += 1
            yield _line_row(number, line, card.form.sheet, problems)


def _line_row(number: int, line: Line, sheet: str, problems: Sequence[Problem]) -> Row:
    one = line.indicator
    word, look = OUTCOMES[line.outcome]
    at = one.typed.at or one.name.at
    found = [f"{p.code} {p.title}" for p in problems if p.at and (p.at.sheet, p.at.row) == (sheet, one.row)]
    return (
        SheetCell(Decimal(number), "number"), SheetCell(one.name.value or f"第 {one.row} 行", "link" if at else "text", at),
        SheetCell(_understood(one.target)), SheetCell(_understood(one.actual)), _share(line.completion),
        *_points(one.weight.value, one.typed.value, line.computed, line.points),
        SheetCell(word, look), SheetCell(line.because), SheetCell("\n".join(found), "text"),
    )  # fmt: skip


def _understood(read: Read[Target] | Read[Actual]) -> str:
    """The text of the cell; where it was understood as something that reads differently, that below it."""
    text, meant = read.text.strip(), as_written(read.value)
    return text if not meant or compact(meant) == compact(text) else f"{text}\n（读作 {meant}）"


def _points(*scores: Decimal | None) -> tuple[SheetCell, ...]:
    """Weight, typed, computed and counted points; the counted ones coloured where they are not the typed ones."""
    cells = [SheetCell("" if score is None else score, "points") for score in scores]
    _, typed, _, points = scores
    if points is not None and typed is not None and typed != points:
        cells[3] = SheetCell(points, "changed")
    return tuple(cells)


def _share(share: Decimal | None) -> SheetCell:
    return SheetCell("" if share is None else share, "percent")


def _total_row(card: Scorecard) -> Row:
    weights = [line.indicator.weight.value or Decimal(0) for line in card.lines if carries_points(line.indicator)]
    computed = [line.computed for line in card.lines if carries_points(line.indicator)]
    if card.execution.weight is not None:
        weights.append(card.execution.weight)
        computed.append(card.execution.computed)
    known = [one for one in computed if one is not None]
    scores = (sum(weights, Decimal(0)), _typed_total(card), sum(known, Decimal(0)) if len(known) == len(computed) else None, card.total)
    grade = card.grade or f"待定（{card.low:f}～{card.high:f} 分）"
    cells = tuple(SheetCell("" if one is None else one, "points") for one in scores)
    return (SheetCell("", "header"), SheetCell("总分", "header"), *(SheetCell("") for _ in range(3)), *cells, SheetCell(grade), SheetCell(""), SheetCell(""))
