"""Whose each arrival is by a roster: settled when it comes, and again where the roster changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from ..records import Return
from ..roster import Roster
from .arrivals import Arrival
from .model import Round
from .readings import load_returns


def owner_of(item: Return, roster: Roster) -> str:
    """The code of the line that ``item``, as it was read, is of; empty where nobody can tell."""
    from ..collating.inbox import line_of  # with it comes all that checks, which a run with nothing new does without
    from ..published.importing.organ import with_organs

    (known,) = with_organs([item], roster)
    line = line_of(known, roster)
    return line.code if line else ""


def owned(of: Round, arrivals: Sequence[Arrival], roster: Roster) -> tuple[Arrival, ...]:
    """``arrivals`` with whose they are by ``roster``."""
    returns = load_returns(of, arrivals)
    return tuple(replace(one, organ=owner_of(item, roster)) for one, item in zip(arrivals, returns, strict=True))


def settle_owners(of: Round, arrivals: Sequence[Arrival], roster: Roster, codes: Collection[str]) -> None:
    """Writes anew, within a change of the ledger, whose those of ``arrivals`` are that were of ``codes`` or nobody."""
    some = [one for one in arrivals if not one.organ or one.organ in codes]
    now = owned(of, some, roster)
    rows = [(one.organ, one.n) for one, before in zip(now, some, strict=True) if one.organ != before.organ]
    of.ledger.write("UPDATE arrival SET organ = ? WHERE n = ?", rows)
