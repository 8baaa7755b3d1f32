"""An earlier roster carried over, to be corrected and used once more."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..roster import RosterLine, read_draft
from ..written import STATUS


def read_lines(last: str | Path) -> Sequence[RosterLine]:
    """The lines of an earlier roster, or of the status list of an earlier summary folder, whatever is wrong in them.

    Raises RosterError for what is neither. ``write_roster`` writes them as a roster to correct.
    """
    path = Path(last)
    if path.is_dir() or path.name == STATUS:
        from ..collating import read_status

        return read_status(path / STATUS if path.is_dir() else path)
    return read_draft(path).lines
