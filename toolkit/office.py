"""What an office knows beside the returns, as one thing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .editions import load_edition, load_form
from .form import Form
from .prior import Prior
from .roster import Roster
from .rulebook import RulesFile, in_force


@dataclass(frozen=True, slots=True)
class Office:
    """Who must report, last year's figures, the report year asked for, the key that workbooks were sealed with, which
    rules stand otherwise than in their form.

    Each may be unknown: a rule that needs it is silent then.
    """

    roster: Roster | None = None
    prior: Prior | None = None
    year: int | None = None
    seal_key: bytes | None = field(default=None, repr=False)
    rules: RulesFile | None = None

    def form(self, year: int) -> Form:
        """The edition of report year ``year`` by the office's rules; DefinitionError where none covers it."""
        return in_force(load_form(year), self.rules)

    def edition(self, edition: str, year: int | None) -> Form:
        """The edition with that id by the office's rules for ``year`` (or the one asked for)."""
        return in_force(load_edition(edition), self.rules, year or self.year)

    def without_contacts(self) -> Office:
        """The same without whom to ask in each organ."""
        return replace(self, roster=self.roster.without_contacts()) if self.roster else self
