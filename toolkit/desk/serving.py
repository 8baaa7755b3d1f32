"""The desk while it is open: an address on this machine alone, until it is stopped or nobody is there any more."""

from __future__ import annotations

import secrets
import signal
import socket
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn

from ..round.folder import LEDGER, RoundError
from ..round.model import open_round
from .app import build
from .gate import Gate
from .place import Desk
from .shelf import Known, Shelf

HOST = "127.0.0.1"
IDLE = 3600.0  # seconds after the last page was closed
_STEP = 5.0  # seconds between two looks at who is there
_LOOKING = 10.0  # seconds for which the address is kept back, so that the first page need not be waited for
_WAIT = 15  # seconds for what is under way when it is stopped


def open_desk(
    folder: str | Path | None = None,
    *,
    browser: bool = True,
    told: Callable[[str], None] = print,
    shelf: Shelf | None = None,
    idle: float = IDLE,
) -> None:
    """Serves the desk until it is stopped: from a page, from the terminal, or ``idle`` seconds after the last page was
    closed. ``told`` is called once with its address, which opens the board of the round in ``folder``, or the rounds
    that are known. Raises RoundError where ``folder`` is no round.
    """
    shelf = shelf or Shelf()
    only = _known(Path(folder), shelf) if folder is not None else None
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
        server.bind((HOST, 0))
        host = f"{HOST}:{server.getsockname()[1]}"
        token = secrets.token_urlsafe(24)
        desk = Desk(shelf, only)
        gate = Gate(build(desk), host, token)
        config = uvicorn.Config(
            gate, log_level="critical", access_log=False, server_header=False, lifespan="off",
            timeout_graceful_shutdown=_WAIT, ws="none", loop="asyncio",
        )  # fmt: skip
        running = uvicorn.Server(config)
        watch = _Watch(desk, running, idle)
        address = f"http://{host}/?token={token}"
        server.listen(128)
        looking = threading.Thread(target=_begin, args=(desk,), daemon=True)
        looking.start()
        looking.join(_LOOKING)
        threading.Thread(target=watch.keep, daemon=True).start()
        told(address)
        if browser:
            threading.Thread(target=_show, args=(f"http://{host}/?token={gate.pass_once()}",), daemon=True).start()
        try:
            with _ended_with_the_terminal(running):
                running.run(sockets=[server])
        except KeyboardInterrupt:  # Ctrl-C is one of the ways to stop it
            pass
        finally:
            desk.drops.end_all()
            desk.scratch.cleanup()


@contextmanager
def _ended_with_the_terminal(server: uvicorn.Server) -> Iterator[None]:
    """Has a terminal that is closed end the desk, as Ctrl-C does: the server itself hears of that alone."""
    number = getattr(signal, "SIGHUP", None)
    if number is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(number, server.handle_exit)
    try:
        yield
    finally:
        signal.signal(number, before)


def _known(folder: Path, shelf: Shelf) -> Known:
    if not (folder / LEDGER).is_file():
        with open_round(folder):  # says what is wrong
            raise RoundError(f"“{folder}”不是一轮工作的文件夹")
    with open_round(folder):
        return shelf.add(folder)


def _begin(desk: Desk) -> None:
    """Loads what judges, and looks at the round once, before anybody asks: the first page would wait for it."""
    with suppress(Exception):  # told on the page
        if desk.only is not None:
            desk.shelf.watch(desk.only.folder).look()


def _show(address: str) -> None:
    with suppress(Exception):  # no browser to be found: the address is printed
        webbrowser.open(address)


class _Watch:
    """Sees when nobody is there any more. A machine that sleeps does not count the hours."""

    def __init__(self, desk: Desk, server: uvicorn.Server, idle: float) -> None:
        self.desk, self.server, self.idle = desk, server, idle
        self.quiet = 0.0
        desk.seen = self._seen

    def _seen(self) -> None:
        self.quiet = 0.0

    def keep(self) -> None:
        step = min(_STEP, self.idle / 4)
        while not self.desk.stop.wait(step):
            self.quiet = 0.0 if self.desk.bench.busy or self.desk.drops.busy else self.quiet + step
            if self.quiet > self.idle:
                break
        time.sleep(0.3)  # for the page that says goodbye
        self.server.should_exit = True
