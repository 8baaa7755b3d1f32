"""Reads many files in processes of their own, so that a file that kills its reader is told and costs no other.

The processes are started afresh, never forked: that is safe whatever threads the caller runs, keeps the caller's
memory out of the reader's limit, and needs no guard in the caller's script.
"""

from __future__ import annotations

import contextlib
import os
import queue
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ...findings import Finding, tell
from ...ooxml.limits import DEFAULTS, Limits
from ...records import Return
from ...refusal import ReaderError
from ...source import Source, state_at
from ..find.sources import display_name
from .process import Reader
from .worker import READ_ONE

if TYPE_CHECKING:
    from .executor import Executor

Progress = Callable[[int, int], None]  # (files read, files in all)

_BATCH = 8  # sources sent together: enough that no reader waits for its next
_FOR_ONE = 64  # workbooks that a further reader is worth its start for
_LIGHT, _HEAVIER = ".xlsx", 8  # what is read fastest, and how many times its work all else may be
_START = 120.0  # seconds a reader may take to start, on the slowest of machines
_WINDOW = 128  # sources under way or read and waiting for one before them, for each reader


def read_workbook(path: str | Path, *, limits: Limits = DEFAULTS) -> Return:
    """What the workbook at ``path`` holds, read in a process of its own. Never raises for what the file holds."""
    source = Source(display_name(str(path)), str(path), listed=state_at(str(path)))
    return next(iter(read_returns([source], limits=limits)))


def read_returns(
    files: Sequence[Source],
    *,
    workers: int | None = None,
    progress: Progress | None = None,
    limits: Limits = DEFAULTS,
    executor: Executor | None = None,
    read: str = READ_ONE,
) -> Iterator[Return]:
    """A Return for each of ``files``, in their order. Never raises for what a file holds. ``read`` names the
    function (module:function) that reads one of them in the processes apart: by default a workbook.

    ``executor`` is anything with the ``submit`` of concurrent.futures: the files are read where it runs its tasks,
    in processes apart there too. Without one, ``workers`` readers run here (default: as many as there are cores).
    The readers start at once, before the first Return is asked for, so that what the caller does in between costs
    no time. Memory does not grow with the number of files. Raises ReaderError where no reader can be started.
    """
    if executor is not None or any(source.is_remote for source in files):
        from .executor import read_spread

        returns = read_spread(files, executor, workers or _reader_count(files), progress, limits, read)
    else:
        returns = _Pool(files, workers or _reader_count(files), limits, progress, read).returns()
    return _with_sources(files, returns)


def _with_sources(files: Sequence[Source], returns: Iterator[Return]) -> Iterator[Return]:
    """``returns`` as those of ``files``: where a file lies is known here, and need not travel."""
    for source, item in zip(files, returns, strict=True):
        yield replace(item, source=source)


def read_with_spares(
    files: Sequence[Source], spares: list[Reader], limits: Limits, read: str = READ_ONE
) -> Iterator[Return]:
    """As ``read_returns``, with one reader, taken from ``spares`` where there is one and put back there; all of them
    have these ``limits`` and ``read``.
    """
    return _Pool(files, 1, limits, None, read, spares).returns()


def _reader_count(files: Sequence[Source]) -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # A second reader costs at its start what 160 workbooks cost, while whoever asked is loading what checks them.
    work = sum(1 if source.name.endswith(_LIGHT) and not source.is_remote else _HEAVIER for source in files)
    return max(1, min(cores, 16, work // _FOR_ONE))


class _Pool:
    def __init__(
        self,
        files: Sequence[Source],
        count: int,
        limits: Limits,
        progress: Progress | None,
        read: str,
        spares: list[Reader] | None = None,
    ) -> None:
        self.files = files
        self.read = read
        self.limits = limits
        self.progress = progress
        self._count = count
        self._spares = spares
        self._waiting = deque(range(len(files)))
        self._answers: queue.SimpleQueue[tuple[Reader, object]] = queue.SimpleQueue()
        self._readers: dict[Reader, deque[int]] = {}
        self._done: dict[int, Return] = {}
        self._next = 0

    def returns(self) -> Iterator[Return]:
        """A Return for each file. The readers start now, and end with what is returned, however far it was read."""
        returns = self._returns()
        next(returns)  # past its start: only what has started is sure to be ended
        return cast(Iterator[Return], returns)

    def _start(self) -> None:
        for _ in range(min(self._count, len(self._waiting))):
            self._readers[self._take_reader()] = deque()
        self._hand_out()

    def _take_reader(self) -> Reader:
        while self._spares:
            with contextlib.suppress(IndexError):  # another thread was quicker
                spare = self._spares.pop()
                if spare.adopt(self._answers):
                    return spare
                spare.end()
        return Reader(self.limits, self.read, self._answers)

    def _returns(self) -> Iterator[Return | None]:
        try:
            self._start()
            yield None
            while self._next < len(self.files):
                while self._next not in self._done:
                    self._take_answer()
                self._next += 1
                if self.progress is not None:
                    self.progress(self._next, len(self.files))
                yield self._done.pop(self._next - 1)
                self._hand_out()
        finally:
            for reader, held in self._readers.items():
                if self._spares is not None and reader.ready and not held:
                    self._spares.append(reader)
                else:
                    reader.end()

    def _hand_out(self) -> None:
        """Gives every reader that runs low its next batch, no further ahead than the window."""
        horizon = self._next + _WINDOW * self._count
        share = max(1, min(_BATCH, len(self._waiting) // (2 * self._count)))
        for reader, held in self._readers.items():
            if len(held) > share // 2:
                continue
            batch: list[int] = []
            while len(batch) < share and self._waiting and self._waiting[0] < horizon:
                batch.append(self._waiting.popleft())
            if batch:
                reader.send(tuple(self.files[index] for index in batch), idle=not held)
                held.extend(batch)

    def _take_answer(self) -> None:
        deadlines = {reader: self._deadline(reader) for reader, held in self._readers.items() if held}
        try:
            reader, answer = self._answers.get(timeout=max(0.01, min(deadlines.values()) - time.monotonic()))
        except queue.Empty:
            now = time.monotonic()
            for reader in deadlines:
                if now >= self._deadline(reader):  # asked again: an answer may have come meanwhile
                    reader.kill()
            return
        if isinstance(answer, Return):
            self._done[self._readers[reader].popleft()] = answer
            self._hand_out()
        else:
            self._replace(reader)

    def _deadline(self, reader: Reader) -> float:
        return reader.since + (self.limits.seconds if reader.ready else _START)

    def _replace(self, dead: Reader) -> None:
        """Tells the file that a reader died of, and gives the rest of its files to a new one."""
        held = self._readers.pop(dead)
        dead.end()
        if not dead.ready:
            raise ReaderError("读取程序启动不了，请重新安装本工具")
        if held:
            index = held.popleft()
            self._done[index] = Return(self.files[index].name, "", None, (self._cause(dead),))
        self._waiting.extendleft(reversed(held))
        if self._waiting:
            self._readers[self._take_reader()] = deque()
            self._hand_out()

    def _cause(self, dead: Reader) -> Finding:
        if dead.timed_out:
            return tell("GUARD-TIME", limit=f"{self.limits.seconds:g}")
        return tell("READER-DIED")
