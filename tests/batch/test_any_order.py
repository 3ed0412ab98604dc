"""Whatever happens to a folder between runs and in them, the next run is as a clean one over what lies there now."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import ClassVar

from crashing import run, stamps, tree
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from many_forms import form_bytes

from pbexcel.batch.run import Terms, score_files

NAMES = st.sampled_from(["甲.xlsx", "乙.xlsx", "二科/丙.xlsx"])


class Folder(RuleBasedStateMachine):
    """Drop, edit, delete, lock, crash, break the ledger, change the rules, run; every run is compared with a clean one."""

    happened: ClassVar[Counter[str]] = Counter()

    @initialize()
    def begin(self) -> None:
        self.happened["stories"] += 1
        self.home = Path(tempfile.mkdtemp(prefix="pbexcel-order-"))
        self.given, self.out = self.home / "in", self.home / "out"
        self.given.mkdir()
        self.rules = "mof-2020"
        score_files([self.given], self.home / "warm", Terms())

    def teardown(self) -> None:
        if hasattr(self, "home"):
            shutil.rmtree(self.home)

    @rule(name=NAMES, number=st.integers(1, 4))
    def drop_or_edit(self, name: str, number: int) -> None:
        self.happened["drop or edit"] += 1
        (self.given / name).parent.mkdir(exist_ok=True)
        (self.given / name).write_bytes(form_bytes(number))

    @rule(name=NAMES)
    def break_one(self, name: str) -> None:
        self.happened["break one"] += 1
        if (self.given / name).exists():
            (self.given / name).write_bytes((self.given / name).read_bytes()[:-30])

    @rule(name=NAMES)
    def delete(self, name: str) -> None:
        self.happened["delete"] += 1
        (self.given / name).unlink(missing_ok=True)

    @rule(name=NAMES)
    def lock(self, name: str) -> None:
        self.happened["lock"] += 1
        (self.given / f"~${Path(name).name}").write_bytes(b"\x05")

    @rule(step=st.integers(0, 400))
    def crash(self, step: int) -> None:
        self.happened["crash"] += 1
        run(self.given, self.out, Terms(self.rules), at=step)

    @rule(keep=st.integers(0, 5000))
    def break_the_ledger(self, keep: int) -> None:
        self.happened["break the ledger"] += 1
        ledger = self.out / ".pbexcel" / "ledger.sqlite"
        if ledger.exists():
            ledger.write_bytes(ledger.read_bytes()[:keep])

    @rule(rules=st.sampled_from(["mof-2020", "hubei"]))
    def change_the_rules(self, rules: str) -> None:
        self.happened["change the rules"] += 1
        self.rules = rules

    @rule()
    def run_again(self) -> None:
        self.happened["run again"] += 1
        before, clean = stamps(self.given), self.home / "clean"
        again, once = run(self.given, self.out, Terms(self.rules)), run(self.given, clean, Terms(self.rules))
        assert (again.code, stamps(self.given)) == (once.code, before)
        mine, theirs = tree(self.out), tree(clean)
        assert {name: mine.get(name) for name in theirs} == theirs
        records = [json.loads(line) for line in (self.out / "run.jsonl").read_text(encoding="utf-8").splitlines()]
        assert sorted(record["file"] for record in records) == sorted(name for name in before if "~$" not in name)
        shutil.rmtree(clean)


Folder.TestCase.settings = settings(
    max_examples=6, stateful_step_count=10, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
TestAnyOrder = Folder.TestCase
