"""What tests of reporting share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reporting.day import Day


@pytest.fixture
def day(tmp_path: Path) -> Day:
    return Day(tmp_path)
