"""The time of a ledger: by whole days of China's, and sound where a clock was wrong for a while."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from toolkit.round import clock

DAY = datetime(2026, 1, 10, 2, tzinfo=UTC)

NIGHT = 1 + 14 / 24  # midnight in China after the day 1


def times(*days: float) -> list[str]:
    return [clock.written(DAY + timedelta(days=day)) for day in days]


def test_day_of__is_that_of_china() -> None:
    assert clock.day_of("2026-01-09T15:59:59.999Z") == date(2026, 1, 9)
    assert clock.day_of("2026-01-09T16:00:00.000Z") == date(2026, 1, 10)
    assert clock.shown("2026-01-09T16:00:00.000Z") == "2026-01-10 00:00"


def test_now__is_written_so_that_texts_stand_in_the_order_of_times() -> None:
    one, other = clock.now(), clock.now()
    assert one <= other
    assert clock.written(clock.moment_at(one)) == one


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ((), ()),
        ((0, 1, 1, 2), (0, 1, 1, 2)),
        ((0, 1, 365, 2, 3), (0, 1, NIGHT, 2, 3)),  # a year ahead for one line
        ((0, 1, 365, 366, 2, 3, 4), (0, 1, NIGHT, NIGHT, 2, 3, 4)),
        ((0, 1, 365, 365, 365, 365, 2), (0, 1, NIGHT, NIGHT, NIGHT, NIGHT, 2)),  # for a day of many lines
        ((0, 1, 365, 1.1, 2), (0, 1, 1.1, 1.1, 2)),  # for a part of a day
        ((0, 1, 365, 365, 5), (0, 1, NIGHT, NIGHT, 5)),
        ((0, 1, -9000, 2), (0, 1, NIGHT, 2)),  # back to the last century
        ((0, 1, -9000), (0, 1, NIGHT)),
        ((-9000, 0, 1), (-9000, 0, 1)),  # nobody can tell
        ((9000, 0, 1), (0, 0, 1)),
        ((0, 0.2, 0.1, 1), (0, 0.2, 0.2, 1)),  # set back by some minutes
    ],
)
def test_settled__lines_of_a_wrong_clock_never_are_of_a_day_that_had_ended(
    written: tuple[float, ...], meant: tuple[float, ...]
) -> None:
    assert clock.settled(times(*written)) == times(*meant)


def test_end_of__is_midnight_in_china() -> None:
    assert clock.end_of(date(2026, 1, 10)) == "2026-01-10T16:00:00.000Z"


@given(some.lists(some.integers(-400, 400), max_size=40))
def test_settled__never_goes_back_and_keeps_what_stands_in_order(days: list[int]) -> None:
    written = times(*days)
    meant = clock.settled(written)
    assert len(meant) == len(written)
    assert meant == sorted(meant)
    if written == sorted(written):
        assert meant == written
