"""Checks that reading and scoring have already made: the ledger names them, too.

In: a `View`. Out: nothing but whether they applied; what they found stands among the problems. Not here: any judgement.
"""

from __future__ import annotations

from pbexcel.problems import catalogue
from pbexcel.records import Blank, Line, Number, Rate, Stated
from pbexcel.scoring.checks.view import NOT_APPLICABLE, Answer, Check, CouldNotRun, View

NO_FORM_CODES = frozenset(("L101", "L109", "L110", "L116", "L117", "L122", "L123"))  # then there is no form to check


def made(view: View) -> Answer:
    """Made of every form."""
    return []


def of_lines(view: View) -> Answer:
    return _where(bool(view.lines))


def of_numbers(view: View) -> Answer:
    return _where(any(isinstance(row.actual.value, Number) for row in view.indicators))


def of_statements(view: View) -> Answer:
    return _where(any(isinstance(row.target.value, Stated) for row in view.indicators))


def of_rates(view: View) -> Answer:
    return _where(any(isinstance(row.actual.value, Rate) for row in view.indicators))


def of_actuals(view: View) -> Answer:
    return _where(any(not isinstance(row.actual.value, Blank) for row in view.indicators))


def of_typed(view: View) -> Answer:
    return _where(any(row.typed.value is not None or row.typed.text.strip() for row in view.indicators))


def of_computed(view: View) -> Answer:
    """Typed against computed: needs a typed score and a computed one."""
    pairs = [line for line in view.lines if line.indicator.typed.value is not None]
    if not pairs:
        return NOT_APPLICABLE
    return [] if any(line.computed is not None for line in pairs) else CouldNotRun("各行都要由人判定，没有复算得分")


def of_money(view: View) -> Answer:
    return _where(view.form.money is not None)


def of_execution(view: View) -> Answer:
    return _where(view.card.execution.weight is not None)


def of_execution_typed(view: View) -> Answer:
    execution = view.card.execution
    if execution.weight is None or execution.typed is None:
        return NOT_APPLICABLE
    return [] if execution.computed is not None else CouldNotRun("算不出执行率")


def of_draft(view: View) -> Answer:
    return _where(view.profile.draft)


def of_decided(view: View) -> Answer:
    """Found wherever a decision was met; without one there is nothing to take over."""
    return NOT_APPLICABLE


def of_missed(view: View) -> Answer:
    """Reasons are owed where a line stays below its weight."""
    return _where(any(map(_is_short, view.lines)))


def _is_short(line: Line) -> bool:
    weight = line.indicator.weight.value
    if weight is None:
        return line.completion is not None and line.completion < 1
    return line.points is not None and line.points < weight


def of_reasons(view: View) -> Answer:
    return _where(any(row.reason.text.strip() for row in view.indicators))


FORM = (
    Check("同一个文件里的自评表分得清", ("L102",), made),
    Check("同一个文件里的自评表都能评分", ("L121",), made),
    Check("有分值列和得分列", ("L103", "L104", "W314", "W310"), made),
    Check("项目名称已填", ("L105",), made),
    Check("主管部门已填", ("L106",), made),
    Check("实施单位已填", ("L107",), made),
    Check("年度已填", ("L108",), made),
    Check("公式都有算出的结果", ("L111",), made),
    Check("没有错误值", ("L112",), made),
    Check("没有只填了名称的指标", ("L113",), made),
    Check("没有留着示例行", ("L125",), made),
    Check("总分行下面没有带分数的行", ("L126",), made),
    Check("旁边没有以前年度的表", ("L127",), made),
    Check("隐藏的行里没有另一张表", ("L128",), made),
    Check("数没有存成文本", ("L114",), made),
    Check("没有隐藏的填写内容", ("L115",), made),
    Check("没有指向别的工作簿的链接", ("L118",), made),
    Check("没有宏", ("L119",), made),
    Check("是新版 Excel 文件", ("L120",), made),
    Check("得分公式没有被数字盖掉", ("L131",), made),
)
WEIGHTS = (
    Check("每个指标都有大于 0 的分值", ("W301", "W302", "W303"), of_lines),
    Check("分值合计等于满分", ("W304", "W305", "W306"), of_lines),
    Check("预算执行率只计一次分", ("W311", "W312"), of_lines),
    Check("用的是正式规则", ("W316",), of_draft),
    Check("分值是百分制", ("W317",), of_lines),
)
MONEY = (
    Check("有全年预算数", ("M401", "M402"), of_execution),
    Check("有全年执行数", ("M404", "M405"), of_execution),
    Check("资金总额一行有数", ("M403",), of_money),
    Check("预算执行得分等于执行率乘分值", ("M408", "M409"), of_execution_typed),
)
LINES = (
    Check("实际完成值已填", ("P509",), of_lines),
    Check("每一行都有得分或能算出得分", ("P507",), of_lines),
    Check("每一行都能自动判定", ("P508",), of_lines),
    Check("方向看得出来", ("P517", "P526"), of_numbers),
    Check("要求等于的没有超出", ("P518",), of_numbers),
    Check("复核结果已采用", ("P523", "P524", "P525"), of_decided),
    Check("每一行一个得分", ("L124",), of_lines),
    Check("得分是数", ("P501",), of_typed),
    Check("得分在 0 和分值之间", ("P502", "P503"), of_typed),
    Check("自评不高于复算（含未达标打满分）", ("P504",), of_computed),
    Check("达标而少打分的写明了原因", ("P505",), of_computed),
    Check("定性指标的得分在所选的档内", ("P506",), of_statements),
    Check("没有大幅超额", ("P511", "R602"), of_actuals),
    Check("没有完成的写明了原因", ("R601", "R603", "R607"), of_missed),
    Check("原因与得分不矛盾", ("R604", "R605"), of_reasons),
    Check("写了原因也写了措施", ("R606",), of_reasons),
)


# what the value language looks for, as the ledger names it; a code without a name of its own is named by its number
_VALUES = {
    "T201": "指标值读得懂", "T202": "指标值已填", "T203": "指标值不是占位符", "T204": "完成值读得懂", "T205": "指标值没有混入字母",
    "T206": "指标值不像扫描识别错", "T207": "完成值和指标值的单位能比较", "T208": "完成值和指标值的单位一样", "T209": "百分数写了百分号",
    "T210": "要数值的没有填完成率", "T211": "定性指标没有填百分比", "T212": "完成值不是约数", "T213": "百分数没有写成小数",
    "T214": "比较符与指标名称不矛盾", "T215": "看得出是百分数还是小数", "T216": "完成值不是占位符",
    "T217": "没有发生的写了 0", "T218": "看得出是增加还是减少", "T219": "完成值说的就是指标要的",
}  # fmt: skip


def value_checks() -> tuple[Check, ...]:
    """One check per code of the value language."""
    return tuple(
        Check(_name(code), (code,), of_lines if code.startswith("T") else of_actuals)
        for code in catalogue()
        if code[0] in "TA"
    )


def _name(code: str) -> str:
    return _VALUES.get(code, f"指标值和完成值的写法（{code}）")


def _where(applies: bool) -> Answer:
    return [] if applies else NOT_APPLICABLE
