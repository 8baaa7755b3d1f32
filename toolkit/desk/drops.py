"""What was dropped on a page, on its way into the inbox of a round: there as a whole, or not at all."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from ..leftovers import clear_leftovers, remove, temporary_beside
from ..output import OutputError, reason
from ..round import clock
from ..round.folder import INBOX
from .uploads import MOST, UploadError

_LIVELY = 20.0  # seconds since the last file for which a drop is thought to go on


@dataclass(eq=False)
class Drop:
    """One drop into the round in ``folder`` (None: files for a new round): ``place`` is where its files lie."""

    id: str
    folder: Path | None
    place: Path
    files: int = 0
    touched: float = field(default_factory=time.monotonic)

    def count(self) -> None:
        """Counts one file more. Raises UploadError for too many."""
        self.files += 1
        self.touched = time.monotonic()
        if self.files > MOST:
            raise UploadError(f"一次最多 {MOST} 个文件，请分几次")


@dataclass(eq=False)
class Drops:
    """The drops that are under way."""

    _under_way: dict[str, Drop] = field(default_factory=dict)

    def begin(self, folder: Path | None, beside: Path) -> Drop:
        """A new drop, whose files lie beside ``beside`` for now. Raises OutputError where that can't be."""
        try:
            beside.parent.mkdir(parents=True, exist_ok=True)
            clear_leftovers(beside.parent)
            place = temporary_beside(beside)
            place.mkdir(mode=0o700)
        except OSError as error:
            raise OutputError(reason(beside.parent, error)) from error
        drop = Drop(secrets.token_hex(8), folder, place)
        self._under_way[drop.id] = drop
        return drop

    def begin_for(self, folder: Path) -> Drop:
        """A new drop into the inbox of the round in ``folder``."""
        return self.begin(folder, folder / INBOX / "收件")

    def find(self, id_: str, folder: Path | None) -> Drop:
        """The drop with that id, of that round. Raises UploadError where there is none."""
        drop = self._under_way.get(id_)
        if drop is None or drop.folder != folder:
            raise UploadError("这一次拖放已经结束或中断了，请重新拖一次")
        return drop

    def keep(self, drop: Drop) -> Path:
        """Puts the files of ``drop`` into the inbox, in a folder of their own; which."""
        assert drop.folder is not None
        inbox = drop.folder / INBOX
        day = clock.today().isoformat()
        number = 1 + sum(one.name.startswith(f"{day}-") for one in _there(inbox))
        while os.path.lexists(target := inbox / f"{day}-{number}"):
            number += 1
        try:
            drop.place.rename(target)
        except OSError as error:
            raise OutputError(reason(target, error)) from error
        self._under_way.pop(drop.id, None)
        return target

    def end(self, drop: Drop) -> None:
        """Gives ``drop`` up: nothing of it stays."""
        self._under_way.pop(drop.id, None)
        remove(drop.place)

    @property
    def busy(self) -> bool:
        """Whether files are coming just now."""
        return any(time.monotonic() - one.touched < _LIVELY for one in list(self._under_way.values()) if one.folder)

    def end_all(self) -> None:
        """Gives up all that is under way, as when the desk closes."""
        for drop in list(self._under_way.values()):
            self.end(drop)


def _there(folder: Path) -> Collection[Path]:
    with suppress(OSError):
        return list(folder.iterdir())
    return ()
