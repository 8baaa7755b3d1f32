"""How complete a sum is: who was expected, who is in it, who is not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coverage:
    """How complete a sum is: ``expected`` is always ``included + rejected + missing``.

    ``rejected`` counts what goes back: rejected and unreadable returns, and those that need a choice. ``doubtful`` are
    those of the included that owe an explanation.
    """

    expected: int = 0
    included: int = 0
    rejected: int = 0
    missing: int = 0
    doubtful: int = 0

    @property
    def complete(self) -> bool:
        return self.included == self.expected

    @property
    def lacking(self) -> int:
        """How many of the expected are not in the sum, for whatever reason."""
        return self.expected - self.included

    @property
    def words(self) -> str:
        """The line that stands on every face of every output."""
        doubt = f"（其中待说明 {self.doubtful} 家）" if self.doubtful else ""
        summed = f"已汇总 {self.included} 家{doubt}"
        return f"应报 {self.expected} 家，{summed}，退回 {self.rejected} 家，未报 {self.missing} 家"

    def __add__(self, other: Coverage) -> Coverage:
        return Coverage(
            self.expected + other.expected,
            self.included + other.included,
            self.rejected + other.rejected,
            self.missing + other.missing,
            self.doubtful + other.doubtful,
        )


def read_coverage(text: str) -> Coverage | None:
    """What a summary says of its own completeness (``Stamp.coverage``); None where it says nothing sound."""
    parts = text.split()
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) < 8 for part in parts):
        return None
    stated = Coverage(*map(int, parts))
    return stated if stated.expected == stated.included + stated.rejected + stated.missing else None
