"""What tests of collating share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.collating.province import roster
from tests.collating.succeeded import THEN, last_returns
from toolkit.jobs import collate


@pytest.fixture(scope="session")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Last year's ``returns``, and the ``summary`` of them along the roster of then."""
    folder = tmp_path_factory.mktemp("before")
    last_returns(folder / "returns", THEN)
    collate([folder / "returns"], roster(), folder / "summary", year=2023)
    return folder
