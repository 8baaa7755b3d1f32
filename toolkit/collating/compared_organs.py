"""Of two summaries, government by government: the figures of the organs that are in both."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from ..both_years import BothYears, of_organ, of_sum, sum_of_years
from ..rollup import Source
from ..roster import GOVERNMENT
from .shelf import Shelf

Figures = Mapping[str, tuple[int | None, ...]]
Units = Mapping[str, tuple[frozenset[str], frozenset[str]]]  # of each government in both: the first's, the second's


def units_of_both(one: Shelf, other: Shelf, earlier: Figures, later: Figures) -> Units:
    """What the sums of every government that has some in both are made of: organs, and governments that stand by a
    summary of their own in either, whose organs nobody can tell. ``earlier`` and ``later`` are the figures by code.
    """
    alone = by_sum_alone(one, other)
    before, after = _units(one, earlier, alone), _units(other, later, alone)
    return {code: (frozenset(before[code]), frozenset(after[code])) for code in before if code in after}


def by_sum_alone(one: Shelf, other: Shelf) -> frozenset[str]:
    """The governments that stand by a summary of their own in either."""
    lines = (item for shelf in (one, other) for item in shelf.lines.items())
    return frozenset(code for code, line in lines if line.get("source") == Source.OWN)


def organs_of_both(
    units: Units, alone: Container[str], earlier: Figures, later: Figures, width: int
) -> dict[str, BothYears]:
    """``BothYears`` of every government in ``units``, the second summary's as ``now``, ``width`` figures each.

    What of its units is in ``alone`` is held sum against sum.
    """
    found = {}
    for code, (before, after) in units.items():
        parts = [
            (of_sum if unit in alone else of_organ)(
                later[unit] if unit in after else None, earlier[unit] if unit in before else None
            )
            for unit in before | after
        ]
        found[code] = sum_of_years(parts, width)
    return found


def _units(shelf: Shelf, figures: Figures, alone: frozenset[str]) -> dict[str, set[str]]:
    """By government the units that its sum is made of: organs, and governments in ``alone``."""
    units: dict[str, set[str]] = {}
    for code in figures:
        line = shelf.lines.get(code)
        if line is None or (line.get("kind") == GOVERNMENT and code not in alone):
            continue
        above = list(_governments(shelf, code))
        if line.get("kind") != GOVERNMENT and alone.intersection(above):
            continue  # it is in a sum of which nobody can tell the organs
        for government in (code, *above) if code in alone else above:
            units.setdefault(government, set()).add(code)
    return units


def _governments(shelf: Shelf, code: str) -> Iterator[str]:
    """All above the line ``code``, the nearest first."""
    seen: set[str] = set()
    above = shelf.lines[code]["parent_code"]
    while above in shelf.lines and above not in seen:
        seen.add(above)
        yield above
        above = shelf.lines[above]["parent_code"]
