"""What several tests of distribution hand out workbooks to."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.roster import Roster, read_roster

from .outbox import ROSTER


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return read_roster(path)
