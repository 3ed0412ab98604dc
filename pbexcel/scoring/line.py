"""Score one indicator: its target against its actual, its weight, the score typed beside it.

In: an `Indicator` as read, the rules, the year of the form. Out: a `Line` and what is to be said about it.
Not here: reading texts (room `values`), the sums of a form (`score`), the arithmetic (`methods`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pbexcel.problems import Finding, Problem, in_order
from pbexcel.records import (
    Actual,
    Between,
    Blank,
    Deadline,
    Direction,
    Indicator,
    Line,
    Measured,
    Number,
    Placeholder,
    Rate,
    Read,
    Several,
    Stated,
    Target,
)
from pbexcel.rules import Profile
from pbexcel.scoring.judged import Judged, Place, full, person
from pbexcel.scoring.methods import rounded
from pbexcel.scoring.placing import Placed
from pbexcel.scoring.quantities import judge_number, judge_range, judge_rate
from pbexcel.scoring.remarks import remarks
from pbexcel.scoring.restated import same_text
from pbexcel.scoring.sentences import plain
from pbexcel.scoring.settling import settle, typed_score
from pbexcel.scoring.statements import judge_deadline, judge_parts, judge_stated
from pbexcel.values import Context, Misfit, align, convert, direction_of
from pbexcel.values.folding import fold
from pbexcel.values.kinds import names_something_else
from pbexcel.values.parts import read_span

ZERO = Decimal(0)
_TIMES = ("次", "场", "场次", "期", "批", "批次", "篇", "人次")
_SHARES = ("%", "‰", "‱", "比例")
_ASKS = frozenset(("P508", "P517"))  # that a person has to decide


def score_line(indicator: Indicator, profile: Profile, *, year: int | None) -> tuple[Line, tuple[Problem, ...]]:
    """One line scored, with its problems sorted by cell. The points never leave 0 … weight."""
    line, found = work_line(indicator, profile, year=year)
    return line, tuple(in_order([one.worded() for one in found]))


def work_line(
    indicator: Indicator, profile: Profile, *, year: int | None, foreign: bool = False, parts: Sequence[Indicator] = ()
) -> tuple[Line, list[Placed]]:
    """One line scored, its findings not yet worded.

    `foreign`: typed scores count on a scale of the unit's own, its weight is our split: they are not compared.
    `parts`: the rows below it that it carries the points for.
    """
    if not carries_points(indicator):
        return Line(indicator, None, None, ZERO, ZERO, ZERO, "auto", "其中项，不计分", "child"), []
    weight = indicator.weight.value
    typed, wrong_typed = typed_score(indicator.typed, weight if weight and weight > 0 else None)
    judged = _judge_by_parts(parts, profile, year) if parts and _says_nothing(indicator) else judge(indicator, profile, year)
    sharing = [part for part in parts if shares_weight(part) and part.weight.at == indicator.weight.at]
    if sharing and not (judged.met and _judge_by_parts(sharing, profile, year).met):
        judged = person("parts", "几行合用一个分值，有的行没有达到或要由人判断")
    if foreign and weight and (wrong_typed is None or wrong_typed.code == "P502"):
        wrong_typed = None
        typed = None if judged.share is not None or indicator.typed.value is None else min(indicator.typed.value, weight)
    found: list[tuple[Place, Finding]] = [("typed", wrong_typed)] if wrong_typed else []
    if weight is None or weight <= 0:
        line = Line(indicator, _share(judged, profile), None, None, ZERO, ZERO, "open", _why_no_points(indicator), "weight")
        wrong = _weight_finding(indicator)
        found += [("weight", wrong)] if wrong else []
        found += remarks(line, judged.met, profile, explained=True)
        return line, _placed(indicator, [*found, *_verdict_findings(judged, "")])
    settled = settle(judged, weight, typed, profile)
    line = Line(
        indicator, _share(judged, profile), settled.computed, settled.points, settled.low, settled.high,
        settled.outcome, settled.because, judged.rule,
    )  # fmt: skip
    if settled.outcome == "open" and wrong_typed is None and not judged.unevidenced:
        args = (("low", plain(settled.low)), ("high", plain(settled.high)), ("weight", plain(weight)), ("cause", judged.saying))
        found.append(("typed", Finding("P507", "", args, settled.high - settled.low)))
    found += _verdict_findings(judged, settled.outcome)
    found += [("typed", finding) for finding in settled.findings]
    found += remarks(line, judged.met, profile, explained=settled.agreed or bool(settled.findings))
    return line, _placed(indicator, found)


def _why_no_points(indicator: Indicator) -> str:
    return "表里没有分值列，不能计分" if indicator.weight.at is None else "分值缺失或不对，不能计分"


def carries_points(indicator: Indicator) -> bool:
    """Whether a row is scored: 其中 rows carry no points, and rows such as 指标2： or …… carry nothing at all."""
    if indicator.child or indicator.weight.value is not None:
        return not indicator.child
    texts = (indicator.target.text, indicator.actual.text, indicator.weight.text, indicator.typed.text)
    return any(text.strip() for text in texts)


def shares_weight(row: Indicator) -> bool:
    """Whether a row stands beside a weight merged over several rows and is an indicator of its own; 其中… belongs to the row above, …… is none."""
    at = row.weight.at
    if not row.child or at is None or at.row == row.row or row.name.value.startswith("其中"):
        return False
    return not all(isinstance(value, Blank | Placeholder) for value in (row.target.value, row.actual.value))


def judge(indicator: Indicator, profile: Profile, year: int | None) -> Judged:
    """The rules' verdict on an indicator's target and actual."""
    target, actual = indicator.target.value, indicator.actual.value
    if isinstance(actual, Blank) and isinstance(target, (Measured, Between)):
        found = ("actual", Finding("P509", indicator.actual.text))
        return Judged("missing", "实际完成值没有填", unevidenced=True, findings=(found,))  # type: ignore[arg-type]
    if isinstance(target, Several):
        return _judge_several(indicator, target, profile, year)
    return _judge_one(indicator, target, actual, profile, year)


def _says_nothing(indicator: Indicator) -> bool:
    return not (indicator.target.text.strip() or indicator.actual.text.strip())


def _judge_by_parts(parts: Sequence[Indicator], profile: Profile, year: int | None) -> Judged:
    """A row whose targets stand in the rows below it: met when each of them is."""
    if all(judge(part, profile, year).met for part in parts):
        return full("parts", "下面各项都已达到")
    return person("parts", "分值合在这一行，下面有的项没有达到或要由人判断")


def _judge_one(indicator: Indicator, target: Target, actual: Actual, profile: Profile, year: int | None) -> Judged:
    match target:
        case Measured() | Between() if isinstance(actual, Number):
            return _judge_aligned(indicator, target, actual, profile, year)
        case Measured() | Between() if isinstance(actual, Rate):
            return judge_rate(indicator, target, actual.share, profile)
        case Measured() | Between() if isinstance(actual, Several):
            if indicator.direction == "reverse" and not _is_range(indicator) and not _kept_together(target, actual.parts):
                return person("several", "一格里有几个数，合起来是不是还在指标值以内看不出来")
            return judge_parts([_judge_one(indicator, target, part, profile, year) for part in actual.parts])  # type: ignore[arg-type]
        case Measured() | Between():
            return person("by_hand", "指标值是数，从实际完成值看不出对应的数")
        case Deadline():
            return judge_deadline(indicator, target, actual)
        case Stated():
            return judge_stated(indicator, profile) if not isinstance(actual, Blank) else person("by_hand", "实际完成值没有填")
        case _:
            return person("by_hand", "指标值没有填或读不懂")


def _is_range(indicator: Indicator) -> bool:
    """Whether the two numbers of an actual are the ends of one range: 1～3天."""
    return read_span(fold(indicator.actual.text), _context(indicator, None)) is not None


def _kept_together(target: Measured | Between, parts: Sequence[Any]) -> bool:
    """Whether several numbers stay within a limit when they are added up: 设备30万元，人工25万元 against ≤50万元. Shares are not added."""
    if not isinstance(target, Measured) or target.unit in _SHARES:
        return True
    unit = target.unit or next((part.unit for part in parts if isinstance(part, Number)), "")
    numbers = [convert(part.number, part.unit or unit, unit) if isinstance(part, Number) else None for part in parts]
    return None not in numbers and sum(number for number in numbers if number is not None) <= target.number


def _judge_aligned(
    indicator: Indicator, target: Measured | Between, actual: Number, profile: Profile, year: int | None
) -> Judged:
    fitted = align(target, actual, indicator.direction, indicator.name.value)
    if isinstance(fitted, Misfit):
        return person("by_hand", "实际完成值与指标值对不上", *_WHOLE, ("actual", fitted.finding))
    if isinstance(target, Measured):
        judged = judge_number(indicator, target, fitted.actual, profile)
    else:
        judged = judge_range(target, fitted.actual, profile, _better(indicator, target, year))
    if judged.met and not fitted.findings:
        return judged
    notices: list[tuple[Place, Finding]] = [("actual", finding) for finding in fitted.findings if not (finding.code == "T209" and indicator.unit_column)]
    notices += _direction_told(indicator, target, judged)
    return replace(judged, findings=(*notices, *judged.findings)) if notices else judged


def _better(indicator: Indicator, target: Between, year: int | None) -> Direction:
    """What the name of a range says is better, more or less; 质量 alone does not make a range open above, so many 次 or 场 under 数量 do."""
    level2 = indicator.level2.value if "成本" in indicator.level2.value or ("数量" in indicator.level2.value and target.unit in _TIMES) else ""
    context = Context(year, "", level2, indicator.name.value)
    return direction_of(Measured(None, target.high, target.unit), context)


_TOLD = {"forward": ("必须达到", "≥"), "reverse": ("不能超过", "≤")}


def _direction_told(indicator: Indicator, target: Measured | Between, judged: Judged) -> list[tuple[Place, Finding]]:
    """Where no comparator was written and the direction taken from the name costs points, say which one was taken."""
    if judged.met is not False or isinstance(target, Between) or indicator.direction not in _TOLD:
        return []
    if target.op is not None or target.unit == "%":  # a share is reached or kept
        return []
    word, sign = _TOLD[indicator.direction]
    text = indicator.target.text.strip()
    return [("target", Finding("P526", text, (("direction", word), ("written", f"{sign}{text}"))))]


_WHOLE = (Fraction(0), Fraction(1))


def _judge_several(indicator: Indicator, target: Several, profile: Profile, year: int | None) -> Judged:
    actual = indicator.actual.value
    if same_text(indicator):
        return judge_parts([Judged("same", "", met=True)])
    if isinstance(actual, Several) and len(actual.parts) == len(target.parts) and not names_something_else(
        fold(indicator.actual.text), fold(indicator.target.text)
    ):
        pairs = zip(target.parts, actual.parts, strict=True)
        return judge_parts([_judge_one(_for_part(indicator, asked, year), asked, given, profile, year) for asked, given in pairs])  # type: ignore[arg-type]
    return judge_parts([])


def _for_part(indicator: Indicator, asked: Any, year: int | None) -> Indicator:
    """The indicator as if a part of its target were the whole: each part has a direction of its own."""
    return replace(indicator, direction=direction_of(asked, _context(indicator, year)))


def _context(indicator: Indicator, year: int | None) -> Context:
    return Context(year, indicator.level1.value, indicator.level2.value, indicator.name.value)


def _weight_finding(indicator: Indicator) -> Finding | None:
    read = indicator.weight
    if read.value is None and not read.text.strip():
        return Finding("W301") if read.at else None  # a form without such a column says so once
    if read.value is None:
        return Finding("W302", read.text)
    return Finding("W303", read.text or plain(read.value)) if read.value <= 0 else None


def _verdict_findings(judged: Judged, outcome: str) -> list[tuple[Place, Finding]]:
    """Findings of the verdict. A line left open says so itself; a line a person scored says why, once."""
    if outcome != "manual":
        return [pair for pair in judged.findings if pair[1].code not in _ASKS]
    return list(judged.findings) or [("actual", Finding("P508", args=(("cause", judged.saying),)))]


def _placed(indicator: Indicator, found: Sequence[tuple[Place, Finding]]) -> list[Placed]:
    name = indicator.name.value or (f"第 {indicator.row} 行" if indicator.row else "这一行")
    made = []
    for where, finding in found:
        read: Read[Any] = getattr(indicator, where)
        text = read.text.strip()
        quoted = finding if finding.read or not text else Finding(finding.code, text, finding.args, finding.costs)
        made.append(Placed(quoted, read.at or indicator.name.at, name))
    return made


def _share(judged: Judged, profile: Profile) -> Decimal | None:
    if judged.completion is None:
        return None
    return rounded(judged.completion, profile.rounding.share_places)
