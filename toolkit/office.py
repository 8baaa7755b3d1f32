"""What an office knows beside the returns, as one thing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .prior import Prior
from .roster import Roster


@dataclass(frozen=True, slots=True)
class Office:
    """Who must report, last year's figures, the report year asked for, the key that workbooks were sealed with.

    Each may be unknown: a rule that needs it is silent then.
    """

    roster: Roster | None = None
    prior: Prior | None = None
    year: int | None = None
    seal_key: bytes | None = field(default=None, repr=False)

    def without_contacts(self) -> Office:
        """The same without whom to ask in each organ."""
        return replace(self, roster=self.roster.without_contacts()) if self.roster else self
