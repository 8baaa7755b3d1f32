"""Steps of a round as a process of its own does them, at a moment and on a disk of one's choosing; killed, perhaps."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest.mock import patch

from toolkit.jobs import Means
from toolkit.round import clock, ledger
from toolkit.wall_time import CHINA

PRELOADED = [
    "tests.round.at_work", "toolkit.round.taking", "toolkit.round.correcting", "toolkit.round.cutoffs",
    "toolkit.checking", "toolkit.round.board", "toolkit.round.letters", "toolkit.collating", "toolkit.collating.facts",
    "toolkit.writing", "toolkit.reporting", "toolkit.collating.compared_render", "toolkit.reading",
]  # fmt: skip


@contextmanager
def moment(when: datetime | None = None, *, local: bool = True) -> Iterator[None]:
    """Has the round believe that it is ``when``, and that its disk is one of this machine or not."""
    with ExitStack() as stack:
        if when is not None:
            stack.enter_context(patch.object(clock, "now", lambda: clock.written(when)))
            stack.enter_context(patch.object(clock, "today", lambda: when.astimezone(CHINA).date()))
        stack.enter_context(patch.object(ledger, "is_local", lambda folder: local))
        yield


class Worker:
    """A process that does one step of a round: ``done`` is what became of it, its error in words where it had one."""

    def __init__(self, step: Callable[..., Any], *given: Any, when: datetime | None = None, local: bool = True) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(PRELOADED)
        self._told, theirs = context.Pipe(duplex=False)
        self.process = context.Process(target=_work, args=(theirs, step, given, when, local))
        self.process.start()
        theirs.close()

    def killed_after(self, seconds: float) -> bool:
        """Kills it once it worked for ``seconds``; whether it was still at work then."""
        if self._told.poll(60):
            self._told.recv()  # it begins
        time.sleep(seconds)
        alive = self.process.is_alive()
        if alive and self.process.pid:
            os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()
        return alive

    def done(self, seconds: float = 120) -> dict[str, Any]:
        """What became of it: ``error`` (empty where all went well), and what it ``told`` meanwhile."""
        found: dict[str, Any] = {}
        while not found and self._told.poll(seconds):
            found = self._told.recv()
        self.process.join()
        return found


def _work(told: Connection, step: Callable[..., Any], given: Any, when: datetime | None, local: bool) -> None:
    said: list[str] = []
    told.send({})
    error = ""
    with moment(when, local=local):
        try:
            step(*given, said.append)
        except Exception as caught:  # whatever it is, it is told
            error = f"{type(caught).__name__}: {caught}"
    told.send({"error": error, "told": said})


def take(folder: Path, notice: Callable[[str], None]) -> None:
    from toolkit.round import take_returns

    take_returns(folder, means=Means(workers=1, notice=notice))


def correct(folder: Path, organ: str, field: str, value: str, notice: Callable[[str], None]) -> None:
    from toolkit.round import correct_figure

    correct_figure(folder, organ, field, value, reason="来电更正", by="某人")


def summary(folder: Path, notice: Callable[[str], None]) -> None:
    from toolkit.round import write_round_summary

    write_round_summary(folder)


def close(folder: Path, notice: Callable[[str], None]) -> None:
    from toolkit.round import close_round

    close_round(folder)


def letters(folder: Path, notice: Callable[[str], None]) -> None:
    from toolkit.round import send_letters

    send_letters(folder)


def status(folder: Path, notice: Callable[[str], None]) -> None:
    from toolkit.round import round_status

    for _ in range(5):
        round_status(folder)
