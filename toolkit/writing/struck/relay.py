"""One archive for each government that relays workbooks to those below it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from ...ooxml.limits import DEFAULTS
from ...ooxml.zip_reading import read_directory, slices
from ...ooxml.zip_writing import write_stored
from ...output import OutputError, whole_file
from ...refusal import Refused
from ...roster import Roster
from .naming import Places

Archives = dict[PurePosixPath, list[PurePosixPath]]  # each archive with what goes in, those below first


def plan_archives(roster: Roster, places: Places) -> Archives:
    """The archive of each government that has organs anywhere below it, beside that government's folder.

    An archive holds the workbooks of the organs directly below, and the archives of the governments directly below,
    ready to be passed on. All paths are relative to the folder of the distribution.
    """
    own: dict[str, list[PurePosixPath]] = {}
    for code, path in places.workbooks.items():
        line = roster.by_code[code]
        own.setdefault(line.code if line.is_government else line.parent, []).append(path)
    planned: dict[PurePosixPath, list[PurePosixPath]] = {}
    for code in reversed(list(places.folders)):  # those below come first
        below = [places.archives[child.code] for child in roster.children.get(code, ()) if child.is_government]
        inside = [*own.get(code, []), *(archive for archive in below if archive in planned)]
        if inside:
            planned[places.archives[code]] = inside
    return planned


def write_archives(archives: Archives, folder: Path) -> None:
    """Writes ``archives``. Workbooks are packed already, so they are stored as they are."""
    for archive, inside in archives.items():
        with whole_file(folder / archive, force=True) as temporary:
            write_stored(temporary, ((path.name, folder / path) for path in inside))


def refuse_other_archives(archives: Archives, folder: Path) -> None:
    """Raises OutputError where an archive stands in ``folder`` with anything in it that is not to go in: what it holds
    must be planned, and the same as stands there now.
    """
    for archive, inside in archives.items():
        target = folder / archive
        if _holds(target) and not _is_ours(target, {path.name: folder / path for path in inside}):
            raise OutputError(
                f"“{target}”已经存在，里面有与这次要写的不同的东西；没有改动任何文件。要覆盖请加 --force，或换一个 -o"
            )


def _is_ours(archive: Path, planned: Mapping[str, Path]) -> bool:
    """Whether all that is in it is planned, and no other than what stands in the folder, where it still does."""
    data = archive.read_bytes()
    try:
        members = read_directory(slices(data), len(data), DEFAULTS.archive_entries)
    except Refused:
        return False
    return all(
        member.name in planned
        and (not _holds(planned[member.name]) or zlib.crc32(planned[member.name].read_bytes()) == member.checksum)
        for member in members
    )


def _holds(path: Path) -> bool:
    """Whether a file stands there; an empty one is what a power cut leaves."""
    return path.exists() and path.stat().st_size > 0
