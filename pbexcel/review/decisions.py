"""Read a filled-in 复核表 back.

In: its bytes (xlsx, or csv saved from it). Out: decisions by file and cell. Not here: applying them (scoring/deciding).

Every fault is named with its row, all of them at once; a row whose 得分 is empty is not decided yet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from pbexcel.faults import RulesFault
from pbexcel.forms.lists import list_rows
from pbexcel.records import Decision

_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,6})?")
_WEIGHT = "分值"  # told beside the score; a list kept by hand may lack it
_NEEDED = ("文件", "单元格", "年度指标值", "实际完成值", "得分", "理由", "复核人")


def read_decisions(data: bytes, name: str) -> Mapping[str, Mapping[str, Decision]]:
    """Decisions by file, then by cell. Raises RulesFault when it is no 复核表 or a row is half filled in."""
    columns: dict[str, int] | None = None
    decisions: dict[str, dict[str, Decision]] = {}
    faults: list[str] = []
    for number, texts in list_rows(data, name):
        if columns is None:
            columns = _columns(texts, name)
            continue
        cells = {word: texts[place] if place < len(texts) else "" for word, place in columns.items()}
        if not cells["得分"]:
            continue
        wrong = _wrong(cells, decisions)
        if wrong:
            faults.append(f"第 {number} 行{wrong}")
            continue
        decision = Decision(
            Decimal(cells["得分"]), cells["理由"], cells["复核人"], cells["年度指标值"], cells["实际完成值"]
        )
        decisions.setdefault(cells["文件"], {})[cells["单元格"]] = decision
    if columns is None:
        raise RulesFault(f"复核表 {name} 是空的。")
    if faults:
        raise RulesFault(f"复核表 {name} 有 {len(faults)} 行没有填好：\n" + "\n".join(f"  {fault}" for fault in faults))
    return decisions


def _columns(texts: list[str], name: str) -> dict[str, int]:
    places = {text.removesuffix("（请填写）"): place for place, text in enumerate(texts)}
    missing = [word for word in _NEEDED if word not in places]
    if missing:
        raise RulesFault(f"{name} 不是复核表：缺少列 {'、'.join(missing)}")
    return {word: places[word] for word in (*_NEEDED, _WEIGHT) if word in places}


def _wrong(cells: Mapping[str, str], so_far: Mapping[str, Mapping[str, Decision]]) -> str:
    if not _NUMBER.fullmatch(cells["得分"]):
        return f"的得分「{cells['得分']}」不是数"
    weight = cells.get(_WEIGHT, "")
    if _NUMBER.fullmatch(weight) and Decimal(cells["得分"]) > Decimal(weight):
        return f"的得分「{cells['得分']}」大于分值 {weight}"
    if not cells["理由"] or not cells["复核人"]:
        return "填了得分，没有填理由或复核人"
    if not cells["文件"] or not cells["单元格"]:
        return "没有文件名或单元格，不知道是哪一行指标"
    if cells["单元格"] in so_far.get(cells["文件"], {}):
        return f"和前面的行重复（{cells['文件']} {cells['单元格']}）"
    return ""
