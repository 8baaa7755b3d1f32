"""Zip archives put together from members that are packed already, in part or as a whole.

Deflated data may be joined: pieces that end on a byte boundary and refer to nothing before them make one
stream when laid end to end. So what is the same in thousands of workbooks is packed once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_NEEDS, _UTF8, _DEFLATED = 20, 0x800, 8
_TIME, _DATE = 0, 0x21  # the first of January 1980, as XlsxWriter writes, so that equal content is equal bytes
_LAST_BLOCK = b"\x03\x00"  # an empty one, that ends the stream


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a member, and the same packed so that it can stand anywhere in a stream."""

    plain: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """A member's line in the directory of an archive; ``start`` is where the member begins."""

    name: bytes
    crc: int
    packed: int
    plain: int
    start: int


def pack(plain: bytes, level: int = 6) -> Piece:
    """``plain`` deflated, ending on a byte boundary."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    return Piece(plain, deflate.compress(plain) + deflate.flush(zlib.Z_SYNC_FLUSH))


def add_member(archive: bytearray, name: str, pieces: Sequence[Piece]) -> Entry:
    """Appends a member made of ``pieces`` to ``archive``."""
    crc = size = packed = 0
    for piece in pieces:
        crc = zlib.crc32(piece.plain, crc)
        size += len(piece.plain)
        packed += len(piece.packed)
    entry = Entry(name.encode(), crc, packed + len(_LAST_BLOCK), size, len(archive))
    archive += _LOCAL.pack(
        b"PK\3\4", _NEEDS, _UTF8, _DEFLATED, _TIME, _DATE, entry.crc, entry.packed, entry.plain, len(entry.name), 0
    )
    archive += entry.name
    for piece in pieces:
        archive += piece.packed
    archive += _LAST_BLOCK
    return entry


def directory(entries: Sequence[Entry]) -> bytes:
    """The lines of the central directory for ``entries``."""
    lines = []
    for entry in entries:
        head = _CENTRAL.pack(
            b"PK\1\2", _NEEDS, _NEEDS, _UTF8, _DEFLATED, _TIME, _DATE, entry.crc, entry.packed, entry.plain,
            len(entry.name), 0, 0, 0, 0, 0o600 << 16, entry.start,
        )  # fmt: skip
        lines.append(head + entry.name)
    return b"".join(lines)


def close(archive: bytearray, lines: bytes, count: int) -> None:
    """Ends ``archive`` with the directory ``lines`` of its ``count`` members."""
    start = len(archive)
    archive += lines
    archive += _END.pack(b"PK\5\6", 0, 0, count, count, len(lines), start, 0)
