"""A round that is looked at again and again: worked out anew only where its ledger, or the day, is another one."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

from . import clock
from .board import Board, board_of
from .cutoffs import edited_cutoffs
from .folder import LEDGER
from .judging import get_ready
from .ledger import Line
from .model import Round, Settings, open_round
from .standing import Standing, standing

_CHECKED = 10.0  # seconds after which it is looked again whether frozen summaries are as they were


@dataclass(frozen=True, eq=False)
class Look:
    """A round as it stands: ``lines`` are all of its ledger, ``stands`` what of it is in force."""

    folder: Path
    settings: Settings
    lines: tuple[Line, ...]
    stands: Standing
    board: Board

    @property
    def last(self) -> int:
        """The number of the newest line."""
        return self.lines[-1].n if self.lines else 0


class Watch:
    """The round in ``folder``, for somebody who looks at it many times and from several threads."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._lock = Lock()
        self._seen: tuple[object, Look] | None = None
        self._checked = 0.0

    def look(self) -> Look:
        """The round as it stands now. Raises RoundError as ``open_round`` does."""
        with self._lock, open_round(self.folder) as of:
            at = self._mark(of)
            if self._seen is None or self._seen[0] != at:
                get_ready(of)
                stands = standing(of)
                # ``at`` was asked for first: what was written meanwhile makes the next look a new one.
                self._seen = at, Look(self.folder, of.settings, tuple(of.ledger.lines()), stands, board_of(stands))
                self._checked = -_CHECKED
            found = self._seen[1]
            if time.monotonic() - self._checked > _CHECKED:
                edited = tuple(edited_cutoffs(of, found.stands.lines))
                if edited != found.board.edited:
                    found = replace(found, board=replace(found.board, edited=edited))
                self._seen, self._checked = (at, found), time.monotonic()
            return found

    def _mark(self, of: Round) -> object:
        """What tells one state of the round from another: its last line, the day, which file its ledger is."""
        about = (self.folder / LEDGER).stat()
        last = of.ledger.rows("SELECT n, at, organ, data FROM line ORDER BY n DESC LIMIT 1")
        count = of.ledger.rows("SELECT count(*), max(rowid) FROM arrival")
        return last, count, clock.today(), about.st_dev, about.st_ino
