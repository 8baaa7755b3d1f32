"""Reading handed to an executor: threads, processes, or the machines of a cluster.

Local files are fetched here and travel as bytes, so that no folder need be shared; what is at a URL is fetched
where it is read. Wherever a task runs, its files are read in a process apart, under the same limits as here.
"""

from __future__ import annotations

import asyncio
import atexit
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import replace
from typing import Protocol

from ...editions import load_forms
from ...findings import tell
from ...form.layout import load_layout
from ...ooxml.limits import MIB, Limits
from ...records import Return
from ...refusal import ReaderError, Refused, ScaleError
from ...source import Source
from ...version import __version__
from ..find.fetch import fetch
from .pool import Progress, read_with_spares
from .process import Reader
from .read_one import unreadable
from .worker import READ_ONE

_FILES = 16  # files of one task: enough to outweigh its handling, few enough to lose with a machine
SMALL_RUN = 32  # tasks at least, where there are as many files: enough for every worker to have its share
_BYTES = 4 * MIB  # that travel with one task, unless a single file is larger
MOST_TASKS = 256  # tasks under way at once
_UNDER_WAY = 256 * MIB  # bytes that travel with them
PATIENCE = 300.0  # seconds without any answer, besides the time that the files of a task may take

# What executors raise for a task whose process died; by name, so that none of their libraries is loaded for it.
_DEATHS = frozenset({"KilledWorker", "BrokenExecutor"})

_SPARES: dict[tuple[Limits, str], list[Reader]] = {}


class Future(Protocol):
    """What ``submit`` gives."""

    def result(self, timeout: float | None = None) -> list[Return]: ...
    def cancel(self) -> object: ...


class Executor(Protocol):
    """What can run the reading: the part of ``concurrent.futures.Executor`` that is used."""

    def submit(self, fn: Callable[..., list[Return]], /, *args: object) -> Future: ...


Batch = tuple[Source, ...]


def read_spread(
    files: Sequence[Source],
    executor: Executor | None,
    workers: int,
    progress: Progress | None,
    limits: Limits,
    read: str,
) -> Iterator[Return]:
    """A Return for each of ``files``, in their order, read by ``executor``, or by ``workers`` threads of our own.

    Raises ReaderError where the executor can't be used, or gives no answer any more.
    """
    run = _Run(files, executor or ThreadPoolExecutor(workers), progress, limits, read)
    run.submit()
    return run.returns(own=executor is None)


class _Run:
    def __init__(
        self,
        files: Sequence[Source],
        executor: Executor | ThreadPoolExecutor,
        progress: Progress | None,
        limits: Limits,
        read: str,
    ) -> None:
        self.files = files
        self.read = read
        self.executor = executor
        self.progress = progress
        self.limits = limits
        self._signature = signature()
        self._batches = portions(files, limits, max(1, min(_FILES, len(files) // SMALL_RUN)), fetch_remote=False)
        self._pending: deque[tuple[Batch, Future, int]] = deque()
        self._under_way = 0

    def submit(self) -> None:
        """Hands out as many tasks as may be under way."""
        while len(self._pending) < MOST_TASKS and self._under_way < _UNDER_WAY:
            batch = next(self._batches, None)
            if batch is None:
                return
            size = sum(len(source.data or b"") for source in batch)
            self._under_way += size
            self._pending.append((batch, self._hand_out(batch), size))

    def returns(self, *, own: bool) -> Iterator[Return]:
        done = 0
        try:
            while self._pending:
                batch, future, size = self._pending.popleft()
                answers = self._collect(batch, future)
                self._under_way -= size
                self.submit()
                for answer in answers:
                    done += 1
                    if self.progress is not None:
                        self.progress(done, len(self.files))
                    yield answer
        finally:
            for _, future, _ in self._pending:
                future.cancel()
            if own:
                assert isinstance(self.executor, ThreadPoolExecutor)
                self.executor.shutdown()
                end_spares()

    def _hand_out(self, batch: Batch) -> Future:
        try:
            return self.executor.submit(read_batch, batch, self.limits, self._signature, self.read)
        except Exception as error:
            raise ScaleError(f"任务交不出去，集群或执行器已不可用（{type(error).__name__}）") from error

    def _collect(self, batch: Batch, future: Future) -> list[Return]:
        try:
            return future.result(PATIENCE + 2 * len(batch) * self.limits.seconds)
        except ReaderError:
            raise
        except TimeoutError:
            raise ScaleError("集群很久没有答复，请查看它的工作进程是否还在") from None
        except (CancelledError, asyncio.CancelledError) as error:
            raise ScaleError("与集群的联系断了，请查看调度程序是否还在运行，再重新运行") from error
        except Exception as error:
            if not any(kind.__name__ in _DEATHS for kind in type(error).__mro__):
                raise ScaleError(f"集群上的读取没有完成（{type(error).__name__}：{error}）") from error
        if len(batch) == 1:
            return [unreadable(batch[0].name, tell("READER-DIED"), batch[0].data or b"")]
        # One of them ends every machine that takes it. One at a time, so that it takes no other along.
        return [answer for source in batch for answer in self._collect((source,), self._hand_out((source,)))]


def read_batch(batch: Batch, limits: Limits, theirs: tuple[str, ...], read: str = READ_ONE) -> list[Return]:
    """What a task does, where it runs: reads ``batch`` with a reader kept from one task to the next.

    Raises ScaleError where this machine's version or editions differ from ``theirs``, the caller's.
    """
    if signature() != theirs:
        raise ScaleError("工作进程所装的版本或格式定义与本机不同，请装成一样的再运行")
    spares = _SPARES.setdefault((limits, read), [])
    return [
        answer
        for portion in portions(batch, limits, _FILES, fetch_remote=True)
        for answer in read_with_spares(portion, spares, limits, read)
    ]


def portions(files: Sequence[Source], limits: Limits, count: int, *, fetch_remote: bool) -> Iterator[Batch]:
    """``files`` with their bytes, ``count`` together or fewer; those at URLs as they are unless ``fetch_remote``."""
    portion: list[Source] = []
    size = 0
    for source in files:
        fetched = source if source.is_remote and not fetch_remote else _with_bytes(source, limits)
        weight = len(fetched.data or b"")
        if portion and (len(portion) == count or size + weight > _BYTES):
            yield tuple(portion)
            portion, size = [], 0
        portion.append(fetched)
        size += weight
    if portion:
        yield tuple(portion)


def _with_bytes(source: Source, limits: Limits) -> Source:
    if source.refused is not None or source.data is not None:
        return source
    try:
        return replace(source, data=fetch(source, limits))
    except Refused as refused:
        return replace(source, refused=refused.finding)


def signature() -> tuple[str, ...]:
    """What must be the same wherever a return is read: the version, and every edition with its layout."""
    return (__version__, *(f"{form.digest} {load_layout(form).fingerprint}" for form in load_forms()))


def end_spares() -> None:
    """Ends the readers that wait for another task in this process."""
    for spares in _SPARES.values():
        while spares:
            spares.pop().end()


atexit.register(end_spares)
