"""Records, OUT folders and letters for the tests of the mail.

In: a few words. Out: records as a run leaves them. Not here: any real form.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from pbexcel.mail.compose import Terms, compose
from pbexcel.mail.enclosures import look
from pbexcel.mail.letter import Post
from pbexcel.mail.roster import Roster, roster_of
from pbexcel.mail.words import load_words
from pbexcel.report import FileRecord, LineRecord, ProblemRecord, ValueRecord

FOLDERS = {"scored": "已评分", "returned": "退回", "conflict": "已评分"}


def line(name: str, typed: str | None, points: str, because: str = "") -> LineRecord:
    value = ValueRecord(text="1", kind="number")
    return LineRecord.model_validate(
        {
            "cell": "自评表!G9", "level1": "产出指标", "level2": "数量指标", "name": name, "target": value, "actual": value,
            "direction": "forward", "completion": "1", "weight": "10", "typed": typed, "computed": points, "points": points,
            "outcome": "auto", "because": because,
        }
    )  # fmt: skip


def problem(severity: str = "退回", **texts: Any) -> ProblemRecord:
    given = {"code": "T201", "title": "指标值读不懂", "cell": "自评表!F12", "read": "约九成左右", "expected": "比较词加数", "fix": "把 自评表!F12 改成具体数值"}
    return ProblemRecord.model_validate({**given, "severity": severity, "costs": None, **texts})


def record(out: Path | None, file: str = "道路养护.xlsx", status: str = "scored", *, data: bytes | None = None, **fields: Any) -> FileRecord:
    """A record, and its output in OUT where a folder is given."""
    found: dict[str, Any] = {"file": file, "status": status, "unit": "养护中心", "department": "市交通局", "project": "道路养护", "year": 2021}
    if status in FOLDERS:
        data = f"PK {file}".encode() if data is None else data
        sha256 = hashlib.sha256(data).hexdigest()
        found |= {"sha256": sha256, "output": f"{FOLDERS[status]}/{file}", "output_sha256": sha256}
        if out:
            place = out / FOLDERS[status] / file
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
    if status == "scored":
        found |= {"total": "98.05", "grade": "优", "typed_total": "100", "typed_grade": "优", "lines": (line("软件升级", "5", "4.00", "20÷25×5"),)}
    if status == "returned":
        found |= {"problems": (problem(),)}
    return FileRecord.model_validate({**found, **fields})


def roster(*rows: str, header: str = "实施单位,联系人,邮箱,主管部门,项目名称,抄送") -> Roster:
    return roster_of("\n".join([header, *rows]).encode(), "名单.csv")


def post(out: Path, records: list[FileRecord], people: Roster, terms: Terms | None = None, **given: Any) -> Post:
    return compose(records, people, look(out, records), given.get("summaries", {}), load_words(), terms or Terms(), given.get("told", ()))
