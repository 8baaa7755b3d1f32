"""A roster as a csv file that is read back as it was."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from .model import Roster
from .words import COLUMNS


def roster_csv(roster: Roster) -> str:
    """``roster`` as csv, all its columns with their heads first, then the further ones of its lines."""
    extras = list(dict.fromkeys(name for line in roster.lines for name in line.extra))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*COLUMNS.values(), *extras])
    for line in roster.lines:
        known = [getattr(line, name) for name in COLUMNS]
        writer.writerow([*known, *(line.extra.get(name, "") for name in extras)])
    return text.getvalue()


def save_roster(roster: Roster, path: Path) -> None:
    """Writes ``roster`` to ``path`` as csv in UTF-8 with a byte-order mark, so that Excel opens it right."""
    path.write_bytes(roster_csv(roster).encode("utf-8-sig"))
