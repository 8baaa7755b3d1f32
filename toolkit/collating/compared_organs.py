"""Of two summaries, government by government: the figures of the organs that are in both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..both_years import BothYears, of_organ, of_sum, sum_of_years
from ..rollup import Source
from ..roster import GOVERNMENT
from .shelf import Shelf

Figures = Mapping[str, tuple[int | None, ...]]


def organs_of_both(one: Shelf, other: Shelf, earlier: Figures, later: Figures, width: int) -> dict[str, BothYears]:
    """``BothYears`` of every government that has figures in both, the second summary's as ``now``.

    ``earlier`` and ``later`` are the figures by code, ``width`` of them each, of one edition. A government that stands
    by a summary of its own in either is held sum against sum.
    """
    alone = {code for shelf in (one, other) for code, line in shelf.lines.items() if line.get("source") == Source.OWN}
    before, after = _units(one, earlier, alone), _units(other, later, alone)
    found = {}
    for code in before.keys() & after.keys():
        parts = [
            (of_sum if unit in alone else of_organ)(
                later[unit] if unit in after[code] else None, earlier[unit] if unit in before[code] else None
            )
            for unit in before[code] | after[code]
        ]
        found[code] = sum_of_years(parts, width)
    return found


def _units(shelf: Shelf, figures: Figures, alone: set[str]) -> dict[str, set[str]]:
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
