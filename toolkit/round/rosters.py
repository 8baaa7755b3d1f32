"""The roster after organs were renamed, merged and split by lines of the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..output import whole_file
from ..roster import Roster, RosterLine, save_roster
from ..roster.succession import merged, renamed, split
from .folder import ROSTER_NOW
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


def write_roster_now(roster: Roster, folder: Path) -> None:
    """Lays ``roster``, as it is after all changes, beside the one agreed in the round at ``folder``."""
    with whole_file(folder / ROSTER_NOW, force=True, private=True) as path:
        save_roster(roster, path)
