"""The time of a ledger: stored in UTC, cut off by whole days of China's time, sound where a clock was wrong."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
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


def end_of(day: date) -> str:
    """The stored time at which ``day`` has ended in China."""
    return written(datetime.combine(day + timedelta(days=1), time(), CHINA))


def settled(times: Sequence[str]) -> list[str]:
    """The times of lines in the order they were written, as they can be meant: none is before the one ahead of it.

    The most days that stand in order are right. What lies between two of them was written while a clock was wrong: it
    is of the day after the right one ahead of it, or of the time of the right one behind it where that is earlier, so
    that it never changes a day that had ended before. What has no right one ahead is of the time of the one behind.
    """
    if all(one <= other for one, other in pairwise(times)):
        return list(times)
    days = [day_of(one) for one in times]
    right = _in_order(days)
    found = [""] * len(times)
    behind = ""
    for place in range(len(times) - 1, -1, -1):  # the next right time, for what is wrong
        behind = times[place] if place in right else behind
        found[place] = behind
    meant, latest = "", None
    for place, time_ in enumerate(times):
        if place in right:
            meant, latest = max(meant, time_), days[place]
        elif latest is not None:
            meant = max(meant, min(filter(None, (found[place], end_of(latest)))))
        else:
            meant = found[place]
        found[place] = meant
    return found


def _in_order(days: Sequence[date]) -> frozenset[int]:
    """The places of the most different days that stand in order, the later ones of several ways to choose them."""
    places = [place for place, day in enumerate(days) if not place or days[place - 1] != day]
    ends: list[date] = []  # the least last day of an ordered choice of each length, and below where it stands
    last: list[int] = []
    before: dict[int, int] = {}
    for place in places:
        at = bisect_left(ends, days[place])
        before[place] = last[at - 1] if at else -1
        ends[at : at + 1] = [days[place]]
        last[at : at + 1] = [place]
    chain = [last[-1]]
    while before[chain[-1]] >= 0:
        chain.append(before[chain[-1]])
    chain.reverse()
    right, ahead = set(), 0  # of the chain, how many stand ahead
    for place, day in enumerate(days):
        while ahead < len(chain) and chain[ahead] <= place:
            ahead += 1
        beside = (chain[ahead - 1 : ahead] if ahead else []) + chain[ahead : ahead + 1]
        if day in {days[one] for one in beside}:
            right.add(place)
    return frozenset(right)
