"""Times of files are told as the clock on the wall of an office in China shows them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from toolkit.wall_time import china_time, moment_of


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2025-01-20T09:05:00Z", "2025-01-20 17:05"),
        ("2025-01-20T17:05:00+08:00", "2025-01-20 17:05"),
        ("2024-12-31T16:00:00Z", "2025-01-01 00:00"),  # another day, and another year
        ("2025-07-01T00:00:00Z", "2025-07-01 08:00"),  # no summer time
        ("2025-01-20T17:05:33", "2025-01-20 17:05"),  # without a zone: of the wall
        ("0001-01-01T00:00:00", "0001-01-01T00:00:00"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
        ("昨天", "昨天"),
        ("", ""),
    ],
)
def test_time__is_told_in_chinas(written: str, told: str) -> None:
    assert china_time(written) == told


def test_moments__are_compared_in_one_zone() -> None:
    assert (
        moment_of("2025-01-20T17:05:00") == moment_of("2025-01-20T09:05:00Z") == datetime(2025, 1, 20, 9, 5, tzinfo=UTC)
    )
    assert moment_of("下午") is None
