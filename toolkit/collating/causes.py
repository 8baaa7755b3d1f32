"""Whose figures made a government's change between two summaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .compared_organs import Figures

Side = tuple[frozenset[str], Figures]  # what a government's sum is made of in one of the summaries, and all its figures


@dataclass(frozen=True, slots=True)
class Cause:
    """What one organ (or a government by a sum of its own) has to do with a change of the government above it.

    ``before`` or ``after`` is None where it is not in that sum; ``elsewhere`` says that it has figures there all the
    same, below another government.
    """

    code: str
    name: str
    before: int | None
    after: int | None
    elsewhere: bool = False

    @property
    def difference(self) -> int:
        return (self.after or 0) - (self.before or 0)


def causes_of(field: int, sides: tuple[Side, Side], names: Mapping[str, str]) -> tuple[Cause, ...]:
    """The units of either side whose figure with index ``field`` differs, the largest difference first.

    Of one that is in both, but has this figure in one alone, nobody can tell.
    """
    (before, earlier), (after, later) = sides
    found = []
    for code in before | after:
        then = earlier[code][field] if code in before else None
        now = later[code][field] if code in after else None
        within = code in before and code in after
        if within and (then is None or now is None):
            continue
        cause = Cause(code, names.get(code, code), then, now, not within and code in earlier and code in later)
        if cause.difference:
            found.append(cause)
    return tuple(sorted(found, key=lambda cause: (-abs(cause.difference), cause.code)))
