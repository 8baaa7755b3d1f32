"""How large a ledger grows, and the folder beside it."""

from __future__ import annotations

import random
import zlib
from pathlib import Path

import pytest

from tests.round.play import Play
from toolkit.round.ledger import open_ledger

ORGANS, VERSIONS = 5_000, 20_000


@pytest.mark.slow
def test_ledger__of_20000_versions_is_no_larger_than_200_mb(tmp_path: Path) -> None:
    play = Play(tmp_path)
    for line in play.county.organs[:8]:
        play.send(line.code, play.county.first(line.code))
    play.send_stranger()
    play.take()
    with open_ledger(play.folder) as ledger:
        readings = [zlib.decompress(row[0]) for row in ledger.rows("SELECT reading FROM version")]
        chance = random.Random(1)
        with ledger.changing():
            for number in range(100, 100 + VERSIONS):
                sha256, file = chance.randbytes(32).hex(), f"收件/{number % 30}/{number:06}_某县某某局_2025.xlsx"
                reading = zlib.compress(_altered(readings[number % len(readings)], chance), 6)
                about = {"arrival": number, "file": file, "sha256": sha256, "received": "2026-01-20"}
                organ = f"99{number % ORGANS:04}-01"
                at = ledger.add("take", "某人", about, organ)
                ledger.write("INSERT INTO version VALUES (?, ?, ?, 1, ?)", [(sha256, ".xlsx", 61_000, reading)])
                row = (number, at, file, file, sha256, "2026-01-20", 1768888888123456789, organ)
                ledger.write("INSERT INTO arrival VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [row])
                ledger.write("INSERT INTO seen VALUES (?, ?, ?, ?)", [(file, 61_000, 1768888888123456789, number)])
        assert ledger.check() == ""
    size = (play.folder / "账.sqlite").stat().st_size
    assert size <= 200e6


def _altered(reading: bytes, chance: random.Random) -> bytes:
    """``reading`` with other figures: digits behind commas, as every organ has its own."""
    return b",".join(
        str(chance.randrange(10 ** len(part))).encode() if part.isdigit() and len(part) < 7 else part
        for part in reading.split(b",")
    )


def test_folder__is_no_larger_than_its_distinct_files(tmp_path: Path) -> None:
    play = Play(tmp_path)
    for line in play.county.organs[:30]:
        path = play.send(line.code, play.county.first(line.code))
        play.send_copy(path, line.code)
    play.take()
    kept = sum(path.stat().st_size for path in (play.folder / "件").rglob("*") if path.is_file())
    distinct = {path.read_bytes() for path in play.inbox.rglob("*") if path.is_file()}
    ledger = sum(path.stat().st_size for path in play.folder.iterdir() if path.is_file())
    assert kept == sum(map(len, distinct))
    assert kept + ledger <= 1.1 * kept + 100_000  # the pages that a database has from the start
