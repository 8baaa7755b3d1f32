"""One at a time changes a round; whoever must wait is told who is at work there, and since when."""

from __future__ import annotations

import getpass
import json
import os
import platform
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..leftovers import MARK
from ..locks import let_go, take_lock
from ..output import OutputError, reason
from .clock import now, shown
from .folder import RoundError

PATIENCE = 60.0  # seconds to wait for another run that changes the round
_QUIET = 1.0  # seconds before anybody is told of it
_PAUSE = 0.05
_BEHIND = 1  # the first byte is what is locked, and on Windows can't be read


_listeners: list[Callable[[str], None]] = []


def tell_of_waiting(tell: Callable[[str], None]) -> None:
    """Has ``tell`` called with a line about whom this process waits for, where nobody else is told."""
    _listeners[:] = [tell]


@contextmanager
def sole_writer(
    folder: Path, doing: str, *, tell: Callable[[str], None] | None = None, patience: float = PATIENCE
) -> Iterator[None]:
    """Keeps other runs from changing the round in ``folder`` for the length of the block; ``doing`` says what for.

    Waits ``patience`` seconds for whoever is at it, of which ``tell`` is told after a moment. Raises RoundError, with
    who holds it since when, where that does not suffice.
    """
    tell = tell or (_listeners[0] if _listeners else None)
    lock = folder / f"{MARK}round"
    began, told = time.monotonic(), False
    while (descriptor := _try(lock, folder)) is None:
        waited = time.monotonic() - began
        if waited > patience:
            raise RoundError(f"{_holder(lock)}；已等 {patience:g} 秒，请等它结束后再运行")
        if tell is not None and not told and waited > _QUIET:
            tell(f"{_holder(lock)}，等它结束……")
            told = True
        time.sleep(_PAUSE)
    try:
        _sign(descriptor, doing)
        yield
    finally:
        let_go(lock, descriptor)


def person() -> str:
    """Who works on this machine, as the system calls them; empty where it does not say."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return ""


def _try(lock: Path, folder: Path) -> int | None:
    try:
        return take_lock(lock)
    except OSError as error:
        raise OutputError(reason(folder, error)) from error


def _sign(descriptor: int, doing: str) -> None:
    holder = {"by": person(), "machine": platform.node(), "process": os.getpid(), "doing": doing, "since": now()}
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, b" " * _BEHIND + json.dumps(holder, ensure_ascii=False).encode())


def _holder(lock: Path) -> str:
    """Who holds the round, as far as the lock says it."""
    try:
        with lock.open("rb") as file:
            file.seek(_BEHIND)
            said = json.loads(file.read(1000))
        return (
            f"{said['by'] or '有人'}在 {said['machine']} 上自 {shown(said['since'])} 起"
            f"正在{said['doing']}（进程 {said['process']}）"
        )
    except (OSError, ValueError, KeyError, TypeError):
        return "另一个 nianbao 正在改动这一轮"
