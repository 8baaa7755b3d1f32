"""Reading handed to an executor gives what reading here gives, whatever becomes of the tasks."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile import make
from toolkit.editions import load_form
from toolkit.ooxml.limits import DEFAULTS, Limits
from toolkit.reading import find_files, read_returns
from toolkit.reading.run import executor as spread
from toolkit.reading.run import process
from toolkit.records import Return
from toolkit.refusal import ScaleError
from toolkit.writing import write_template


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Two dozen files: templates, one that is no workbook, one that unpacks past the limits."""
    folder = tmp_path / "收件"
    folder.mkdir()
    write_template(load_form(2024), folder / "00.xlsx")
    for index in range(1, 24):
        (folder / f"{index:02}.xlsx").write_bytes((folder / "00.xlsx").read_bytes())
    (folder / "05.xlsx").write_bytes(b"%PDF-1.7")
    (folder / "11.xlsx").write_bytes(make.many_cells())
    return folder


class KilledWorker(Exception):  # noqa: N818  (what Dask calls it)
    pass


class Deadly:
    """Runs tasks at once; one that holds the file ``victim`` dies."""

    def __init__(self, victim: str) -> None:
        self.victim = victim
        self.tasks: list[int] = []

    def submit(self, fn: Callable[..., list[Return]], /, *args: object) -> Future[list[Return]]:
        future: Future[list[Return]] = Future()
        batch = args[0]
        assert isinstance(batch, tuple)
        self.tasks.append(len(batch))
        if any(source.name.endswith(self.victim) for source in batch):
            future.set_exception(KilledWorker())
        else:
            future.set_result(fn(*args))
        return future


@pytest.mark.parametrize("executor", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_spread__equals_reading_here(
    inbox: Path, executor: type[ThreadPoolExecutor] | type[ProcessPoolExecutor]
) -> None:
    files = find_files([inbox]).files
    told: list[int] = []
    with executor(2) as pool:
        spread_out = list(read_returns(files, executor=pool, progress=lambda done, _: told.append(done)))
    assert spread_out == list(read_returns(files))
    assert told == list(range(1, len(files) + 1))


def test_spread__a_file_that_kills_whoever_takes_it_is_told_and_takes_no_other_along(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread, "SMALL_RUN", 3)
    files = find_files([inbox]).files
    here, deadly = list(read_returns(files)), Deadly("13.xlsx")
    returns = list(read_returns(files, executor=deadly))
    assert [finding.rule for finding in returns[13].findings] == ["READER-DIED"]
    assert [item for item in returns if item is not returns[13]] == [item for item in here if item is not here[13]]
    assert set(deadly.tasks) >= {1, 8}


def test_spread__tasks_under_way_are_bounded(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "MOST_TASKS", 3)
    deadly = Deadly("none")
    returns = read_returns(find_files([inbox]).files, executor=deadly)
    assert len(deadly.tasks) == 3
    next(returns)
    assert len(deadly.tasks) == 4
    returns.close()  # type: ignore[attr-defined]


def test_spread__files_are_read_in_a_process_apart_under_the_same_limits(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "BOOT", "import os; os.abort()")
    with ThreadPoolExecutor(1) as pool, pytest.raises(RuntimeError):
        list(read_returns(find_files([inbox]).files, executor=pool, limits=Limits(seconds=7)))


def test_spread__readers_are_kept_for_limits_that_travelled() -> None:
    """Each task brings limits of its own; were they others, every task would leave its readers behind."""
    travelled = pickle.loads(pickle.dumps(DEFAULTS))
    assert {DEFAULTS: "reader"}[travelled] == "reader"
    assert Limits(seconds=7) not in {DEFAULTS: "reader"}


def test_spread__a_worker_of_another_version_is_told(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = find_files([inbox]).files[0]
    with pytest.raises(ScaleError):
        spread.read_batch((source,), DEFAULTS, ("0.0.0",))


def test_spread__large_files_travel_apart(inbox: Path) -> None:
    source = replace(find_files([inbox]).files[0], data=bytes(3 << 20))
    assert [len(batch) for batch in spread.portions([source] * 3, DEFAULTS, 16, fetch_remote=False)] == [1, 1, 1]


def test_spread__an_executor_that_takes_no_task_is_told(inbox: Path) -> None:
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    with pytest.raises(ScaleError):
        read_returns(find_files([inbox]).files, executor=pool)


class Lost:
    """Takes tasks, and then its scheduler is gone."""

    def submit(self, fn: Callable[..., list[Return]], /, *args: object) -> Future[list[Return]]:
        future: Future[list[Return]] = Future()
        future.cancel()
        return future


def test_spread__a_scheduler_that_is_lost_ends_the_run(inbox: Path) -> None:
    with pytest.raises(ScaleError):
        list(read_returns(find_files([inbox]).files, executor=Lost()))
