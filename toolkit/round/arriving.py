"""What lies in the inbox and is not in the ledger yet: its bytes are kept first, then read from where they are kept."""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..findings import Finding
from ..reading import Found
from ..reading.find.fetch import fetch
from ..reading.find.sources import display_name
from ..refusal import Refused
from ..source import Source
from .folder import printable, stored_path, stored_paths
from .model import Round
from .readings import ending_of, keep_content

Look = tuple[int, int, int]  # size, time of change of the content, of the entry: in nanoseconds


@dataclass(frozen=True, slots=True)
class New:
    """One content that came by one name. ``source`` is where it is kept, called as reports call it; ``path`` is where
    it came from. ``known`` says that its content was read before.
    """

    source: Source
    path: str
    sha256: str
    known: bool

    @property
    def modified(self) -> int:
        return self.source.listed[1] if self.source.listed else 0


@dataclass(frozen=True, slots=True)
class Inbox:
    """What there is to take: ``new`` contents, how the ``seen`` paths look, what can't be had now, by name, and why."""

    new: tuple[New, ...]
    seen: Mapping[str, Look]
    refused: Mapping[str, Finding]
    unchanged: int


def look_through(of: Round, found: Found, *, everything: bool = False) -> Inbox:
    """What of ``found`` is new to the ledger. What looks as it did when it was taken in is not opened, unless
    ``everything`` is asked for. Contents are kept in the folder of the round before this returns.
    """
    looks = {path: _look(path) for path in dict.fromkeys(source.path for source in found.files if not source.is_remote)}
    paths = stored_paths(looks, of.folder)
    seen = {row[0]: tuple(row[1:]) for row in of.ledger.rows("SELECT path, size, modified, changed FROM seen")}
    same = {path for path, look in looks.items() if look is not None and seen.get(paths[path]) == look}
    fresh = [source for source in found.files if everything or source.path not in same]
    names = _Names(of)
    new: list[New] = []
    refused: dict[str, Finding] = {}
    wanting: set[str] = set()
    for source in fresh:
        taken = _take(of, source, names)
        if isinstance(taken, Finding):
            refused[source.name] = taken
            wanting.add(source.path)
        elif taken is not None:
            new.append(taken)
    now_seen = {
        paths[source.path]: look
        for source in fresh
        if source.path not in wanting and (look := looks.get(source.path)) is not None
    }
    return Inbox(tuple(new), now_seen, refused, len(found.files) - len(new) - len(refused))


class _Names:
    """Which contents came by which names, with which ending each is kept, whatever names it has, and what is called how
    in reports: no two arrivals alike.
    """

    def __init__(self, of: Round) -> None:
        self.endings = dict(of.ledger.rows("SELECT sha256, ending FROM version"))
        self.read = frozenset(self.endings)
        self.arrived = set(of.ledger.rows("SELECT path, sha256 FROM arrival"))
        self.taken = {row[0] for row in of.ledger.rows("SELECT file FROM arrival")}

    def free(self, name: str) -> str:
        """``name``, numbered where an arrival is called so already."""
        stem, ending = posixpath.splitext(name)
        number, free = 1, name
        while free in self.taken:
            number += 1
            free = f"{stem}（{number}）{ending}"
        self.taken.add(free)
        return free


def _take(of: Round, source: Source, names: _Names) -> New | Finding | None:
    """Keeps the content of ``source``; why it can't be had now, None where it came by this name before."""
    if source.refused is not None and (source.is_remote or source.member is not None):
        return source.refused
    try:  # an archive that can't be opened came all the same
        data = fetch(source)
    except Refused as refused:
        return refused.finding
    sha256 = hashlib.sha256(data).hexdigest()
    path = _path_of(source, of)
    if (path, sha256) in names.arrived:
        return None
    names.arrived.add((path, sha256))
    ending = names.endings.setdefault(sha256, ending_of(source.name))
    kept = keep_content(of.folder, sha256, ending, data)
    known = sha256 in names.read
    name = names.free(_name_of(source, of))
    modified = source.listed[1] if source.listed else 0
    return New(Source(name, str(kept), refused=source.refused, listed=(len(data), modified)), path, sha256, known)


def _path_of(source: Source, of: Round) -> str:
    """Where it lay, with the member of an archive behind a ``!``."""
    path = source.path if source.is_remote else stored_path(source.path, of.folder)
    return f"{path}!{printable(source.member.name)}" if source.member else path


def _name_of(source: Source, of: Round) -> str:
    """What it is called in reports: from the folder of the round on where it lies there, else by its own name and that
    of the folder or archive it lies in.
    """
    own = PurePosixPath(source.name.replace("\\", "/"))
    if not source.is_remote:
        with suppress(ValueError):
            outer = Path(os.path.realpath(source.path)).relative_to(os.path.realpath(of.folder)).as_posix()
            inside = f"/{source.member.name}" if source.member else ""
            return display_name(f"{outer}{inside}")
    return "/".join(own.parts[-2:] if source.member else own.parts[-1:])


def _look(path: str) -> Look | None:
    with suppress(OSError, ValueError):
        status = os.stat(path)  # noqa: PTH116
        return status.st_size, status.st_mtime_ns, status.st_ctime_ns
    return None


def each_once(new: Sequence[New]) -> Iterator[New]:
    """Those of ``new`` whose content nobody has read, the first of each content."""
    seen: set[str] = set()
    for one in new:
        if not one.known and one.sha256 not in seen:
            seen.add(one.sha256)
            yield one
