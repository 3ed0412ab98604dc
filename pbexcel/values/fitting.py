"""Bring an actual into the unit of its target, or say why that cannot be done.

In: a target in numbers, an actual number, the direction, the indicator's name. Out: `Fitted` or `Misfit`.
Not here: percentages without their sign (percentages), the score. Nothing is guessed where two readings would end in different verdicts: that is a `Misfit`.
"""

from __future__ import annotations

from decimal import Decimal

from pbexcel.problems import Finding
from pbexcel.records import Between, Direction, Measured, Number
from pbexcel.spelling import plain_number
from pbexcel.values.fitted import Fitted, Misfit
from pbexcel.values.folding import fold
from pbexcel.values.naming import counts_share, hint_of
from pbexcel.values.percentages import bare_share, both_bare, edge_of, meets
from pbexcel.values.units import SCALES, convert, is_counted_alike, is_counted_nearly_alike, measure_of, scale_of

_ONE, _HUNDRED, _THOUSAND = Decimal(1), Decimal(100), Decimal(1000)
_FAR, _CLOSE, _SAME_SIZE = Decimal(10), Decimal(5), Decimal(2)
_LIKELY = Decimal(10)  # a target below it is no scanned sign
_A_YEAR = {"年": 1, "年度": 1, "半年": 2, "季度": 4, "月": 12, "周": 53, "天": 366, "日": 366}  # how often at most
_A_YEAR_AT_LEAST = {"半年": 2, "季度": 4, "月": 12, "周": 52}
_RATIOS = ("%", "‰", "‱", "比例")


def align(target: Measured | Between, actual: Number, direction: Direction, name: str) -> Fitted | Misfit:
    """The actual in the target's unit; a unit that one side does not write is the other's, or the name's."""
    if isinstance(target, Measured) and target.change and actual.number < 0:
        return Misfit(Finding("T218", _said(actual)))
    asked = target.unit or hint_of(name)[1]
    if not asked and actual.unit in _RATIOS:
        asked = "%"  # a percentage that was read as a number answers a target that means per cent, whatever the name says
    if not asked and not actual.unit and counts_share(name):
        fitted = both_bare(target, actual.number, direction)
    else:
        fitted = _in_unit(target, asked, actual, direction, name)
    if isinstance(fitted, Fitted) and _looks_like_sign(target, fitted.actual, direction):
        return Misfit(Finding("T206", _said(actual), (("literal", plain_number(edge_of(target)) + target.unit), ("likely", f"≥{_rest(target)}{target.unit}"))))
    return fitted


def _in_unit(target: Measured | Between, asked: str, actual: Number, direction: Direction, name: str) -> Fitted | Misfit:
    given = actual.unit
    if given == asked:
        return Fitted(_as_written(target, asked, actual.number))
    if not given:
        if asked == "%":
            return bare_share(target, actual.number, direction)
        if _is_part_of_one(target, asked, actual.number):
            return _part_of_one(asked, actual.number)
        if _is_out_of_scale(edge_of(target), actual.number) and scale_of(asked)[0] == 1:
            return Misfit(Finding("T207", _said(actual), (("asked", asked), ("given", "没有写单位"))))
        per = asked.partition("/")[2]
        return _bare_per_one(target, asked, per, actual, direction, name) if per else _bare(edge_of(target), asked, actual)
    per = asked.removeprefix(f"{given}/")
    if given == f"{asked}/{given.partition('/')[2]}" and _is_per_one(fold(name), given.partition("/")[2]):
        return Fitted(actual.number)  # 62公斤/亩 of 亩均增产 answers 50公斤
    often = None if _counts_things(fold(name)) else _in_the_year(actual.number, given, asked)
    if often is not None and direction in ("forward", "equal") and meets(target, often, direction):
        return Fitted(often)
    if per != asked:
        rate = _per_one(target, per, actual.number, direction, name)
        if rate is not None:
            return Fitted(rate)
    if not asked:
        return _without_unit(edge_of(target), actual)
    converted = convert(actual.number, given, asked) if given not in SCALES else _scaled(actual.number, given, asked)
    if converted is None and (
        is_counted_alike(given, asked) or (is_counted_nearly_alike(given, asked) and meets(target, actual.number, direction))
    ):
        shown = (("asked", asked), ("given", given), ("converted", f"{plain_number(actual.number)}{asked}"))
        return Fitted(actual.number, (Finding("T208", _said(actual), shown),))
    if converted is None:
        args = (("asked", asked), ("given", given))
        return Misfit(Finding("T207", _said(actual), args))
    if measure_of(given)[1] == measure_of(asked)[1]:
        return Fitted(converted)
    certain = direction == "reverse" and meets(target, actual.number, direction) and meets(target, converted, direction)
    if not certain and _is_slip(edge_of(target), actual.number, converted, asked):
        return Misfit(Finding("T207", _said(actual), (("asked", asked), ("given", given))))
    shown = (("asked", asked), ("given", given), ("converted", f"{plain_number(converted)}{asked}"))
    return Fitted(converted, (Finding("T208", _said(actual), shown),))


