"""A return's findings in the order they are told, numbered, with the cells each speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..findings import Finding
from .text import SHOWN
from .verdict import gravest

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Numbered:
    """One finding with its number. Where a kind repeats, those beyond the first few share the last number told:
    ``more`` counts them and ``cells`` holds their places too.
    """

    number: int
    finding: Finding
    cells: tuple[Place, ...]
    related: tuple[Place, ...]
    more: int = 0

    @property
    def state(self) -> str:
        return "settled" if self.finding.settled else self.finding.severity.value


def number_findings(findings: Sequence[Finding], *, shown: int = SHOWN) -> tuple[Numbered, ...]:
    """The findings numbered from 1, the gravest first, at most ``shown`` of one kind; 0 tells them all."""
    kinds: dict[tuple[str, bool], list[Finding]] = {}
    for finding in gravest(findings):
        kinds.setdefault((finding.rule, finding.settled), []).append(finding)
    numbered: list[Numbered] = []
    for kind in kinds.values():
        told = kind[:shown] if shown else kind
        rest = kind[len(told) :]
        for finding in told:
            last = finding is told[-1]
            together = [finding, *rest] if last else [finding]
            numbered.append(
                Numbered(
                    number=len(numbered) + 1,
                    finding=finding,
                    cells=tuple((item.sheet, item.cell) for item in together if item.cell),
                    related=tuple(place for item in together for place in related_places(item)),
                    more=len(rest) if last else 0,
                )
            )
    return tuple(numbered)


def related_places(finding: Finding) -> list[Place]:
    """(sheet, cell) of the other cells that take part."""
    places = []
    for name in finding.related:
        sheet, _, cell = name.rpartition("!")
        places.append((sheet or finding.sheet, cell))
    return places
