"""Whose each arrival is by the roster of today: settled when it comes, and again where the roster changes."""

from __future__ import annotations

from collections.abc import Collection

from ..collating.inbox import line_of
from ..published.importing.organ import with_organs
from ..records import Return
from ..roster import Roster
from .readings import load_returns
from .standing import Standing


def owner_of(item: Return, roster: Roster) -> str:
    """The code of the line that ``item``, as it was read, is of; empty where nobody can tell."""
    (known,) = with_organs([item], roster)
    line = line_of(known, roster)
    return line.code if line else ""


def settle_owners(stands: Standing, codes: Collection[str]) -> None:
    """Writes anew, within a change of the ledger, whose the arrivals of ``codes`` are, and those of nobody."""
    some = [one for one in stands.arrivals if not one.organ or one.organ in codes]
    owners = (owner_of(item, stands.roster) for item in load_returns(stands.of, some))
    rows = [(owner, one.n) for one, owner in zip(some, owners, strict=True) if owner != one.organ]
    stands.of.ledger.write("UPDATE arrival SET organ = ? WHERE n = ?", rows)
