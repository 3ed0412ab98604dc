"""The filled forms of samples/, built from the blank form the way staff type: run this file to write them again.

In: the facts below. Out: one workbook per project. What each must come out as is in samples/README.md.
The first is the published form of 北仑区, 2021; the other two projects, their units and numbers are invented.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeAlias

from openpyxl import Workbook

from pbexcel.forms.template.build import build_template
from pbexcel.forms.template.package import workbook_bytes
from pbexcel.forms.template.plan import Plan, plan_for
from pbexcel.forms.template.variants import variants

SAMPLES = Path(__file__).parents[2] / "samples"
REASON_WIDTH = 17  # characters of a line
DEPARTMENT = "宁波市自然资源和规划局北仑分局"


class Share(NamedTuple):
    """A share in a cell formatted as a percentage: 0.9375 with 0.00% is what Excel stores for 93.75%."""

    value: float
    number_format: str = "0.00%"


Typed: TypeAlias = "str | int | float | Share | None"


class Row(NamedTuple):
    """One indicator as typed; numbers are numbers, everything else is the text."""

    level2: str
    name: str
    target: Typed
    actual: Typed
    weight: int
    points: Typed = None
    reason: str | None = None


@dataclass(frozen=True)
class Sample:
    file: str
    project: str
    unit: str
    money: tuple[tuple[Typed, Typed, Typed], ...]
    rate: Typed
    execution_points: Typed
    goal: str
    done: str
    rows: tuple[Row, ...]
    total: Typed
    grade: str | None
    contact: tuple[str, str] | None = None


CERTIFICATES = Sample(
    file="不动产登记电子证书（证明）建设项目.xlsx",
    project="不动产登记电子证书（证明）建设项目",
    unit="宁波市北仑区不动产登记服务中心",
    money=((110, 110, 109.62), (110, 110, 109.62)),
    rate=Share(0.9965),
    execution_points=10,
    goal=(
        "1.完成不动产登记系统升级改造，软、硬件采购、线路租用等。\n"
        "2.保障项目基础设施、软件硬件正常运转，为业务开展提供支撑。\n"
        "3.提高工作效率，提高不动产登记电子证书（证明）社会影响力、认知度。"
    ),
    done="已完成自助打证设备采购3台，已完成系统升级改造。",
    rows=(
        Row("数量指标", "硬件采购/维护数量", "≤3台", "3台", 10, 10),
        Row("质量指标", "系统验收合格率", "≥99.5%", "100%", 10, 10),
        Row("质量指标", "系统正常运行率", "≥99.5%", "100%", 10, 10),
        Row("时效指标", "系统故障修复响应时间", "≤0.5小时", "100%", 5, 5),
        Row("时效指标", "系统运行维护响应时间", "≤0.5小时", "100%", 5, 5),
        Row("成本指标", "软件升级", "≤20万元", "19.8万元", 5, 5),
        Row("成本指标", "设备采购", "≤90万元", "89.82万元", 5, 5),
        Row("社会效益指标", "不动产登记数字化程度", "大幅提高", "100%", 10, 10),
        Row("社会效益指标", "企业、个人日常应用", "满足企业、个人日常应用需求", "100%", 10, 9),
        Row("可持续影响指标", "系统正常使用年限", "≥5年", "100%", 10, 10),
        Row("服务对象满意度指标", "使用人员满意度", "≥98%", "98%", 10, 9),
    ),
    total=98,
    grade="优",
)

LANDSLIDES = Sample(
    file="地质灾害隐患点综合治理项目.xlsx",
    project="地质灾害隐患点综合治理项目",
    unit="宁波市北仑区地质环境监测站",
    money=((250, 250, 238), (250, 250, 238)),
    rate="95.2%",
    execution_points=9.52,
    goal="1.完成12处地质灾害隐患点工程治理。\n2.加强群测群防队伍培训，提高应急处置能力。\n3.恢复治理区植被，减少受威胁群众。",
    done="12处隐患点已全部完成治理；因工程量增加，治理费用超出预期；培训和植被恢复未达到年初目标。",
    rows=(
        Row("数量指标", "治理隐患点数量", "≥12处", "12处", 10, 10),
        Row(
            "数量指标",
            "群测群防员培训人次",
            "≥200人次",
            "110人次",
            5,
            2.75,
            "下半年两期集中培训因台风防御取消，已列入2022年一季度培训计划补训。",
        ),
        Row(
            "质量指标",
            "单项工程一次验收合格率",
            "≥95%",
            Share(0.9375),
            10,
            9.87,
            "16个单项工程中1处挡墙排水孔间距不达标，已返工并复验合格，今后加强过程旁站监督。",
        ),
        Row("时效指标", "险情应急响应时间", "≤2小时", "1.5小时", 5, 5),
        Row("时效指标", "工程按期完工率", "≥90%", "90%", 5, 5),
        Row(
            "成本指标",
            "隐患点工程治理费用",
            "≤190万元",
            "209万元",
            10,
            10,
            "钢材、水泥涨价且2处边坡增加锚固工程量，今后在设计阶段做足勘查并预留价差。",
        ),
        Row("成本指标", "监测设备购置费用", "≤30万元", "29万元", 5, 5),
        Row("社会效益指标", "减少受威胁群众人数", "≥320人", "335人", 10, 10),
        Row("生态效益指标", "治理区植被恢复面积", "≥1.5公顷", "11.25亩", 10, 5),
        Row(
            "可持续影响指标",
            "长效监测机制",
            "建立健全",
            "达成年度指标",
            10,
            9,
            "部分点位传感器校准滞后，已与运维单位约定每季度校准一次。",
        ),
        Row(
            "服务对象满意度指标",
            "受益群众满意度",
            "≥95%",
            "90.25%",
            10,
            9.5,
            "施工期间噪声扰民，今后合理安排施工时间并提前公示。",
        ),
    ),
    total=90.64,
    grade="优",
    contact=("陈工", "chen@example.org"),
)

FARMLAND = Sample(
    file="耕地保护动态监测与巡查项目.xlsx",
    project="耕地保护动态监测与巡查项目",
    unit="宁波市北仑区土地整理中心",
    money=((85.6, 88, 84.04), (85.6, 80, 76.04), (None, 8, 8)),
    rate=None,
    execution_points=None,
    goal="1.实现永久基本农田遥感监测全覆盖。\n2.及时发现、核查、处置违法占用耕地行为。",
    done="全年完成遥感监测4期，开展田间巡查26次，违法占用耕地行为得到有效遏制。",
    rows=(
        Row("数量指标", "永久基本农田监测面积", "18.6万亩", "18.6万亩", 10),
        Row("数量指标", "开展田间巡查次数", "24次", 26, 5),
        Row(
            "质量指标",
            "疑似图斑核查率",
            "100%",
            Share(0.985, "0.0%"),
            10,
            reason="第四季度下发的3个图斑涉及权属争议，已会同属地街道于次年1月核查完毕。",
        ),
        Row("质量指标", "监测成果差错率", "≤1%", "0.8%", 5),
        Row("时效指标", "年度监测报告提交时间", "2021年12月20日前", "2021年12月15日", 5),
        Row(
            "时效指标",
            "图斑下发平均用时",
            "≤3天",
            "4天",
            5,
            reason="数据处理人员不足，影像到位后排队等待，2022年起增加一名处理人员。",
        ),
        Row("成本指标", "遥感数据采购费", "≤62万元", "61.5万元", 5),
        Row("成本指标", "外业核查费", "≤23万元", "22.54万元", 5),
        Row(
            "经济效益指标",
            "减少整改费用支出",
            "≥30万元",
            "280000元",
            10,
            reason="早发现早处置的图斑数量低于预期，下一步加密重点区域巡查频次。",
        ),
        Row("社会效益指标", "违法占用耕地行为", "有效遏制", "有效遏制", 10),
        Row("可持续影响指标", "耕地保护巡查制度", "健全", "达成预期指标", 10),
        Row("服务对象满意度指标", "镇（街道）满意度", "≥90%", 93.5, 10),
    ),
    total=None,
    grade=None,
    contact=("林老师", "lin@example.org"),
)

TARGET_LIST = "年初绩效目标清单.csv"
SAMPLE_FORMS = (CERTIFICATES, LANDSLIDES, FARMLAND)


def filled(sample: Sample) -> Workbook:
    """The blank form of 2021 with the sample typed into it."""
    book = build_template(year=2021)
    fill(book, plan_for(variants()["standard"], 30), sample)
    return book


def fill(book: Workbook, plan: Plan, sample: Sample) -> None:
    sheet = book["自评表"]
    level2, actual = plan.column("level2"), plan.column("actual")

    def type_in(row: int, column: int, typed: Typed) -> None:
        cell = sheet.cell(row, column)
        if isinstance(typed, Share):
            cell.value, cell.number_format = typed
        elif typed is not None:
            cell.value = typed

    type_in(plan.project, level2, sample.project)
    type_in(plan.department, level2, DEPARTMENT)
    type_in(plan.department, actual + 1, sample.unit)
    for row, amounts in enumerate(sample.money, plan.fund_total):
        for role, amount in zip(("initial", "budget", "executed"), amounts, strict=True):
            type_in(row, plan.fund(role)[0], amount)
    type_in(plan.fund_total, plan.fund("rate")[0], sample.rate)
    type_in(plan.fund_total, plan.fund("points")[0], sample.execution_points)
    type_in(plan.goal, plan.column("level1"), sample.goal)
    type_in(plan.goal, actual, sample.done)
    for line in sample.rows:
        row = next(
            row
            for row in range(plan.first, plan.last + 1)
            if sheet.cell(row, level2).value == line.level2 and sheet.cell(row, plan.column("name")).value is None
        )
        for column, typed in enumerate(line, level2):
            type_in(row, column, typed)
        lines = -(-len(line.reason or "") // REASON_WIDTH)
        if lines > 1:  # the row grows by itself while typing in Excel; openpyxl does not type
            sheet.row_dimensions[row].height = 16 * lines
    # openpyxl computes nothing: a formula it saves has no value, so the cells that sum up are typed, or emptied
    sheet.cell(plan.total, plan.column("points")).value = sample.total
    sheet.cell(plan.grade, plan.column("weight")).value = sample.grade
    if sample.rate is None:
        sheet.cell(plan.fund_total, plan.fund("rate")[0]).value = None
    sheet.cell(plan.total, plan.column("weight")).value = 100
    for column, typed in zip((level2, actual), sample.contact or (), strict=False):
        type_in(plan.contact, column, typed)


def target_list() -> bytes:
    """The approved targets of the three projects as a list: a csv as Excel saves it, so that nobody takes it for a form."""
    rows = [
        (
            "项目名称",
            "主管部门",
            "实施单位",
            "年度",
            "年初预算数",
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "分值",
        )
    ]
    first_level = {second: level.name for level in variants()["standard"].levels for second, _ in level.second}
    for sample in SAMPLE_FORMS:
        budget = str(sample.money[0][0])
        for line in sample.rows:
            level1 = first_level[line.level2]
            indicator = (level1, line.level2, line.name, str(line.target), str(line.weight))
            rows.append((sample.project, DEPARTMENT, sample.unit, "2021", budget, *indicator))
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def main() -> None:
    for sample in SAMPLE_FORMS:
        (SAMPLES / sample.file).write_bytes(workbook_bytes(filled(sample)))
    (SAMPLES / TARGET_LIST).write_bytes(target_list())


if __name__ == "__main__":
    main()
