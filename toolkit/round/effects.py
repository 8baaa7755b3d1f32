"""What decisions do to a sum: each figure that would be another one without them, with the lines that made it so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..collating.decisions import COLUMNS
from ..collating.factlist import write_list
from ..form import Field, Form
from ..records import Record, inputs_of
from ..rollup import Entry, Summary
from ..roster import RosterLine
from ..written import DECISIONS
from . import clock
from .judging import summarize
from .ledger import Line
from .standing import Standing

_OF_FIGURES = ("correct", "accept", "choose")


@dataclass(frozen=True, slots=True)
class Effect:
    """One figure of an organ: as it would count without decisions, and as it does; None where it counts for nothing.

    ``lines`` are those that made the difference, oldest first.
    """

    line: RosterLine
    field: Field
    without: int | None
    value: int | None
    lines: tuple[Line, ...]


def effects_of(standing: Standing, summary: Summary) -> tuple[Effect, ...]:
    """Every figure of an organ in ``summary``, of ``standing``, that would be another one without its decisions."""
    by_verb = {verb: standing.decided(verb) for verb in _OF_FIGURES}
    organs = {organ for decided in by_verb.values() for organ in decided}
    if not organs:
        return ()
    bare = summarize(standing, organs=organs, decided=False)
    found: list[Effect] = []
    for entry in summary.entries:
        code = entry.line.code
        if code in organs and code in bare.by_code:
            lines = [line for verb in _OF_FIGURES for line in by_verb[verb].get(code, ())]
            found += _effects(entry, bare.by_code[code], summary.form, sorted(lines, key=lambda line: line.n))
    return tuple(found)


def write_effects(effects: Sequence[Effect], folder: Path) -> None:
    """Writes ``effects`` into ``folder``; nothing where there are none."""
    if effects:
        write_list(folder / DECISIONS, COLUMNS, (row for one in effects for row in _rows(one)))


def _rows(one: Effect) -> Iterator[list[str | int]]:
    unit = one.field.unit
    figures = ["" if steps is None else unit.text(steps) for steps in (one.without, one.value)]
    about = [one.line.code, one.line.name, one.field.code, one.field.label, *figures]
    for line in one.lines:
        day = clock.day_of(line.at).isoformat()
        yield [*about, line.n, line.verb, day, line.by, str(line.data.get("reason", ""))]


def _effects(entry: Entry, bare: Entry, form: Form, lines: Sequence[Line]) -> Iterator[Effect]:
    now, then = _figures(entry, form), _figures(bare, form)
    whole = [line for line in lines if line.verb != "correct"]
    corrected = {line.data["index"]: line for line in lines if line.verb == "correct"}
    for field, value, without in zip(form.fields, now, then, strict=True):
        if value == without:
            continue
        made = {index: line for index, line in corrected.items() if index in inputs_of(form, field.index)}
        # What is in the sum at all, or of which version, the other decisions made so.
        alone = [*made.values(), *(whole if not made else ())]
        caused = lines if None in (value, without) else alone or lines
        yield Effect(entry.line, field, without, value, tuple(sorted(caused, key=lambda line: line.n)))


def _figures(entry: Entry, form: Form) -> tuple[int | None, ...]:
    record: Record | None = entry.chosen.record if entry.included and entry.chosen else None
    return record.values if record and record.edition == form.edition else (None,) * len(form.fields)
