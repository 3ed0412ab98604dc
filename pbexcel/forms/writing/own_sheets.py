"""The sheets of ours in a workbook: 评分明细 and 问题清单, how they are headed and how to know one again.

In: a package. Out: names, headings, widths; whether a sheet is ours. Not here: what stands on them (detail, problems).
"""

from __future__ import annotations

from pbexcel.excel.package import Package

DETAIL, PROBLEMS = "评分明细", "问题清单"
HEADINGS = {
    DETAIL: (
        "序号", "三级指标", "年度指标值", "实际完成值", "完成率", "分值", "自评得分", "复算得分", "得分", "判定方式", "依据", "问题",
    ),
    PROBLEMS: ("序号", "位置", "代码", "程度", "问题", "读到", "应为", "怎么改", "影响（分）"),
}  # fmt: skip
_WIDE = {
    "依据": 44, "问题": 30, "读到": 22, "应为": 36, "怎么改": 46, "三级指标": 24, "年度指标值": 18, "实际完成值": 18, "位置": 16,
}  # fmt: skip
_LAST_HEADING_ROW = 400


def widths(name: str) -> tuple[int, ...]:
    """Column widths in characters."""
    return tuple(_WIDE.get(heading, 10) for heading in HEADINGS[name])


def own_sheet(package: Package, name: str) -> str | None:
    """The sheet of ours of that name as the workbook calls it (评分明细, 评分明细(2) …); None where it has none."""
    return next((info.name for info in package.sheets if info.name.startswith(name) and _is_ours(package, info.name, name)), None)


def name_for(package: Package, name: str) -> str:
    """What a sheet of ours is to be called: as it is called already, or a name no sheet of the unit's has."""
    ours = own_sheet(package, name)
    if ours is not None:
        return ours
    taken = {tab.casefold() for tab in package.workbook.tabs}
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name}({number})"
    return free


def heading_row(package: Package, own: str, name: str) -> int | None:
    """The row of the headings on a sheet; None where it has not all of them."""
    sheet = package.sheet(own)
    for row, column in sorted(sheet.cells):
        if row > _LAST_HEADING_ROW:
            return None
        if column == 1 and tuple(sheet.at(row, n).text for n in range(1, len(HEADINGS[name]) + 1)) == HEADINGS[name]:
            return row
    return None


def _is_ours(package: Package, own: str, name: str) -> bool:
    return package.sheet(own).at(1, 1).text == name and heading_row(package, own, name) is not None
