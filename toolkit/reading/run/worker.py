"""The process that reads: takes sources from its input, gives Returns on its output, one file at a time.

It runs with a memory limit, and with an alarm in case nobody is left to end it. Started by ``pool``.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import pkgutil
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from ...findings import tell
from ...memory import forget_all
from ...ooxml.limits import Limits, megabytes
from ...records import Return
from ...source import Source

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
READY = "ready"
READ_ONE = "toolkit.reading.run.read_one:read_one"  # what reads a workbook

Read = Callable[[Source, Limits], Return]


def main() -> None:
    """Serves until the input ends: first the Limits and the name of the Read, then batches of Sources; READY, then a
    Return for each.
    """
    # Libraries write panics where they like: the answers go out by a channel that only this function knows.
    with os.fdopen(os.dup(1), "wb") as answers, os.fdopen(os.dup(0), "rb") as requests:
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        if hasattr(signal, "SIGINT"):
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us decides when to end
        _warm_up()
        limits, name = pickle.load(requests)  # noqa: S301  (from our own parent)
        read: Read = pkgutil.resolve_name(name)
        os.dup2(nowhere, 2)  # nor is there anybody to tell if whoever started us has gone meanwhile
        _answer(answers, READY)
        limit_memory(limits.memory)
        serve(requests, answers, limits, read)


def serve(requests: BinaryIO, answers: BinaryIO, limits: Limits, read: Read) -> None:
    """Answers every batch on ``requests`` with one Return a Source, until there are no more. What is remembered of one
    batch is forgotten where it takes so much that a file of the next might lack it.
    """
    room = limits.memory // 4
    start = _held()
    while True:
        try:
            batch: tuple[Source, ...] = pickle.load(requests)  # noqa: S301  (from our own parent)
        except EOFError:
            return
        for source in batch:
            _set_alarm(int(limits.seconds) + 5)
            answers.write(_answered(source, limits, read))
            answers.flush()
        _set_alarm(0)
        if _held() - start > room:
            forget_all()
            start = _held()


def _answered(source: Source, limits: Limits, read: Read) -> bytes:
    """The answer of ``source``, packed; that it asks for too much memory, where even that fails."""
    try:
        return pickle.dumps(read(source, limits), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        pass
    forget_all()
    finding = tell("GUARD-MEMORY", limit=megabytes(limits.memory))
    return pickle.dumps(Return(source.name, "", None, (finding,)), pickle.HIGHEST_PROTOCOL)


def _held() -> int:
    """The address space of this process, in bytes; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * _PAGE
    except OSError:
        return 0


def limit_memory(size: int) -> None:
    """Caps this process's address space at what it has now plus ``size``, where the system can."""
    if sys.platform == "win32":
        return  # the clock alone guards there
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    held = _held()
    if not held:
        size *= 2  # no telling what is held already
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = held + size
    soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with contextlib.suppress(OSError, ValueError):  # some systems know the limit and won't set it
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _warm_up() -> None:
    """Loads what reading needs, so that no file pays for it and the memory limit counts the file alone."""
    from ...editions import load_forms
    from ...form.layout import load_layout
    from . import read_one as fetch  # noqa: F401

    for form in load_forms():
        load_layout(form)
    gc.collect()
    # The editions stay, and reading leaves next to nothing in circles: both need no looking through at every file.
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _set_alarm(seconds: int) -> None:
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _answer(answers: BinaryIO, answer: object) -> None:
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


if __name__ == "__main__":
    main()
