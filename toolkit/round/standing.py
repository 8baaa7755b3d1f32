"""What stands at a moment: every line up to it that none takes back, folded into decisions and arrivals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..roster import Roster
from . import clock
from .ledger import Line
from .model import Round
from .rosters import roster_after

DECISIONS = ("correct", "extend", "accept", "choose", "rename", "merge", "split")  # what may be taken back


@dataclass(frozen=True, slots=True)
class Arrival:
    """One content by one name: ``file`` is what it is called in reports, ``path`` where it lay, from the folder of the
    round on; ``received`` is the day (ISO) it came, ``modified`` the time of the file in nanoseconds. ``organ`` is the
    code of whose it is by the roster of today, empty where nobody knows; ``line`` is the line of the ledger.
    """

    n: int
    line: int
    file: str
    path: str
    sha256: str
    received: str
    modified: int
    organ: str


@dataclass(frozen=True, eq=False)
class Standing:
    """A round as it stands at the end of line ``last``: ``lines`` are those in force, ``taken_back`` the numbers of
    those that are not. ``moved`` says that the roster is another one today, by which ``arrivals`` have their organs.
    """

    of: Round
    lines: tuple[Line, ...]
    taken_back: frozenset[int]
    last: int
    arrivals: tuple[Arrival, ...]
    at: date | None = None
    moved: bool = False

    @cached_property
    def roster(self) -> Roster:
        """The roster with all that was decided of it."""
        return roster_after(self.of.first_roster, [line for line in self.lines if line.verb in SUCCESSION])

    def decided(self, verb: str) -> Mapping[str, Sequence[Line]]:
        """The decisions of one kind that are in force, by the code that the organ has today, each in order."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.verb == verb:
                found.setdefault(self.code_today(line.organ), []).append(line)
        return found

    @cached_property
    def _today(self) -> Mapping[str, str]:
        return {line.organ: line.data["code"] for line in self.lines if line.verb == "rename" and line.data.get("code")}

    def code_today(self, code: str) -> str:
        """The code that the organ with ``code``, at any time, has in this roster."""
        seen = set()
        while code in self._today and code not in seen:
            seen.add(code)
            code = self._today[code]
        return code


SUCCESSION = ("rename", "merge", "split")


def standing(of: Round, at: date | None = None) -> Standing:
    """The round ``of`` at the end of the day ``at``; now, where none is given."""
    lines = everything = of.ledger.lines()
    if at is not None:
        times = clock.settled([line.at for line in lines])
        ended = clock.end_of(at)
        lines = [line for line, time in zip(lines, times, strict=True) if time < ended]
    gone = taken_back(lines)
    moved = len(lines) < len(everything) and _of_roster(lines, gone) != _of_roster(everything, taken_back(everything))
    last = max((line.n for line in lines), default=0)
    rows = of.ledger.rows(
        "SELECT n, line, file, path, sha256, received, modified, organ FROM arrival WHERE line <= ? ORDER BY n", (last,)
    )
    numbers = {line.n for line in lines}
    arrivals = tuple(one for one in (Arrival(*row) for row in rows) if one.line in numbers)
    return Standing(of, tuple(line for line in lines if line.n not in gone), gone, last, arrivals, at, moved)


def _of_roster(lines: Iterable[Line], gone: frozenset[int]) -> list[int]:
    """The numbers of the lines in force that change the roster."""
    return [line.n for line in lines if line.verb in SUCCESSION and line.n not in gone]


def taken_back(lines: Iterable[Line]) -> frozenset[int]:
    """The numbers of the lines that a later one takes back; one that was itself taken back takes nothing."""
    gone: set[int] = set()
    for line in reversed(list(lines)):
        if line.verb == "undo" and line.n not in gone:
            gone.add(line.data["line"])
    return frozenset(gone)
