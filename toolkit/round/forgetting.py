"""Files that are removed after their time; what was read of them, and their hashes, stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..output import OutputError
from ..output import reason as told
from .folder import RoundError, version_path
from .holding import sole_writer
from .model import Round, open_round


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many files were removed, and how many ``bytes`` they were; ``in_inbox`` still lie where they came from."""

    files: int
    bytes: int
    in_inbox: int


def forget_files(folder: str | Path, before: date, *, reason: str = "", by: str = "") -> Forgotten:
    """Removes the contents that came before the day ``before`` alone; their hashes and figures stay in the ledger.

    Raises RoundError where the round has no cut-off yet.
    """
    with open_round(folder) as of, sole_writer(of.folder, "清除到期的原件"):
        lines = of.ledger.lines()
        if not any(line.verb == "close" for line in lines):
            raise RoundError("这一轮还没有截止，原件不能清除")
        rows = of.ledger.rows(
            "SELECT sha256, ending, size FROM version WHERE kept = 1 AND sha256 NOT IN "
            "(SELECT sha256 FROM arrival WHERE received >= ?) ORDER BY sha256",
            (before.isoformat(),),
        )
        if not rows:
            _remove_forgotten(of)
            return Forgotten(0, 0, 0)
        with of.ledger.changing():  # noted first: a file that is left over is removed the next time
            about = {"before": before.isoformat(), "reason": reason, "sha256": [row[0] for row in rows]}
            of.ledger.add("forget", by, about)
            of.ledger.write("UPDATE version SET kept = 0 WHERE sha256 = ?", [(row[0],) for row in rows])
        _remove_forgotten(of)
        gone = {row[0] for row in rows}
        paths = {path for path, sha256 in of.ledger.rows("SELECT path, sha256 FROM arrival") if sha256 in gone}
        left = sum((of.folder / path).is_file() for path in paths)
        return Forgotten(len(rows), sum(row[2] for row in rows), left)


def _remove_forgotten(of: Round) -> None:
    for sha256, ending in of.ledger.rows("SELECT sha256, ending FROM version WHERE kept = 0"):
        path = of.folder / version_path(sha256, ending)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(told(path, error)) from error
