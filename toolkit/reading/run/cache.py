"""What was read before, by the content of the file: a second run reads only what is new or changed.

The cache is a folder that may be deleted at any time. In it, one folder for each state of the code, forms and
libraries that read (``edition`` of the cache), and in that, one file of lines for each run that read something
new: ``<sha256> <crc32> <JSON of the Return>``. It is data only, and nothing in it is trusted further than its
checksum; a line that is not whole is as if it were not there. Nothing that goes wrong with it stops a run.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import sys
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO

from platformdirs import user_cache_path

from ...form.folders import data_folders
from ...ooxml.limits import DEFAULTS, Limits
from ...output import OutputError, close_to_others, whole_file
from ...records import Return
from ...refusal import Refused
from ...source import Source
from ..find.fetch import fetch
from .return_json import KeptError, from_json, to_json

_MARK = "returns-"  # what the folders of the cache are called, so that nothing else in it is ever touched
_MOST_SHARDS = 12  # more are made one
_MOST_BYTES = 512 << 20
_ROOMS = (
    "reading",
    "published/importing",
    "ooxml",
    "form",
    "narrative",
)  # with all their sub-rooms; and every module on the ground floors
_LIBRARIES = (
    "python-calamine",
    "defusedxml",
    "msoffcrypto-tool",
    "lxml",
    "python-docx",
    "pdfplumber",
    "pypdfium2",
    "tinycss2",
    "cssselect",
)

_LINE = re.compile(rb"[0-9a-f]{64} [0-9a-f]{8} [\[{]")
_START = 75  # bytes of a line that tell it is one

Place = tuple[int, int, int]  # (shard, offset of the line, its length)
Read = Callable[[Sequence[Source]], Iterator[Return]]


def usual_folder() -> Path:
    """Where a person's caches belong on this system."""
    return user_cache_path("nianbao", appauthor=False)


def read_known(
    files: Sequence[Source],
    folder: Path,
    read: Read,
    *,
    progress: Callable[[int, int], None] | None = None,
    limits: Limits = DEFAULTS,
) -> Iterator[Return]:
    """A Return for each of ``files``, in their order: as the cache in ``folder`` has it, else as ``read`` gives it.

    What ``read`` has to do starts at once. What it gives is kept when all has been read.
    """
    cache = _Cache(folder / f"{_MARK}{reading_edition()}")
    known = {index: place for index, source in enumerate(files) if (place := cache.find(source, limits)) is not None}
    fresh = read([source for index, source in enumerate(files) if index not in known])
    return _merge(files, cache, known, fresh, progress)


def _merge(
    files: Sequence[Source],
    cache: _Cache,
    known: dict[int, Return],
    fresh: Iterator[Return],
    progress: Callable[[int, int], None] | None,
) -> Iterator[Return]:
    lines: dict[str, bytes] = {}
    for index in range(len(files)):
        item = known.pop(index, None)
        if item is None:
            item = next(fresh)
            # Without figures it is told in a moment anyway, and may owe that to the machine, not to the file.
            if item.record is not None and item.sha256:
                lines[item.sha256] = line_of(item)
        if progress is not None:
            progress(index + 1, len(files))
        yield item
    cache.keep(lines)


class _Cache:
    """The shards of one folder, opened once; ``places`` says where in them each content is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.places: dict[str, Place] = {}
        self._paths: list[Path] = []
        self._shards: list[BinaryIO] = []
        with contextlib.suppress(OSError):
            self._paths = sorted(folder.glob("*.lines"))
        for path in self._paths:
            with contextlib.suppress(OSError):
                self._index(path)

    def _index(self, path: Path) -> None:
        offset = 0
        shard = path.open("rb")
        self._shards.append(shard)
        for line in shard:
            if line[64:65] == b" ":
                self.places[line[:64].decode("ascii", "replace")] = (len(self._shards) - 1, offset, len(line))
            offset += len(line)

    def find(self, source: Source, limits: Limits) -> Return | None:
        """What is known of the content that ``source`` has now, by the name it goes by now."""
        if not self.places or source.refused is not None or source.is_remote:
            return None
        with contextlib.suppress(OSError, Refused, KeptError):
            digest = hashlib.sha256(fetch(source, limits)).hexdigest()
            if digest in self.places:
                item = from_json(_content(self._line(digest), digest), source)
                return item if item.sha256 == digest else None
        return None

    def _line(self, digest: str) -> bytes:
        shard, offset, length = self.places[digest]
        self._shards[shard].seek(offset)
        return self._shards[shard].read(length)

    def keep(self, lines: dict[str, bytes]) -> None:
        """Writes ``lines`` as a shard of its own, and clears away what is too much or of another edition."""
        _close_to_others(self.folder, *self._paths)
        with contextlib.suppress(OSError, OutputError):
            if lines:
                self._write(lines)
        for shard in self._shards:
            shard.close()

    def _write(self, lines: dict[str, bytes]) -> None:
        _make_folder(self.folder)
        merged: list[Path] = []
        if len(self._paths) >= _MOST_SHARDS:
            lines = {digest: self._line(digest) for digest in self.places} | lines
            merged = self._paths
        name = hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()[:24]
        with whole_file(self.folder / f"{name}.lines", force=True, lasting=False, private=True) as path:
            path.write_bytes(b"".join(lines.values()))
        _clear(self.folder, [path for path in merged if path.stem != name])


def _make_folder(folder: Path) -> None:
    """The folder, for its owner alone, as all that is made above it: it keeps figures that are not yet public."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True, mode=0o700)


def _close_to_others(*paths: Path) -> None:
    """Takes from others what an earlier version, or a copy, left open to them."""
    for path in paths:
        with contextlib.suppress(OSError):
            close_to_others(path)


def _clear(folder: Path, merged: list[Path]) -> None:
    for path in merged:
        path.unlink(missing_ok=True)
    for other in folder.parent.glob(f"{_MARK}*"):
        if other != folder and other.is_dir():
            _remove_shards(other)
    held = 0
    for path in sorted(folder.glob("*.lines"), key=lambda path: path.stat().st_mtime, reverse=True):
        held += path.stat().st_size
        if held > _MOST_BYTES:
            path.unlink(missing_ok=True)


def _remove_shards(folder: Path) -> None:
    """Removes what a cache kept in ``folder``, and the folder where nothing else is in it: somebody may call one so."""
    for path in folder.glob("*.lines"):
        with path.open("rb") as shard:
            is_ours = _LINE.match(shard.read(_START)) is not None
        if is_ours:
            path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        folder.rmdir()


def line_of(item: Return) -> bytes:
    content = to_json(item)
    return b"%s %08x %s\n" % (item.sha256.encode(), zlib.crc32(content), content)


def _content(line: bytes, digest: str) -> bytes:
    content = line[74:-1]
    if line[:74] != b"%s %08x " % (digest.encode(), zlib.crc32(content)) or not line.endswith(b"\n"):
        raise KeptError(digest)
    return content


@lru_cache(maxsize=1)
def reading_edition() -> str:
    """A digest of all that a Return depends on beside the file: this code, the forms, the libraries that read."""
    home = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256(sys.version.encode())
    sources = [path for name in _ROOMS for path in sorted((home / name).rglob("*.py"))]
    sources += sorted(home.glob("*.py"))
    for root in data_folders():
        for part in ("schemas", "templates"):
            sources += sorted((root / part).rglob("*.yaml"))
    for path in sources:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    for library in _LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            digest.update(version(library).encode())
    return digest.hexdigest()[:24]
