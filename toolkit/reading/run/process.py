"""One reading process as its starter sees it."""

from __future__ import annotations

import contextlib
import json
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path

from ...ooxml.limits import Limits
from ...refusal import ReaderError
from ...source import Source
from .worker import READY

BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from toolkit.reading.run.worker import main; main()"


class Reader:
    """A process that reads. ``since`` is when its last answer came (or its work began, if later).

    Its answers, and finally None when it is gone, come as (reader, answer) on the queue it was made with. ``read`` is
    the name of the Read that it calls for each file, so that whoever starts it need not load what reads.
    """

    def __init__(self, limits: Limits, read: str, answers: queue.SimpleQueue[tuple[Reader, object]]) -> None:
        home = str(Path(__file__).resolve().parents[3])
        path = json.dumps([home, *(entry or str(Path.cwd()) for entry in sys.path)])
        try:
            self._process = subprocess.Popen(  # noqa: S603  (our own interpreter, our own module)
                [sys.executable, "-c", BOOT, path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # a Ctrl-C at the terminal is for whoever started us, who ends this one
            )
        except OSError as error:
            raise ReaderError(f"读取程序启动不了：{error.strerror}") from error
        weakref.finalize(self, self._process.kill)  # at the latest when the interpreter ends
        self.since = time.monotonic()
        self.ready = False
        self._killed = False
        self._answers = answers
        self._send((limits, read))
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def timed_out(self) -> bool:
        """Whether the clock ended it, ours or its own."""
        return self._killed or self._process.returncode == -getattr(signal, "SIGALRM", 0)

    def adopt(self, answers: queue.SimpleQueue[tuple[Reader, object]]) -> bool:
        """Whether it still lives, having nothing to do; if so its answers now go to ``answers``."""
        self._answers = answers  # before the question: if it dies later, the new queue is told
        return self._process.poll() is None

    def send(self, batch: tuple[Source, ...], *, idle: bool) -> None:
        """Hands it more files; one that is gone says so by its None. ``idle``: it has no others to read."""
        if idle:
            self.since = time.monotonic()
        self._send(batch)

    def kill(self) -> None:
        """Ends it because its time for one file is over."""
        self._killed = True
        self._process.kill()

    def end(self) -> None:
        """Ends it, whatever it does, and leaves nothing behind."""
        self._process.kill()
        self._process.wait()
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def _send(self, message: object) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            pickle.dump(message, self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                answer = pickle.load(self._process.stdout)  # noqa: S301  (from our own child)
                self.since = time.monotonic()
                if answer == READY:
                    self.ready = True
                else:
                    self._answers.put((self, answer))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            self._process.wait()
            self._process.stdout.close()
            self._answers.put((self, None))
