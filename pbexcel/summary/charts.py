"""Native Excel charts: grades, execution rate against total, self against computed, Pareto of deductions.

In: where the figures stand on their sheets. Out: XlsxWriter charts, for whoever places them.
Not here: the figures. Readable in grey: series differ in lightness, and values stand beside the bars.
"""

from __future__ import annotations

from typing import Any

from pbexcel.summary.look import DARK, HEAD_FONT, LIGHT, MIDDLE, RULE, TEXT_FONT
from pbexcel.summary.sheet import Placed

_FONT = {"name": TEXT_FONT, "size": 9}
_TITLE = {"name": HEAD_FONT, "size": 12, "bold": False, "color": DARK}
_MOST_POINTS = 10_000
_MOST_BARS = 10
_MOST_PROJECTS = 6
_GRID = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}


def grades_chart(book: Any, grades: Placed) -> Any:
    chart = book.add_chart({"type": "column"})
    chart.add_series({
        "name": "项目数", "categories": grades.range_of("grade"), "values": grades.range_of("projects"), "gap": 90,
        "fill": {"color": MIDDLE}, "border": {"color": DARK}, "data_labels": {"value": True, "num_format": "0", "font": _FONT},
    })  # fmt: skip
    _dress(chart, "等级分布", "等级", "项目数（个）", legend=False)
    chart.set_y_axis(_axis("项目数（个）", min=0, num_format="0"))
    return chart


def rates_chart(book: Any, projects: Placed) -> Any:
    chart = book.add_chart({"type": "scatter"})
    chart.add_series({
        "name": "项目", "categories": projects.range_of("rate", _MOST_POINTS), "values": projects.range_of("total", _MOST_POINTS),
        "marker": {"type": "circle", "size": 6, "fill": {"color": MIDDLE}, "border": {"color": DARK}},
    })  # fmt: skip
    _dress(chart, "执行率与总分", "", "", legend=False)
    chart.set_x_axis(_axis("预算执行率（%）", num_format="0%", major_gridlines=_GRID))
    chart.set_y_axis(_axis("总分（分）", num_format="0", major_gridlines=_GRID))
    return chart


def compared_chart(book: Any, compared: Placed) -> Any:
    """Bars that lie, for the names of projects are long; the most overstated on top."""
    chart = book.add_chart({"type": "bar"})
    for key, name, colour in (("typed_total", "自评得分", LIGHT), ("total", "评定总分", DARK)):
        chart.add_series({
            "name": name, "categories": compared.range_of("project", _MOST_PROJECTS), "values": compared.range_of(key, _MOST_PROJECTS), "gap": 45,
            "fill": {"color": colour}, "border": {"color": DARK},
            "data_labels": {"value": True, "num_format": "0.0", "font": {**_FONT, "size": 8}},
        })  # fmt: skip
    _dress(chart, f"自评与评定对比（虚高最多的 {min(_MOST_PROJECTS, compared.last - compared.first + 1)} 个项目）", "", "", legend=True)
    chart.set_x_axis(_axis("得分（分）", min=0, num_format="0", major_gridlines=_GRID))
    names = {"num_font": {**_FONT, "size": 8}, "line": {"color": RULE}, "major_gridlines": {"visible": False}}
    chart.set_y_axis({**names, "reverse": True, "crossing": "max"})  # the first on top, the scale below all the same
    return chart


def pareto_chart(book: Any, pareto: Placed) -> Any:
    chart, line = book.add_chart({"type": "column"}), book.add_chart({"type": "line"})
    names = pareto.range_of("name", _MOST_BARS)
    chart.add_series({
        "name": "扣分", "categories": names, "values": pareto.range_of("lost", _MOST_BARS), "gap": 40,
        "fill": {"color": MIDDLE}, "border": {"color": DARK}, "data_labels": {"value": True, "num_format": "0.0", "font": _FONT},
    })  # fmt: skip
    line.add_series({
        "name": "累计占比", "categories": names, "values": pareto.range_of("running", _MOST_BARS), "y2_axis": True,
        "line": {"color": DARK, "width": 1.75}, "marker": {"type": "diamond", "size": 6, "fill": {"color": "#FFFFFF"}, "border": {"color": DARK}},
    })  # fmt: skip
    chart.combine(line)
    _dress(chart, "扣分集中在哪里（按二级指标）", "", "", legend=True)
    chart.set_x_axis({"num_font": _FONT, "line": {"color": RULE}})
    chart.set_y_axis(_axis("扣分（分）", min=0, num_format="0", major_gridlines=_GRID))
    line.set_y2_axis(_axis("累计占比（%）", min=0, max=1, num_format="0%"))
    return chart


def _axis(name: str, **more: Any) -> dict[str, Any]:
    axis = {"name": name, "name_font": {**_FONT, "bold": False}, "num_font": _FONT, "line": {"color": RULE}, "major_gridlines": {"visible": False}}
    return {**axis, **more}


def _dress(chart: Any, title: str, x: str, y: str, *, legend: bool) -> None:
    chart.set_title({"name": title, "name_font": _TITLE, "overlay": False})
    if x:
        chart.set_x_axis(_axis(x))
    if y:
        chart.set_y_axis(_axis(y))
    chart.set_legend({"position": "bottom", "font": _FONT} if legend else {"none": True})
    chart.set_chartarea({"border": {"color": RULE}})
