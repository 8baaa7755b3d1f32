"""A return's findings in the order they are told, numbered, with the cells each speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..findings import Finding
from ..form import Severity
from .text import SHOWN
from .verdict import gravity

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Numbered:
    """One finding with its number. Where a kind repeats, those beyond the first few (``also``) share the number of
    the last one told. ``indices`` are the places of all of these among the findings that were numbered.
    """

    number: int
    finding: Finding
    also: tuple[Finding, ...] = ()
    indices: tuple[int, ...] = ()

    @property
    def more(self) -> int:
        return len(self.also)

    @property
    def cells(self) -> tuple[Place, ...]:
        """Where it is told."""
        return tuple((item.sheet, item.cell) for item in (self.finding, *self.also) if item.cell)

    @property
    def related(self) -> tuple[Place, ...]:
        """The other cells that take part."""
        return tuple(place for item in (self.finding, *self.also) for place in related_places(item))

    @property
    def state(self) -> str:
        return "settled" if self.finding.settled else self.finding.severity.value


def number_findings(findings: Sequence[Finding], *, shown: int = SHOWN) -> tuple[Numbered, ...]:
    """The findings numbered from 1, the gravest first, at most ``shown`` of one kind; 0 tells them all.

    What needs an explanation is of one kind only where one explanation settles it.
    """
    kinds: dict[tuple[str, bool], list[int]] = {}
    for index in sorted(range(len(findings)), key=lambda index: gravity(findings[index])):
        finding = findings[index]
        name = finding.id if finding.severity is Severity.EXPLAIN else finding.rule
        kinds.setdefault((name, finding.settled), []).append(index)
    numbered: list[Numbered] = []
    for kind in kinds.values():
        last = min(shown or len(kind), len(kind)) - 1  # of those told
        for place, index in enumerate(kind[: last + 1]):
            also = kind[last + 1 :] if place == last else []
            rest = tuple(findings[other] for other in also)
            numbered.append(Numbered(len(numbered) + 1, findings[index], rest, (index, *also)))
    return tuple(numbered)


def related_places(finding: Finding) -> list[Place]:
    """(sheet, cell) of the other cells that take part."""
    places = []
    for name in finding.related:
        sheet, _, cell = name.rpartition("!")
        places.append((sheet or finding.sheet, cell))
    return places
