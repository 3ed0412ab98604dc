"""Run the jobs on a Dask cluster.

In: the address of its scheduler. Out: an executor like any other, for `Terms.executor`. Not here: starting the cluster
(docs/performance.md says how); its workers must see the inputs and OUT under the same paths as the coordinator.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from typing import Any

from pbexcel.faults import FolderFault, UsageFault

_PATIENCE = "15s"  # to find the scheduler


class Cluster(Executor):
    """The cluster behind an address. A job that kills its workers breaks the executor, as in a pool of processes."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client, KilledWorker
        except ImportError as missing:
            raise UsageFault("没有安装 Dask。请先运行：pip install distributed") from missing
        try:
            self._client = Client(address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError) as fault:
            raise FolderFault(f"连不上 Dask 调度器 {address}：{fault}") from fault
        self._died = KilledWorker
        self._jobs = self._client.get_executor(pure=False)

    @property
    def size(self) -> int:
        """Jobs it does at a time."""
        return sum(self._client.nthreads().values())

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        told: Future[Any] = Future()

        def tell(done: Future[Any]) -> None:
            fault = done.exception()
            if isinstance(fault, self._died):
                told.set_exception(BrokenExecutor(str(fault)))
            elif fault is not None:
                told.set_exception(fault)
            else:
                told.set_result(done.result())

        self._jobs.submit(fn, *args, **kwargs).add_done_callback(tell)
        return told

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._jobs.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def cluster(address: str) -> tuple[Callable[[int], Executor], int]:
    """How to make an executor on this cluster, and how many jobs it does at a time."""
    first = Cluster(address)
    size = first.size
    first.shutdown()
    return (lambda workers: Cluster(address)), max(1, size)
