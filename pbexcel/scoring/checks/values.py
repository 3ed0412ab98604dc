"""Checks of targets and actuals against what is around them: the level they stand under, their weight, the form's year.

In: a `View`. Out: problems, or why there is nothing to check. Not here: what a text means (room `values`).
"""

from __future__ import annotations

from decimal import Decimal

from pbexcel.problems import Problem
from pbexcel.records import Actual, Deadline, Done, Indicator, Measured, Number, Rate
from pbexcel.scoring.checks.view import NOT_APPLICABLE, Answer, Check, CouldNotRun, View, found
from pbexcel.scoring.sentences import plain
from pbexcel.scoring.words import holds
from pbexcel.values.folding import fold

_MONEY = "元"
_WHOLE = Decimal(100)  # per cent, not a score
_A_FEW = 3  # rows: fewer may be alike by chance


def cost_with_at_least(view: View) -> Answer:
    """P516: an amount of money under 成本 is written as a lower limit."""
    rows = [row for row in view.indicators if holds("cost", row.level1.value + row.level2.value)]
    rows = [row for row in rows if isinstance(row.target.value, Measured)]
    if not rows:
        return NOT_APPLICABLE
    return [
        found("P516", row.target.at, row.target.text, row.name.value, target=plain(row.target.value.number) + row.target.value.unit)
        for row in rows
        if isinstance(row.target.value, Measured) and row.target.value.op in (">=", ">") and row.target.value.unit.endswith(_MONEY)
    ]


def above_the_whole(view: View) -> Answer:
    """P519: a share of a whole (合格率, 覆盖率, 满意度) is more than 100 %."""
    rows = [row for row in view.indicators if holds("bounded_rate", row.name.value)]
    if not rows:
        return NOT_APPLICABLE
    problems: list[Problem] = []
    for row in rows:
        for read in (row.target, row.actual):
            share = _percent(read.value)
            if share is not None and share > _WHOLE and not any(view.at_row(row.row, code) for code in ("T205", "T206")):
                problems.append(found("P519", read.at, read.text, row.name.value, name=row.name.value))
    return problems


def negative(view: View) -> Answer:
    """P520: an actual below 0 whose target is not."""
    rows = [row for row in view.indicators if isinstance(row.actual.value, Number)]
    if not rows:
        return NOT_APPLICABLE
    return [found("P520", row.actual.at, row.actual.text, row.name.value) for row in rows if _is_negative(row)]


def deadline_in_year(view: View) -> Answer:
    """P521: a deadline after the year of the form."""
    rows = [(row, row.target.value) for row in view.indicators]
    days = [(row, target.on) for row, target in rows if isinstance(target, Deadline)]
    if not days:
        return NOT_APPLICABLE
    year = view.form.year.value
    if year is None:
        return CouldNotRun("没有读到年度")
    return [
        found("P521", row.target.at, row.target.text, row.name.value, year=str(year)) for row, on in days if on.year > year
    ]


def done_in_year(view: View) -> Answer:
    """P527: done before the year of the form began: often last year's value left standing."""
    rows = [(row, row.actual.value) for row in view.indicators]
    days = [(row, done.on) for row, done in rows if isinstance(done, Done) and not done.yearless]
    if not days:
        return NOT_APPLICABLE
    year = view.form.year.value
    if year is None:
        return CouldNotRun("没有读到年度")
    return [found("P527", row.actual.at, row.actual.text, row.name.value, year=str(year)) for row, on in days if on.year < year]


def copied_weight(view: View) -> Answer:
    """P522: target and actual are both the line's weight: the wrong columns were filled.

    A weight of 100 and a target of 100 may be chance, and so may a single line; where most lines of a form look so, or
    the number has decimals, it is not.
    """
    rows = [row for row in view.indicators if isinstance(row.target.value, Measured) and isinstance(row.actual.value, Number)]
    if not rows:
        return NOT_APPLICABLE
    same = [row for row in rows if _is_weight(row)]
    sure = same if 2 * len(same) > len(view.indicators) else [row for row in same if row.weight.value != _whole(row.weight.value)]
    return [
        found("P522", row.actual.at, row.actual.text, row.name.value, weight=plain(row.weight.value or Decimal(0))) for row in sure
    ]


def copied_targets(view: View) -> Answer:
    """P528: every target with a comparator stands in the actual as it is, comparator and all; nobody has measured anything."""
    rows = [row for row in view.indicators if isinstance(row.target.value, Measured) and row.target.value.op not in (None, "=")]
    if len(rows) < _A_FEW:
        return NOT_APPLICABLE
    if any(fold(row.target.text) != fold(row.actual.text) for row in rows):
        return []
    return [found("P528", rows[0].actual.at, rows[0].actual.text, rows[0].name.value, count=str(len(rows)))]


CHECKS = (
    Check("成本指标没有写成不少于", ("P516",), cost_with_at_least),
    Check("合格率、满意度等不超过100%", ("P519",), above_the_whole),
    Check("完成值不是负数", ("P520",), negative),
    Check("完成时限在本年度以内", ("P521",), deadline_in_year),
    Check("完成时间不在本年度之前", ("P527",), done_in_year),
    Check("指标值和完成值没有抄成分值", ("P522",), copied_weight),
    Check("完成值不是照抄指标值", ("P528",), copied_targets),
)


def _percent(value: object) -> Decimal | None:
    if isinstance(value, Number | Measured) and value.unit == "%":
        return value.number
    return value.share * 100 if isinstance(value, Rate) else None


def _is_negative(row: Indicator) -> bool:
    actual: Actual = row.actual.value
    target = row.target.value
    asked_negative = isinstance(target, Measured) and target.number < 0
    return isinstance(actual, Number) and actual.number < 0 and not asked_negative


def _is_weight(row: Indicator) -> bool:
    target, actual = row.target.value, row.actual.value
    return (
        isinstance(target, Measured) and isinstance(actual, Number) and target.op is None and not target.unit and not actual.unit
        and row.weight.value == target.number == actual.number
    )  # fmt: skip


def _whole(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.to_integral_value()
