"""Sentences that can be pasted into the report everyone writes next.

In: a row of the project table, figures of a department. Out: Chinese text. Not here: the figures themselves (`figures`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pbexcel.summary.figures import Standing

_LEVELS = (("output", "产出"), ("benefit", "效益"), ("satisfaction", "满意度"), ("cost", "成本"), ("other", "其他"))


def shown(number: Decimal) -> str:
    """A number without idle zeros: 98.00 is 98, 109.620 is 109.62; at most six decimals."""
    text = format(round(number, 6), "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def percent(share: Decimal) -> str:
    return f"{shown(round(share * 100, 2))}%"


def conclusion(row: Mapping[str, Any]) -> str:
    """一句话结论 of a scored form; "" while there is no total."""
    if row["status"] != "scored" or row["total"] is None:
        return ""
    parts = [text for text in (_money(row), _levels(row)) if text]
    return "；".join([*parts, f"总得分{shown(row['total'])}分，{row['grade']}"])


def _money(row: Mapping[str, Any]) -> str:
    budget, executed, rate = row["budget"], row["executed"], row["rate"]
    said = [f"总预算{shown(budget)}万元"] if budget is not None else []
    said += [f"实际支出{shown(executed)}万元"] if executed is not None else []
    said += [f"执行率{percent(rate)}"] if rate is not None else []
    return "，".join(said)


def _levels(row: Mapping[str, Any]) -> str:
    levels = [f"{name}{shown(row[f'{kind}_weight'])}分" for kind, name in _LEVELS if row[f"{kind}_weight"]]
    return "，".join([*(["、".join(levels)] if levels else []), f"{row['lines']}个三级指标"])


def paragraph(name: str, year: str, found: Standing, grades: Sequence[str], most: Sequence[str]) -> str:
    """The paragraph of a department, or of all: `most` are further sentences, the gravest first."""
    said = f"{year}{name}共报送项目支出绩效自评表 {found.forms} 份，其中 {found.counted} 份已评分计入汇总{_aside(found)}。"
    if found.counted:
        said += _scores(found, grades)
    return said + "".join(most)


def _aside(found: Standing) -> str:
    parts = (("退回修改", found.returned), ("版本冲突", found.conflict), ("读不出", found.failed))
    named = [f"{word} {count} 份" for word, count in parts if count]
    return f"，{'、'.join(named)}" if named else ""


def _scores(found: Standing, grades: Sequence[str]) -> str:
    said = f"计入的项目全年预算数合计 {shown(found.budget)} 万元，全年执行数合计 {shown(found.executed)} 万元"
    said += f"，执行率 {percent(found.rate)}。" if found.rate is not None else "。"
    counts = "、".join(f"{grade} {count} 个" for grade, count in zip(grades, found.grades, strict=True) if count)
    average = f"平均得分 {shown(round(found.average, 2))} 分" if found.average is not None else ""
    weighted = f"（按预算加权 {shown(round(found.weighted, 2))} 分）" if found.weighted is not None else ""
    good = f"，{'、'.join(grades[:2])}占 {percent(found.good)}" if found.good is not None else ""
    return f"{said}{average}{weighted}，其中{counts}{good}。"
