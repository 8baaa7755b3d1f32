"""Whose each arrival is by a roster: settled when it comes, and again where the roster changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ..roster import Roster
from .arrivals import Arrival
from .model import Round
from .readings import load_returns


def owned(of: Round, arrivals: Sequence[Arrival], roster: Roster) -> tuple[Arrival, ...]:
    """``arrivals`` with the codes of whose lines of ``roster`` they are; empty where nobody can tell."""
    from ..collating.inbox import line_of  # a run with nothing new does without
    from ..published.importing.organ import with_organs

    lines = (line_of(item, roster) for item in with_organs(load_returns(of, arrivals), roster))
    return tuple(replace(one, organ=line.code if line else "") for one, line in zip(arrivals, lines, strict=True))


def settle_owners(of: Round, arrivals: Sequence[Arrival], roster: Roster, codes: Collection[str]) -> None:
    """Writes anew, within a change of the ledger, whose those of ``arrivals`` are that were of ``codes`` or nobody."""
    some = [one for one in arrivals if not one.organ or one.organ in codes]
    now = owned(of, some, roster)
    rows = [(one.organ, one.n) for one, before in zip(now, some, strict=True) if one.organ != before.organ]
    of.ledger.write("UPDATE arrival SET organ = ? WHERE n = ?", rows)
