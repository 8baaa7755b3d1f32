"""Six weeks of a county: the ledger is whole, no version lost, and figures equal an independent count at every step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.round.play import Play
from tests.round.sixweeks import AHEAD, BACK, DAYS, SixWeeks


@pytest.mark.slow
@pytest.mark.parametrize(("local", "days"), [(True, DAYS), (False, 16)], ids=["local", "network"])
def test_six_weeks__agree_with_an_independent_count(tmp_path: Path, local: bool, days: int) -> None:
    play = Play(tmp_path, local=local, seed=4 if local else 5)
    weeks = SixWeeks(play)
    weeks.play_all(days)
    assert play.arrivals >= 3.5 * days
    again = {day: lists for number, (day, lists) in enumerate(weeks.of_day.items()) if number % 6 == 0 or number in ODD}
    for day, lists in again.items():
        assert play.lists(tmp_path / "再" / day.isoformat(), day) == lists, f"at {day}"
    for day, folder in weeks.written.items():
        written = play.write_summary(tmp_path / "再写" / day.isoformat(), day)
        for name in ("facts.csv", "status.csv", "decisions.csv"):
            assert content(written / name) == content(folder / name), f"{name} at {day}"


ODD = (AHEAD - 1, AHEAD, BACK - 1, BACK)  # days beside those of a wrong clock


def content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""
