"""What tests of a round share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.round.play import Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """A round in which nothing has come yet."""
    return Play(tmp_path)
