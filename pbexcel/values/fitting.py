"""Bring an actual into the unit of its target, or say why that cannot be done.

In: a target in numbers, an actual number, the direction, what stands around them. Out: `Fitted` or `Misfit`.
Not here: the score. Nothing is guessed where two readings would end in different verdicts: that is a `Misfit`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pbexcel.problems import Finding
from pbexcel.records import Between, Direction, Measured, Number
from pbexcel.values.context import Context
from pbexcel.values.naming import counts_share, hint_of
from pbexcel.values.units import SCALES, convert, measure_of, scale_of

_ONE, _HUNDRED = Decimal(1), Decimal(100)
_TEN_PER_CENT = Decimal(10)  # below it a bare 0.1 is 0.1 %, not 10 %
_FAR, _CLOSE, _SAME_SIZE = Decimal(10), Decimal(5), Decimal(2)
_HALF, _SHARES, _MARKS = Decimal(50), Decimal(3), Decimal(10)
_RATIOS = ("%", "‰", "‱", "比例")


@dataclass(frozen=True, slots=True)
class Fitted:
    """The actual in the target's unit, with what is to be said about how it got there."""

    actual: Decimal
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Misfit:
    """Target and actual cannot be compared; a person decides."""

    finding: Finding


def align(target: Measured | Between, actual: Number, direction: Direction, context: Context) -> Fitted | Misfit:
    """The actual in the target's unit; a unit that one side does not write is the other's, or the name's."""
    if isinstance(target, Measured) and target.change and actual.number < 0:
        return Misfit(Finding("T218", _said(actual)))
    asked = target.unit or hint_of(context.name)[1] or ("%" if _reads_as_rate(target, actual, context) else "")
    if not asked and not actual.unit and counts_share(context.name):
        fitted = _bare_both(target, actual.number, direction)
    else:
        fitted = _in_unit(target, asked, actual, direction)
    if isinstance(fitted, Fitted) and _looks_like_sign(target, fitted.actual, direction):
        return Misfit(Finding("T206", _said(actual), (("literal", _plain(_number_of(target)) + target.unit), ("likely", f"≥{_rest(target)}{target.unit}"))))
    return fitted


def _reads_as_rate(target: Measured | Between, actual: Number, context: Context) -> bool:
    """A percentage that was read as a number answers a target that means per cent, whatever the name says."""
    return actual.unit in _RATIOS


def _in_unit(target: Measured | Between, asked: str, actual: Number, direction: Direction) -> Fitted | Misfit:
    given = actual.unit
    if given == asked:
        return Fitted(_as_written(target, asked, actual.number))
    if not given:
        return _bare_share(target, actual.number, direction) if asked == "%" else _bare(_number_of(target), asked, actual)
    if asked == f"{given}/{asked.partition('/')[2]}" and actual.number == _number_of(target):
        return Fitted(actual.number)  # 12次 for 12次/年, 2000元 for 2000元/人
    if not asked:
        return _without_unit(_number_of(target), actual)
    converted = convert(actual.number, given, asked) if given not in SCALES else _scaled(actual.number, given, asked)
    if converted is None:
        args = (("asked", asked), ("given", given))
        return Misfit(Finding("T207", _said(actual), args))
    if measure_of(given)[1] == measure_of(asked)[1]:
        return Fitted(converted)
    if _is_slip(_number_of(target), actual.number, converted, asked):
        return Misfit(Finding("T207", _said(actual), (("asked", asked), ("given", given))))
    shown = (("asked", asked), ("given", given), ("converted", f"{_plain(converted)}{asked}"))
    return Fitted(converted, (Finding("T208", _said(actual), shown),))


def _is_slip(asked: Decimal, number: Decimal, converted: Decimal, unit: str) -> bool:
    """Whether only the unit can be wrong: 99万元 against 100元, 92‰ against 90 % are the same number under another name."""
    if asked <= 0 or asked / _CLOSE <= converted <= asked * _CLOSE or measure_of(unit)[0] in ("time", "calendar"):
        return False
    return asked / _SAME_SIZE <= number <= asked * _SAME_SIZE


def _bare_both(target: Measured | Between, number: Decimal, direction: Direction) -> Fitted | Misfit:
    """Neither side of a share has a %: 0.99 against 98 and 99 against 0.98 are 99 %."""
    edge = _number_of(target)
    if edge >= _HALF and number <= _TEN_PER_CENT:
        return _bare_share(target, number, direction)
    return Fitted(number / _HUNDRED if Decimal(0) < edge <= _ONE and number >= _HALF else number)


