"""Live checks of a blank form: one light that says 可提交 or 不可提交 and why, sums, the rate, what is still empty.

In: a workbook with the drawn sheet 自评表, its plan and the grades of its rules. Out: formulas above the title, in the
execution rate, 总分 and 自评等级.
Not here: what is counted (checks), the checks of the tool itself, which checks everything again; the light is
stricter where it cannot look closely.

Nothing on 自评表 outside the two check rows depends on the sheet 核对, which looks at whole columns: no circles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.rule import FormulaRule
from openpyxl.utils import get_column_letter

from pbexcel.forms.template import style
from pbexcel.forms.template.checks import FIRST, LAST, SHEET, add_checks
from pbexcel.forms.template.plan import SHEET as FORM
from pbexcel.forms.template.plan import Plan
from pbexcel.rules.profile import Profile

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def add_light(book: Workbook, plan: Plan, profile: Profile) -> None:
    """Write every live formula of the form."""
    add_checks(book, plan)
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
    rows, weights = (f"'{SHEET}'!${letter}${FIRST}:${letter}${LAST}" for letter in "AH")
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
