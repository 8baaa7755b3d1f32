"""What came, once for each content and name it came by."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from .ledger import Ledger


@dataclass(frozen=True, slots=True)
class Arrival:
    """One content by one name: ``file`` is what it is called in reports, ``path`` where it lay, from the folder of the
    round on; ``received`` is the day (ISO) it came, ``modified`` the time of the file in nanoseconds. ``organ`` is the
    code of whose it is by the roster of today, empty where nobody knows; ``line`` is the line of the ledger.
    """

    n: int
    line: int
    file: str
    path: str
    sha256: str
    received: str
    modified: int
    organ: str


def load_arrivals(ledger: Ledger, lines: Container[int]) -> tuple[Arrival, ...]:
    """The arrivals that these ``lines`` of the ledger tell of, in their order."""
    rows = ledger.rows("SELECT n, line, file, path, sha256, received, modified, organ FROM arrival ORDER BY n")
    return tuple(one for one in (Arrival(*row) for row in rows) if one.line in lines)
