"""Archives of workbooks, told from workbooks, and the files in them."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from pathlib import PurePosixPath
from typing import BinaryIO

from ...findings import tell
from ...ooxml.limits import Limits
from ...ooxml.zip_reading import Entry, megabytes, read_directory
from ...refusal import Refused
from .sources import HIDDEN, Source, display_name, hides, reason_to_pass

_OOXML_STARTS = (b"[Content_Types].xml", b"_rels/", b"xl/", b"docProps/", b"mimetype", b"word/", b"ppt/", b"customXml/")


def open_up(source: Source, start: bytes, file: BinaryIO, limits: Limits, passed_over: Counter[str]) -> list[Source]:
    """The files in the archive ``source``, open as ``file``; itself where it is no archive, or can't be opened, which
    its first bytes (``start``) nearly always tell.

    What is passed over in it is counted in ``passed_over``, by reason.
    """
    if not start.startswith(b"PK") or start[30:].startswith(_OOXML_STARTS):
        return [source]
    try:
        entries = _read_archive(file, limits)
    except Refused as refused:
        return [Source(source.name, source.path, refused=refused.finding)]
    if entries is None:
        return [source]
    files = []
    listed = _state(file)
    for entry in sorted(entries, key=lambda entry: entry.name):
        member = PurePosixPath(entry.name.replace("\\", "/"))
        parts = [part for part in member.parts if part not in ("/", "..") and not re.fullmatch("[A-Za-z]:", part)]
        hidden = any(hides(part) for part in parts[:-1])
        reason = HIDDEN if hidden or not parts else reason_to_pass(parts[-1], stat.S_IFREG)
        if entry.is_folder:
            continue
        if reason:
            passed_over[reason] += 1
            continue
        shown = f"{source.name}/{display_name('/'.join(parts))}"
        astray = tell("ARCHIVE-PATH", path=display_name(entry.name)) if ".." in member.parts else None
        files.append(Source(shown, source.path, entry, astray, listed=listed))
    return files


def _state(file: BinaryIO) -> tuple[int, int] | None:
    """Size and time of change of a local file: where they are others later, its members lie elsewhere in it."""
    try:
        status = os.fstat(file.fileno())
    except (OSError, AttributeError):  # of a store somewhere else
        return None
    return status.st_size, status.st_mtime_ns


def _read_archive(file: BinaryIO, limits: Limits) -> tuple[Entry, ...] | None:
    """The members of the zip file ``file``, None where it is an office document and no archive of them."""
    length = file.seek(0, os.SEEK_END)

    def read_at(offset: int, size: int) -> bytes:
        file.seek(offset)
        return file.read(size)

    entries = read_directory(read_at, length, limits.archive_entries)
    names = {entry.name for entry in entries}
    if names & {"[Content_Types].xml", "mimetype", "OFD.xml", "META-INF/MANIFEST.MF"}:
        return None
    if sum(entry.packed for entry in entries) > length:
        raise Refused("GUARD-OVERLAP")
    unpacked = sum(entry.size for entry in entries)
    if unpacked > limits.archive_unpacked:
        raise Refused("GUARD-UNPACKED", size=megabytes(unpacked), limit=megabytes(limits.archive_unpacked))
    return entries
