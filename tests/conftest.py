"""What all tests share: the editions, sample figures, and the flag that renews golden files."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest

from toolkit.editions import load_form
from toolkit.form import Form

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = {
    2020: "guizhou-jgswj-2020.json",
    2023: "suqian-2023.json",
    2024: "suqian-2024.json",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write golden files anew instead of comparing")


_LONGEST = ("test_sixweeks.py", "test_county_round.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests come first: as the last they would leave all cores but one idle."""
    items.sort(key=lambda item: item.path.name not in _LONGEST)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds what another run has kept, or leaves anything in a person's cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / f"cache-{uuid4().hex}"))


@pytest.fixture
def renew_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--renew-golden"))


@pytest.fixture(params=[2020, 2024], ids=["2019-edition", "2021-edition"])
def form(request: pytest.FixtureRequest) -> Form:
    """Each edition in turn."""
    return load_form(request.param)


def sample_values(year: int) -> dict[str, dict[str, object]]:
    """The published figures of ``year`` (2020, 2023 or 2024) in the shape of VALUES.json."""
    text = (ROOT / "samples" / "values" / SAMPLES[year]).read_text(encoding="utf-8")
    values: dict[str, dict[str, object]] = json.loads(text)
    return values
