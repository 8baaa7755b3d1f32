"""What lies where in the folder of a round, and how a path is written down so that the folder may be moved."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

LEDGER = "账.sqlite"
ROSTER = "名录"  # with the ending that the given one has
RULES = "规则.yaml"
ROSTER_NOW = "名录（现行）.csv"  # where organs were renamed, merged or split since
OUTBOX = "发放"
INBOX = "收件"
VERSIONS = "件"
SUMMARIES = "汇总"
LETTERS = "函件"


class RoundError(Exception):
    """The round can't be used, or not in the way asked for. The text says why and what to do, in Chinese."""


def stored_path(path: str | Path, folder: Path) -> str:
    """``path`` as the ledger has it: from the folder of the round on, with ``/``; as it is where no way leads there
    (another drive, a URL).
    """
    try:
        return printable(Path(os.path.relpath(path, folder)).as_posix())
    except ValueError:
        return printable(Path(path).absolute().as_posix())


def stored_paths(paths: Iterable[str], folder: Path) -> Mapping[str, str]:
    """``stored_path`` of each of ``paths``: of many in one folder, the way there is found once."""
    ways: dict[str, str] = {}
    found = {}
    for path in paths:
        above, name = os.path.split(path)
        if above not in ways:
            ways[above] = stored_path(above, folder)
        way = ways[above]
        found[path] = printable(name if way == "." else f"{way.rstrip('/')}/{name}")
    return found


def printable(path: str) -> str:
    """``path`` as text that can be stored, whatever bytes its names are of."""
    return path.encode("utf-8", "backslashreplace").decode()


def version_path(sha256: str, ending: str) -> str:
    """Where the content with that hash lies, from the folder of the round on."""
    return f"{VERSIONS}/{sha256[:2]}/{sha256}{ending}"
