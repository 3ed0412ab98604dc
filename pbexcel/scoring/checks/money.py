"""Checks of the 项目资金 block: amounts, execution rate, costs.

In: a `View`. Out: problems, or why there is nothing to check. Not here: the execution score (scoring/execution).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pbexcel.problems import Problem
from pbexcel.records import FundRow, Line, Measured, Money, Number, Read
from pbexcel.scoring.checks.view import NOT_APPLICABLE, Answer, Check, CouldNotRun, View, close, found
from pbexcel.scoring.methods import cut, ratio, rounded
from pbexcel.scoring.money import budget_of, executed_of
from pbexcel.scoring.sentences import percent, plain
from pbexcel.values import convert

_UNITS = ("亿元", "万元", "千元", "元")
ZERO = Decimal(0)
_TWICE, _MYRIAD = Decimal(2), Decimal(10000)  # 1万元 is 10,000 元


def rate_printed(view: View) -> Answer:
    """M407: the printed execution rate is executed ÷ budget, rounded or cut at any number of digits."""
    money = view.form.money
    if money is None or (money.rate.value is None and not money.rate.text.strip()):
        return NOT_APPLICABLE
    rate = view.rate
    if rate is None:
        return CouldNotRun("没有预算数或执行数")
    digits = view.profile.rounding.share_places
    args = {"printed": money.rate.text.strip(), "rate": percent(rounded(rate, digits))}
    printed = money.rate.value
    if printed is None:
        return [found("M407", money.rate.at, money.rate.text, "执行率", **args)]
    exponent = printed.normalize().as_tuple().exponent
    places = max(2, -exponent if isinstance(exponent, int) else 0)  # a percentage without decimals has two here
    if printed in (rounded(rate, places), cut(rate, places)):
        return []
    shown = {**args, "printed": percent(printed)} if printed <= _TWICE else args  # 1,437 is no rate: quote it as it stands
    return [found("M407", money.rate.at, money.rate.text, "执行率", **shown)]


def over_budget(view: View) -> Answer:
    """M406: more executed than budgeted."""
    money = view.form.money
    rate = view.rate
    if money is None or rate is None:
        return CouldNotRun("没有预算数或执行数") if money else NOT_APPLICABLE
    if rate <= 1:
        return []
    budget, executed = budget_of(money), executed_of(money)
    args = {"budget": plain(budget.number or ZERO), "executed": plain(executed.number or ZERO)}
    return [found("M406", executed.at, executed.text, "全年执行数", **args)]


def parts_add_up(view: View) -> Answer:
    """M410: each column's total is the sum of its 其中 rows (or of one of them, where the others are part of it)."""
    money = view.form.money
    if money is None or not money.parts:
        return NOT_APPLICABLE
    problems: list[Problem] = []
    compared = False
    for name, read in (("年初预算数", _initial), ("全年预算数", _budget), ("全年执行数", _executed)):
        total = read(money.total)
        parts = [part.value for part in map(read, money.parts) if part.value is not None]
        if not total.value or not any(parts):
            continue
        compared = True
        whole = sum(parts, ZERO)
        if not close(total.value, whole) and not any(close(total.value, part) for part in parts):
            problems.append(found("M410", total.at, total.text, name, column=name, total=plain(total.value), sum=plain(whole)))
    return problems if compared else NOT_APPLICABLE


def unspent(view: View) -> Answer:
    """M411: a large part of the budget was not spent."""
    money, rate = view.form.money, view.rate
    if money is None:
        return NOT_APPLICABLE
    if rate is None:
        return CouldNotRun("没有预算数或执行数")
    limit = view.profile.thresholds.unspent.value
    if rate >= Fraction(1 - limit):
        return []
    left = percent(rounded(1 - rate, view.profile.rounding.share_places))
    executed = executed_of(money)
    return [found("M411", executed.at, executed.text, "全年执行数", unspent=left, limit=percent(limit))]


def ahead_of_spending(view: View) -> Answer:
    """M412: the share of the goal points earned runs ahead of the share of the money spent."""
    money, rate = view.form.money, view.rate
    if money is None or not view.lines:
        return NOT_APPLICABLE
    weights = [weight for line in view.lines if (weight := line.indicator.weight.value) is not None]
    points = [line.points for line in view.lines if line.points is not None]
    if rate is None or not len(weights) == len(points) == len(view.lines):
        return CouldNotRun("没有预算数或执行数" if rate is None else "有的指标还没有得分")
    whole, earned = sum(weights, ZERO), sum(points, ZERO)
    if whole <= 0 or earned <= 0:
        return []
    done = ratio(earned, whole)
    if rate >= done * Fraction(1 - view.profile.thresholds.ahead.value):
        return []
    digits = view.profile.rounding.share_places
    args = {"done": percent(rounded(done, digits)), "rate": percent(rounded(rate, digits))}
    executed = executed_of(money)
    return [found("M412", executed.at, executed.text, "全年执行数", **args)]


def money_unit(view: View) -> Answer:
    """M413: the block names one unit, and no amount is written in another."""
    money = view.form.money
    if money is None:
        return NOT_APPLICABLE
    reads = [read for row in (money.total, *money.parts) for read in (row.initial, row.budget, row.executed)]
    amounts = [read for read in reads if read.value is not None]
    if not amounts:
        return NOT_APPLICABLE
    if not money.unit:
        said = {_unit_in(read.text) for read in amounts}
        if len(said) == 1 and said != {""}:
            return []
        return [found("M413", amounts[0].at, amounts[0].text, "项目资金", what="没有写明金额的单位，或者写了不止一种")]
    other = [read for read in amounts if _unit_in(read.text) not in ("", money.unit)]
    what = f"项目资金以{money.unit}为单位，有的格里写了别的单位（已换算）"
    return [found("M413", other[0].at, other[0].text, "项目资金", what=what)] if other else []