def _without_unit(asked: Decimal, actual: Number) -> Fitted | Misfit:
    """A target without any unit: 5000 against 0.6万件 is 6000, 62.73 against 62.73万 is 62.73; the nearer one if only one is near."""
    scale, _ = scale_of(actual.unit)
    if scale == 1 or _is_near(actual.number, asked):
        return Fitted(actual.number)
    number = actual.number * scale
    shown = (("asked", "（没有写单位）"), ("given", actual.unit), ("converted", _plain(number)))
    if _is_near(number, asked):
        return Fitted(number, (Finding("T208", _said(actual), shown),))
    return Misfit(Finding("T207", _said(actual), (("asked", "（没有写单位）"), ("given", actual.unit))))


def _bare(asked: Decimal, unit: str, actual: Number) -> Fitted:
    """A number without unit has the target's: 28000 against 3万人次 is 2.8万 where only that is near."""
    scale, _ = scale_of(unit)
    if scale == 1 or _is_near(actual.number, asked) or not _is_near(actual.number / scale, asked):
        return Fitted(actual.number)
    converted = actual.number / scale
    shown = (("asked", unit), ("given", "没有写单位"), ("converted", f"{_plain(converted)}{unit}"))
    return Fitted(converted, (Finding("T208", _said(actual), shown),))


def _is_near(number: Decimal, asked: Decimal) -> bool:
    """Within a factor of ten: what staff write for one target does not differ by more."""
    return number == asked or (number > 0 and asked > 0 and asked / _FAR <= number <= asked * _FAR)


def _as_written(target: Measured | Between, asked: str, number: Decimal) -> Decimal:
    """A rate whose target is written as a fraction (1 for 100 %) is compared as one."""
    written_as_share = not target.unit and asked == "%" and Decimal(0) < _number_of(target) <= _ONE < number
    return number / _HUNDRED if written_as_share else number


def _scaled(number: Decimal, given: str, asked: str) -> Decimal | None:
    """1.5万 against 15000人: a scale alone takes the target's unit."""
    scale = next((scale for scale in sorted(SCALES, key=len, reverse=True) if asked.startswith(scale)), "")
    return number * SCALES[given] / (SCALES[scale] if scale and asked not in ("百分点",) else 1)


def _bare_share(target: Measured | Between, number: Decimal, direction: Direction) -> Fitted | Misfit:
    """A number without % against a percentage: 95 is 95 %; 0.95 is 95 % where that is the only sensible reading."""
    edge = _number_of(target)
    if Decimal(0) < number < _ONE and edge >= _TEN_PER_CENT and direction == "forward":
        as_share = number * _HUNDRED
        return Fitted(as_share, (Finding("T213", _plain(number), (("percent", f"{_plain(as_share)}%"),)),))
    other = _other_percentage(number, edge, direction)
    if other is None or (_met(target, number, direction) and _met(target, other, direction)):
        return Fitted(number, (Finding("T209", _plain(number)),))
    args = (("one", f"{_plain(number)}%"), ("other", f"{_plain(other)}%"))
    return Misfit(Finding("T215", _plain(number), args))


def _other_percentage(number: Decimal, edge: Decimal, direction: Direction) -> Decimal | None:
    """What else a small number without % may mean: a share (1.02 is 102 %, 0.06 against 5 % is 6 %), a mark out of ten (9.5)."""
    if number <= 0 or number > _TEN_PER_CENT:
        return None
    if edge < _TEN_PER_CENT:
        return number * _HUNDRED if direction == "forward" and number <= _ONE and number < edge / _CLOSE else None
    if number <= _ONE:
        return number * _HUNDRED
    if edge < _HALF:
        return None
    return number * (_HUNDRED if number <= _SHARES else _MARKS)


def _met(target: Measured | Between, number: Decimal, direction: Direction) -> bool:
    if isinstance(target, Between):
        return target.low <= number <= target.high
    if direction == "reverse":
        return number <= target.number
    return number == target.number if direction in ("equal", "unclear") else number >= target.number


def _looks_like_sign(target: Measured | Between, actual: Decimal, direction: Direction) -> bool:
    """Whether a missed target would be met if its first 2 were a ≥ that was scanned wrongly (290% for ≥90%)."""
    rest = _rest(target)
    if not rest or direction not in ("forward", "equal", "unclear") or actual >= _number_of(target):
        return False
    likely = Decimal(rest)
    return actual == likely or (actual > likely and (likely >= _TEN_PER_CENT))


def _rest(target: Measured | Between) -> str:
    """What is left of a target without comparator when its first 2 goes: 2280 leaves 280; "" where that is no number."""
    if not isinstance(target, Measured) or target.op is not None:
        return ""
    written = _plain(target.number)
    return written[1:] if len(written) > 1 and written[0] == "2" and written[1] not in "0." else ""


def _number_of(target: Measured | Between) -> Decimal:
    return target.number if isinstance(target, Measured) else target.low


def _said(actual: Number) -> str:
    return f"{_plain(actual.number)}{actual.unit}"


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"
