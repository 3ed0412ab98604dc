"""The hidden sheet 核对: what keeps a form from being sent in, line by line, and how many cells are still empty.

In: a workbook with the drawn sheet 自评表 and its plan. Out: the sheet, whose B1 is the verdict, D1 the count of empty
cells, H1 the sum of the weights. Not here: showing them (light), the checks of the tool itself.

The verdict stands above the title, where a reader looks for title and year: it never says 年度, 自评 or 表 at its end.

The k-th line looks at the k-th row below the header, whatever rows were inserted or deleted. Only functions that
Excel 2003, WPS and LibreOffice know, at most seven deep, no array formulas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from pbexcel.forms.template.lists import TIERS
from pbexcel.forms.template.plan import SHEET as FORM
from pbexcel.forms.template.plan import Plan

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "核对"
CAPACITY = 120  # rows below the header that are looked at; more than that is said, not passed over
FIRST, LAST = 3, CAPACITY + 2
# words that answer a stated target in full; anything else needs a typed score or a person
_DONE = (TIERS[0], "达成预期指标", "达成", "已达成", "已完成", "完成")


def add_checks(book: Workbook, plan: Plan) -> None:
    """Write the sheet: row 1 the verdict, row 2 headings, then one line for each row below the header."""
    sheet = book.create_sheet(SHEET)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    first_issue = f"MATCH(1,$J${FIRST}:$J${LAST},0)"
    rows = f"ROW({_of(plan.total)})-ROW({_of(plan.header)})-1"
    lines = [
        (f"LEN({_clean(_form(plan, 'level2', plan.project))})=0", '"项目名称没有填"'),
        (f"NOT(N({_fund(plan, 'budget')})>0)", '"全年预算数没有填，或者不是大于 0 的数"'),
        (f"NOT(ISNUMBER({_fund(plan, 'executed')}))", '"全年执行数没有填，或者不是数"'),
        (f"N({_fund(plan, 'executed')})<0", '"全年执行数不能是负数"'),
        (_bad_points(_fund(plan, "points"), _fund(plan, "weight")), '"执行率的得分要在 0 和分值之间，也可以空着"'),
        (f"{rows}>{CAPACITY}", f'"指标超过 {CAPACITY} 行，后面的行没有核对，请分成两份"'),
        (f"SUM($C${FIRST}:$C${LAST})=0", '"一行指标也没有填"'),
        (f"SUM($J${FIRST}:$J${LAST})>0", f"INDEX($I${FIRST}:$I${LAST},{first_issue})"),
        ("$H$1<>100", '"分值合计 "&$H$1&"，应为 100（指标分值加预算执行的分值）"'),
    ]
    # one cell a reason, the first that holds wins: Excel 2003 nests seven functions deep and no deeper
    for row, (wrong, why) in enumerate(lines, 1):
        sheet.cell(row, 13, f'=IF(ISERROR({wrong}),"有单元格是错误值，请改正",IF({wrong},{why},""))')
        sheet.cell(row, 14, f"=IF(LEN($M${row})>0,1,0)")
    last = len(lines)
    sheet["A1"] = "结论"
    ready = '"● 可提交"&IF($D$1>0,"　还有 "&$D$1&" 处没有填，建议补齐","")'
    sheet["B1"] = f'=IF(SUM($N$1:$N${last})=0,{ready},"▲ 不可提交：　"&INDEX($M$1:$M${last},MATCH(1,$N$1:$N${last},0)))'
    sheet["C1"], sheet["G1"] = "空项", "分值合计"
    sheet["D1"] = f"={'+'.join(_empty(cell) for cell in _wanted(plan))}+SUM($K${FIRST}:$K${LAST})"
    sheet["H1"] = f"=ROUND(N({_fund(plan, 'weight')})+SUM($H${FIRST}:$H${LAST}),2)"
    headings = (
        "行号", "三级指标", "有内容", "年度指标值", "实际完成值", "分值", "得分", "分值（数）", "问题", "有问题", "空项", "要人判断",
    )  # fmt: skip
    for column, text in enumerate(headings, 1):
        sheet.cell(2, column, text)
    for number in range(1, CAPACITY + 1):
        _add_line(sheet, plan, number)


def _add_line(sheet: Worksheet, plan: Plan, number: int) -> None:
    row = number + 2
    header, total = f"ROW({_of(plan.header)})", f"ROW({_of(plan.total)})"
    sheet.cell(row, 1, f"=IF({header}+{number}<{total},{header}+{number},0)")
    for column, role in ((2, "name"), (4, "target"), (5, "actual"), (6, "weight"), (7, "points")):
        letter = get_column_letter(plan.column(role))
        cell = f"INDEX('{FORM}'!${letter}:${letter},$A{row})"
        sheet.cell(row, column, f'=IF($A{row}=0,"",IF(ISERROR({cell}),"错误值",{_clean(cell)}))')
    sheet.cell(row, 3, f'=IF(LEN(SUBSTITUTE(SUBSTITUTE($B{row},"…",""),".","")&$D{row}&$E{row}&$F{row}&$G{row})>0,1,0)')
    sheet.cell(row, 8, f"=IF(ISERROR(VALUE($F{row})),0,VALUE($F{row}))")
    found = (
        f'IF(LEN($O{row})>0,"第 "&$A{row}&" 行的"&$O{row}&"没有填",IF(LEN($P{row})>0,"第 "&$A{row}&" 行："&$P{row},""))'
    )
    sheet.cell(row, 9, f"={found}")
    sheet.cell(row, 10, f"=IF(LEN($I{row})>0,1,0)")
    missing = "+".join(f"IF(LEN(${letter}{row})=0,1,0)" for letter in "BDE")
    sheet.cell(row, 11, f"=IF($C{row}=0,0,{missing}+IF(OR(LEN($F{row})>0,{_child(row)}),0,1))")
    # whether a person would have to judge the line, so that it needs a typed score
    sheet.cell(row, 12, f"=IF(OR($C{row}=0,LEN($G{row})>0,{_child(row)}),0,{_open(row)})")
    sheet.cell(row, 15, f'=IF($C{row}=0,"",{_missing(row)})')
    sheet.cell(row, 16, f'=IF($C{row}=0,"",{_wrong(row)})')


def _child(row: int) -> str:
    return f'LEFT($B{row},2)="其中"'


def _missing(row: int) -> str:
    """The first cell of a row that is not filled; 其中 rows carry no weight."""
    return (
        f'IF(LEN($B{row})=0,"三级指标",IF(LEN($D{row})=0,"指标值",IF(LEN($E{row})=0,"实际完成值",'
        f'IF(AND(LEN($F{row})=0,LEFT($B{row},2)<>"其中"),"分值",""))))'
    )


def _wrong(row: int) -> str:
    """What is filled and cannot stand."""
    bad_weight = f"AND(LEN($F{row})>0,$H{row}<=0)"
    bad_points = f"AND(LEN($G{row})>0,IF(ISERROR(VALUE($G{row})),TRUE,OR(VALUE($G{row})<0,VALUE($G{row})>$H{row})))"
    return (
        f'IF({bad_weight},"分值要填大于 0 的数",IF({bad_points},"得分要在 0 和分值之间",'
        f'IF($L{row}=1,"完成情况要由人判断，请填得分","")))'
    )


def _open(row: int) -> str:
    """1 where neither number can be compared nor words are enough: a number answered by words, or words by other words."""
    digits = "SUMPRODUCT(1*ISNUMBER(FIND({{0,1,2,3,4,5,6,7,8,9}},{cell})))>0"
    target, actual = digits.format(cell=f"$D{row}"), digits.format(cell=f"$E{row}")
    said = ",".join(f'$E{row}="{text}"' for text in _DONE)
    answered = f'OR($D{row}=$E{row},RIGHT($E{row},1)="%",RIGHT($E{row},1)="％",{said})'
    return f"IF({target},IF({actual},0,1),IF({answered},0,1))"


def _of(row: int) -> str:
    return f"'{FORM}'!$A${row}"


def _form(plan: Plan, role: str, row: int) -> str:
    return f"'{FORM}'!{plan.at(role, row)}"


def _fund(plan: Plan, role: str) -> str:
    return f"'{FORM}'!{plan.fund_at(role, plan.fund_total)}"


def _clean(cell: str) -> str:
    """A cell's text without blanks at its ends, the wide one too."""
    return f'TRIM(SUBSTITUTE({cell},"　"," "))'


def _empty(cell: str) -> str:
    return f"IF(LEN({_clean(cell)})=0,1,0)"


def _bad_points(points: str, weight: str) -> str:
    return f"AND(LEN({points})>0,IF(ISNUMBER({points}),OR({points}<0,{points}>N({weight})),TRUE))"


def _wanted(plan: Plan) -> list[str]:
    """The cells outside the indicator rows that every form should fill."""
    level2, actual = get_column_letter(plan.column("level2")), plan.column("actual")
    unit, own = get_column_letter(actual + 1), get_column_letter(actual)
    places = (
        f"${level2}${plan.project}", f"${level2}${plan.department}", f"${unit}${plan.department}",
        f"$B${plan.goal}", f"${own}${plan.goal}", f"${level2}${plan.contact}", f"${own}${plan.contact}",
        *(plan.fund_at(role, plan.fund_total) for role in ("initial", "budget", "executed")),
    )  # fmt: skip
    return [f"'{FORM}'!{place}" for place in places]
