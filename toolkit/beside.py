"""Work that a process of its own does while this one does something else."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.connection import Connection

from .children import belong_to_parent, signals_held
from .output import OutputError


@contextmanager
def done_beside(work: Callable[..., None], *given: object, worth_it: bool = True) -> Iterator[None]:
    """Does ``work(*given)`` while the block runs; when that ends, it is done. Raises what the work raised.

    The other process is a copy of this one, so that nothing need be handed over; where the system makes none, or where
    it is not ``worth_it``, the work comes after the block. A block that is left by an exception takes it along.
    """
    if not worth_it or not _can_copy():
        yield
        work(*given)
        return
    context = get_context("fork")
    answers, answer = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(answer, work, given), daemon=True)
    with signals_held():
        process.start()
    answer.close()
    try:
        yield
        told = _told(answers)
    finally:
        process.kill()
        process.join()
        answers.close()
    if told is not None:
        raise told


def _can_copy() -> bool:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return sys.platform == "linux" and cores > 1  # elsewhere a copy is missing, or unsafe


def _told(answers: Connection) -> BaseException | None:
    try:
        told: BaseException | None = answers.recv()
    except EOFError:
        return OutputError("写结果的进程被系统中止（可能是内存不足）；什么也没有写出，请重新运行")
    return told


def _do(answer: Connection, work: Callable[..., None], given: tuple[object, ...]) -> None:
    belong_to_parent()
    try:
        work(*given)
    except Exception as error:
        error.add_note(traceback.format_exc())  # the trace itself stays behind
        answer.send(error)
    else:
        answer.send(None)
