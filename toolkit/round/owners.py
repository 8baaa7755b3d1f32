"""Whose each arrival is by the roster of today: settled when it comes, and again where the roster changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..collating.inbox import line_of
from ..published.importing.organ import with_organs
from ..records import Return
from ..roster import Roster
from .readings import load_returns
from .standing import Standing


def owner_of(item: Return, roster: Roster) -> str:
    """The code of the line that ``item``, as it was read, is of; empty where nobody can tell."""
    (owner,) = owners_of([item], roster)
    return owner


def owners_of(items: Sequence[Return], roster: Roster) -> list[str]:
    """``owner_of`` each of ``items``."""
    lines = (line_of(item, roster) for item in with_organs(items, roster))
    return [line.code if line else "" for line in lines]


def settle_owners(stands: Standing, codes: Collection[str]) -> None:
    """Writes anew, within a change of the ledger, whose the arrivals of ``codes`` are, and those of nobody."""
    some = [one for one in stands.arrivals if not one.organ or one.organ in codes]
    owners = owners_of(load_returns(stands.of, some), stands.roster)
    rows = [(owner, one.n) for one, owner in zip(some, owners, strict=True) if owner != one.organ]
    stands.of.ledger.write("UPDATE arrival SET organ = ? WHERE n = ?", rows)
