"""One thing to mend, as it is found and as it is told."""

from __future__ import annotations

from dataclasses import dataclass

from ...findings import Finding
from ..numbered import Numbered


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing to mend: the finding that says so best, and those that come of the same slip. ``each`` are those at
    single cells that the first tells together.
    """

    lead: Finding
    beneath: tuple[Finding, ...]
    each: tuple[Finding, ...] = ()

    @property
    def cells(self) -> tuple[Finding, ...]:
        """What is to be seen to at its own place."""
        return self.each or (self.lead,)


@dataclass(frozen=True, slots=True)
class Told:
    """A Numbered slip: its findings share the number. ``cells`` are, for each of them, those at its places."""

    numbered: Numbered
    beneath: tuple[Finding, ...]
    cells: tuple[tuple[Finding, ...], ...]
