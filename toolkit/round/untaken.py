"""What lies in the inbox of a round and was not taken in yet."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from ..leftovers import MARK
from ..reading import find_files
from .folder import INBOX, stored_paths
from .model import open_round

_MOST = 20_000  # files that are looked through


def left_in_inbox(folder: str | Path) -> int:
    """How many files lie in the inbox of the round in ``folder`` that nobody has taken in, or that are others since."""
    looks: dict[str, tuple[int, int]] = {}
    with suppress(OSError):
        for above, folders, names in os.walk(Path(folder) / INBOX):
            folders[:] = [one for one in folders if not one.startswith((MARK, "."))]
            for name in names:
                if name.startswith((".", "~$")):
                    continue
                with suppress(OSError):
                    status = os.stat(path := os.path.join(above, name))  # noqa: PTH116, PTH118
                    looks[path] = (status.st_size, status.st_mtime_ns)
            if len(looks) > _MOST:
                break
    if not looks:
        return 0
    stored = stored_paths(looks, Path(folder))
    with open_round(folder) as of:
        rows = of.ledger.rows("SELECT path, size, modified FROM seen")
    seen = {path: (size, modified) for path, size, modified in rows}
    left = {path for path, look in looks.items() if seen.get(stored[path]) != look}
    # Only where something may be left is it asked what of it would be taken at all.
    return len(left & {source.path for source in find_files([Path(folder) / INBOX]).files}) if left else 0
