"""What differs between two profiles, in words.

In: two `Profile`s. Out: Chinese lines, one per key that differs. Not here: what it does to forms (`pbexcel rules diff A B PATH`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from pbexcel.rules.profile import Profile
from pbexcel.spelling import plain_number

_SKIPPED = frozenset(("sha256", "id", "sources", "examples", "execution_examples", "note", "places"))
_NAMES = {
    "title": "名称", "status": "状态", "since": "起用日期", "region": "地区", "total": "满分", "rounding": "取整", "digits": "小数位",
    "share_digits": "执行率小数位", "accepted": "认可的取整", "whole_within": "认可的整数差", "grades": "等级", "level1": "一级指标",
    "execution": "预算执行", "bands": "分档", "weight": "分值", "reason_below": "低于此执行率要说明原因", "forward": "正向指标",
    "reverse": "反向指标", "method": "算法", "floor": "起评线", "tiers": "定性指标", "satisfaction": "满意度分档", "over": "超额",
    "notice": "提醒线", "warning": "警告线", "self_score": "自评得分", "policy": "处理办法", "goals": "没有分值列的表", "split": "分配办法",
    "thresholds": "检查的界限", "unspent": "结余", "ahead": "完成比支出快", "near_grade": "等级线附近", "reason_length": "原因字数",
    "same_as_last_year": "和上年一样的行数",
    "edge": "下限", "share": "份额", "low": "下限", "high": "上限", "words": "认得的词", "source": "来源", "evidence": "核对程度",
}  # fmt: skip
# what the rules file writes in English: methods and policies
_CHOICES = {
    "none": "不分配", "equal": "各行平均", "proportional": "按比例", "thresholded": "按比例，低于起评线不得分", "bands": "分档",
    "ratio": "上限÷实际", "linear_to_double": "1−(实际−上限)÷上限", "cap": "高于复算的降到复算", "ignore": "不采用", "trust": "照自评",
    "report": "照自评，另列复算",
}  # fmt: skip


def diff_words(old: Profile, new: Profile) -> tuple[str, ...]:
    """Every rule that differs, as 「预算执行 · 分值：10 → 20」; where only sources differ they are counted in one line.

    Examples and notes are not rules.
    """
    before, after = dict(_flat(old, ())), dict(_flat(new, ()))
    lines, elsewhere = [], 0
    for path in dict.fromkeys((*before, *after)):
        one, other = before.get(path), after.get(path)
        if one == other:
            continue
        if path[-1] in (_NAMES["source"], _NAMES["evidence"]):
            elsewhere += 1
        else:
            lines.append(f"{' · '.join(path)}：{_said(one)} → {_said(other)}")
    return (*lines, f"来源或核对程度不同的有 {elsewhere} 处") if elsewhere else tuple(lines)


def _flat(part: BaseModel, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name in type(part).model_fields:
        if name in _SKIPPED:
            continue
        value = getattr(part, name)
        here = (*path, _NAMES.get(name, name))
        if isinstance(value, BaseModel):
            yield from _flat(value, path if name == "value" else here)
        elif isinstance(value, tuple):
            for number, item in enumerate(value, start=1):
                key = _key(item, number)
                if isinstance(item, BaseModel):
                    yield from _flat(item, (*here, key))
                else:
                    yield (*here, key), item
        elif name not in ("name", "tier"):
            yield (path if name == "value" else here), value


def _key(item: object, number: int) -> str:
    """What an entry of a list is called: its own name, else its place."""
    return str(getattr(item, "name", None) or getattr(item, "tier", None) or f"第{number}项")


def _said(value: object) -> str:
    match value:
        case None | "":
            return "（没有）"
        case Decimal():
            return plain_number(value)
        case datetime.date():
            return value.isoformat()
        case _:
            return _CHOICES.get(str(value), str(value))
