"""What goes out to an organ, and what it says: a return that goes back, a reminder, corrections to confirm."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ...form import Severity
from ...records import Agency, Return
from ...roster import RosterLine
from .speech import Way


class Kind(StrEnum):
    """What a letter is about; one may be about several."""

    BACK = "back"  # the return goes back
    CHASE = "chase"  # what is owed has not come
    CONFIRM = "confirm"  # figures that the office corrected


@dataclass(frozen=True, slots=True)
class Chased:
    """An organ that is to be reminded. ``due`` is the day by which it was to report, with ``leave`` by leave of the
    office, None where no day was set; ``before`` are the days on which it was reminded so far, in their order;
    ``template`` is the name of the workbook that it was given, empty where that is not known.
    """

    line: RosterLine
    due: date | None = None
    leave: bool = False
    before: tuple[date, ...] = ()
    template: str = ""

    def late(self, day: date) -> int:
        """How many days it is late on ``day``; 0 before, and where no day was set."""
        return max(0, (day - self.due).days) if self.due else 0

    def on_leave(self, day: date) -> bool:
        """Whether it has leave on ``day``, and is left in peace."""
        return self.leave and self.due is not None and day <= self.due


@dataclass(frozen=True, slots=True)
class SentBack:
    """One return that is answered. ``copy`` and ``notice`` are file names in the folder; ``copy`` is empty where no
    workbook could be made. ``counts`` are the things to mend of each severity. ``chased`` is what the same letter
    reminds of.
    """

    item: Return
    agency: Agency
    copy: str
    notice: str
    way: Way
    text: str
    counts: Mapping[Severity, int]
    kinds: tuple[Kind, ...] = (Kind.BACK,)
    chased: Chased | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """One letter, and the workbook that goes with it: file names in the folder, ``copy`` empty for none.

    ``text`` is the letter as the table of all has it. ``item`` is the return that it answers, ``chased`` what it
    reminds of, None for none. ``counts`` are the things to mend of each severity.
    """

    agency: Agency
    kinds: tuple[Kind, ...]
    copy: str
    notice: str
    text: str
    item: Return | None = None
    chased: Chased | None = None
    counts: Mapping[Severity, int] = field(default_factory=dict)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all that goes out, the letter first."""
        return (self.notice, self.copy) if self.copy else (self.notice,)

    @property
    def corrections(self) -> int:
        """How many corrections it asks to confirm."""
        return len(self.item.corrections) if self.item and Kind.CONFIRM in self.kinds else 0
