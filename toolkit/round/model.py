"""A round as it is opened: its folder, its ledger, and what was agreed at its start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from ..prior import Prior
from ..roster import Roster
from ..rulebook import RulesFile
from . import kept
from .folder import RoundError
from .ledger import Ledger, open_ledger


@dataclass(frozen=True, slots=True)
class Settings:
    """What was agreed for the whole round. ``due`` is the day (ISO) by which returns were asked for and ``deadline``
    that day in the words of letters, both empty for none; ``contact`` is whom to ask, ``name`` who signs.
    """

    year: int
    due: str = ""
    deadline: str = ""
    contact: str = ""
    name: str = ""

    @property
    def due_day(self) -> date | None:
        return date.fromisoformat(self.due) if self.due else None


@dataclass(frozen=True, eq=False)
class Round:
    """A round in use. What it was opened with is read when it is asked for."""

    folder: Path
    ledger: Ledger
    settings: Settings

    @cached_property
    def first_roster(self) -> Roster:
        """The roster as it was agreed at the start."""
        return kept.unpack_roster(self._kept(kept.ROSTER))

    @cached_property
    def prior(self) -> Prior | None:
        data = self._kept(kept.PRIOR)
        return kept.unpack_prior(data) if data else None

    @cached_property
    def rules(self) -> RulesFile | None:
        data = self._kept(kept.RULES)
        return kept.unpack_rules(data) if data else None

    @cached_property
    def key(self) -> bytes | None:
        return self._kept(kept.KEY) or None

    def _kept(self, name: str) -> bytes:
        return _kept(self.ledger, name)


@contextmanager
def open_round(folder: str | Path) -> Iterator[Round]:
    """The round in ``folder``. Raises RoundError where there is none, or none that can be used."""
    folder = Path(folder)
    with open_ledger(folder) as ledger:
        data = _kept(ledger, kept.SETTINGS)
        if not data:
            raise RoundError(f"“{ledger.path}”是空的：新建时中断了；请把这个文件夹移走，重新新建一轮")
        yield Round(folder, ledger, Settings(**kept.unpack(data)))


def _kept(ledger: Ledger, name: str) -> bytes:
    rows = ledger.rows("SELECT data FROM kept WHERE name = ?", (name,))
    return bytes(rows[0][0]) if rows else b""
