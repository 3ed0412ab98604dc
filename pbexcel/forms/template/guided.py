"""Guidance on the cells of a blank form: prompts, drop-downs, and what is refused while typing.

In: the drawn sheet 自评表 and its plan. Out: the sheet with validations.
Not here: the lists themselves (lists), the live checks (light), any check after filling: pasting
defeats every validation, so the tool checks everything again.

openpyxl leaves showErrorMessage and showInputMessage off; a validation without them blocks and says nothing.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pbexcel.forms.template.lists import CHOICES, DIGITS, GRADES, NATURES, SECOND
from pbexcel.forms.template.plan import Plan

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_MONEY = 100_000_000  # 万元: a million million yuan; above it an amount is a typing error


@cache
def words() -> dict[str, Any]:
    """The prompts and refusals, by kind of cell."""
    return tomllib.loads((files("pbexcel.forms.template") / "words.toml").read_text(encoding="utf-8"))


def guide(sheet: Worksheet, plan: Plan) -> None:
    """Add a validation to every input cell."""
    _head(sheet, plan)
    _money(sheet, plan)
    _indicators(sheet, plan)
    _foot(sheet, plan)


def _add(sheet: Worksheet, area: str, kind: str, *, stop: str | None = None, **rule: Any) -> None:
    """A prompt on `area`; with `stop`, values that break the rule are refused; a list without it only offers."""
    prompt = words()[kind]
    check = DataValidation(allow_blank=True, showInputMessage=True, showErrorMessage=stop is not None, **rule)
    check.promptTitle, check.prompt = prompt["title"], prompt["text"]
    if stop is not None:
        refusal = words()["stop"][stop]
        check.errorStyle, check.errorTitle, check.error = "stop", refusal["title"], refusal["text"]
    check.add(area)
    sheet.add_data_validation(check)


def _head(sheet: Worksheet, plan: Plan) -> None:
    level2 = get_column_letter(plan.column("level2"))
    unit = get_column_letter(plan.column("actual") + 1)
    _add(sheet, f"A{plan.year}", "year")
    _add(sheet, f"{level2}{plan.project}", "project")
    _add(sheet, f"{level2}{plan.department}", "department")
    _add(sheet, f"{unit}{plan.department}", "unit_name")
    _add(sheet, f"B{plan.goal}", "goal")
    _add(sheet, f"{get_column_letter(plan.column('actual'))}{plan.goal}", "done")


def _money(sheet: Worksheet, plan: Plan) -> None:
    amount = {"type": "decimal", "operator": "between", "formula1": "0", "formula2": str(_MOST_MONEY)}
    for role in ("initial", "budget", "executed"):
        letter = get_column_letter(plan.fund(role)[0])
        _add(sheet, f"{letter}{plan.fund_total}:{letter}{plan.fund_last}", role, stop="money", **amount)
    points = plan.fund_at("points", plan.fund_total).replace("$", "")
    most = plan.fund_at("weight", plan.fund_total)
    _add(
        sheet,
        points,
        "execution_points",
        stop="points",
        type="decimal",
        operator="between",
        formula1="0",
        formula2=most,
    )


def _indicators(sheet: Worksheet, plan: Plan) -> None:
    def area(role: str, first: int = plan.first, last: int = plan.last) -> str:
        letter = get_column_letter(plan.column(role))
        return f"{letter}{first}:{letter}{last}"

    for block in plan.blocks:
        # the first level's own cell names its list, so a row inserted inside the block offers the right one
        known = block.level.name in [level.name for level in plan.variant.levels]
        own = f'LEFT($B${block.first},FIND("指标",$B${block.first})-1)' if known else '"全部"'
        offered = f'INDIRECT("{SECOND}"&{own})'
        _add(sheet, area("level2", block.first, block.last), "level2", type="list", formula1=offered)
    _add(sheet, area("name"), "name")
    split = any(column.role == "nature" for column in plan.variant.columns)
    _add(sheet, area("target"), "target_split" if split else "target")
    if split:
        _add(sheet, area("nature"), "nature", type="list", formula1=NATURES)
        _add(sheet, area("unit"), "unit")
    target = plan.at("target", plan.first, fixed=False)
    has_digit = f"SUMPRODUCT(1*ISNUMBER(FIND({DIGITS},{target})))>0"
    # the three phrases are offered where the target is words; a number answered by a phrase could not be scored
    _add(sheet, area("actual"), "actual", type="list", formula1=f"IF({has_digit},{CHOICES}无,{CHOICES})")
    _add(
        sheet,
        area("weight"),
        "weight",
        stop="weight",
        type="decimal",
        operator="between",
        formula1="0.01",
        formula2="100",
    )
    weight = plan.at("weight", plan.first, fixed=False)
    most = f"IF(ISNUMBER({weight}),{weight},100)"
    _add(
        sheet, area("points"), "points", stop="points", type="decimal", operator="between", formula1="0", formula2=most
    )
    _add(sheet, area("reason"), "reason")


def _foot(sheet: Worksheet, plan: Plan) -> None:
    total = f"{get_column_letter(plan.column('points'))}{plan.total}"
    _add(sheet, total, "total", stop="total", type="decimal", operator="between", formula1="0", formula2="100")
    _add(sheet, f"{get_column_letter(plan.column('weight'))}{plan.grade}", "grade", type="list", formula1=GRADES)
    _add(sheet, f"{get_column_letter(plan.column('level2'))}{plan.contact}", "contact")
    mail = f"{get_column_letter(plan.column('actual'))}{plan.contact}"
    rule = f'AND(ISNUMBER(FIND("@",{mail})),ISNUMBER(FIND(".",{mail})),ISERROR(FIND(" ",TRIM({mail}))))'
    _add(sheet, mail, "mail", stop="mail", type="custom", formula1=rule)
