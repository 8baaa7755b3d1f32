"""Ctrl-C, and being asked to end: whatever runs is unwound once, so that it clears up after itself."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from types import FrameType

SAID = "已中断；已写成的文件都是完整的。"
_PATIENCE = 2.0  # seconds to clear up in, during which an impatient second Ctrl-C changes nothing


class Interrupted(BaseException):
    """Somebody wants the command to end. No KeyboardInterrupt, which libraries take for theirs to handle."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Listener:
    """Hears the signals. Until ``unwinds`` is set nothing has begun that needs clearing up: the process just ends."""

    def __init__(self) -> None:
        self.unwinds = False
        self.status = 0
        self._heard = -_PATIENCE

    def listen(self) -> None:
        for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
                with suppress(ValueError):  # not the main thread: a script's own affair
                    signal.signal(number, self._hear)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        if os.getpid() != _PROCESS:
            os._exit(128 + number)  # a process forked from ours, before it has handlers of its own
        self.status = 128 + number
        if not self.unwinds:
            with suppress(OSError):
                os.write(2, f"{SAID}\n".encode())
            os._exit(self.status)
        if time.monotonic() - self._heard >= _PATIENCE:
            self._heard = time.monotonic()
            raise Interrupted(self.status)


_PROCESS = os.getpid()
listener = Listener()
