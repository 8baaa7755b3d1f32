"""The numbered folders of a round: the next number, and what a run wrote and was killed before it noted it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def next_number(folder: Path, noted: Iterable[int]) -> tuple[int, tuple[str, ...]]:
    """A number that neither a folder in ``folder`` nor a line of the ledger has, and the folders that nobody noted."""
    known, there = set(noted), set[int]()
    with suppress(FileNotFoundError):
        there = {int(path.name) for path in folder.iterdir() if path.name.isdecimal()}
    return max(known | there, default=0) + 1, tuple(f"{folder.name}/{number}" for number in sorted(there - known))
