"""Checks of the typed scores as a whole: their sum, the grade, a form full of full marks, a total close to a line.

In: a `View`. Out: problems, or why there is nothing to check. Not here: the typed score of one line (scoring/settling).
"""

from __future__ import annotations

from decimal import Decimal

from pbexcel.scoring.checks.view import NOT_APPLICABLE, Answer, Check, CouldNotRun, View, close, found, places_of
from pbexcel.scoring.sentences import plain

ZERO = Decimal(0)


def typed_sum(view: View) -> Answer:
    """P510: the typed total is the sum of the typed scores.

    Where it is not known whether the execution score belongs to the total (no weight of its own, or 110 in all), both sums pass.
    """
    total = view.form.total
    if total.value is None:
        return NOT_APPLICABLE
    execution = view.card.execution
    typed = [line.indicator.typed.value for line in view.lines]
    if execution.weight is not None:
        typed.append(execution.typed)
    given = [one for one in typed if one is not None]
    if not given:
        return NOT_APPLICABLE
    if len(given) < len(typed):
        return CouldNotRun("有的行没有填得分")
    whole = sum(given, ZERO)
    sums = [whole]
    if execution.typed is not None and (execution.weight is None or view.holds("W306")):
        sums.append(whole + execution.typed if execution.weight is None else whole - execution.typed)
    if any(close(one, total.value) for one in sums):
        return []
    return [found("P510", total.at, total.text, "总分", typed=plain(total.value), sum=plain(whole))]


def typed_grade(view: View) -> Answer:
    """P512: the typed grade is that of the shown total."""
    read, grade, total = view.form.grade, view.card.grade, view.card.total
    if not read.value.strip():
        said = " ".join(read.text.split())
        return CouldNotRun(f"等级写的是「{said}」，看不出是哪一个") if said else NOT_APPLICABLE  # ☑优 ☑良
    if grade is None or total is None:
        return CouldNotRun("还没有总分")
    names = [name for name, _ in view.profile.grade_edges() if name in read.value]
    if len(names) != 1:
        return CouldNotRun(f"等级写的是「{read.value.strip()}」，不是规则里的等级")
    if names[0] == grade:
        return []
    args = {"typed": read.value.strip(), "grade": grade, "total": plain(total)}
    return [found("P512", read.at, read.text, "自评等级", **args)]


def all_full(view: View) -> Answer:
    """P513: the unit gave itself full marks on every line."""
    pairs = [(line.indicator.typed.value, line.indicator.weight.value) for line in view.lines]
    if view.card.execution.weight is not None:
        pairs.append((view.card.execution.typed, view.card.execution.weight))
    if not pairs or any(typed is None for typed, _ in pairs):
        return NOT_APPLICABLE
    if any(typed != weight for typed, weight in pairs):
        return []
    return [found("P513", view.form.total.at, view.form.total.text, "总分")]


def near_grade_line(view: View) -> Answer:
    """P514: the total stands a little above a grade's lower edge."""
    total = view.card.total
    if total is None:
        return CouldNotRun("还没有总分")
    for name, edge in view.profile.grade_edges():
        if edge > 0 and edge <= total <= edge + view.profile.thresholds.near_grade.value:
            args = {"total": plain(total), "grade": name, "edge": plain(edge), "gap": plain(total - edge)}
            return [found("P514", view.form.total.at, view.form.total.text, "总分", **args)]
    return []


def hidden_decimals(view: View) -> Answer:
    """P515: a score cell's number format shows fewer decimals than the score that will stand in it."""
    if view.form.shown_decimals is None:
        return CouldNotRun("没有读到得分格的数字格式")
    if not view.form.shown_decimals:
        return []
    shown = dict(view.form.shown_decimals)
    coming = [(line.indicator.typed.at, line.points) for line in view.lines]
    coming.append((view.form.money.typed.at if view.form.money else None, view.card.execution.points))
    coming.append((view.form.total.at, view.card.total))
    return [
        found("P515", at, plain(points), "得分", shown=str(shown[at]), points=plain(points))
        for at, points in coming
        if at in shown and points is not None and shown[at] < places_of(points)
    ]


CHECKS = (
    Check("填写的总分等于各项自评得分之和", ("P510",), typed_sum),
    Check("填写的等级与总分相符", ("P512",), typed_grade),
    Check("不是每一行都打满分", ("P513",), all_full),
    Check("总分不在等级线附近", ("P514",), near_grade_line),
    Check("得分格能显示全部小数", ("P515",), hidden_decimals),
)
