"""The time of a ledger: stored in UTC, cut off by whole days of China's time, sound where a clock was wrong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import pairwise

from ..wall_time import CHINA


def now() -> str:
    """This moment as the ledger stores it: ISO, UTC, to the millisecond; the order of texts is that of times."""
    return written(datetime.now(UTC))


def written(moment: datetime) -> str:
    """``moment`` as the ledger stores it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03}Z"


def moment_at(at: str) -> datetime:
    """The time ``at``, as it is stored. Raises ValueError for what is none."""
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def day_of(at: str) -> date:
    """The day in China of the stored time ``at``."""
    return moment_at(at).astimezone(CHINA).date()


def today() -> date:
    """The day in China."""
    return datetime.now(CHINA).date()


def shown(at: str) -> str:
    """The stored time ``at`` as people read it: ``2026-01-12 09:30``."""
    return f"{moment_at(at).astimezone(CHINA):%Y-%m-%d %H:%M}"


def settled(times: Sequence[str]) -> list[str]:
    """The times of lines in the order they were written, as they can be meant: none is before the one ahead of it.

    The most that stand in order are right; the others were written while a clock was wrong, and have the time of the
    right one ahead of them (of the first right one, where there is none).
    """
    if all(one <= other for one, other in pairwise(times)):
        return list(times)
    ends: list[str] = []  # the least last time of an ordered choice of each length, and below where it stands
    places: list[int] = []
    before: list[int] = []
    for place, time in enumerate(times):
        at = bisect_right(ends, time)
        before.append(places[at - 1] if at else -1)
        ends[at : at + 1] = [time]
        places[at : at + 1] = [place]
    right = set()
    place = places[-1]
    while place >= 0:
        right.add(place)
        place = before[place]
    meant = times[min(right)]
    found = []
    for place, time in enumerate(times):
        meant = time if place in right else meant
        found.append(meant)
    return found
