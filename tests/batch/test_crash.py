"""A run that is killed or whose disk fails leaves nothing half and loses nothing. The long version: `make crash`."""

from __future__ import annotations

import errno
import random
from pathlib import Path

import pytest
from crashing import Ended, failing, half_written, run, run_when_free, stamps, tree
from many_forms import form_bytes, lay

from pbexcel.batch.run import Terms, score_files

KILLS, FAULTS, RANDOM_KILLS = 10, 8, 3


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("crash") / "in"
    lay(folder, 3)
    (folder / "坏.xlsx").write_bytes(form_bytes(9)[:-40])
    (folder / "说明.txt").write_text("不是表")
    return folder


@pytest.fixture(scope="module")
def whole(given: Path) -> tuple[Ended, dict[str, str], dict[str, tuple[str, int]]]:
    """What a run that nothing happens to does and leaves."""
    before = stamps(given)
    score_files([given], given.parent / "warm", Terms())  # so that no child imports anything
    ended = run(given, given.parent / "whole")
    assert ended.code == 3, ended
    return ended, tree(given.parent / "whole"), before


def spread(count: int, of: int) -> list[int]:
    return sorted({number * of // count for number in range(count)})


def test_killed_at_any_step_a_run_leaves_nothing_half_and_is_completed_by_the_next(
    given: Path, whole: tuple[Ended, dict[str, str], dict[str, tuple[str, int]]]
) -> None:
    ended, expected, before = whole
    for step in spread(KILLS, len(ended.steps)):
        out = given.parent / f"killed{step}"
        assert run(given, out, at=step).code == -9
        assert half_written(out, expected) == [], ended.steps[step]
        assert run(given, out).code == ended.code
        assert tree(out) == expected, ended.steps[step]
    assert stamps(given) == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO], ids=errno.errorcode.get)
def test_whatever_call_fails_the_next_run_completes_the_work(
    given: Path, whole: tuple[Ended, dict[str, str], dict[str, tuple[str, int]]], number: int
) -> None:
    ended, expected, before = whole
    for step in spread(FAULTS, len(ended.steps)):
        out = given.parent / f"failed{number}-{step}"
        struck = run(given, out, at=step, then=failing(number))
        assert struck.code in (0, 3, 5), (ended.steps[step], struck)
        files = {name: digest for name, digest in tree(out).items() if "/" in name}
        assert all(expected.get(name) == digest for name, digest in files.items()), ended.steps[step]
        assert run(given, out).code == ended.code
        assert tree(out) == expected, ended.steps[step]
    assert stamps(given) == before


def test_a_pool_killed_at_random_times_leaves_nothing_half_and_its_workers_end(
    given: Path, whole: tuple[Ended, dict[str, str], dict[str, tuple[str, int]]]
) -> None:
    ended, expected, _ = whole
    chance = random.Random(8)
    for number in range(RANDOM_KILLS):
        out = given.parent / f"random{number}"
        (out / ".pbexcel").mkdir(parents=True)
        assert run(given, out, Terms(jobs=2), after=chance.uniform(0.01, 0.25)).code in (-9, ended.code)
        assert half_written(out, expected) == []
        assert run_when_free(given, out, Terms(jobs=2)).code == ended.code
        assert tree(out) == expected
