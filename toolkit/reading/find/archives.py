"""Archives of returns, told from files that are zipped by their nature, and the files in them.

What a zip file is, its own name and what its members are decide together: one that is named as a document is one
file whatever it holds, and the parts of a document, loose or in a folder, are no returns.
"""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import BinaryIO

from ...findings import tell
from ...ooxml.limits import Limits, megabytes
from ...ooxml.zip_reading import ReadAt, first_bytes, read_directory
from ...refusal import Refused
from ...source import Member, Source
from .endings import is_document, is_handed_in, is_page, is_picture
from .loose_parts import LONGEST_NAME, MAIN_PARTS, PART_FOLDERS, is_part, package_folders
from .sources import (
    HIDDEN,
    MANIFEST,
    MANIFEST_NAME,
    PAGE_PARTS,
    display_name,
    hides,
    is_manifest,
    is_of_page,
    reason_to_pass,
    shortened,
)

_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF")  # of what lost its ending on the way
_SNIFFED = 64  # members without a known ending that are looked into
_OFFICE = frozenset(("parts", "word", "powerpoint"))
_UNNAMED = "没有名字的文件"


@dataclass(frozen=True, slots=True)
class _Item:
    """A member that is looked at: ``path`` is its name in the archive, without what leads out of it."""

    member: Member
    path: str
    astray: bool


def open_up(source: Source, start: bytes, file: BinaryIO, limits: Limits, passed_over: Counter[str]) -> list[Source]:
    """The files in the archive ``source``, open as ``file``; itself where it is no archive, or can't be opened, which
    its first bytes (``start``) and its name nearly always tell. Never none at all.

    What is passed over in it is counted in ``passed_over``, by reason.
    """
    if not start.startswith(b"PK") or is_document(source.path):
        return [source]

    def read_at(offset: int, size: int) -> bytes:
        file.seek(offset)
        return file.read(size)

    try:
        length = file.seek(0, os.SEEK_END)
        members = read_directory(read_at, length, limits.archive_entries)
        items, passed = _sort_out(members, read_at)
        if not items:
            raise Refused("ARCHIVE-EMPTY", what=_what_instead(members, passed))
        if all(item.member.encrypted for item in items):
            raise Refused("ARCHIVE-PASSWORD")
        if not _is_archive(items, members, read_at):
            return [source]
        _check_sizes(members, length, limits)
    except Refused as refused:
        return [replace(source, refused=refused.finding)]
    passed_over.update(passed)
    return [_source(source, item) for item in items]


def _sort_out(members: Sequence[Member], read_at: ReadAt) -> tuple[list[_Item], Counter[str]]:
    """The members that are looked at, by name, and how many are not, by reason."""
    items = []
    passed: Counter[str] = Counter()
    pages = frozenset(member.name for member in members if is_page(member.name))
    for member in sorted(members, key=lambda member: member.name):
        if member.is_folder:
            continue
        written = PurePosixPath(member.name.replace("\\", "/"))
        parts = [part for part in written.parts if part not in ("/", "..") and not re.fullmatch("[A-Za-z]:", part)]
        last = parts[-1] if parts else _UNNAMED
        hidden = any(hides(part) for part in parts[:-1])
        reason = HIDDEN if hidden else reason_to_pass(last, stat.S_IFREG)
        if last == MANIFEST_NAME and is_manifest(last, first_bytes(read_at, member)):
            reason = MANIFEST
        folder = member.name[: -len(last) - 1] if "/" in member.name else ""
        if not reason and is_of_page(folder, last, pages):
            reason = PAGE_PARTS
        if reason:
            passed[reason] += 1
        else:
            items.append(_Item(member, "/".join(parts) or _UNNAMED, ".." in written.parts))
    return items, passed


def _what_instead(members: Sequence[Member], passed: Counter[str]) -> str:
    """What there is in an archive in which nothing is to be looked at."""
    if passed:
        return f"只有{'、'.join(f'{reason} {count} 个' for reason, count in passed.items())}"
    return "只有空文件夹" if members else "一个文件也没有"


def _is_archive(items: Sequence[_Item], members: Sequence[Member], read_at: ReadAt) -> bool:
    """Whether somebody packed files to hand them in: what lies in the folders of an unpacked document is none."""
    own = _own(items, members)
    if any(is_handed_in(item.path) for item in own):
        return True
    if own and all(is_page(item.path) for item in items):
        return True  # reports saved as pages; a web site has more than those
    if own and all(is_picture(item.path) for item in own):
        return len(own) == len(items)
    unknown = [item.member for item in own if not is_picture(item.path)]
    return any(first_bytes(read_at, member).startswith(_STARTS) for member in unknown[:_SNIFFED])


def _own(items: Sequence[_Item], members: Sequence[Member]) -> list[_Item]:
    """The items that are no parts of a document which lies unpacked in the archive, in a folder or all over it."""
    names = frozenset(member.name.replace("\\", "/").lstrip("/") for member in members)
    folders = package_folders(names)
    if "" not in folders:
        return [item for item in items if not folders or not _lies_in(item.path, folders)]
    own = [item for item in items if not is_part(item.path) and not _lies_in(item.path, folders | PART_FOLDERS)]
    kinds = {kind for part, kind in MAIN_PARTS if part in names}
    if "content.xml" in names or not kinds <= _OFFICE:  # those carry files of any kind
        return []
    if not kinds:
        return own  # parts that were left over, beside what was handed in
    return [item for item in own if "/" not in item.path and is_handed_in(item.path)]


def _lies_in(path: str, folders: frozenset[str]) -> bool:
    """Whether one of the folders of ``path``, as far down as ``folders`` go, is among them."""
    slashes = (at for at, character in enumerate(path[:LONGEST_NAME]) if character == "/")
    return any(path[:at] in folders for at in slashes)


def _check_sizes(members: Sequence[Member], length: int, limits: Limits) -> None:
    if sum(member.packed for member in members) > length:
        raise Refused("GUARD-OVERLAP")
    unpacked = sum(member.size for member in members)
    if unpacked > limits.archive_unpacked:
        raise Refused("GUARD-UNPACKED", size=megabytes(unpacked), limit=megabytes(limits.archive_unpacked))


def _source(archive: Source, item: _Item) -> Source:
    shown = f"{archive.name}/{shortened(display_name(item.path))}"
    refused = None
    if item.astray:
        refused = tell("ARCHIVE-PATH", path=shortened(display_name(item.member.name)))
    return replace(archive, name=shown, member=item.member, refused=refused)
