"""一页概览: one page for leaders: counts, averages, the five things to look at, the charts.

In: the figures, and where the other sheets keep theirs. Out: the front sheet, one A4 page.
Not here: the charts' making (`charts`), what is worth looking at (`attention`).

The large figures are formulas over 汇总表, so that a click shows where a figure comes from.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pbexcel.frozen import frozen
from pbexcel.summary.attention import Matter
from pbexcel.summary.figures import Standing
from pbexcel.summary.projects import FOOTER
from pbexcel.summary.sheet import Placed, Sheet

_COLUMNS, _WIDTH = 24, 7.6
_TILE = 3  # columns a tile takes
_CHART = (682, 332)


@frozen
class Tile:
    """One large figure: what it is, its value (or text), how it is shown, a word below it, the formula it comes from."""

    head: str
    value: Decimal | int | str | None
    shown: str = "0"
    foot: str = ""
    formula: str = ""


def overview_sheet(sheet: Sheet, tiles: Sequence[Tile], five: Sequence[Matter], charts: Sequence[Any], note: str) -> None:
    sheet.page.set_column(0, _COLUMNS - 1, _WIDTH)
    sheet.open("项目支出绩效自评　一页概览", note)
    row = 3
    for band in (tiles[:8], tiles[8:]):
        _band(sheet, row, band)
        row += 4
    row = _five(sheet, row, five)
    _place_charts(sheet, row, charts)
    sheet.print_as(frozen=None, footer=f"{FOOTER}　一页概览", tall=1)
    sheet.page.activate()


def _band(sheet: Sheet, row: int, tiles: Sequence[Tile]) -> None:
    for offset, height in enumerate((17, 30, 16)):
        sheet.page.set_row(row + offset, height)
    sheet.page.set_row(row + 3, 8)
    for part in range(3):
        for number, tile in enumerate(tiles):
            left, right = number * _TILE, number * _TILE + _TILE - 1
            style = sheet.look[("tile_head", "tile", "tile_foot")[part]]
            sheet.page.merge_range(row + part, left, row + part, right, "", style)
            if part == 1:
                _value(sheet, row + part, left, tile)
            else:
                sheet.page.write_string(row + part, left, tile.head if part == 0 else tile.foot, style)


def _value(sheet: Sheet, row: int, column: int, tile: Tile) -> None:
    if isinstance(tile.value, str):
        sheet.page.write_string(row, column, tile.value, sheet.look["tile"])
    elif tile.value is None:
        sheet.page.write_string(row, column, "—", sheet.look["tile"])
    elif tile.formula:
        sheet.page.write_formula(row, column, tile.formula, sheet.look["tile", tile.shown], float(tile.value))
    else:
        sheet.page.write_number(row, column, float(tile.value), sheet.look["tile", tile.shown])


def _five(sheet: Sheet, row: int, five: Sequence[Matter]) -> int:
    sheet.page.set_row(row, 24)
    sheet.page.write_string(row, 0, "五件要看的事", sheet.look["section"])
    for number, matter in enumerate(five, start=1):
        sheet.page.set_row(row + number, 31 if len(matter.said) > 86 else 21)
        head, text = sheet.look["look_head"], sheet.look["look_text"]
        sheet.page.merge_range(row + number, 0, row + number, 2, f"{number}　{matter.name}", head)
        sheet.page.merge_range(row + number, 3, row + number, _COLUMNS - 1, matter.said, text)
    return row + len(five) + 2


def _place_charts(sheet: Sheet, row: int, charts: Sequence[Any]) -> None:
    width, height = _CHART
    for number, chart in enumerate(charts):
        chart.set_size({"width": width, "height": height})
        sheet.page.insert_chart(row + 17 * (number // 2), 12 * (number % 2), chart, {"x_offset": 3, "y_offset": 3})
    if not charts:
        sheet.page.write_string(row, 0, "没有计入汇总的项目，所以没有图。", sheet.look["note"])


def tiles_of(found: Standing, received: int, missing: int, lost: Decimal, projects: Placed, grades: Sequence[str]) -> list[Tile]:
    """The sixteen large figures."""
    here = {key: projects.address_of(key) for key in ("status", "budget", "executed", "total", "grade", "overstated")}
    some = not projects.is_empty
    aside = found.conflict + found.failed
    spread = " ".join(f"{grade}{count}" for grade, count in zip(grades, found.grades, strict=True))
    good = "+".join(f'COUNTIF({here["grade"]},"{grade}")' for grade in grades[:2])

    def formula(text: str) -> str:
        return f"={text}" if some else ""

    return [
        Tile("收到文件", received, foot="个"),
        Tile("计入汇总", found.counted, foot="个项目", formula=formula(f'COUNTIF({here["status"]},"已评分")')),
        Tile("退回修改", found.returned, foot="个项目", formula=formula(f'COUNTIF({here["status"]},"退回")')),
        Tile("冲突、失败", aside, foot="个", formula=formula(f'COUNTIF({here["status"]},"版本冲突")+COUNTIF({here["status"]},"失败")')),
        Tile("未报", missing, foot="个（按名单）"),
        Tile("全年预算数", found.budget, "#,##0.00", "万元", formula(f"SUM({here['budget']})")),
        Tile("全年执行数", found.executed, "#,##0.00", "万元", formula(f"SUM({here['executed']})")),
        Tile("预算执行率", found.rate, "0.00%", "执行数÷预算数", formula(f"SUM({here['executed']})/SUM({here['budget']})")),
        Tile("平均分", found.average, "0.00", "简单平均", formula(f"AVERAGE({here['total']})")),
        Tile("加权平均分", found.weighted, "0.00", "按全年预算数加权", formula(f"SUMPRODUCT({here['total']},{here['budget']})/SUM({here['budget']})")),
        Tile(f"{'、'.join(grades[:2])}占比", found.good, "0.00%", spread, formula(f"({good})/COUNT({here['total']})")),
        Tile("自评虚高", found.overstated, foot="个项目", formula=formula(f'COUNTIF({here["overstated"]},">0")')),
        Tile("虚高分数", found.overstated_points, "0.00", "分", formula(f'SUM({here["overstated"]})')),
        Tile("扣分合计", lost, "0.00", "分，见扣分分析"),
        Tile("自动判定", found.auto_share, "0.0%", "占分值"),
        Tile("人工判定", found.manual_share, "0.0%", "占分值"),
    ]  # fmt: skip
