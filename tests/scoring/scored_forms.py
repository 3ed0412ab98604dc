"""Indicators, money and forms built by hand for the tests of scoring: no workbook, no reading of texts.

The seed is the published form of 北仑区, 2021, as reading it must come out.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from pbexcel.problems import Problem
from pbexcel.records import (
    Actual,
    CellRef,
    Direction,
    Form,
    FundRow,
    Indicator,
    Line,
    Measured,
    Money,
    Number,
    Op,
    Rate,
    Read,
    Scorecard,
    Stated,
    Target,
)
from pbexcel.rules import Profile, load_rules
from pbexcel.scoring.line import score_line
from pbexcel.scoring.score import score_form

D = Decimal
MOF = load_rules("mof-2020")
SHEET = "自评表"


def cell(row: int, column: int) -> CellRef:
    return CellRef(SHEET, row, column)


def ask(op: Op | None, number: str, unit: str = "") -> Measured:
    return Measured(op, D(number), unit)


def got(number: str, unit: str = "") -> Number:
    return Number(D(number), unit)


def points(text: str | None, row: int, column: int) -> Read[Decimal | None]:
    """A cell with a number; None is an empty cell, text that is no number stays text."""
    if text is None:
        return Read(None, "", cell(row, column))
    try:
        return Read(D(text), text, cell(row, column))
    except ArithmeticError:
        return Read(None, text, cell(row, column))


def indicator(
    target: Target,
    actual: Actual,
    direction: Direction = "forward",
    *,
    weight: str | None = "10",
    typed: str | None = None,
    reason: str = "",
    name: str = "指标",
    level1: str = "",
    level2: str = "数量指标",
    row: int = 10,
    texts: tuple[str, str] = ("指标值", "完成值"),
    child: bool = False,
) -> Indicator:
    return Indicator(
        row=row,
        level1=Read(level1, level1, cell(row, 2)),
        level2=Read(level2, level2, cell(row, 3)),
        name=Read(name, name, cell(row, 4)),
        target=Read(target, texts[0], cell(row, 5)),
        actual=Read(actual, texts[1], cell(row, 6)),
        direction=direction,
        weight=points(weight, row, 7),
        typed=points(typed, row, 8),
        reason=Read(reason, reason, cell(row, 9)),
        child=child,
    )


def scored(of: Indicator, profile: Profile = MOF) -> Line:
    return score_line(of, profile, year=2021)[0]


def codes(of: Indicator, profile: Profile = MOF) -> list[str]:
    return [problem.code for problem in score_line(of, profile, year=2021)[1]]


def money(
    budget: str | None = "110",
    executed: str | None = "109.62",
    *,
    initial: str | None = "110",
    weight: str | None = "10",
    typed: str | None = "10",
    rate: str | None = None,
    unit: str = "万元",
    parts: tuple[tuple[str | None, str | None, str | None], ...] = (),
) -> Money:
    """The 项目资金 block; `rate` is a share; parts are (年初, 全年预算, 执行)."""

    def row(label: str, number: int, amounts: tuple[str | None, str | None, str | None]) -> FundRow:
        return FundRow(label, *(points(text, number, 3 + place) for place, text in enumerate(amounts)))

    return Money(
        unit=unit,
        total=row("年度资金总额", 5, (initial, budget, executed)),
        parts=tuple(row("其中", 6 + place, amounts) for place, amounts in enumerate(parts)),
        weight=points(weight, 5, 6),
        rate=points(rate, 5, 7),
        typed=points(typed, 5, 8),
    )


def form(*indicators: Indicator, **changed: Any) -> Form:
    """A form with these lines; without any, one line of 90 points that meets its target."""
    rows = indicators or (indicator(ask(">=", "5", "个"), got("5", "个"), weight="90"),)
    fields: dict[str, Any] = {
        "sheet": SHEET,
        "layout": "standard",
        "title": Read("项目支出绩效自评表", "项目支出绩效自评表", cell(1, 1)),
        "year": Read(2021, "2021", cell(2, 1)),
        "project": Read("电子证书建设项目", "电子证书建设项目", cell(3, 2)),
        "department": Read("宁波市自然资源和规划局北仑分局", "", cell(4, 2)),
        "unit": Read("宁波市北仑区不动产登记服务中心", "", cell(4, 5)),
        "money": money(),
        "indicators": tuple(_moved(row, 10 + place) if row.row == 10 else row for place, row in enumerate(rows)),
        "level1_points": (),
        "total_weight": Read(None),
        "total": Read(None),
        "grade": Read(""),
        "shown_decimals": (),
    }
    return Form(**{**fields, **changed})


def _moved(of: Indicator, row: int) -> Indicator:
    """The same line in another row of the sheet, with its cells."""
    reads = ("level1", "level2", "name", "target", "actual", "weight", "typed", "reason")
    cells = {name: getattr(of, name) for name in reads}
    moved = {name: replace(read, at=replace(read.at, row=row)) for name, read in cells.items() if read.at is not None}
    return replace(of, row=row, **moved)


def result(of: Form, profile: Profile = MOF, already: tuple[Problem, ...] = ()) -> tuple[Scorecard, list[str]]:
    """The scorecard and the codes scoring found."""
    card, problems = score_form(of, profile, already)
    return card, [problem.code for problem in problems]


_SEED: tuple[tuple[str, str, str, Target, str, Actual, str, Direction, str, str], ...] = (
    ("产出指标", "数量指标", "硬件采购/维护数量", ask("<=", "3", "台"), "≤3台", got("3", "台"), "3台", "reverse", "10", "10"),
    ("产出指标", "质量指标", "系统验收合格率", ask(">=", "99.5", "%"), "≥99.5%", got("100", "%"), "100%", "forward", "10", "10"),
    ("产出指标", "质量指标", "系统正常运行率", ask(">=", "99.5", "%"), "≥99.5%", got("100", "%"), "100%", "forward", "10", "10"),
    ("产出指标", "时效指标", "系统故障修复响应时间", ask("<=", "0.5", "小时"), "≤0.5小时", Rate(D(1)), "100%", "reverse", "5", "5"),
    ("产出指标", "时效指标", "系统运行维护响应时间", ask("<=", "0.5", "小时"), "≤0.5小时", Rate(D(1)), "100%", "reverse", "5", "5"),
    ("产出指标", "成本指标", "软件升级", ask("<=", "20", "万元"), "≤20万元", got("19.8", "万元"), "19.8万元", "reverse", "5", "5"),
    ("产出指标", "成本指标", "设备采购", ask("<=", "90", "万元"), "≤90万元", got("89.82", "万元"), "89.82万元", "reverse", "5", "5"),
    ("效益指标", "社会效益指标", "不动产登记数字化程度", Stated("大幅提高"), "大幅提高", Rate(D(1)), "100%", "stated", "10", "10"),
    ("效益指标", "社会效益指标", "企业、个人日常应用", Stated("满足需求"), "满足需求", Rate(D(1)), "100%", "stated", "10", "9"),
    ("效益指标", "可持续影响指标", "系统正常使用年限", ask(">=", "5", "年"), "≥5年", Rate(D(1)), "100%", "forward", "10", "10"),
    ("满意度指标", "服务对象满意度指标", "使用人员满意度", ask(">=", "98", "%"), "≥98%", got("98", "%"), "98%", "forward", "10", "9"),
)  # fmt: skip


def seed(*, typed: bool = True) -> Form:
    """The form of 北仑区, 2021; without `typed` its 得分, 总分 and 自评等级 cells are empty."""
    rows = [
        indicator(
            target, actual, direction, weight=weight, typed=given if typed else None, name=name,
            level1=level1, level2=level2, row=10 + place, texts=(asked, said),
        )
        for place, (level1, level2, name, target, asked, actual, said, direction, weight, given) in enumerate(_SEED)
    ]  # fmt: skip
    rows = [_with_printed(row, {"产出指标": "50", "效益指标": "30", "满意度指标": "10"}) for row in rows]
    printed = {row.level1.text: row for row in rows}
    block = money(typed="10" if typed else None, rate="0.9965", parts=(("110", "110", "109.62"),))
    return form(
        *rows,
        money=block,
        level1_points=tuple(Read(D(text[-4:-2]), text, row.level1.at) for text, row in printed.items()),
        total_weight=Read(D(100), "100", cell(30, 7)),
        total=points("98" if typed else None, 30, 8),
        grade=Read("优" if typed else "", "优" if typed else "", cell(31, 4)),
    )


def _with_printed(row: Indicator, printed: dict[str, str]) -> Indicator:
    text = f"{row.level1.value}（{printed[row.level1.value]}分）"
    return replace(row, level1=replace(row.level1, text=text))


def with_line(of: Form, name: str, **changed: Any) -> Form:
    """The form with one line changed, found by its name."""
    rows = tuple(replace(row, **changed) if row.name.value == name else row for row in of.indicators)
    assert rows != of.indicators
    return replace(of, indicators=rows)
