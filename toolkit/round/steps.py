"""Who stands otherwise on one board than on another."""

from __future__ import annotations

from dataclasses import dataclass

from ..roster import RosterLine, line_of_code
from .board import Board, Row


@dataclass(frozen=True, slots=True)
class Step:
    """An organ that stands otherwise than before: None where it was not on the roster, or owes nothing any more.

    ``merged`` says that it has become part of another.
    """

    line: RosterLine
    before: Row | None
    now: Row | None
    merged: bool = False


def steps_between(before: Board, now: Board) -> tuple[Step, ...]:
    """The organs whose place or state is another one ``now``, in the order of the roster."""
    roster = now.summary.roster
    lines = {row.line.code: line_of_code(row.line.code, roster) for row in before.rows}
    then = {line.code if (line := lines[row.line.code]) else row.line.code: row for row in before.rows}
    here = {row.line.code: row for row in now.rows}
    found = []
    for code in dict.fromkeys([*here, *then]):
        one, other = then.get(code), here.get(code)
        if _stand(one) != _stand(other):
            line = (other or one).line  # type: ignore[union-attr]
            found.append(Step(line, one, other, bool(code in roster.by_code and roster.by_code[code].merged_into)))
    return tuple(found)


def _stand(row: Row | None) -> object:
    return row and (row.place, row.state, row.file, row.received, row.leave)