def _is_part_of_one(target: Measured | Between, asked: str, number: Decimal) -> bool:
    """Whether a bare number is less than one of what only comes whole: 0.9 of 10场 may be 90 %."""
    return Decimal(0) < number < _ONE <= edge_of(target) and measure_of(asked)[0] in (asked, "shows", "people", "batches")


def _part_of_one(asked: str, number: Decimal) -> Misfit:
    args = (("one", f"{plain_number(number)}{asked}"), ("other", f"{plain_number(number * _HUNDRED)}%"))
    return Misfit(Finding("T215", plain_number(number), args))


def _per_one(target: Measured | Between, per: str, number: Decimal, direction: Direction, name: str) -> Decimal | None:
    """A number without its 每…: 213件 for 200件/人 of 人均结案数, 12次 in the year for 1次/月; None where it may be a total or not."""
    edge, said = edge_of(target), fold(name)
    if number == edge or (_is_per_one(said, per) and edge < number * _SAME_SIZE and number < edge * _SAME_SIZE):
        return number
    if direction == "reverse" and meets(target, number, direction):
        return number  # a total within the limit: each is, too
    times = _A_YEAR.get(per)
    if times == 1:
        return number
    return number / times if times and direction == "forward" and number >= edge * times else None


def _counts_things(name: str) -> bool:
    """巡查路段数 are as many roads, 巡查次数 as many times."""
    return name.endswith(("数", "数量")) and not name.endswith(("次数", "场数", "期数", "频数", "批数"))


def _in_the_year(number: Decimal, given: str, asked: str) -> Decimal | None:
    """How often in the year: 12 of 1次/月 where 次 are asked, 4 of 1次/季度 where 次/年 are."""
    what, _, per = given.partition("/")
    times = _A_YEAR_AT_LEAST.get(per)
    return number * times if times and asked in (what, f"{what}/年") else None


def _bare_per_one(
    target: Measured | Between, asked: str, per: str, actual: Number, direction: Direction, name: str
) -> Fitted | Misfit:
    """A number without unit for 500元/人 or 1次/月: as each where it is near, 20 for 每村1名 and 11 for 每月1次 are of all together."""
    number, edge = actual.number, edge_of(target)
    if per not in _A_YEAR and edge / _SAME_SIZE < number < edge * _SAME_SIZE:
        return _bare(edge, asked, actual)
    rate = _per_one(target, per, number, direction, name)
    if rate is None:
        return Misfit(Finding("T207", _said(actual), (("asked", asked), ("given", "没有写单位"))))
    return Fitted(rate)


def _is_per_one(name: str, per: str) -> bool:
    """Whether a name says what its value is counted per: 人均, 每亩, 亩产."""
    costs_each = per in name and any(word in name for word in ("成本", "单价", "费用", "价格"))  # 批次抽检成本
    return costs_each or f"{per}均" in name or f"每{per}" in name or (per == "亩" and "亩产" in name)


