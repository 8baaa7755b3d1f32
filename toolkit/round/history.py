"""All that happened with one organ: what came when, what was decided by whom and why, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..editions import load_edition
from ..form import Form
from ..form.layout import load_layout
from ..records import Record
from ..roster import RosterLine
from . import clock
from .arrivals import Arrival
from .finding import find_line
from .folder import RoundError
from .ledger import Line
from .model import Round, open_round
from .readings import load_returns
from .rosters import roster_after
from .standing import SUCCESSION, Standing, standing


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure that became another one: its label and place, the texts of both; empty for a blank."""

    label: str
    sheet: str
    cell: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the ledger about the organ. ``taken_back`` is the line that takes it back, 0 for none; ``cells`` are
    the figures in which a version differs from the one before it, or that were corrected.
    """

    line: Line
    when: str
    taken_back: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What became of the organ ``line``, oldest first."""

    line: RosterLine
    events: tuple[Event, ...]


def organ_history(folder: str | Path, organ: str) -> History:
    """The history of ``organ`` (code or any of its names) in the round in ``folder``, with that of the codes it had."""
    with open_round(folder) as of:
        stands = standing(of)
        try:
            line = find_line(organ, stands.roster.lines)
        except RoundError:  # as one that was split
            line = find_line(organ, _all_lines(stands))
        return history_in(of, stands, of.ledger.lines(), line)


def history_in(of: Round, stands: Standing, everything: Sequence[Line], line: RosterLine) -> History:
    """The history of the organ ``line``: ``everything`` are all lines of the ledger, of which ``stands`` is made."""
    about = [one for one in everything if concerns(one, line.code, stands)]
    back = {one.data["line"]: one.n for one in everything if one.verb == "undo" and one.n not in stands.taken_back}
    arrivals = {one.line: one for one in stands.arrivals if one.organ == line.code}
    changes = _changes(of, list(arrivals.values()))
    events = tuple(
        Event(one, clock.shown(one.at), back.get(one.n, 0), _cells(one, arrivals.get(one.n), changes)) for one in about
    )
    return History(line, events)


def _all_lines(stands: Standing) -> Sequence[RosterLine]:
    """The lines of the roster at any time: those of the start, and each that was changed since."""
    changes = [one for one in stands.lines if one.verb in SUCCESSION]
    found = {line.code: line for line in stands.of.first_roster.lines}
    for last in range(1, len(changes) + 1):
        found.update((line.code, line) for line in roster_after(stands.of.first_roster, changes[:last]).lines)
    return tuple(found.values())


def concerns(one: Line, code: str, stands: Standing) -> bool:
    """Whether ``one`` is about the organ that has ``code`` today."""
    named = (one.organ, *one.data.get("with", ()))
    return any(organ and stands.code_today(organ) == code for organ in named)


def _changes(of: Round, arrivals: Sequence[Arrival]) -> Mapping[int, tuple[Cell, ...]]:
    """In which cells each arrival differs from the one before it, by its number."""
    found: dict[int, tuple[Cell, ...]] = {}
    before: Record | None = None
    for arrival, item in zip(arrivals, load_returns(of, arrivals), strict=True):
        if item.record is not None and item.record.year in (of.settings.year, None):
            found[arrival.n] = tuple(_differences(before, item.record))
            before = item.record
    return found


def _cells(line: Line, arrival: Arrival | None, changes: Mapping[int, tuple[Cell, ...]]) -> tuple[Cell, ...]:
    return corrected_cells(line) if arrival is None else changes.get(arrival.n, ())


def corrected_cells(line: Line) -> tuple[Cell, ...]:
    """The figure that ``line`` corrects; none where it corrects none."""
    if line.verb != "correct":
        return ()
    form = load_edition(line.data["edition"])
    field = form.fields[line.data["index"]]
    sheet, cell = load_layout(form).place(field.index)
    return (Cell(field.label, sheet, cell, *(_text(field.index, line.data[name], form) for name in ("old", "new"))),)


def _differences(before: Record | None, after: Record) -> Iterator[Cell]:
    if before is None or before.edition != after.edition:
        return
    form = load_edition(after.edition)
    layout = load_layout(form)
    for field, old, new in zip(form.fields, before.values, after.values, strict=True):
        if old != new:
            sheet, cell = after.place(field.index, layout)
            yield Cell(field.label, sheet, cell, _text(field.index, old, form), _text(field.index, new, form))


def _text(index: int, steps: int | None, form: Form) -> str:
    return "" if steps is None else form.fields[index].unit.text(steps)
