"""What stands at a moment: every line up to it that none takes back, folded into decisions and arrivals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from ..roster import Roster
from . import clock
from .arrivals import Arrival, load_arrivals
from .ledger import Line
from .model import Round
from .owners import owned
from .rosters import roster_after

DECISIONS = ("correct", "extend", "accept", "choose", "rename", "merge", "split")  # what may be taken back


@dataclass(frozen=True, eq=False)
class Standing:
    """A round as it stands at the end of line ``last``: ``lines`` are those in force, ``taken_back`` the numbers of
    those that are not. ``arrivals`` are of whom they are by its own roster. ``undone`` are
    the lines that were taken back.
    """

    of: Round
    lines: tuple[Line, ...]
    taken_back: frozenset[int]
    last: int
    arrivals: tuple[Arrival, ...]
    at: date | None = None
    undone: tuple[Line, ...] = ()

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
    def leaves(self) -> Mapping[str, str]:
        """Until which day (ISO) each organ that has leave may report; what was split off has that of its origin."""
        found: dict[str, str] = {}
        for line in self.lines:
            if line.verb == "extend":
                found.update((self.code_today(code), line.data["until"]) for code in line.data["with"])
            elif line.verb == "split" and (until := found.get(self.code_today(line.organ))):
                found.update((self.code_today(code), until) for code in line.data["with"])
        return found

    @cached_property
    def _today(self) -> Mapping[str, str]:
        codes = {line.data["code"]: line.organ for line in self.undone if line.verb == "rename" and line.data["code"]}
        made = {line.organ: line.data["code"] for line in self.lines if line.verb == "rename" and line.data["code"]}
        return {**{code: organ for code, organ in codes.items() if code not in made.values()}, **made}

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
    last = max((line.n for line in lines), default=0)
    arrivals = load_arrivals(of.ledger, {line.n for line in lines})
    stands = Standing(
        of,
        tuple(line for line in lines if line.n not in gone),
        gone,
        last,
        arrivals,
        at,
        tuple(line for line in lines if line.n in gone),
    )
    # Whose each is stands there by the roster of today, which may be another one.
    moved = _of_roster(lines, gone) != _of_roster(everything, taken_back(everything))
    return replace(stands, arrivals=owned(of, arrivals, stands.roster)) if moved else stands


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
