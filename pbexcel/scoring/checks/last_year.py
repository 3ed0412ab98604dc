"""A form against what the same project reported a year ago: actuals copied from the old form.

In: a form, last year's actual texts by indicator name. Out: problems. Not here: finding last year's record (room `batch`).

Some actuals are the same every year and mean nothing: 100 %, none, exactly what was asked, a short word. Only those that
say something are compared, and one or two alike are chance.
"""

from __future__ import annotations

from collections.abc import Mapping

from pbexcel.problems import Problem
from pbexcel.records import Form, Indicator, Measured, Number, Rate, Stated
from pbexcel.scoring.checks.view import found
from pbexcel.scoring.line import carries_points
from pbexcel.scoring.words import bare

_OWN_WORDS = 12  # characters; shorter statements are alike by chance


def compare_with_last_year(form: Form, before: Mapping[str, str], least: int) -> tuple[Problem, ...]:
    """B731 at the first of `least` or more lines whose telling actual is last year's; `before` is by `bare` name."""
    same = [
        row
        for row in form.indicators
        if carries_points(row) and _tells_something(row) and bare(row.actual.text) == bare(before.get(bare(row.name.value), ""))
    ]
    if len(same) < least:
        return ()
    lines = "、".join(f"{row.name.value}（{row.actual.text.strip()}）" for row in same[:5])
    more = f"等 {len(same)} 行" if len(same) > 5 else ""
    return (found("B731", same[0].actual.at, same[0].actual.text, "指标表", count=str(len(same)), lines=lines + more),)


def _tells_something(row: Indicator) -> bool:
    target, actual = row.target.value, row.actual.value
    match actual:
        case Number(number, unit):
            asked = target.number if isinstance(target, Measured) else None
            return number not in (0, asked) and not (unit == "%" and number == 100)
        case Rate(share):
            return share not in (0, 1)
        case Stated(text):
            return len(bare(text)) >= _OWN_WORDS and bare(text) != bare(row.target.text)
        case _:
            return False
