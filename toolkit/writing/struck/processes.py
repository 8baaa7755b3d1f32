"""Does the work of a distribution in several processes, which die with the one that started them."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from ...children import belong_to_parent, signals_held
from ...output import OutputError, whole_file
from .striking import Order, Striker

_BATCH = 32  # workbooks a process makes before it reports
_ALONE = 96  # workbooks up to which one process is quicker than the start of several


@dataclass(frozen=True, slots=True)
class Job:
    """One workbook to make, and where; ``listed`` is the digest that it was handed out with, if it was."""

    order: Order
    path: Path
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a job: ``kept`` where the file stood there already as wanted, ``differs`` where another stood or
    was handed out.
    """

    sha256: str
    seal: str
    kept: bool = False
    differs: bool = False


def run_jobs(striker: Striker, jobs: Sequence[Job], *, replace: bool) -> Iterator[Made]:
    """Does ``jobs`` and yields what became of each, in their order. Where a file stands, or was handed out, that is not
    what the job makes, nothing is written, unless ``replace`` is set. Raises OSError for what can't be written.
    """
    workers = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if workers < 2 or len(jobs) <= _ALONE:
        for job in jobs:
            yield _do(striker, job, replace)
        return
    batches = [jobs[start : start + _BATCH] for start in range(0, len(jobs), _BATCH)]
    pool = ProcessPoolExecutor(min(workers, len(batches)), initializer=_begin, initargs=(striker, replace))
    try:
        waiting: deque[Future[list[Made]]] = deque()
        for batch in batches:
            with signals_held():
                waiting.append(pool.submit(_do_batch, batch))
            if len(waiting) > 4 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise OutputError(
            "写工作簿的进程被系统中止（可能是内存不足）；已写成的文件都是完整的，请重新运行以补齐"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


_tools: list[tuple[Striker, bool]] = []  # of a worker process: what its jobs are done with


def _begin(striker: Striker, replace: bool) -> None:
    _tools.append((striker, replace))
    belong_to_parent()


def _do_batch(jobs: Sequence[Job]) -> list[Made]:
    striker, replace = _tools[0]
    return [_do(striker, job, replace) for job in jobs]


def _do(striker: Striker, job: Job, replace: bool) -> Made:
    workbook, seal = striker.strike(job.order)
    made = Made(hashlib.sha256(workbook).hexdigest(), seal)
    standing = job.path.read_bytes() if job.path.exists() else None
    if standing == workbook:
        return Made(made.sha256, seal, kept=True)
    # An empty file, as a power cut leaves it, is no file.
    if not replace and (standing or job.listed not in ("", made.sha256)):
        return Made(made.sha256, seal, differs=True)
    with whole_file(job.path, force=True, lasting=False) as temporary:
        temporary.write_bytes(workbook)
    return made
