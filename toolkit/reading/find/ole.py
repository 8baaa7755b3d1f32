"""The directory and streams of an OLE2 compound file (.xls, .et), every chain of sectors followed once at most.

Measured beside olefile (``make bench BENCH_ARGS=libraries``): it takes two to three times as long for a sound file,
breaks off by recursion where 1,000 names hang in one chain, and can't tell cut short from damaged.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from ...ooxml.limits import DEFAULTS, Limits
from ...refusal import Refused

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE = 0xFFFFFFFA  # this and above mark the end of a chain, or sectors that hold the tables themselves
_STORAGE, _STREAM, _ROOT = 1, 2, 5


@dataclass(frozen=True, slots=True)
class Storage:
    """A compound file's streams by lower-case name: first sector and size; ``names`` holds storages too."""

    data: bytes
    sector_size: int
    chain: tuple[int, ...]
    mini_chain: tuple[int, ...]
    mini: bytes
    streams: Mapping[str, tuple[int, int]]
    names: frozenset[str]

    def read(self, name: str) -> bytes:
        """The bytes of stream ``name`` (lower case); KeyError where there is none, Refused where it is damaged."""
        start, size = self.streams[name]
        if size < 4096 and self.mini:
            return _follow(self.mini, -1, 64, self.mini_chain, start)[:size]
        return _follow(self.data, 0, self.sector_size, self.chain, start)[:size]


def read_storage(data: bytes, limits: Limits = DEFAULTS) -> Storage:
    """The streams of the compound file ``data``; raises Refused where its sectors run in a loop or out of it."""
    if len(data) < 1536:
        raise Refused("FILE-TRUNCATED")
    shift, mini_shift = struct.unpack_from("<HH", data, 30)
    if shift not in (9, 12) or mini_shift != 6:
        raise Refused("FILE-OLE")
    size = 1 << shift
    table_count, directory, mini_start, _, extra, extra_count = struct.unpack_from("<LL8xLLLL", data, 44)
    if max(table_count, extra_count) > min(limits.ole_sectors, len(data) // size + 1):
        raise Refused("FILE-OLE")
    chain = _read_chain(data, size, table_count, extra, extra_count)
    entries = _follow(data, 0, size, chain, directory)
    streams: dict[str, tuple[int, int]] = {}
    names: set[str] = set()
    root = (_FREE, 0)
    for at in range(0, len(entries) - 127, 128):
        length, kind = struct.unpack_from("<HB", entries, at + 64)
        start, stream_size = struct.unpack_from("<LL", entries, at + 116)
        name = entries[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
        if kind == _ROOT:
            root = (start, stream_size)
        elif kind in (_STORAGE, _STREAM):
            names.add(name)
            if kind == _STREAM:
                streams.setdefault(name, (start, stream_size))
    mini_table = _follow(data, 0, size, chain, mini_start) if mini_start < _FREE else b""
    mini_chain = struct.unpack(f"<{len(mini_table) // 4}L", mini_table)
    mini = _follow(data, 0, size, chain, root[0])[: root[1]] if root[0] < _FREE else b""
    return Storage(data, size, chain, mini_chain, mini, streams, frozenset(names))


def _read_chain(data: bytes, size: int, count: int, extra: int, extra_count: int) -> tuple[int, ...]:
    """The table that gives for each sector the next one of its stream."""
    sectors = list(struct.unpack_from("<109L", data, 76))
    seen: set[int] = set()
    while extra < _FREE and len(seen) < extra_count:
        at = (extra + 1) * size
        if extra in seen or at + size > len(data):
            raise Refused("FILE-OLE")
        seen.add(extra)
        *more, extra = struct.unpack_from(f"<{size // 4}L", data, at)
        sectors += more
    table = b"".join(
        data[(sector + 1) * size : (sector + 2) * size] for sector in sectors[:count] if sector < len(data) // size
    )
    return struct.unpack(f"<{len(table) // 4}L", table[: len(table) // 4 * 4])


def _follow(data: bytes, shift: int, size: int, chain: tuple[int, ...], sector: int) -> bytes:
    """The sectors from ``sector`` on, joined. ``shift`` is 0 where a header sector comes first, -1 where none."""
    parts: list[bytes] = []
    seen: set[int] = set()
    while sector < _FREE:
        if sector in seen or sector >= len(chain):
            raise Refused("FILE-OLE")
        seen.add(sector)
        start = (sector + 1 + shift) * size
        if start >= len(data):
            raise Refused("FILE-TRUNCATED")
        parts.append(data[start : start + size])
        sector = chain[sector]
    return b"".join(parts)
