"""The one of several numbers that answers: 8场，完成率80%, 共86公里，其中县道20公里, 线下45场，线上20场，共65场, 4期320人.

In: a folded actual, its values in order, its target. Out: the number, or None where more than one could be meant.
Not here: finding the values (parts), one number in more words (retold), what a number beside its target may mean (doubtful_numbers).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pbexcel.records import Measured, Number, Target
from pbexcel.spelling import plain_number
from pbexcel.values.asides import takes_back
from pbexcel.values.context import Context
from pbexcel.values.days import Day
from pbexcel.values.folding import fold
from pbexcel.values.kinds import rates_in
from pbexcel.values.numerals import ARABIC
from pbexcel.values.phrases import holds
from pbexcel.values.quantity import Quantity, read_quantity
from pbexcel.values.units import measure_of

_SHARE_OF_IT = re.compile(rf"(?:^|[,;、:(])(?:完成|达成|实现)?(?:率|比例|进度)?(?:为|达到?|是)?:?{ARABIC}%")
_FIRST_IN_ALL = re.compile(rf"[一-鿿]{{0,8}}{ARABIC}[^\d,;、()]{{1,4}}[,;](?:其中|含)")
_ALL_AT_END = re.compile(rf"(?:共计?|合计|总计|累计)[^\d,;、]{{0,4}}{ARABIC}[^\d,;、]{{1,4}}$")
_THEN_AND_NOW = re.compile(
    rf"[^\d,;]*(?:预算|计划|目标|任务|应|上年|去年|报名|到位|批复)[^\d,;]*{ARABIC}[^\d,;]*[,;]([^\d,;]*(?:实际|实|本年|今年|执行|支出|支付|完成数|完成值)[^\d,;]*{ARABIC}[^\d,;]*)"
)
_OF_EACH = re.compile(r"每|单[个台价件套]|均|/|最|第")
_CLAUSES = re.compile(r"[,;、()]")
_WHOLE, _ROUNDED = Decimal(100), Decimal("0.5")  # per cent


def answering(folded: str, parts: Sequence[Quantity | Day], target: Target, asked: str, context: Context) -> tuple[Number, str] | None:
    """The number meant, in its unit, and the text that says it; shares and totals only where the others prove them. `asked` is the target's text."""
    values = [part for part in parts if isinstance(part, Quantity)]
    if not isinstance(target, Measured) or len(values) != len(parts) or len(values) < 2:
        return None
    if now := _now(folded, values):
        return Number(now[0].number, now[0].unit), now[1]
    if share := _proven_share(values, target):
        return Number(share.number, share.unit), f"{plain_number(share.number)}%"
    found = (
        _told_twice(folded, values, target)
        or _in_all(folded, values)
        or _of_asked_rate(folded, context)
        or _by_unit(folded, values, target, asked + fold(context.name))
    )
    return (Number(found.number, found.unit), folded) if found else None


def _now(folded: str, values: Sequence[Quantity]) -> tuple[Quantity, str] | None:
    """预算120万元，实际支出115万元 is 115, 上年1250人，本年1180人 is 1180: the second is the result, and its clause says so."""
    match = _THEN_AND_NOW.fullmatch(folded)
    if match is None or len(values) != 2 or values[0].unit != values[1].unit:
        return None
    return values[1], match[1]


def _told_twice(folded: str, values: Sequence[Quantity], target: Measured) -> Quantity | None:
    """8场，完成率80% where 10场 were asked: the percentage says nothing new; 合格率80% does."""
    if _SHARE_OF_IT.search(folded) is None or len(values) != 2 or target.number <= 0 or target.unit == "%":
        return None
    shares = [value.number for value in values if value.unit == "%"]
    counted = [value for value in values if value.unit == target.unit]
    if len(shares) != 1 or len(counted) != 1:
        return None
    return counted[0] if abs(counted[0].number / target.number * _WHOLE - shares[0]) < _ROUNDED else None


def _in_all(folded: str, values: Sequence[Quantity]) -> Quantity | None:
    """共86公里，其中县道20公里 is 86; 线下45场，线上20场，共计65场 is 65, for the others make it."""
    first, last = values[0], values[-1]
    if len({value.unit for value in values}) != 1:
        return None
    if _FIRST_IN_ALL.match(folded) and not takes_back(folded, None):
        return first if sum(value.number for value in values[1:]) <= first.number else None
    return last if _ALL_AT_END.search(folded) and sum(value.number for value in values[:-1]) == last.number else None


def _proven_share(values: Sequence[Quantity], target: Measured) -> Quantity | None:
    """发放问卷200份，满意192份，满意度96%: the two numbers make the share."""
    shares = [value for value in values if value.unit == "%"]
    counted = [value for value in values if value.unit != "%"]
    if target.unit != "%" or len(shares) != 1 or len(counted) != 2 or counted[0].unit != counted[1].unit:
        return None
    low, high = sorted(value.number for value in counted)
    return shares[0] if high > 0 and abs(low / high * _WHOLE - shares[0].number) < _ROUNDED else None


def _of_asked_rate(folded: str, context: Context) -> Quantity | None:
    """在线率98.7%，完好率99.2% where 在线率 is asked: the rate that bears its name."""
    asked = rates_in(fold(context.name))
    own = [clause for clause in _CLAUSES.split(folded) if rates_in(clause) & asked]
    value = read_quantity(own[0]) if len(own) == 1 else None
    return value if value is not None and value.unit == "%" else None


def _by_unit(folded: str, values: Sequence[Quantity], target: Measured, asked: str) -> Quantity | None:
    """4期320人: of 人 where 人 are asked. 2次，每次50人 is no 50人 (nor 5个40万元 one of 单个≤8万元), and 12350元，增长9.2% is 9.2% only where a growth is asked."""
    if not target.unit or _OF_EACH.search(folded) or (target.unit != "%" and _OF_EACH.search(asked)) or holds("denial", folded) or takes_back(folded, None):
        return None
    if target.unit == "%" and not (holds("change", asked) and holds("change", folded)):
        return None
    family = measure_of(target.unit)[0]
    if family == "time":  # 4分75秒
        return None
    own = [value for value in values if measure_of(value.unit)[0] == family]
    others = [value for value in values if value not in own]
    if len(own) != 1 or not all(value.unit and value.unit != "%" for value in others):
        return None
    things = all(measure_of(value.unit)[0] == value.unit for value in values)  # 歌曲1首，小戏1部 may be two of two
    return own[0] if not things or own[0].number >= target.number else None
