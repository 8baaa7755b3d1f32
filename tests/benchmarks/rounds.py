"""A round of weeks: taking in what is new, and the board, against validating as many workbooks in one run."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from samples.province import Organ, make_roster
from tests.benchmarks.measure import Measure, take_turns
from tests.benchmarks.startup import _python
from tests.round.county import County, issued_in, more, on, write_roster
from tests.round.play import Play
from toolkit.round import Settings, start_round, take_returns

_TURNS = 3
_COUNTY = 53  # organs of the county of ``tests/round``


def run(organs: int) -> list[Measure]:
    """Whole processes: a county's returns at once; nothing and one in a hundred new among ``organs``; their board."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        county = _county(home / "county")
        large, newer = _province(home / "province", organs)
        turns = iter(range(1000))

        def fresh() -> str:
            return str(shutil.copytree(county.folder, home / f"county {next(turns)}"))

        copies = [fresh() for _ in range(_TURNS)]
        taken = take_turns(
            _TURNS,
            validate=lambda: _python("-m", "toolkit", "validate", str(county.inbox), "--no-cache", "--quiet"),
            county=lambda: _take(copies.pop()),
            nothing=lambda: _take(str(large)),
            filling=lambda: _arrive(large, newer, next(turns)),
            filled_before=lambda: _take(str(large)),
            status=lambda: _python("-m", "toolkit", "round", "status", str(large)),
        )
        ledger = (large / "账.sqlite").stat().st_size / 2**20
    against = f"validate, {_COUNTY} workbooks"
    count = len(newer)
    return [
        Measure(against, taken["validate"], _COUNTY),
        Measure(f"take, {_COUNTY} new", taken["county"], _COUNTY, against, taken.ratio("county", "validate")),
        Measure(f"take, nothing new of {organs}", taken["nothing"]),
        Measure(f"take, {count} new of {organs}", taken["filled_before"], count),
        Measure(f"status of {organs}", taken["status"]),
        Measure(f"ledger of {organs}: {ledger:.0f} MiB", 0.0),
    ]


def _take(folder: str) -> None:
    _python("-m", "toolkit", "round", "take", folder, "--quiet")


def _county(home: Path) -> Play:
    home.mkdir()
    play = Play(home)
    for line in play.county.organs:
        play.send(line.code, play.county.first(line.code))
    return play


def _province(home: Path, organs: int) -> tuple[Path, list[Organ]]:
    """A round of about ``organs`` whose returns were all taken in, and one in a hundred of them."""
    home.mkdir()
    lines = make_roster(max(1, organs // 575), 11, 30, 18)
    write_roster(lines, home / "roster.csv")
    start_round(home / "round", home / "roster.csv", Settings(2025, "2026-01-31"))
    _arrive(home / "round", [line for line in lines if line.kind != "汇总"], 0)
    take_returns(home / "round")
    return home / "round", [line for line in lines if line.kind != "汇总"][:: len(lines) // (organs // 100)]


def _arrive(folder: Path, lines: list[Organ], turn: int) -> None:
    """Each of ``lines`` fills in what it was handed out, otherwise than in the turns before."""
    county = County(issued_in(folder / "发放"), lines)
    for line in lines:
        figures = more(county.first(line.code), turn, "t2.licences.decisions")
        county.fill(line.code, figures, folder / "收件" / f"{turn}" / f"{line.code}.xlsx", on(turn))