def costs_add_up(view: View) -> Answer:
    """M414: where cost targets add up to the budget they split it, so the cost actuals must add up to the executed amount."""
    money = view.form.money
    if money is None:
        return NOT_APPLICABLE
    costs = [(target, actual) for line in view.cost_lines if (target := _asked(line, money)) is not None
             and (actual := _spent(line, money)) is not None]  # fmt: skip
    if not costs:
        return NOT_APPLICABLE
    executed, budget = executed_of(money), budget_of(money)
    if executed.number is None or budget.number is None:
        return NOT_APPLICABLE
    spent, asked = sum((actual for _, actual in costs), ZERO), sum((target for target, _ in costs), ZERO)
    if close(spent, executed.number):
        return []
    if not close(asked, budget.number):
        return NOT_APPLICABLE
    first = view.cost_lines[0].indicator.actual
    return [found("M414", first.at, first.text, "成本指标", sum=plain(spent), executed=plain(executed.number))]


def costs_within_budget(view: View) -> Answer:
    """M415: no single cost target is larger than the budget."""
    money = view.form.money
    if money is None:
        return NOT_APPLICABLE
    lines = [(line, asked) for line in view.cost_lines if (asked := _asked(line, money)) is not None]
    if not lines:
        return NOT_APPLICABLE
    budget = budget_of(money).number
    if not budget:
        return CouldNotRun("没有全年预算数")
    highest = max(budget, money.total.initial.value or ZERO)
    return [
        found("M415", line.indicator.target.at, line.indicator.target.text, line.indicator.name.value,
              target=plain(asked), budget=plain(budget))
        for line, asked in lines if asked > highest and not close(asked, highest)
    ]  # fmt: skip


def a_myriad_times(view: View) -> Answer:
    """M417: an amount of the block is exactly 10,000 times one of the costs: written in 元 where 万元 is said, or the other way round."""
    money = view.form.money
    if money is None:
        return NOT_APPLICABLE
    costs = [(cost, line) for line in view.cost_lines for cost in (_asked(line, money), _spent(line, money)) if cost]
    if not costs:
        return NOT_APPLICABLE
    for read in (money.total.budget, money.total.executed, money.total.initial):
        for cost, line in costs:
            if read.value and read.value in (cost * _MYRIAD, cost / _MYRIAD):
                words = {"amount": plain(read.value), "cost": plain(cost), "unit": money.unit, "name": line.indicator.name.value}
                return [found("M417", read.at, read.text, "项目资金", **words)]
    return []


def reason_for_low_rate(view: View) -> Answer:
    """M416: a profile may ask for a reason below a certain execution rate."""
    floor, money, rate = view.profile.execution.reason_below, view.form.money, view.rate
    if floor is None or money is None:
        return NOT_APPLICABLE
    if rate is None:
        return CouldNotRun("没有预算数或执行数")
    explained = any(line.indicator.reason.text.strip() for line in view.lines)
    if rate >= Fraction(floor.value) or explained:
        return []
    shown = percent(rounded(rate, view.profile.rounding.share_places))
    executed = executed_of(money)
    return [found("M416", executed.at, executed.text, "全年执行数", rate=shown, limit=percent(floor.value))]


CHECKS = (
    Check("填写的执行率等于执行数除以预算数", ("M407",), rate_printed),
    Check("执行数不大于预算数", ("M406",), over_budget),
    Check("资金总额等于各分项之和", ("M410",), parts_add_up),
    Check("结余不过多", ("M411",), unspent),
    Check("完成情况与支出进度相称", ("M412",), ahead_of_spending),
    Check("金额单位清楚、一致", ("M413",), money_unit),
    Check("成本指标合计等于执行数", ("M414",), costs_add_up),
    Check("成本指标值不超过预算", ("M415",), costs_within_budget),
    Check("项目资金和成本指标没有差一万倍", ("M417",), a_myriad_times),
    Check("执行率低的说明了原因", ("M416",), reason_for_low_rate),
)


def _initial(row: FundRow) -> Read[Decimal | None]:
    return row.initial


def _budget(row: FundRow) -> Read[Decimal | None]:
    return row.budget


def _executed(row: FundRow) -> Read[Decimal | None]:
    return row.executed


def _unit_in(text: str) -> str:
    return next((unit for unit in _UNITS if unit in text), "")


def _asked(line: Line, money: Money) -> Decimal | None:
    """A cost target in the form's unit; None where it is not an amount of money."""
    target = line.indicator.target.value
    return convert(target.number, target.unit, money.unit) if isinstance(target, Measured) and target.unit and money.unit else None


def _spent(line: Line, money: Money) -> Decimal | None:
    """A cost actual in the form's unit; one without a unit has that of its target."""
    target, actual = line.indicator.target.value, line.indicator.actual.value
    if not isinstance(actual, Number) or not money.unit:
        return None
    unit = actual.unit or (target.unit if isinstance(target, Measured) else "")
    return convert(actual.number, unit, money.unit) if unit else None
