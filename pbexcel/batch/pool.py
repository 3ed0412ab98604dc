"""Run jobs side by side, so that a worker that dies or hangs costs only its file.

In: jobs, and how to make an executor (processes here, or a cluster's). Out: what each job came to, as it is done.
Not here: what a job does (one), what is kept of it (spool, ledger).

A plain process pool fails every waiting job when one worker dies. Here the jobs in flight are suspects: the pool is made
anew and each suspect runs alone in it; only the one that dies again is given up.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NotDone
from queue import Empty, SimpleQueue
from typing import Generic, TypeVar

from pbexcel.frozen import frozen

J = TypeVar("J")
R = TypeVar("R")

HANGS = 120.0  # seconds; every job ends itself long before (limits), this is for a worker that cannot


@frozen
class Ready(Generic[R]):
    """Stands among the jobs for one that needs no worker."""

    result: R


def run_side_by_side(
    jobs: Iterable[J | Ready[R]],
    work: Callable[[J], R],
    lost: Callable[[J, str], R],
    *,
    workers: int,
    executor: Callable[[int], Executor] | None = None,
    hangs: float = HANGS,
) -> Iterator[R]:
    """What `work` gives for each job, in order of completion; `lost(job, why)` stands in for a job whose worker died.

    At most four jobs for each worker are in flight, so a million jobs need no more memory than a hundred.
    """
    make = executor or processes
    waiting = iter(jobs)
    while True:
        pool = make(workers)
        try:
            suspects = yield from _until_broken(pool, waiting, work, workers, hangs)
        finally:
            _stop(pool)
        if not suspects:
            return
        for job in suspects:
            yield _alone(make, job, work, lost, hangs)


def _until_broken(
    pool: Executor, waiting: Iterator[J | Ready[R]], work: Callable[[J], R], workers: int, hangs: float
) -> Generator[R, None, list[J]]:
    """Results until all is done or the pool breaks; returns the jobs that were in flight then."""
    flying: dict[Future[R], J] = {}
    finished: SimpleQueue[Future[R]] = SimpleQueue()  # waiting for all in flight would look at each of them for every one that is done
    more = True
    while True:
        while more and len(flying) < workers * 4:
            try:
                job = next(waiting)
            except StopIteration:
                more = False
                break
            if isinstance(job, Ready):
                yield job.result
                continue
            try:
                future = pool.submit(work, job)
            except BrokenExecutor:
                return [*flying.values(), job]
            flying[future] = job
            future.add_done_callback(finished.put)
        if not flying:
            return []
        try:
            future = finished.get(timeout=hangs)
            result = future.result()
        except Empty:  # nothing came for so long: a worker hangs
            _kill_workers()
            return list(flying.values())
        except BrokenExecutor:
            return list(flying.values())
        del flying[future]
        yield result


def _alone(make: Callable[[int], Executor], job: J, work: Callable[[J], R], lost: Callable[[J, str], R], hangs: float) -> R:
    pool = make(1)
    try:
        return pool.submit(work, job).result(timeout=hangs)
    except BrokenExecutor:
        return lost(job, "处理进程意外退出")
    except NotDone:
        _kill_workers()
        return lost(job, f"超过 {hangs:.0f} 秒没有处理完")
    finally:
        _stop(pool)


def processes(workers: int) -> Executor:
    """A pool of processes on this machine. On Linux they are forked: they start with everything imported."""
    method = "fork" if sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(workers, multiprocessing.get_context(method), initializer=_settle_in)


def _settle_in() -> None:
    """In a new worker: Ctrl-C is the coordinator's to answer, and the worker ends with the coordinator."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    """A killed coordinator cannot stop its workers; an orphan would hold OUT's lock for ever."""
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


def _kill_workers() -> None:
    for child in multiprocessing.active_children():
        child.kill()


def _stop(pool: Executor) -> None:
    """Jobs not begun are dropped, those begun end first; a broken pool has none."""
    pool.shutdown(wait=True, cancel_futures=True)
