"""What is done at the desk: one piece of work after the other, each told of while it goes on."""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from threading import Event, Thread

from ..failures import failed
from ..jobs import Means
from ..round.holding import tell_of_waiting


class State(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Row:
    """A return that came, for a table: what became of it (``word``, of the kind ``state``), whose it is and ``where``
    it is read, its ``file``, what is wrong, what changed for the organ.
    """

    word: str
    state: str
    name: str
    where: str
    file: str
    errors: int
    to_explain: int
    changed: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a piece of work: ``lines`` for a person, where to go on (``next``, an address of the desk, and its
    words), ``wrong`` where something is to be looked at. ``files`` are to be had. ``straight``: nothing is to be
    read before going on. ``rows`` are returns that came.
    """

    lines: Sequence[str] = ()
    next: str = ""
    words: str = ""
    wrong: bool = False
    files: Sequence[Path] = ()
    straight: bool = False
    rows: Sequence[Row] = ()


@dataclass(eq=False)
class Work:
    """One piece of work, called ``title``, in the round with the id ``round``, if in any; who is done with it goes
    ``back`` to that address.
    """

    n: int
    title: str
    back: str
    do: Callable[[Work], Outcome]
    round: str = ""
    state: State = State.WAITING
    progress: tuple[int, int] = (0, 0)
    notices: list[str] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)
    error: str = ""
    ended: Event = field(default_factory=Event)

    @property
    def means(self) -> Means:
        """The means of a job that tell this piece of work how far it is."""
        return Means(progress=self._move, notice=self.notices.append)

    def _move(self, done: int, total: int) -> None:
        self.progress = (done, total)


class Bench:
    """Does pieces of work in a thread of its own, in the order they came: what changes a round never runs beside
    another change from the same desk.
    """

    _KEPT = 200

    def __init__(self) -> None:
        self.works: dict[int, Work] = {}
        self._waiting: queue.SimpleQueue[Work] = queue.SimpleQueue()
        self._count = 0
        self._now: Work | None = None
        tell_of_waiting(self._tell)
        Thread(target=self._run, name="bench", daemon=True).start()

    def put(
        self, title: str, back: str, do: Callable[[Work], Outcome], *, round_: str = "", patience: float = 0.0
    ) -> Work:
        """A new piece of work (see ``Work``); waits up to ``patience`` seconds for its end."""
        self._count += 1
        work = Work(self._count, title, back, do, round_)
        self.works[work.n] = work
        for old in [n for n, one in self.works.items() if one.ended.is_set()][: -self._KEPT]:
            del self.works[old]
        self._waiting.put(work)
        work.ended.wait(patience)
        return work

    @property
    def busy(self) -> bool:
        """Whether anything is being done, or waits to be."""
        return any(not one.ended.is_set() for one in list(self.works.values()))

    def _tell(self, line: str) -> None:
        if self._now is not None:
            self._now.notices.append(line)

    def _run(self) -> None:
        while True:
            work = self._now = self._waiting.get()
            work.state = State.RUNNING
            try:
                work.outcome = work.do(work)
                work.state = State.DONE
            except Exception as error:  # told to the person, whatever it is
                work.error = failed(error)[1]
                work.state = State.FAILED
            finally:
                self._now = None
                work.ended.set()
