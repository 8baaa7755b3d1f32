"""The roster after organs were renamed, merged and split by lines of the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..roster import Roster, RosterLine
from ..roster.succession import merged, renamed, split
from .ledger import Line


def roster_after(roster: Roster, lines: Sequence[Line]) -> Roster:
    """``roster`` with what ``lines`` decide of it, in their order. Raises RosterError where one of them can't be."""
    for line in lines:
        data = line.data
        since = str(data["since"])
        if line.verb == "rename":
            roster = renamed(roster, line.organ, data["name"], new_code=data["code"], since=since)
        elif line.verb == "merge":
            roster = merged(roster, line.organ, data["into"], since=since)
        else:
            roster = split(roster, line.organ, [_successor(one) for one in data["into"]], since=since)
    return roster


def _successor(given: Mapping[str, str]) -> RosterLine:
    return RosterLine(given["code"], given["name"], "", "", "", "", "", row=0)
