"""The paragraph of a department for the report everyone writes next.

In: figures of a department. Out: Chinese text. Not here: the figures themselves (`figures`), the sentence of a project (`sentences`).
"""

from __future__ import annotations

from collections.abc import Sequence

from pbexcel.summary.figures import Standing
from pbexcel.summary.sentences import percent, shown


def paragraph(name: str, year: str, found: Standing, grades: Sequence[str], most: Sequence[str]) -> str:
    """The paragraph of a department, or of all: `most` are further sentences, the gravest first."""
    said = f"{year}{name}共报送项目支出绩效自评表 {found.forms} 份，其中 {found.counted} 份已评分计入汇总{_aside(found)}。"
    if found.counted:
        said += _scores(found, grades)
    return said + "".join(most)


def _aside(found: Standing) -> str:
    parts = (("退回修改", found.returned), ("版本冲突", found.conflict), ("失败", found.failed))
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
