"""Processes that this one starts: they leave a Ctrl-C to it, and end when it does."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import connection, parent_process


def belong_to_parent() -> None:
    """Called in a process that multiprocessing has started."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who started us is told, and ends us
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_die_with_parent, daemon=True).start()


@contextmanager
def signals_held() -> Iterator[None]:
    """Keeps a Ctrl-C waiting: a process that starts meanwhile inherits that, and never hears it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _die_with_parent() -> None:
    """A process whose parent is killed would wait for work, or go on with it, for nobody."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
