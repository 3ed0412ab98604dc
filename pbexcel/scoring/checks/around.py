"""Checks of a form against what was given beside it: the approved targets, last year's run.

In: a `View` with its `Around`. Out: problems, or why there is nothing to check. Not here: reading the lists (batch/lists).
"""

from __future__ import annotations

from pbexcel.scoring.checks.approved import compare_with_approved
from pbexcel.scoring.checks.last_year import compare_with_last_year
from pbexcel.scoring.checks.view import NOT_APPLICABLE, Answer, Check, CouldNotRun, View, found


def as_approved(view: View) -> Answer:
    """P531 … P536: the form promises what was approved."""
    approved = view.around.approved
    if approved is None:
        return NOT_APPLICABLE
    if not approved:
        return [found("P536", view.form.project.at, view.form.project.text, "项目名称")]
    return compare_with_approved(view.form, approved)


def not_last_years(view: View) -> Answer:
    """B731: the actuals are not last year's."""
    before = view.around.last_year
    if before is None:
        return NOT_APPLICABLE
    if not before:
        return CouldNotRun("上年的记录里没有这个项目")
    return compare_with_last_year(view.form, before, int(view.profile.thresholds.same_as_last_year.value))


CHECKS = (
    Check("与批复的指标一致", ("P531", "P532", "P533", "P534", "P535", "P536"), as_approved),
    Check("完成值不是照抄上年", ("B731",), not_last_years),
)
