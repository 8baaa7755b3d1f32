"""A cluster on the loopback: a scheduler and two workers, one of them killed in mid-run."""

from __future__ import annotations

import importlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.cli.conftest import nianbao  # noqa: F401  (a fixture)
from tests.conftest import ROOT
from toolkit.jobs import collate, validate
from toolkit.reading.run.cluster import cluster
from toolkit.refusal import ScaleError

PROVINCE = ROOT / "samples" / "province"
STAMP = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?")

needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="needs the extra [scale]")


@dataclass
class Cluster:
    address: str
    workers: list[subprocess.Popen[bytes]]

    def kill_one(self) -> None:
        self.workers[0].send_signal(signal.SIGKILL)
        self.workers[0].wait()


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler and two worker processes, with one thread each and nobody to start them again."""
    facts = tmp_path / "scheduler.json"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}

    def start(program: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", "--host", "127.0.0.1", "--no-dashboard"]
        return subprocess.Popen(
            [*command, "--scheduler-file", str(facts), *arguments], cwd=tmp_path, env=environment, stdout=-3, stderr=-3
        )

    scheduler = start("dask_scheduler", "--port", "0")
    workers = [start("dask_worker", "--no-nanny", "--nthreads", "1") for _ in range(2)]
    try:
        yield Cluster(_address(facts), workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def _address(facts: Path) -> str:
    """The address of the scheduler, once both workers are there."""
    distributed = importlib.import_module("distributed")

    for _ in range(600):
        if facts.exists():
            break
        time.sleep(0.1)
    with distributed.Client(scheduler_file=str(facts), timeout=60) as client:
        client.wait_for_workers(2, timeout=60)
        return str(client.scheduler.address)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a summary folder, without what tells when it was made."""
    return {path.name: STAMP.sub(b"", path.read_bytes()) for path in folder.iterdir()}


@needs_dask
@pytest.mark.slow
def test_cluster__outputs_equal_a_local_run_s_though_a_worker_is_killed(dask: Cluster, tmp_path: Path) -> None:
    def kill_at_the_fifth(done: int, _: int) -> None:
        if done == 5:
            dask.kill_one()

    def run(folder: Path, **how: object) -> dict[str, bytes]:
        run_it: Callable[..., object] = collate
        run_it([PROVINCE / "inbox"], PROVINCE / "roster.csv", folder, prior=PROVINCE / "last-year", **how)
        return contents(folder)

    with cluster(dask.address) as executor:
        there = run(tmp_path / "there", executor=executor, progress=kill_at_the_fifth)
    assert there == run(tmp_path / "here")


@needs_dask
@pytest.mark.slow
def test_cluster__reads_what_its_workers_reach_by_url(
    dask: Cluster,
    nianbao: Callable[..., subprocess.CompletedProcess[str]],  # noqa: F811
) -> None:
    url = f"file://{PROVINCE / 'inbox'}"
    there = nianbao("validate", url, "--scheduler", dask.address, "--format", "json")
    here = nianbao("validate", url, "--format", "json")
    assert (there.returncode, there.stdout, there.stderr) == (here.returncode, here.stdout, here.stderr)
    assert there.returncode == 1


@needs_dask
@pytest.mark.slow
def test_cluster__without_any_worker_left_the_run_ends_and_says_so(
    dask: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.reading.run.executor.PATIENCE", -55.0)  # five seconds with one file a task

    def kill_all(done: int, _: int) -> None:
        if done == 5:
            for worker in dask.workers:
                worker.kill()

    with cluster(dask.address) as executor, pytest.raises(ScaleError):
        validate([PROVINCE / "inbox"], executor=executor, progress=kill_all)


@needs_dask
@pytest.mark.slow
def test_cluster__a_scheduler_that_is_not_there_is_told_in_one_line(
    nianbao: Callable[..., subprocess.CompletedProcess[str]],  # noqa: F811
) -> None:
    result = nianbao("validate", PROVINCE / "inbox", "--scheduler", "tcp://127.0.0.1:1")
    assert (result.returncode, result.stdout, len(result.stderr.splitlines())) == (2, "", 1)


def test_cluster__without_the_extra_the_command_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ScaleError, match=re.escape("nianbao-toolkit[scale]")), cluster("tcp://127.0.0.1:8786"):
        pass
