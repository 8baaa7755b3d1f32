"""Zip archives put together from members that are packed already, in part or as a whole.

Deflated data may be joined: pieces that end on a byte boundary and refer to nothing before them make one
stream when laid end to end. So what is the same in thousands of workbooks is packed once.
"""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_STORED = struct.Struct("<BHH")  # the head of a block that is not packed
_END = struct.Struct("<4s4H2IH")
_NEEDS, _UTF8, _DEFLATED = 20, 0x800, 8
_TIME, _DATE = 0, 0x21  # the first of January 1980, as XlsxWriter writes, so that equal content is equal bytes
_MADE = (1980, 1, 1, 0, 0, 0)  # the same, as the standard library takes it
_LAST_BLOCK = b"\x03\x00"  # an empty one, that ends the stream


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a member, and the same packed so that it can stand anywhere in a stream."""

    plain: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class DirectoryLine:
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


def store(plain: bytes) -> Piece:
    """``plain`` as it is, for what is too short to be worth packing: at most 65,535 bytes."""
    return Piece(plain, _STORED.pack(0, len(plain), len(plain) ^ 0xFFFF) + plain)


def add_member(archive: bytearray, name: str, pieces: Sequence[Piece]) -> DirectoryLine:
    """Appends a member made of ``pieces`` to ``archive``."""
    crc = size = packed = 0
    for piece in pieces:
        crc = zlib.crc32(piece.plain, crc)
        size += len(piece.plain)
        packed += len(piece.packed)
    entry = DirectoryLine(name.encode(), crc, packed + len(_LAST_BLOCK), size, len(archive))
    archive += _LOCAL.pack(
        b"PK\3\4", _NEEDS, _UTF8, _DEFLATED, _TIME, _DATE, entry.crc, entry.packed, entry.plain, len(entry.name), 0
    )
    archive += entry.name
    for piece in pieces:
        archive += piece.packed
    archive += _LAST_BLOCK
    return entry


def directory(entries: Sequence[DirectoryLine]) -> bytes:
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


def write_packed(target: BinaryIO, members: Iterable[tuple[str, Callable[[], bytes]]]) -> None:
    """An archive of ``members`` by name, each asked for its content in its turn. Equal ones make equal bytes."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(_dated(name), content(), ZIP_DEFLATED)


def write_stored(path: Path, members: Iterable[tuple[str, Path]]) -> None:
    """An archive at ``path`` of files that are packed already, each under its name: they are stored as they are."""
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for name, source in members:
            with source.open("rb") as file, archive.open(ZipInfo(name, _MADE), "w", force_zip64=False) as part:
                shutil.copyfileobj(file, part)


def write_in_gbk(path: Path, members: Iterable[tuple[str, bytes]]) -> None:
    """An archive at ``path`` whose names are in GBK and say nothing of it, as older Chinese programs write them."""
    with ZipFile(path, "w") as archive:
        for name, content in members:
            info = ZipInfo(name.encode("gbk").decode("cp437"))
            info.flag_bits &= ~0x800
            archive.writestr(info, content)


def _dated(name: str) -> ZipInfo:
    """A member without the hour it was made at, so that the same content is the same file."""
    info = ZipInfo(name, _MADE)
    info.external_attr = 0o600 << 16
    return info
