"""What tests of a round share: one on the sample province, and one in which nothing has come yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import toolkit
from tests.conftest import ROOT
from tests.round.play import Play

PROVINCE = ROOT / "samples" / "province"


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """A round in which nothing has come yet."""
    return Play(tmp_path)


@pytest.fixture(scope="session")
def taken_round(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The round of 2024 with all returns of the sample in it. Not to be changed."""
    folder = tmp_path_factory.mktemp("province") / "round"
    settings = toolkit.Settings(2024, "2025-01-31", "2025年1月31日", "张三", "某府办")
    toolkit.start_round(folder, PROVINCE / "roster.csv", settings, prior=PROVINCE / "last-year", by="甲")
    for path in (PROVINCE / "inbox").iterdir():
        shutil.copy2(path, folder / "收件")
    toolkit.take_returns(folder, by="甲")
    return folder


@pytest.fixture
def province(taken_round: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(taken_round, tmp_path / "round"))
