"""一句话结论 of a project, and numbers as sentences say them.

In: a row of the project table. Out: Chinese text. Not here: the paragraph of a department (`paragraph`).
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

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
