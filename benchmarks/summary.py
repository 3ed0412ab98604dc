"""Time and memory of the department summary: `python benchmarks/summary.py [FORMS]`, 10,000 forms with 12 lines by default.

In: nothing. Out: a table on stdout. The records are made up once and read from run.jsonl as `pbexcel summary` reads them;
the summary is written in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LINES = 12
MEASURED = """
import resource, sys, time
from pathlib import Path
from pbexcel.batch.rebuild import rebuild_summary
began = time.perf_counter()
rebuild_summary([Path(sys.argv[1])])
print(time.perf_counter() - began, time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
LEVELS = (("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标"), ("产出指标", "成本指标"), ("效益指标", "社会效益指标"), ("满意度指标", "服务对象满意度指标"))
WEIGHTS = ("10", "10", "10", "5", "5", "5", "5", "10", "10", "10", "5", "5")


def value(text: str, number: str, cell: str, op: str | None = None) -> dict[str, Any]:
    return {"text": text, "kind": "measured" if op else "number", "op": op, "number": number, "unit": "%", "cell": cell}


def line(number: int, dice: random.Random) -> dict[str, Any]:
    level1, level2 = LEVELS[number // 2]
    actual, weight = dice.choice((dice.randint(80, 94), 95, 98, 100)), WEIGHTS[number]
    points = f"{min(actual, 95) * int(weight) / 95:.2f}"
    met = actual >= 95
    return {
        "cell": f"自评表!H{12 + number}", "level1": level1, "level2": level2, "name": f"第 {number + 1} 项指标完成情况",
        "target": value("≥95%", "95", f"自评表!E{12 + number}", ">="), "actual": value(f"{actual}%", str(actual), f"自评表!F{12 + number}"),
        "direction": "forward", "completion": f"{actual / 95:.4f}", "weight": weight, "typed": dice.choice((weight, points, points)), "computed": points,
        "points": points, "outcome": "auto", "reason": "" if met else f"第 {dice.randint(1, 10**6)} 号原因：施工进度受天气影响，已加快推进。",
        "because": f"实际 {actual}% 达到指标值 95%" if met else f"实际 {actual}% 未达到指标值 95%，{actual}÷95×{weight}={points}",
        "rule": "forward",
    }  # fmt: skip


def record(number: int, dice: random.Random) -> dict[str, Any]:
    lines = [line(place, dice) for place in range(LINES)]
    budget = dice.randint(10, 5000)
    executed = round(budget * dice.uniform(0.7, 1.01), 2)
    rate = executed / budget
    points = f"{min(rate, 1) * 10:.2f}"
    total = sum(float(one["points"]) for one in lines) + float(points)
    grade = "优" if total >= 90 else "良" if total >= 80 else "中"
    problems = [
        {"code": "P504", "severity": "警告", "title": f"自评 {one['typed']} 分，复算 {one['computed']} 分", "cell": one["cell"], "read": one["typed"],
         "expected": f"{one['computed']} 分", "fix": "不用处理，已按复算计", "costs": f"{float(one['typed']) - float(one['computed']):.2f}"}
        for one in lines if float(one["typed"]) > float(one["computed"])
    ]  # fmt: skip
    department = number % 300
    return {
        "file": f"部门{department:03}/项目{number:05}.xlsx", "status": "scored", "sha256": f"{number:064x}", "output": f"已评分/部门{department:03}/项目{number:05}.xlsx",
        "project": f"第 {number} 号民生实事建设项目", "department": f"第 {department} 号主管部门", "unit": f"第 {number % 1500} 号实施单位", "year": 2025,
        "layout": "standard", "rules": {"id": "mof-2020", "sha256": "0" * 64, "unverified": 8},
        "execution": {"unit": "万元", "budget": str(budget), "executed": str(executed), "rate": f"{rate:.4f}", "weight": "10", "typed": "10",
                      "computed": points, "points": points, "because": f"执行率 {rate:.2%}", "cell": "自评表!I8", "initial": str(budget)},
        "lines": lines, "total": f"{total:.2f}", "total_range": [f"{total:.2f}", f"{total:.2f}"], "grade": grade, "typed_total": "100",
        "typed_grade": "优", "problems": problems,
    }  # fmt: skip


def main() -> None:
    forms = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    dice = random.Random(7)
    with tempfile.TemporaryDirectory(prefix="pbexcel-benchmark-") as folder:
        with (Path(folder) / "run.jsonl").open("w", encoding="utf-8") as stream:
            for number in range(forms):
                stream.write(json.dumps(record(number, dice), ensure_ascii=False) + "\n")
        done = subprocess.run([sys.executable, "-c", MEASURED, folder], capture_output=True, text=True, check=True)
        seconds, busy, kilobytes = done.stdout.split()
        size = (Path(folder) / "部门汇总.xlsx").stat().st_size
        print("| forms | lines | seconds | of the processor, start-up included | peak MiB | workbook MiB |")
        print("|---|---|---|---|---|---|")
        print(f"| {forms:,} | {forms * LINES:,} | {float(seconds):.1f} | {float(busy):.1f} | {int(kilobytes) / 1024:.0f} | {size / 2**20:.1f} |")


if __name__ == "__main__":
    main()
