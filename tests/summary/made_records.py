"""Records made by hand: what a run says about forms, without forms.

In: what a test wants to be special. Out: `FileRecord`s whose points add up.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import openpyxl

from pbexcel.report import ExecutionRecord, FileRecord, LineRecord, ProblemRecord, RulesRecord, ValueRecord
from pbexcel.rules.loading import load_rules
from pbexcel.summary.workbook import Limits, write_summary

PROFILE = load_rules()
GRADES = PROFILE.grade_edges()


def line(name: str = "硬件采购数量", points: str = "10", weight: str = "10", *, typed: str | None = None, **changed: Any) -> LineRecord:
    given: dict[str, Any] = {
        "cell": "自评表!H12", "level1": "产出指标", "level2": "数量指标", "name": name, "target": ValueRecord(text="≤3台", kind="measured"),
        "actual": ValueRecord(text="3台", kind="number"), "direction": "forward", "completion": Decimal(1), "weight": Decimal(weight),
        "typed": Decimal(typed or points), "computed": Decimal(points), "points": Decimal(points), "outcome": "auto", "because": "达到指标值",
    }  # fmt: skip
    return LineRecord(**{**given, **changed})


SEED_LINES = (
    *(line(f"产出第 {number} 项", weight, weight) for number, weight in enumerate(("10", "10", "10", "5", "5", "5", "5"), 1)),
    line("不动产登记数字化程度", level1="效益指标", level2="社会效益指标", cell="自评表!H19"),
    line("企业、个人日常应用", "9", level1="效益指标", level2="社会效益指标", cell="自评表!H20"),
    line("系统正常使用年限", level1="效益指标", level2="可持续影响指标", cell="自评表!H21"),
    line("使用人员满意度", "9", level1="满意度指标", level2="服务对象满意度指标", cell="自评表!H22"),
)


def money(budget: str = "110", executed: str = "109.62", points: str = "10", *, unit: str = "万元", typed: str | None = "10") -> ExecutionRecord:
    rate = round(Decimal(executed) / Decimal(budget), 4) if Decimal(budget) else None
    return ExecutionRecord(
        unit=unit, budget=Decimal(budget), executed=Decimal(executed), rate=rate, weight=Decimal(10), typed=Decimal(typed) if typed else None,
        computed=Decimal(points), points=Decimal(points), because="执行率乘分值", cell="自评表!I8", initial=Decimal(budget),
    )  # fmt: skip


def problem(code: str = "P504", severity: str = "警告", cell: str | None = "自评表!H12", costs: str | None = None, **changed: str) -> ProblemRecord:
    texts = {"title": f"{code} 的标题", "read": "10", "expected": "8", "fix": "改成 8", **changed}
    return ProblemRecord(code=code, severity=severity, cell=cell, costs=Decimal(costs) if costs else None, **texts)


def form(
    project: str = "不动产登记电子证书（证明）建设项目", *, lines: Sequence[LineRecord] = SEED_LINES, execution: ExecutionRecord | None = None,
    status: str = "scored", **changed: Any,
) -> FileRecord:  # fmt: skip
    """A form whose total is the sum of its lines; returned and failed ones have none."""
    execution = execution or money()
    total = sum((part.points or Decimal(0) for part in (*lines, execution)), Decimal(0))
    file = changed.pop("file", f"{project}.xlsx")
    given: dict[str, Any] = {
        "file": file, "status": status, "sha256": hashlib.sha256(file.encode()).hexdigest(),
        "output": f"{'已评分' if status == 'scored' else '退回'}/{file}", "project": project, "department": "宁波市自然资源和规划局北仑分局",
        "unit": "宁波市北仑区不动产登记服务中心", "year": 2021, "layout": "standard", "rules": RulesRecord(id="mof-2020", sha256="0" * 64, unverified=8),
        "execution": execution, "lines": tuple(lines), "total_range": (total, total), "typed_total": total, "typed_grade": "优",
    }  # fmt: skip
    if status == "scored":
        given |= {"total": total, "grade": next(name for name, edge in GRADES if total >= edge)}
    return FileRecord(**{**given, **changed})


def failed(file: str = "打不开.xlsx") -> FileRecord:
    return FileRecord(file=file, status="failed", problems=(problem("F101", "退回", None),))


def written(records: Sequence[FileRecord], *, limits: Limits | None = None, missing: Sequence[Any] = ()) -> bytes:
    stream = io.BytesIO()
    write_summary(records, stream, profiles=[PROFILE], version="1", missing=missing, limits=limits or Limits())
    return stream.getvalue()


def opened(data: bytes, *, values: bool = True) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def table(sheet: Any, header_row: int = 4) -> list[dict[str, Any]]:
    """The rows below a header as mappings by header text, up to the first empty row; the totals row is among them."""
    heads = [cell.value for cell in sheet[header_row] if cell.value]
    rows = []
    for cells in sheet.iter_rows(min_row=header_row + 1, max_col=len(heads), values_only=True):
        if not any(value is not None for value in cells):
            break
        rows.append(dict(zip(heads, cells, strict=True)))
    return rows


def mixed_run() -> list[FileRecord]:
    """A run with everything in it: scored, overstated, overspent, returned, in conflict, copied, unreadable, no form."""
    cut = line("设备采购", "3.75", "5", typed="5", level2="成本指标", cell="自评表!H13", reason="受疫情影响设备到货推迟，已督促供应商加快发货。")
    same = line("软件升级", "4", "5", typed="4", level2="成本指标", cell="自评表!H14", reason=cut.reason)
    manual = line("群众获得感", "8", "10", outcome="manual", computed=None, level1="效益指标", level2="社会效益指标", cell="自评表!H15")
    return [
        form(),
        form("设备更新项目", lines=(*SEED_LINES[:6], cut, *SEED_LINES[7:]), execution=money("200", "220"), department="商务局", unit="投资促进中心",
             problems=(problem(cell="自评表!H13", costs="1.25"), problem("M406", "警告", "自评表!F8")), typed_grade="优"),
        form("软件升级项目", lines=(*SEED_LINES[:6], same, manual, *SEED_LINES[8:]), execution=money("500000", "300000", "6", unit="元", typed="6"),
             department="商务局", unit="投资促进中心", problems=(problem("M412", "提醒"), problem("M411", "提醒"))),
        form("缺分值的项目", status="returned", problems=(problem("W304", "退回", "自评表!G23"),)),
        form("两份不同的项目", status="conflict", file="甲.xlsx"), form("两份不同的项目", status="conflict", file="乙.xlsx"),
        form(file="副本.xlsx", sha256=hashlib.sha256("不动产登记电子证书（证明）建设项目.xlsx".encode()).hexdigest()),
        failed(), FileRecord(file="通知.docx", status="skipped", problems=(problem("B702", "提醒", None),)),
    ]  # fmt: skip
