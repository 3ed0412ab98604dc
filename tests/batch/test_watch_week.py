"""Weeks of drops in random order: nothing is lost, nothing leaks, and what counts is what came last."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
from pathlib import Path

import pytest
from drop_folder import Folder, codes, form, stand_in
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pbexcel.batch.one import Done, Job
from pbexcel.batch.watching.settling import Patience

FILES = ("甲.xlsx", "甲（改）.xlsx", "一科/甲.xlsx", "乙.xlsx", "一科/乙.xlsx")
PATIENCE = Patience(settled=5, broken=30, withdrawn=60)


DROPS = st.tuples(
    st.sampled_from(FILES), st.sampled_from("甲甲乙"), st.integers(60, 63), st.sampled_from(("scored", "scored", "returned"))
)


class Killed(BaseException):
    """The process ended in the middle of a wave."""


class Week(RuleBasedStateMachine):
    """People drop, correct, lock, rename and remove; the watch looks, is killed and starts again, its cache gone or not."""

    @initialize(drops=st.lists(DROPS, min_size=2, max_size=4, unique_by=lambda drop: drop[0]))
    def begin(self, drops: list[tuple[str, str, int, str]]) -> None:
        self.patch = pytest.MonkeyPatch()
        self.home = Path(tempfile.mkdtemp(prefix="pbexcel-week-"))
        self.worker = stand_in(self.patch)
        self.folder = Folder(self.home, self.worker, PATIENCE)
        self.dropped: dict[str, bytes] = {}  # what people believe lies in the inbox
        self.locked: set[str] = set()
        self.last: dict[str, set[str]] = {}  # project: the files with new bytes in its latest wave
        self.sums: dict[str, str] = {}
        self.drop(drops, 3)

    def teardown(self) -> None:
        if hasattr(self, "home"):
            self.comes_to_rest()
            self.patch.undo()
            shutil.rmtree(self.home)

    @rule(drops=st.lists(DROPS, min_size=1, max_size=3, unique_by=lambda drop: drop[0]), looks=st.sampled_from((0, 0, 3)))
    def dropped_now(self, drops: list[tuple[str, str, int, str]], looks: int) -> None:
        self.drop(drops, looks)

    def drop(self, drops: list[tuple[str, str, int, str]], looks: int) -> None:
        for file, project, says, status in drops:
            data = form(project, f"{says}", status=status)
            self.folder.drop(file, data)
            self.dropped[file] = data
        self.look(6, looks)

    @rule(file=st.sampled_from(FILES), seconds=st.sampled_from((6, 20)))
    def rename_and_correct(self, file: str, seconds: int) -> None:
        """The usual way to a newer file of the same project: under another name, some time later."""
        if file in self.dropped:
            project = self.dropped[file].decode()[0]
            self.drop([(f"{project} 新{len(self.dropped)}.xlsx", project, 64 + len(self.dropped), "scored")], 0)
            self.look(seconds, 3)

    @precondition(lambda self: len(self.dropped) > 1)
    @rule(choice=st.integers(0, 20), beyond=st.booleans())
    def take_away(self, choice: int, beyond: bool) -> None:
        file = sorted(self.dropped)[choice % len(self.dropped)]
        seen = file in self.folder.watch._memory.taken  # one that went while nobody looked, or with all others, is kept
        (self.folder.inbox / file).unlink()
        del self.dropped[file]
        if beyond:
            self.look(20, 8)
            assert not seen or file not in self.folder.records

    @rule(file=st.sampled_from(FILES))
    def save_as_excel_does(self, file: str) -> None:
        """Delete, a look in between, write again."""
        if file in self.dropped:
            had = file in self.folder.records
            (self.folder.inbox / file).unlink()
            self.look(3, 1)
            assert (file in self.folder.records) == had, "a file being saved was not withdrawn"
            self.folder.drop(file, self.dropped[file])

    @rule(file=st.sampled_from(FILES))
    def open_or_close(self, file: str) -> None:
        lock = self.folder.inbox / Path(file).parent / f"~${Path(file).name}"
        if file in self.locked:
            lock.unlink(missing_ok=True)
            self.locked.discard(file)
        elif file in self.dropped:
            lock.write_bytes(b"")
            self.locked.add(file)

    @rule(seconds=st.sampled_from((1, 6, 20)), looks=st.integers(1, 4))
    def look(self, seconds: int, looks: int) -> None:
        for _ in range(looks):
            self.folder.told.clear()
            self.folder.tick(seconds)
            self.hear()

    @rule(after=st.integers(0, 2))
    def is_killed_while_working(self, after: int) -> None:
        self.kill_after(after)
        with contextlib.suppress(Killed):
            self.look(6, 3)
        self.patch.setattr("pbexcel.batch.run.work", self.worker)
        self.folder.start()

    @rule(lost=st.sets(st.sampled_from(("watch.json", "ledger.sqlite", "status.json"))))
    def starts_again(self, lost: set[str]) -> None:
        for name in lost:
            for path in (self.folder.out / ".pbexcel").glob(name + "*"):
                path.unlink()
        self.folder.start()

    @rule()
    def share_goes_and_comes(self) -> None:
        self.folder.inbox.rename(self.home / "断开")
        self.look(20, 5)
        self.folder.inbox.mkdir()
        self.look(20, 5)
        shutil.rmtree(self.folder.inbox)
        (self.home / "断开").rename(self.folder.inbox)
        self.look(6, 1)

    @rule()
    def comes_to_rest(self) -> None:
        """Nobody touches anything for a while: every file ends in a result, and the newest counts."""
        for file in set(self.locked):
            self.open_or_close(file)
        self.look(20, 6)
        records = self.folder.records
        for file, data in self.dropped.items():
            assert records[file]["sha256"] == hashlib.sha256(data).hexdigest()
        assert self.folder.watch.state.totals["waiting"] == 0
        for project, newest in self.last.items():
            standing = {file for file in newest if file in records and records[file]["project"] == project}
            assert all(records[file]["replaced_by"] is None for file in standing)
            if standing == newest and len({records[file]["sha256"] for file in newest}) == 1:
                assert all(records[file]["status"] in ("scored", "returned") for file in newest), "what came last alone counts"
        assert len(self.folder.watch._settling.fresh) == len(self.folder.watch._settling._whole) == 0

    @invariant()
    def nothing_is_lost_and_every_record_is_true(self) -> None:
        if not hasattr(self, "folder"):
            return
        for file, data in self.dropped.items():
            assert (self.folder.inbox / file).read_bytes() == data
        records = self.folder.records
        by_project: dict[str, list[dict[str, object]]] = {}
        for record in records.values():
            output = self.folder.out / str(record["output"])
            newer = record["replaced_by"]
            assert newer is None or records[newer]["project"] == record["project"]
            assert (record["status"] == "skipped") == ("B712" in codes(record))
            if output.exists():  # a correction may be under way
                by_project.setdefault(record["project"], []).append(record)
        for project, own in by_project.items():
            counting = [record for record in own if record["status"] != "skipped"]
            contents = {(str(record["sha256"])) for record in counting}
            assert counting or len(own) < sum(record["project"] == project for record in records.values())
            assert len(contents) <= 1 or {record["status"] for record in counting} == {"conflict"}
        totals = self.folder.watch.state.totals
        assert totals.pop("received") == sum(totals.values())
        assert not list(self.folder.out.rglob("*.tmp"))

    def kill_after(self, jobs: int) -> None:
        left = jobs

        def killed(job: Job) -> Done:
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            return self.worker(job)

        self.patch.setattr("pbexcel.batch.run.work", killed)

    def hear(self) -> None:
        """Remember which files came with new bytes in this wave."""
        waves: dict[str, set[str]] = {}
        for record in self.folder.told:
            if self.sums.get(record.file) != record.sha256 and record.sha256 and record.project:
                waves.setdefault(record.project, set()).add(record.file)
                self.sums[record.file] = record.sha256
        self.last |= waves
        self.sums = {file: sha256 for file, sha256 in self.sums.items() if file in self.folder.records}


TestWeek = Week.TestCase
TestWeek.settings = settings(max_examples=25, stateful_step_count=25, deadline=None, phases=(Phase.reuse, Phase.generate), suppress_health_check=list(HealthCheck))
