"""Whose figures made a government's change between two summaries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ..form import Field
from .compared_organs import Figures
from .reasons import Reasons
from .why import Reason

MOST = 10  # that are told of one change, where there is room

Side = tuple[frozenset[str], Figures]  # what a government's sum is made of in one of the summaries, and all its figures


@dataclass(frozen=True, slots=True)
class Cause:
    """What one organ (or a government by a sum of its own) has to do with a change of the government above it.

    ``before`` or ``after`` is None where it is not in that sum; ``elsewhere`` says that it has figures there all the
    same, below another government. ``reasons`` are why, as far as the files of the two summaries tell.
    """

    code: str
    name: str
    before: int | None
    after: int | None
    elsewhere: bool = False
    reasons: tuple[Reason, ...] = ()

    @property
    def difference(self) -> int:
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class MainCauses:
    """The largest causes of a change with their reasons; ``more`` are left out, who come to ``rest`` together."""

    told: tuple[Cause, ...]
    more: int = 0
    rest: int = 0

    def largest(self, count: int) -> MainCauses:
        """The same with ``count`` of them at most."""
        left = self.told[count:]
        return MainCauses(self.told[:count], self.more + len(left), self.rest + sum(one.difference for one in left))


def causes_of(field: Field, sides: tuple[Side, Side], names: Mapping[str, str]) -> tuple[Cause, ...]:
    """The units of either side whose figure ``field`` differs, the largest difference first.

    Of one that is in both, but has this figure in one alone, nobody can tell.
    """
    (before, earlier), (after, later) = sides
    found = []
    for code in before | after:
        then = earlier[code][field.index] if code in before else None
        now = later[code][field.index] if code in after else None
        within = code in before and code in after
        if within and (then is None or now is None):
            continue
        cause = Cause(code, names.get(code, code), then, now, not within and code in earlier and code in later)
        if cause.difference:
            found.append(cause)
    return tuple(sorted(found, key=lambda cause: (-abs(cause.difference), cause.code)))


def main_causes(causes: Sequence[Cause], field: Field, reasons: Reasons, most: int = MOST) -> MainCauses:
    """The first ``most`` of ``causes`` of a change of ``field``, each with what ``reasons`` tells of it."""
    told = tuple(replace(cause, reasons=reasons.of(cause.code, field)) for cause in causes[:most])
    return MainCauses(told, len(causes) - len(told), sum(cause.difference for cause in causes[most:]))