def _is_slip(asked: Decimal, number: Decimal, converted: Decimal, unit: str) -> bool:
    """Whether only the unit can be wrong: 99万元 against 100元, 92‰ against 90 % are the same number under another name."""
    if asked <= 0 or asked / _CLOSE <= converted <= asked * _CLOSE or measure_of(unit)[0] in ("time", "calendar"):
        return False
    return asked / _SAME_SIZE <= number <= asked * _SAME_SIZE


def _without_unit(asked: Decimal, actual: Number) -> Fitted | Misfit:
    """A target without any unit: 5000 against 0.6万件 is 6000, 62.73 against 62.73万 is 62.73; the nearer one if only one is near."""
    scale, _ = scale_of(actual.unit)
    if scale == 1 or _is_near(actual.number, asked):
        return Fitted(actual.number)
    number = actual.number * scale
    shown = (("asked", "（没有写单位）"), ("given", actual.unit), ("converted", plain_number(number)))
    if _is_near(number, asked):
        return Fitted(number, (Finding("T208", _said(actual), shown),))
    return Misfit(Finding("T207", _said(actual), (("asked", "（没有写单位）"), ("given", actual.unit))))


def _bare(asked: Decimal, unit: str, actual: Number) -> Fitted:
    """A number without unit has the target's: 28000 against 3万人次 is 2.8万 where only that is near."""
    scale, _ = scale_of(unit)
    if scale == 1 or _is_near(actual.number, asked) or not _is_near(actual.number / scale, asked):
        return Fitted(actual.number)
    converted = actual.number / scale
    shown = (("asked", unit), ("given", "没有写单位"), ("converted", f"{plain_number(converted)}{unit}"))
    return Fitted(converted, (Finding("T208", _said(actual), shown),))


def _is_out_of_scale(asked: Decimal, number: Decimal) -> bool:
    """Whether a bare number is so small that it must have another unit than the target: 0.2 for 2000亩 are 万亩."""
    return 0 < number * _THOUSAND <= asked


def _is_near(number: Decimal, asked: Decimal) -> bool:
    """Within a factor of ten: what staff write for one target does not differ by more."""
    return number == asked or (number > 0 and asked > 0 and asked / _FAR <= number <= asked * _FAR)


def _as_written(target: Measured | Between, asked: str, number: Decimal) -> Decimal:
    """A rate whose target is written as a fraction (1 for 100 %) is compared as one."""
    written_as_share = not target.unit and asked == "%" and Decimal(0) < edge_of(target) <= _ONE < number
    return number / _HUNDRED if written_as_share else number


def _scaled(number: Decimal, given: str, asked: str) -> Decimal | None:
    """1.5万 against 15000人: a scale alone takes the target's unit."""
    scale = next((scale for scale in sorted(SCALES, key=len, reverse=True) if asked.startswith(scale)), "")
    return number * SCALES[given] / (SCALES[scale] if scale and asked not in ("百分点",) else 1)


def _looks_like_sign(target: Measured | Between, actual: Decimal, direction: Direction) -> bool:
    """Whether a missed target would be met if its first 2 were a ≥ that was scanned wrongly (290% for ≥90%); 240 of 250 is near what is written."""
    if actual * _SAME_SIZE > edge_of(target) or direction not in ("forward", "equal", "unclear"):
        return False
    rest = _rest(target)
    if not rest:
        return False
    likely = Decimal(rest)
    return actual == likely or (actual > likely and (likely >= _LIKELY))


def _rest(target: Measured | Between) -> str:
    """What is left of a target without comparator when its first 2 goes: 2280 leaves 280; "" where that is no number."""
    if not isinstance(target, Measured) or target.op is not None:
        return ""
    written = plain_number(target.number)
    return written[1:] if len(written) > 1 and written[0] == "2" and written[1] not in "0." else ""


def _said(actual: Number) -> str:
    return f"{plain_number(actual.number)}{actual.unit}"
