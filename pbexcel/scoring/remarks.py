"""What is to be said about a scored line: a reason owed and not given, over-fulfilment, a text that contradicts the numbers.

In: a `Line`, whether its target was met, the rules. Out: findings with the place they belong to. One per line and cause.
Not here: the typed score itself (`settling`), whether the verdict is right.
"""

from __future__ import annotations

from pbexcel.problems import Finding
from pbexcel.records import Line
from pbexcel.rules import Profile
from pbexcel.scoring.judged import Place
from pbexcel.scoring.sentences import percent, plain
from pbexcel.scoring.words import bare, holds, words_of


def remarks(line: Line, met: bool | None, profile: Profile, *, explained: bool) -> list[tuple[Place, Finding]]:
    """Findings about a line's reason, in the order: reason owed, over-fulfilment, contradiction, no measure.

    `explained`: why a met line has less than its weight is known already (a rounding, or a finding of its own says so).
    """
    return _owed(line, met, profile, explained) + _over(line, profile) or _said(line, met)


def is_empty_of_content(reason: str, profile: Profile) -> bool:
    """Whether a reason says nothing: 无, /, 正常, or fewer characters than the rules ask for."""
    text = bare(reason)
    return text in words_of("no_reason") or len(text) < int(profile.thresholds.reason_length.value)


def _owed(line: Line, met: bool | None, profile: Profile, explained: bool) -> list[tuple[Place, Finding]]:
    points, weight = line.points, line.indicator.weight.value
    if weight is None and line.indicator.weight.at is None:
        return _owed_without_points(line, met, profile)
    if points is None or weight is None or points >= weight or met is None:
        return []
    if met and (explained or points == line.computed):
        return []
    reason = line.indicator.reason.text.strip()
    if not reason:
        if met:
            below = (("typed", plain(points)), ("computed", plain(line.computed or weight)), ("weight", plain(weight)))
            return [("typed", Finding("P505", line.indicator.typed.text, below))]
        return [("reason", Finding("R601", "", (("points", plain(points)), ("weight", plain(weight)))))]
    if is_empty_of_content(reason, profile):
        length = plain(profile.thresholds.reason_length.value)
        return [("reason", Finding("R603", reason, (("length", length),)))]
    return []


def _owed_without_points(line: Line, met: bool | None, profile: Profile) -> list[tuple[Place, Finding]]:
    """A form without weights has no points to lose, but its missed targets want a reason all the same."""
    reason = line.indicator.reason.text.strip()
    if met is not False:
        return []
    if not reason:
        completion = "没有达到" if line.completion is None else f"完成 {percent(line.completion)}"
        return [("reason", Finding("R607", "", (("completion", completion),)))]
    if is_empty_of_content(reason, profile):
        return [("reason", Finding("R603", reason, (("length", plain(profile.thresholds.reason_length.value)),)))]
    return []


def _over(line: Line, profile: Profile) -> list[tuple[Place, Finding]]:
    completion, over = line.completion, profile.over
    if completion is None or completion < over.notice.value:
        return []
    indicator = line.indicator
    args = (("completion", percent(completion)), ("warning", percent(over.warning.value)), ("notice", percent(over.notice.value)))
    unreasoned = not indicator.reason.text.strip() or is_empty_of_content(indicator.reason.text, profile)
    code = "R602" if completion >= over.warning.value and unreasoned else "P511"
    return [("actual", Finding(code, indicator.actual.text, args))]


def _said(line: Line, met: bool | None) -> list[tuple[Place, Finding]]:
    reason, points, weight = line.indicator.reason.text, line.points, line.indicator.weight.value
    if not reason.strip() or met is None or points is None or weight is None:
        return []
    if met and points == weight and holds("unfinished", reason):
        return [("reason", Finding("R604", reason.strip()))]
    if met or points == weight:
        return []
    if holds("finished", reason) and not holds("unfinished", reason):
        return [("reason", Finding("R605", reason.strip()))]
    return [] if holds("measure", reason) else [("reason", Finding("R606", reason.strip()))]
