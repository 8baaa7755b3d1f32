"""The time of a file as people of the office read it: that of China, which has one for all and no summer time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def moment_of(written: str) -> datetime | None:
    """An ISO time as a file says it, in UTC; one without a zone is of the clock on the wall. None for what is none."""
    try:
        moment = datetime.fromisoformat(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=CHINA)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def china_time(written: str) -> str:
    """An ISO time as ``2025-01-20 17:05``, in China's; what is no time as it is."""
    moment = moment_of(written)
    try:
        return written if moment is None else f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}"
    except OverflowError:
        return written


def day_words(day: date) -> str:
    """``day`` as letters write it: 2025年1月20日."""
    return f"{day.year}年{day.month}月{day.day}日"
