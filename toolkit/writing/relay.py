"""One archive for each government that relays workbooks to those below it."""

from __future__ import annotations

import filecmp
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Protocol

from ..ooxml.zip_writing import write_stored
from ..output import OutputError, whole_file
from ..roster import Roster
from .naming import Places


class Listed(Protocol):
    """What is needed of a manifest's line."""

    @property
    def agency_code(self) -> str: ...

    @property
    def path(self) -> str: ...


def write_archives(
    roster: Roster, places: Places, folder: Path, issued: Sequence[Listed], *, force: bool
) -> tuple[str, ...]:
    """Writes the archive of each government that has organs anywhere below it, beside that government's folder.

    An archive holds the workbooks of the organs directly below, and the archives of the governments directly below,
    ready to be passed on. Returns their paths, relative to ``folder``.
    """
    own: dict[str, list[PurePosixPath]] = {}
    for item in issued:
        line = roster.by_code[item.agency_code]
        home = line.code if line.is_government else line.parent
        own.setdefault(home, []).append(PurePosixPath(item.path))
    written: list[str] = []
    for code in reversed(list(places.folders)):  # those below come first
        below = [child.code for child in roster.children.get(code, ()) if child.is_government]
        inside = [
            *own.get(code, []),
            *(places.archives[child] for child in below if str(places.archives[child]) in written),
        ]
        if inside:
            _write_archive(folder, places.archives[code], inside, force)
            written.append(str(places.archives[code]))
    return tuple(reversed(written))


def _write_archive(folder: Path, archive: PurePosixPath, inside: Sequence[PurePosixPath], force: bool) -> None:
    """Workbooks are packed already, so they are stored as they are."""
    target = folder / archive
    with whole_file(target, force=True) as temporary:
        write_stored(temporary, ((path.name, folder / path) for path in inside))
        if target.exists() and not force and not filecmp.cmp(temporary, target, shallow=False):
            raise OutputError(f"“{target}”已经存在，而且内容与这次要写的不同；要覆盖请加 --force，或换一个 -o")
