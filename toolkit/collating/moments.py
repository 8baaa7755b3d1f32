"""When a return was saved, by which the newest of an organ counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ..records import Return
from ..wall_time import moment_of

_LATEST = 253_370_764_800.0  # the year 9999, in seconds
_FIRST_MONTH = 12  # of the report year: some offices gather the figures before it has ended
_AHEAD = timedelta(days=2)  # that a clock may be before ours, with its time zone


def moment(item: Return) -> tuple[str, float]:
    """When a return was saved, as the workbook says; then the time of the file (of its archive, inside one).

    The latter alone where the workbook says none, one to come, or one before the figures of the year it reports on
    could be known: a clock was wrong, or nobody had filled anything in.
    """
    modified = min(max(item.source.modified, 0.0), _LATEST) if item.source else 0.0
    saved = _saved(item)
    if saved is None:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=modified)).isoformat(), modified
    return saved.isoformat(), modified


def _saved(item: Return) -> datetime | None:
    saved = moment_of(item.saved_at)  # OpenDocument has the time of the clock on the wall
    if saved is None:
        return None
    year = item.record.year if item.record else None
    too_early = year is not None and saved < datetime(year, _FIRST_MONTH, 1, tzinfo=UTC)
    return None if too_early or saved > datetime.now(UTC) + _AHEAD else saved
