"""Jobs side by side: what a dead or a hanging worker costs."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import Executor, ThreadPoolExecutor

from pbexcel.batch.pool import run_side_by_side


def work(job: int) -> str:
    if job < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return f"done {job}"


def hang(job: int) -> str:
    if job < 0:
        threading.Event().wait()
    return f"done {job}"


def lost(job: int, why: str) -> str:
    return f"lost {job}"


def test_every_job_is_done_once() -> None:
    results = list(run_side_by_side(range(50), work, lost, workers=2))
    assert sorted(results) == sorted(f"done {job}" for job in range(50))


def test_a_worker_that_dies_costs_only_its_own_job() -> None:
    jobs = [*range(20), -1, *range(20, 40), -2, *range(40, 60)]
    results = list(run_side_by_side(jobs, work, lost, workers=2))
    assert sorted(results) == sorted([*(f"done {job}" for job in range(60)), "lost -1", "lost -2"])


def test_a_worker_that_hangs_is_ended_and_costs_only_its_own_job() -> None:
    results = list(run_side_by_side([1, -1, 2], hang, lost, workers=2, hangs=0.5))
    assert sorted(results) == ["done 1", "done 2", "lost -1"]


def test_no_jobs_give_no_results() -> None:
    assert list(run_side_by_side([], work, lost, workers=2)) == []


def test_any_executor_serves() -> None:
    def threads(workers: int) -> Executor:
        return ThreadPoolExecutor(workers)

    assert sorted(run_side_by_side(range(9), work, lost, workers=3, executor=threads)) == [f"done {job}" for job in range(9)]


def test_jobs_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def endless() -> int:
        taken.append(1)
        return len(taken)

    results = run_side_by_side(iter(endless, -1), work, lost, workers=1)
    assert next(results).startswith("done")
    results.close()  # type: ignore[attr-defined]
    assert len(taken) <= 10
