"""Live checks of a blank form: one light that says 可提交 or 不可提交 and why, sums, the rate, what is still empty.

In: a workbook with the drawn sheet 自评表, its plan and the grades of its rules. Out: formulas above the title, in the
execution rate, 总分 and 自评等级, and the hidden sheet 核对 they look at.
Not here: the checks of the tool itself, which checks everything again; the light is stricter where it cannot look closely.

Only functions that Excel 2003, WPS and LibreOffice know, no array formulas. 核对 looks at the k-th row below the header,
whatever rows were inserted or deleted; nothing on 自评表 outside the two check rows depends on it, so there is no circle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter

from pbexcel.forms import template_style as style
from pbexcel.forms.template_lists import TIERS
from pbexcel.forms.template_plan import SHEET as FORM
from pbexcel.forms.template_plan import Plan
from pbexcel.rules.profile import Profile

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SHEET = "核对"
CAPACITY = 120  # rows below the header that are looked at; more than that is said, not passed over
_FIRST, _LAST = 3, CAPACITY + 2
# words that answer a stated target in full; anything else needs a typed score or a person
_DONE = (TIERS[0], "达成预期指标", "达成", "已达成", "已完成", "完成")


def add_light(book: Workbook, plan: Plan, profile: Profile) -> None:
    """Write every live formula of the form."""
    _add_checks(book.create_sheet(SHEET), plan)
    form = book[FORM]
    _add_rows(form, plan)
    _add_sums(form, plan, profile)


def _add_sums(form: Worksheet, plan: Plan, profile: Profile) -> None:
    """The execution rate, the sum of the weights, 总分 and 自评等级."""
    rate = form.cell(plan.fund_total, plan.fund("rate")[0])
    rate.value = f"={_rate(plan)}"
    rate.number_format = "0.00%"
    weight = form.cell(plan.total, plan.column("weight"))
    weight.value = f"=ROUND(N({plan.fund_at('weight', plan.fund_total)})+SUM({plan.rows_of('weight')}),2)"
    points = plan.rows_of("points")
    own = plan.fund_at("points", plan.fund_total)
    total = form.cell(plan.total, plan.column("points"))
    # a sum of some of the scores would be read as a wrong total
    partly = f"OR(COUNT({points})=0,COUNT({points})<COUNT({plan.rows_of('weight')}))"
    total.value = f'=IF({partly},"",ROUND(SUM({points})+N({own}),2))'
    at = plan.at("points", plan.total)
    grade = '""'
    for band in reversed(profile.grades):
        grade = f'IF({at}>={band.edge.normalize():f},"{band.name}",{grade})'
    form.cell(plan.grade, plan.column("weight")).value = f'=IF(ISNUMBER({at}),{grade},"")'


def _rate(plan: Plan) -> str:
    """全年执行数 over 全年预算数, or over 年初预算数 where there is no other."""
    initial, budget, executed = (plan.fund_at(role, plan.fund_total) for role in ("initial", "budget", "executed"))
    base = f"IF(N({budget})>0,N({budget}),N({initial}))"
    return f'IF(AND({base}>0,ISNUMBER({executed})),ROUND({executed}/{base},4),"")'


def _add_rows(form: Worksheet, plan: Plan) -> None:
    """The two rows above the title."""
    form.cell(plan.light, 1).value = f"='{SHEET}'!$B$1"
    shares = "&".join(
        f'"{block.level.name.removesuffix("指标")} "&IF(ISERROR({summed}),"?",{summed})&"/{block.level.points:f}　"'
        for number, block in enumerate(plan.blocks)
        for summed in [_block_sum(plan, number)]
    )
    rate = _rate(plan)
    form.cell(plan.sums, 1).value = (
        f'="分值　"&{shares}&"预算执行 {plan.variant.execution}　合计 "&\'{SHEET}\'!$H$1&"/100'
        f'　　执行率 "&IF(ISNUMBER({rate}),TEXT({rate},"0.00%"),"—")&"　　没有填的 "&\'{SHEET}\'!$D$1&" 处"'
    )
    for row, font, height in ((plan.light, style.LIGHT, 30), (plan.sums, style.FAINT, 20)):
        form.merge_cells(start_row=row, start_column=1, end_row=row, end_column=plan.width)
        cell = form.cell(row, 1)
        cell.font, cell.alignment = font, style.NOTE
        form.row_dimensions[row].height = height
    area = f"A{plan.light}:{get_column_letter(plan.width)}{plan.light}"
    for sign, fill, font in (("●", style.GREEN_FILL, style.GREEN), ("▲", style.RED_FILL, style.RED)):
        form.conditional_formatting.add(area, FormulaRule([f'LEFT($A${plan.light},1)="{sign}"'], fill=fill, font=font))
    form.freeze_panes = f"A{plan.title}"
    _mark_gaps(form, plan)


def _block_sum(plan: Plan, number: int) -> str:
    """The weights of one first level; numbers kept as text count too, as they do when the form is read."""
    start, end = plan.edges(number)
    rows, weights = (f"'{SHEET}'!${letter}${_FIRST}:${letter}${_LAST}" for letter in "AH")
    return f"ROUND(SUMPRODUCT(({rows}>={start})*({rows}<{end})*{weights}),2)"


def _mark_gaps(form: Worksheet, plan: Plan) -> None:
    """Cells still missing in a row that was begun are tinted."""
    name, target, actual, weight = (
        plan.at(role, plan.first, fixed=False) for role in ("name", "target", "actual", "weight")
    )
    begun = f"LEN(TRIM({name}&{target}&{actual}&{weight}))>0"
    for role in ("name", "target", "actual", "weight"):
        letter = get_column_letter(plan.column(role))
        own = f"{letter}{plan.first}"
        excused = f',LEFT(TRIM({name}),2)<>"其中"' if role == "weight" else ""
        rule = FormulaRule([f"AND({begun},LEN(TRIM({own}))=0{excused})"], fill=style.GAP_FILL)
        form.conditional_formatting.add(f"{own}:{letter}{plan.last}", rule)


def _add_checks(sheet: Worksheet, plan: Plan) -> None:
    """The hidden sheet: row 1 the verdict, row 2 headings, then one line for each row below the header."""
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    first_issue = f"MATCH(1,$J${_FIRST}:$J${_LAST},0)"
    rows = f"ROW({_of(plan.total)})-ROW({_of(plan.header)})-1"
    lines = [
        (f"LEN({_clean(_form(plan, 'level2', plan.project))})=0", '"项目名称没有填"'),
        (f"NOT(N({_fund(plan, 'budget')})>0)", '"全年预算数没有填，或者不是大于 0 的数"'),
        (f"NOT(ISNUMBER({_fund(plan, 'executed')}))", '"全年执行数没有填，或者不是数"'),
        (f"N({_fund(plan, 'executed')})<0", '"全年执行数不能是负数"'),
        (_bad_points(_fund(plan, "points"), _fund(plan, "weight")), '"执行率的得分要在 0 和分值之间，也可以空着"'),
        (f"{rows}>{CAPACITY}", f'"指标超过 {CAPACITY} 行，后面的行没有核对，请分成两张表"'),
        (f"SUM($C${_FIRST}:$C${_LAST})=0", '"一行指标也没有填"'),
        (f"SUM($J${_FIRST}:$J${_LAST})>0", f"INDEX($I${_FIRST}:$I${_LAST},{first_issue})"),
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
    sheet["D1"] = f"={'+'.join(_empty(cell) for cell in _wanted(plan))}+SUM($K${_FIRST}:$K${_LAST})"
    sheet["H1"] = f"=ROUND(N({_fund(plan, 'weight')})+SUM($H${_FIRST}:$H${_LAST}),2)"
    headings = (
        "行号",
        "三级指标",
        "有内容",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
        "分值（数）",
        "问题",
        "有问题",
        "空项",
    )
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
    sheet.cell(row, 9, f'=IF($C{row}=0,"",{_issue(row)})')
    sheet.cell(row, 10, f"=IF(LEN($I{row})>0,1,0)")
    child = f'LEFT($B{row},2)="其中"'
    missing = "+".join(f"IF(LEN(${letter}{row})=0,1,0)" for letter in "BDE")
    sheet.cell(row, 11, f"=IF($C{row}=0,0,{missing}+IF(OR(LEN($F{row})>0,{child}),0,1))")
    # whether a person would have to judge the line, so that it needs a typed score
    sheet.cell(row, 12, f"=IF(OR($C{row}=0,LEN($G{row})>0,{child}),0,{_open(row)})")


def _issue(row: int) -> str:
    """What is wrong with a row, as a formula; "" when nothing is. In two halves, for Excel 2003's seven levels."""
    child = f'LEFT($B{row},2)="其中"'
    empty = (
        f'IF(LEN($B{row})=0,"三级指标",IF(LEN($D{row})=0,"年度指标值",'
        f'IF(LEN($E{row})=0,"实际完成值",IF(AND(LEN($F{row})=0,NOT({child})),"分值",""))))'
    )
    bad_weight = f"AND(LEN($F{row})>0,NOT($H{row}>0))"
    bad_points = f"AND(LEN($G{row})>0,IF(ISERROR(VALUE($G{row})),TRUE,OR(VALUE($G{row})<0,VALUE($G{row})>$H{row})))"
    wrong = (
        f'IF({bad_weight},"分值要填大于 0 的数",IF({bad_points},"得分要在 0 和分值之间",'
        f'IF($L{row}=1,"完成情况要由人判断，请填得分","")))'
    )
    return (
        f'IF(LEN({empty})>0,"第 "&$A{row}&" 行的"&{empty}&"没有填",IF(LEN({wrong})>0,"第 "&$A{row}&" 行："&{wrong},""))'
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
