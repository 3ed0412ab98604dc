"""The same jobs on a Dask cluster. Skipped without Dask: `make dask` installs it and runs this."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from crashing import tree
from many_forms import form_bytes, lay

from pbexcel.batch.cluster import cluster
from pbexcel.batch.run import Terms, score_files
from pbexcel.faults import FolderFault

pytest.importorskip("distributed", reason="Dask is not installed: make dask")
pytestmark = [
    # tornado's and Dask's own: sockets and loops they close late
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """A cluster of two processes on this machine, each doing one job at a time."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import dask
        from distributed import LocalCluster

        once = dask.config.set({"distributed.scheduler.allowed-failures": 0})  # no second try of a job that killed a worker
        with once, LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50) as local:
            yield local.scheduler_address


def test_a_cluster_gives_the_same_bytes_as_one_after_another(scheduler: str, tmp_path: Path) -> None:
    given = tmp_path / "in"
    lay(given, 12)
    (given / "坏.xlsx").write_bytes(form_bytes(99)[:-40])
    make, size = cluster(scheduler)
    assert size == 2
    score_files([given], tmp_path / "serial", Terms())
    run = score_files([given], tmp_path / "dask", Terms(jobs=size, executor=make))
    assert run.counts["scored"] == 12
    assert tree(tmp_path / "dask") == tree(tmp_path / "serial")


def deadly(job: int) -> int:
    if job < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return job


def test_a_job_that_kills_its_worker_breaks_the_executor_and_no_other_job(scheduler: str) -> None:
    from pbexcel.batch.pool import run_side_by_side

    make, size = cluster(scheduler)
    results = run_side_by_side([1, 2, -1, 3, 4], deadly, lambda job, why: 100 + job, workers=size, executor=make)
    assert sorted(results) == [1, 2, 3, 4, 99]


def test_a_scheduler_that_is_not_there_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pbexcel.batch.cluster._PATIENCE", "0.5s")
    with pytest.raises(FolderFault, match="连不上"):
        cluster("tcp://127.0.0.1:9")
