"""The execution score: executed ÷ budget, by the method of the rules.

In: the 项目资金 block, the weight execution carries (None: not scored from here), whether the project is done.
Out: `Execution` and findings. Not here: which weight it is (`weights`), whether the amounts make sense (checks/money).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pbexcel.problems import Finding
from pbexcel.records import Execution, Money
from pbexcel.rules import Profile
from pbexcel.scoring import methods
from pbexcel.scoring.judged import Judged
from pbexcel.scoring.money import Amount, budget_of, executed_of
from pbexcel.scoring.placing import Placed, placed
from pbexcel.scoring.sentences import percent, plain
from pbexcel.scoring.settling import Settled, settle, typed_score

PLACE = "项目资金"
ZERO = Decimal(0)


def score_execution(
    money: Money | None, weight: Decimal | None, profile: Profile, *, done: bool
) -> tuple[Execution, list[Placed]]:
    """The execution score, capped at its weight. `done`: every target of the project is met (only bands ask for it)."""
    if money is None:
        if weight is None:
            return _unscored("表里没有项目资金栏，执行率不计分"), []
        return _unscored("表里没有项目资金栏", weight), [placed("M401", None, "", PLACE)]
    budget, executed = budget_of(money), executed_of(money)
    rate = share_of(executed.number, budget.number)
    shown = None if rate is None else methods.rounded(rate, profile.rounding.share_places)
    typed, wrong = typed_score(money.typed, weight)
    if weight is None:
        because = "执行率在指标里计分，或不计分；资金栏只列出"
        return Execution(budget.number, executed.number, shown, None, money.typed.value, None, None, because), []
    found = [Placed(wrong, money.typed.at, PLACE)] if wrong else []
    found += _where_from(money, budget, executed)
    if rate is None:
        points, because, more = _by_hand(budget, executed, typed, wrong is not None)
        found += [Placed(more, budget.at if not budget.number else executed.at, PLACE)]
        line = Execution(budget.number, executed.number, None, weight, money.typed.value, None, points, because)
        return line, found
    settled = settle(_judged(rate, budget, executed, profile, done), weight, typed, profile)
    found += [Placed(finding, money.typed.at, PLACE) for finding in _findings(settled, typed)]
    line = Execution(
        budget.number, executed.number, shown, weight, money.typed.value, settled.computed, settled.points, settled.because
    )
    return line, found


def share_of(executed: Decimal | None, budget: Decimal | None) -> Fraction | None:
    """Executed ÷ budget, exact; None where there is no budget above 0 or no executed amount."""
    if executed is None or budget is None or budget <= 0:
        return None
    return methods.ratio(executed, budget) if executed > 0 else methods.NONE


def _judged(rate: Fraction, budget: Amount, executed: Amount, profile: Profile, done: bool) -> Judged:
    share_digits = profile.rounding.share_places
    working = f"{plain(executed.number or ZERO)}÷{plain(budget.number or ZERO)}"
    said = f"执行率 {percent(methods.rounded(rate, share_digits))}"
    if profile.execution.method == "bands":
        if done and rate <= 1:
            return Judged("execution", f"{said}，目标全部完成且没有超预算", methods.ALL, "100%", met=True)
        bands = [(band.edge, band.share) for band in profile.execution.bands]
        share = methods.banded(rate, bands)
        shown = percent(Decimal(share.numerator) / Decimal(share.denominator))
        return Judged("execution", f"{said}，按执行率分档", share, shown, met=True)
    share = methods.within(rate)
    if rate > 1:
        return Judged("execution", f"{said}，超过预算，不加分", share, "100%", met=True)
    return Judged("execution", said, share, working if share else "0", met=True)


def _where_from(money: Money, budget: Amount, executed: Amount) -> list[Placed]:
    """Notices about amounts that were not taken from the total row's own cells."""
    found = []
    if budget.origin == "initial":
        found.append(placed("M402", budget.at, budget.text, PLACE, budget=plain(budget.number or ZERO)))
    if budget.origin == "parts" or executed.origin == "parts":
        at, text = (budget.at, budget.text) if budget.origin == "parts" else (executed.at, executed.text)
        amounts = f"预算 {_said(budget)}、执行 {_said(executed)}"
        found.append(placed("M403", at, text, PLACE, amounts=amounts))
    return found


def _said(amount: Amount) -> str:
    return "（空）" if amount.number is None else plain(amount.number)


def _by_hand(
    budget: Amount, executed: Amount, typed: Decimal | None, wrong: bool
) -> tuple[Decimal | None, str, Finding]:
    """No rate can be computed: without a budget the form goes back, without an executed amount a person's score counts."""
    if not budget.number or budget.number < 0:
        return None, "没有全年预算数，算不出执行率", Finding("M401", budget.text)
    if typed is None:
        return None, "没有全年执行数，算不出执行率，也没有填得分", Finding("M405", executed.text)
    return typed, f"没有全年执行数，人工判定，按自评 {plain(typed)} 分计", Finding("M404", executed.text, (("typed", plain(typed)),))


def _findings(settled: Settled, typed: Decimal | None) -> list[Finding]:
    """The execution score is told by codes of its own: M408 above rate × weight, M409 below."""
    found = [
        Finding("M408", finding.read, finding.args, finding.costs) if finding.code == "P504" else finding
        for finding in settled.findings
    ]
    points, computed = settled.points, settled.computed
    if typed is not None and points is not None and computed is not None and points < computed and not settled.agreed:
        args = (("typed", plain(typed)), ("computed", plain(computed)), ("because", settled.because))
        found.append(Finding("M409", plain(typed), args))
    return found


def _unscored(because: str, weight: Decimal | None = None) -> Execution:
    return Execution(None, None, None, weight, None, None, None, because)
