"""An inbox with a watch over it, forms that are a line of text, and time that passes only when a test says so.

In: files dropped, seconds. Out: what the watch made of them. Not here: real forms; the work is a stand-in that publishes as
the real one does, everything else is the real thing.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import pbexcel.batch.run as run
from pbexcel.batch.one import Done, Job, _put, done
from pbexcel.batch.run import Terms
from pbexcel.batch.watching.settling import Patience
from pbexcel.batch.watching.status import State
from pbexcel.batch.watching.watch import Watch
from pbexcel.report import FileRecord, ProblemRecord

BROKEN = ProblemRecord(code="T201", severity="退回", title="指标值读不懂", cell="自评表!F9", read="约", expected="数", fix="改成数", costs=None)
START = 1_800_000_000.0


def form(project: str, says: str = "1", *, unit: str = "养护中心", status: str = "scored") -> bytes:
    return f"{project}|{unit}|{says}|{status}".encode()


@dataclass
class Worker:
    """Stands in for batch.one.work: reads a form of text, publishes an output, remembers what it was asked."""

    asked: list[str] = field(default_factory=list)

    def __call__(self, job: Job) -> Done:
        self.asked.append(job.name)
        data = Path(job.path).read_bytes()
        parts = data.decode("utf-8", "replace").split("|")
        sha256 = hashlib.sha256(data).hexdigest()
        if len(parts) != 4:
            return done(job.name, [FileRecord(file=job.name, status="failed", sha256=sha256)])
        project, unit, says, status = parts
        fields: dict[str, Any] = {"file": job.name, "project": project, "unit": unit, "year": 2021, "sha256": sha256, "status": status}
        if status == "scored":
            return done(job.name, [FileRecord(**fields, total=says, grade="优", **line(says), **_put(job, "已评分", b"scored " + data))])
        return done(job.name, [FileRecord(**fields, problems=(BROKEN,), **line(says), **_put(job, "退回", data))])


def line(says: str) -> dict[str, Any]:
    value = {"text": says, "kind": "number"}
    empty = dict.fromkeys(("completion", "weight", "typed", "computed", "points"))
    kept = {"cell": "自评表!G9", "level1": "产出", "level2": "数量", "name": "数量", "target": value, "actual": value, "direction": "forward", "outcome": "auto", "because": ""}
    return {"lines": ({**kept, **empty},)}


def summary(records: Any, profiles: Any, target: Path, missing: Any = ()) -> list[str]:
    """Instead of a workbook: the total of every project that counts."""
    counted = sorted((record.project, f"{record.total}") for record in records if record.status == "scored")
    target.write_text(json.dumps(dict(counted), ensure_ascii=False), encoding="utf-8")
    return [target.name]


@dataclass
class Folder:
    """INBOX and OUT below `home`, a watch over them, and its time."""

    home: Path
    worker: Worker
    patience: Patience = field(default_factory=Patience)
    now: float = START
    told: list[FileRecord] = field(default_factory=list)
    terms: Terms = field(default_factory=Terms)

    def __post_init__(self) -> None:
        self.inbox.mkdir(exist_ok=True)
        self.start()

    @property
    def inbox(self) -> Path:
        return self.home / "收件"

    @property
    def out(self) -> Path:
        return self.home / "OUT"

    def start(self) -> None:
        self.watch = Watch(self.inbox, self.out, self.terms, self.patience, told=self.told.append)

    def drop(self, file: str, data: bytes) -> Path:
        place = self.inbox / file
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        return place

    def tick(self, seconds: float = 10.0) -> State:
        self.now += seconds
        return self.watch.tick(self.now)

    def settle(self, looks: int = 3) -> State:
        for _ in range(looks):
            self.tick()
        return self.watch.state

    @property
    def records(self) -> dict[str, dict[str, Any]]:
        place = self.out / "run.jsonl"
        lines = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
        return {record["file"]: record for record in map(json.loads, lines)}

    @property
    def statuses(self) -> dict[str, str]:
        return {file: record["status"] for file, record in self.records.items()}

    @property
    def counted(self) -> dict[str, str]:
        """What the summary says: the total of each project."""
        found: dict[str, str] = json.loads((self.out / "部门汇总.xlsx").read_text(encoding="utf-8"))
        return found

    @property
    def waits(self) -> dict[str, str]:
        return {wait.file: wait.why for wait in self.watch.state.waits}

    def kept(self) -> list[str]:
        """What lies in 历史版本/."""
        home = self.out / "历史版本"
        return sorted(path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file())


def stand_in(monkeypatch: pytest.MonkeyPatch) -> Worker:
    """Put the stand-ins in the place of the real work."""
    worker = Worker()
    monkeypatch.setattr(run, "work", worker)
    monkeypatch.setattr(run, "write_summary_file", summary)
    monkeypatch.setattr(os, "fsync", lambda handle: None)  # durability is tested where files are published
    monkeypatch.setattr(run, "publish_review", lambda records, decisions, out: 0)
    return worker


def codes(record: dict[str, Any]) -> Sequence[str]:
    return [found["code"] for found in record["problems"]]
