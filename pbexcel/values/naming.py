"""What the name of an indicator says about its value: a unit or a comparator in brackets, a rate, an amount of money.

In: name and levels as written. Out: small facts, each derived once per name. Not here: the direction (direction).
"""

from __future__ import annotations

import re
from functools import lru_cache

from pbexcel.records import Op
from pbexcel.values.folding import fold
from pbexcel.values.phrases import holds
from pbexcel.values.units import is_listed, split_unit

_BRACKET = re.compile(r"\(([^()]*)\)")
_HINT = re.compile(r"(?P<op>>=|<=|>|<|=)?[*×xX_]*\d*(?P<rest>.*)$")
_OPEN_HINT = re.compile(r"(?P<op>>=|<=)\*+(?P<rest>[^()]*)$")
_SHARE_END = re.compile(r"(?:率|满意度(?:评分|评价|得分|调查|测评)?|比例|比率|占比|比重|百分比)(?:\(.*\))?$")
_RATE_END = re.compile(r"(?:率|度|比例|比率|占比|比重|百分比|程度|性)(?:\(.*\))?$")


@lru_cache(maxsize=4096)
def hint_of(name: str) -> tuple[Op | None, str]:
    """Comparator and unit a name carries in brackets: 成活率(≥**%) gives (>=, %), 成本控制数(万元) gives (None, 万元)."""
    folded = fold(name)
    brackets = _BRACKET.findall(folded)
    open_hint = _OPEN_HINT.search(folded)
    for inside in (*reversed(brackets), *([open_hint[0]] if open_hint else [])):
        match = _HINT.match(inside)
        if match is None:
            continue
        unit, rest = split_unit(match["rest"])
        if match["op"] or (unit and not rest and is_listed(unit)):
            op: Op | None = match["op"]  # type: ignore[assignment]
            return op, unit if not rest else ""
    return None, ""


@lru_cache(maxsize=4096)
def is_rate(name: str) -> bool:
    """Whether a name counts a share: 合格率, 满意度, 及时性, 占比."""
    return hint_of(name)[1] in ("%", "‰") or _RATE_END.search(fold(name)) is not None


@lru_cache(maxsize=4096)
def counts_share(name: str) -> bool:
    """Whether a name can only count a share of a whole; 长度 and 厚度 end like 满意度 and count none."""
    return _SHARE_END.search(fold(name)) is not None


@lru_cache(maxsize=4096)
def alone_means_money(level2: str, name: str) -> bool:
    """Whether 万 and 亿 without a unit mean money here; where nothing speaks against it they do."""
    folded = fold(name)
    unit = hint_of(name)[1]
    if unit:
        return "元" in unit
    if holds("money_name", folded):
        return True
    return not holds("count_name", folded) and "数量" not in level2
