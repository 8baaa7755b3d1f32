"""What an office gives for a job, and the Office that it comes to once all of it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..editions import load_form
from ..editions.own import refuse_faulty_forms
from ..inherited import inherited
from ..office import Office
from ..prior import Prior
from ..records import Return, usual_year
from ..roster import Roster, read_roster
from ..rulebook import RulesFile, in_force, read_rules
from .earlier import load_prior
from .means import Notice


@dataclass(frozen=True, slots=True)
class Given:
    """``roster`` and ``prior`` are what they hold, or where it is; ``year`` is the report year, ``seal_key`` the key
    of the distribution; ``rules`` the office's rules file, or what it holds.
    """

    roster: Roster | str | Path | None = None
    prior: Prior | str | Path | None = None
    year: int | None = None
    seal_key: bytes | None = field(default=None, repr=False)
    rules: RulesFile | str | Path | None = None

    @property
    def places(self) -> tuple[str | Path, ...]:
        """Those that say where something is, not what it holds."""
        return tuple(one for one in (self.roster, self.prior, self.rules) if isinstance(one, str | Path))

    def refuse_early(self) -> None:
        """Raises DefinitionError or CollatingError for what can be told before a return is read: a year that no edition
        covers, a rules file that can't be used, a path where there is no last year. What is there is read once the year
        of the returns is known.
        """
        rules = self.read_rules()
        if self.year is not None:
            in_force(load_form(self.year), rules)
        if isinstance(self.prior, str | Path) and not Path(self.prior).exists():
            _prior(self.prior, (), None, None)

    def read_rules(self) -> RulesFile | None:
        """Which rules stand otherwise than in their form; None where no file says so."""
        return read_rules(self.rules) if isinstance(self.rules, str | Path) else self.rules

    def read_roster(self, notice: Notice | None) -> Roster | None:
        """Who must report. ``notice`` is told what to look at in the roster."""
        if self.roster is None or isinstance(self.roster, Roster):
            return self.roster
        known = read_roster(Path(self.roster))
        if notice is not None:
            for line in known.notices:
                notice(line)
        return known

    def known(self, returns: Sequence[Return], roster: Roster | None) -> Office:
        """The Office that judges ``returns``, of the organs of ``roster``: last year is the one before ``year``, or
        before the one that most of them are of.
        """
        prior = _prior(self.prior, returns, self.year, roster)
        if prior is not None:
            from ..checking import organs_by_code

            prior = prior.of_organs(organs_by_code(returns, roster))
            prior = inherited(prior, roster) if roster is not None else prior
        return Office(roster, prior, self.year, self.seal_key, self.read_rules())


def refuse_faulty_definitions() -> None:
    """An office's own editions and words are told before anything is read."""
    refuse_faulty_forms()


def _prior(
    prior: Prior | str | Path | None, returns: Sequence[Return], year: int | None, roster: Roster | None
) -> Prior | None:
    if prior is None or isinstance(prior, Prior):
        return prior
    asked = year or usual_year(returns)
    return load_prior(Path(prior), year=asked - 1 if asked else None, roster=roster)
