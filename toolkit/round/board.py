"""The board of a round: of each government how many are expected, in, returned, late, on leave and missing, and who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from ..form import Severity
from ..rollup import Entry, State, Summary
from ..roster import RosterLine
from . import clock
from .cutoffs import edited_cutoffs
from .finding import find_line
from .judging import open_doubts, summarize
from .model import open_round
from .standing import Standing, standing


class Place(StrEnum):
    """Where an organ stands: in (its figures count), returned (they don't), or without any that could: on leave, late,
    or not yet due.
    """

    IN = "in"
    RETURNED = "returned"
    LATE = "late"
    ON_LEAVE = "on-leave"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Counts:
    """``expected`` is the sum of the five places; of those that are in, ``explained`` explained all that was asked
    and ``to_explain`` owe it still.
    """

    expected: int = 0
    in_: int = 0
    explained: int = 0
    to_explain: int = 0
    returned: int = 0
    late: int = 0
    on_leave: int = 0
    missing: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


@dataclass(frozen=True, slots=True)
class Row:
    """One organ. ``due`` is the day (ISO) by which it owes its return, its leave's where it has one; ``received`` the
    day on which the return that counts came; ``explained``: all that was doubted of it;
    ``doubts`` are the rules (ids) that it owes an explanation for.
    """

    line: RosterLine
    place: Place
    state: State
    due: str
    received: str
    file: str
    errors: int
    to_explain: int
    explained: bool
    leave: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def came_late(self) -> bool:
        """Whether the return that counts came after the day it was due."""
        return bool(self.due and self.received > self.due)


@dataclass(frozen=True, eq=False)
class Board:
    """``rows`` are the organs in the order of the roster, ``governments`` the counts at and below each, ``whole`` those
    of all; ``unknown`` are files of nobody on the roster. ``day`` is the one it is of. ``edited`` are the numbers of
    frozen summaries that are not as they were frozen.
    """

    day: date
    rows: tuple[Row, ...]
    governments: Mapping[str, tuple[RosterLine, Counts]]
    whole: Counts
    unknown: tuple[str, ...]
    summary: Summary
    edited: tuple[int, ...] = ()

    def of(self, *places: Place) -> tuple[Row, ...]:
        """The organs in one of ``places``."""
        return tuple(row for row in self.rows if row.place in places)


def round_status(folder: str | Path, *, at: date | None = None, government: str = "") -> Board:
    """The board of the round in ``folder`` at the end of the day ``at``, by default now; of one ``government`` (code or
    name) and all below it where one is named. Raises RoundError where there is no such round or government.
    """
    with open_round(folder) as of:
        stands = standing(of, at)
        return replace(board_of(stands, government), edited=tuple(edited_cutoffs(of, stands.lines)))


def board_of(stands: Standing, government: str = "") -> Board:
    """As ``round_status``, of what ``stands`` already."""
    summary = summarize(stands)
    day = stands.at or clock.today()
    received = {one.file: one.received for one in stands.arrivals}
    due = stands.of.settings.due
    within = _within(summary, government)
    rows = tuple(
        _row(entry, stands.leaves.get(entry.line.code, ""), due, received, day)
        for _, entry in summary.tree()
        if entry.line.code in within and not entry.line.is_government and entry.coverage.expected
    )
    return Board(
        day,
        rows,
        _by_government(rows, summary, within),
        sum((_counts(row) for row in rows), Counts()),
        tuple(item.file for item in (*summary.unknown, *summary.unplaced, *summary.doubted)),
        summary,
    )


def _row(entry: Entry, leave: str, due: str, received: Mapping[str, str], day: date) -> Row:
    chosen = entry.chosen
    until = max(leave, due) if leave else due
    if entry.included or entry.covered_by:
        place = Place.IN
    elif entry.state not in (State.MISSING, State.GOVERNMENT):
        place = Place.RETURNED
    elif until and day.isoformat() > until:
        place = Place.LATE
    else:
        place = Place.ON_LEAVE if leave else Place.MISSING
    return Row(
        entry.line,
        place,
        entry.state,
        until,
        received.get(chosen.file, "") if chosen else "",
        chosen.file if chosen else "",
        chosen.count(Severity.ERROR) if chosen else 0,
        chosen.count(Severity.EXPLAIN) if chosen else 0,
        chosen is not None and entry.state is State.ACCEPTED and any(finding.settled for finding in chosen.findings),
        leave,
        open_doubts(chosen),
    )


def _counts(row: Row) -> Counts:
    explained = row.place is Place.IN and row.explained
    return Counts(
        expected=1,
        in_=int(row.place is Place.IN),
        explained=int(explained),
        to_explain=int(row.place is Place.IN and bool(row.to_explain)),
        returned=int(row.place is Place.RETURNED),
        late=int(row.place is Place.LATE),
        on_leave=int(row.place is Place.ON_LEAVE),
        missing=int(row.place is Place.MISSING),
    )


def _by_government(
    rows: Iterable[Row], summary: Summary, within: frozenset[str]
) -> Mapping[str, tuple[RosterLine, Counts]]:
    """The counts at and below each government, in the order of the tree."""
    found = {entry.line.code: Counts() for _, entry in summary.tree() if entry.line.is_government}
    for row in rows:
        for above in summary.roster.path_to(row.line.code):
            if above.code in found:
                found[above.code] += _counts(row)
    return {code: (summary.roster.by_code[code], counts) for code, counts in found.items() if code in within}


def _within(summary: Summary, government: str) -> frozenset[str]:
    """The codes of all that is asked for."""
    roster = summary.roster
    if not government:
        return frozenset(roster.by_code)
    code = find_line(government, roster.lines).code
    return frozenset(line.code for line in roster.lines if any(one.code == code for one in roster.path_to(line.code)))
