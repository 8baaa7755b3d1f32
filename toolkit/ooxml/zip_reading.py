"""The directory of a zip file, and its members unpacked once and never past a limit.

The standard library's reader takes five times as long for a workbook (``make bench BENCH_ARGS=libraries``), decodes
names by a code page that no Chinese archive uses, and trusts declared sizes; this one reads the directory alone.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from ..memory import remembered
from ..refusal import Refused
from ..source import Member
from .limits import megabytes

try:
    from isal import isal_zlib as zlib  # the same interface, twice as fast
except ImportError:  # where there is no build of it
    import zlib  # type: ignore[no-redef]

_END = b"PK\x05\x06"
_END64 = b"PK\x06\x06"
_LOCATOR64 = b"PK\x06\x07"
_SPLIT_MARKS = (b"PK00", b"PK\x07\x08")
_ENTRY_MARK, _LOCAL_MARK = b"PK\x01\x02", b"PK\x03\x04"
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s4xH16xHH")  # the mark, the method, the lengths of the name and of what follows it
_UTF8, _ENCRYPTED = 0x800, 0x1
_STORED, _DEFLATED, AES = 0, 8, 99
_METHODS = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "zstd", 95: "xz", 98: "PPMd", 99: "AES"}
_KEPT = 1 << 15  # bytes of a member, packed or not, up to which its content is remembered

ReadAt = Callable[[int, int], bytes]  # (offset, length) -> at most that many bytes


def slices(data: bytes) -> ReadAt:
    """``data`` as something that is read at offsets."""
    return lambda offset, length: data[offset : offset + length]


def read_directory(read_at: ReadAt, length: int, most: int) -> tuple[Member, ...]:
    """The members of the zip file of ``length`` bytes, in directory order.

    Raises Refused where there is no whole directory, or more than ``most`` entries.
    """
    tail_start = max(0, length - 65_557)
    tail = read_at(tail_start, length - tail_start)
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22:
        raise Refused("FILE-TRUNCATED")
    count, size, start, comment = struct.unpack_from("<10xHLLH", tail, end)
    # Behind the end come its comment and what mail or a disk added. More of an archive: the end is that of a member.
    if any(mark in tail[end + 22 + comment :] for mark in (_ENTRY_MARK, _LOCAL_MARK)):
        raise Refused("FILE-TRUNCATED")
    if count == 0xFFFF or size == 0xFFFFFFFF or start == 0xFFFFFFFF:
        count, size, start = _read_end64(read_at, tail, end, (count, size, start))
    if count > most:
        raise Refused("GUARD-ENTRIES", count=count, limit=most)
    # Bytes put before the archive (a self-extractor, a mail header) shift every offset by the same amount. Where they
    # are another archive, this one is its last member, and the rest of that was cut off.
    shift = 0 if tail.startswith(_LOCATOR64, max(end - 20, 0)) else tail_start + end - size - start
    directory = read_at(start + max(shift, 0), size)
    if shift < 0 or len(directory) < size or (shift > 0 and _begins_archive(read_at(0, 8))):
        raise Refused("FILE-TRUNCATED")
    return _entries(directory, count, shift, most)


def _begins_archive(start: bytes) -> bool:
    """Whether a file begins with a member of an archive, perhaps behind the mark of one that was to be split."""
    return (start[4:] if start[:4] in _SPLIT_MARKS else start[:4]) == _LOCAL_MARK


def _read_end64(read_at: ReadAt, tail: bytes, end: int, short: tuple[int, int, int]) -> tuple[int, int, int]:
    locator = tail.rfind(_LOCATOR64, 0, end)
    if locator < 0:
        return short
    record = read_at(struct.unpack_from("<8xQ", tail, locator)[0], 56)
    if len(record) < 56 or not record.startswith(_END64):
        raise Refused("FILE-TRUNCATED")
    count, size, start = struct.unpack_from("<32xQQQ", record)
    return count, size, start


def _entries(directory: bytes, count: int, shift: int, most: int) -> tuple[Member, ...]:
    entries: list[Member] = []
    at = 0
    while at + 46 <= len(directory) and directory.startswith(_ENTRY_MARK, at):
        if len(entries) >= most:
            raise Refused("GUARD-ENTRIES", count=len(entries) + 1, limit=most)
        head = _ENTRY.unpack_from(directory, at)
        flags, method, checksum, packed, size = head[3], head[4], head[7], head[8], head[9]
        name_length, extra_length, comment_length, offset = head[10], head[11], head[12], head[16]
        name = directory[at + 46 : at + 46 + name_length]
        extra = directory[at + 46 + name_length : at + 46 + name_length + extra_length]
        if 0xFFFFFFFF in (packed, size, offset):
            size, packed, offset = _sizes64(extra, size, packed, offset)
        locked = bool(flags & _ENCRYPTED)
        shown = _decode(name, flags, extra)
        entries.append(Member(shown, offset + shift, packed, size, method, checksum, locked, name))
        at += 46 + name_length + extra_length + comment_length
    if len(entries) != count:  # too few: cut off; too many: some programs stop where the end record says
        raise Refused("FILE-TRUNCATED")
    return tuple(entries)


def _extra_fields(extra: bytes, wanted: int) -> bytes:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == wanted:
            return extra[at + 4 : at + 4 + length]
        at += 4 + length
    return b""


def _sizes64(extra: bytes, *sizes: int) -> tuple[int, int, int]:
    wide = _extra_fields(extra, 1)
    found: list[int] = []
    for size in sizes:
        if size == 0xFFFFFFFF and len(wide) >= 8:
            size, wide = struct.unpack_from("<Q", wide)[0], wide[8:]
        found.append(size)
    return found[0], found[1], found[2]


@remembered(512, longest=300)
def _decode(name: bytes, flags: int, extra: bytes) -> str:
    """The name as its maker meant it: marked UTF-8, an Info-ZIP name field, UTF-8 unmarked, else GBK."""
    unicode_field = _extra_fields(extra, 0x7075)
    if len(unicode_field) > 5 and struct.unpack_from("<L", unicode_field, 1)[0] == zlib.crc32(name):
        name, flags = unicode_field[5:], _UTF8
    encodings = ("utf-8", "gb18030")
    for encoding in encodings:
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8" if flags & _UTF8 else "cp437", errors="replace")


def unpack(read_at: ReadAt, member: Member, most: int) -> bytes:
    """The bytes of an archive's ``member``, checked against its checksum.

    Raises Refused for a member that is encrypted, damaged, packed in an unknown way, or larger than ``most``.
    """
    if member.encrypted or member.method == AES:
        raise Refused("ARCHIVE-PASSWORD")
    if member.method not in (_STORED, _DEFLATED):
        raise Refused("ARCHIVE-METHOD", method=method_name(member.method))
    return _unpack(read_at, member, most, strict=False)


def unpack_part(read_at: ReadAt, member: Member, most: int) -> bytes:
    """The bytes of a workbook's part, as ``unpack``; besides, what stands before them must say the same as the
    directory of its name and of how it is packed, for programs differ in which of the two they go by.
    """
    if member.method not in (_STORED, _DEFLATED):
        raise Refused("PACKAGE-METHOD", part=member.name, method=method_name(member.method))
    if member.encrypted:
        raise Refused("FILE-ENCRYPTED")
    return _unpack(read_at, member, most, strict=True)


def _unpack(read_at: ReadAt, member: Member, most: int, *, strict: bool) -> bytes:
    if member.size > most:
        raise Refused("GUARD-UNPACKED", size=megabytes(member.size), limit=megabytes(most))
    head = read_at(member.offset, 30 + (len(member.written) if strict else 0))
    if len(head) < 30 or not head.startswith(_LOCAL_MARK):
        raise Refused("FILE-DAMAGED", part=member.name)
    _, method, name, extra = _LOCAL.unpack_from(head)
    if strict and (head[30:] != member.written or name != len(member.written) or method != member.method):
        raise Refused("PACKAGE-NAME", part=member.name)
    packed = read_at(member.offset + 30 + name + extra, member.packed)
    content = _known_content if member.size <= _KEPT else _content
    return content(packed, member.name, member.method, member.size, member.checksum)


def first_bytes(read_at: ReadAt, member: Member, count: int = 64) -> bytes:
    """Up to ``count`` of the first bytes of ``member``, unchecked; none where they can't be had."""
    head = read_at(member.offset, 30)
    if member.encrypted or len(head) < 30 or not head.startswith(_LOCAL_MARK):
        return b""
    _, _, name, extra = _LOCAL.unpack(head)
    packed = read_at(member.offset + 30 + name + extra, min(member.packed, 1024))
    if member.method == _STORED:
        return packed[:count]
    try:
        return zlib.decompressobj(-15).decompress(packed, count) if member.method == _DEFLATED else b""
    except zlib.error:  # type: ignore[misc]
        return b""


def _content(packed: bytes, name: str, method: int, size: int, checksum: int) -> bytes:
    content = _inflate(packed, name, size) if method == _DEFLATED else packed
    if len(content) != size or zlib.crc32(content) != checksum:
        raise Refused("FILE-DAMAGED", part=name)
    return content


# Many parts of an office's returns are the same to the last byte: unpacked once, they are one object to all who read.
_known_content = remembered(256, longest=_KEPT)(_content)


def _inflate(packed: bytes, name: str, size: int) -> bytes:
    """Unpacks no further than one byte past what is declared: a member that lies about its size is damaged."""
    inflater = zlib.decompressobj(-15)
    try:
        content = inflater.decompress(packed, size + 1)
    except zlib.error as error:  # type: ignore[misc]
        raise Refused("FILE-DAMAGED", part=name) from error
    if len(content) > size:
        raise Refused("GUARD-DECLARED", part=name)
    return content


def method_name(method: int) -> str:
    """What people call the way that number stands for, in which a member is packed."""
    return _METHODS.get(method, f"{method} 号")
