"""What a file is, by its first bytes or by the streams in it; its name's ending is not asked."""

from __future__ import annotations

import re

from .kinds import ENCRYPTED, Sniffed
from .ole import OLE_MAGIC, Storage, read_storage
from .sniff_text import sniff_text

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\0", "packed"),
    (b"\x28\xb5\x2f\xfd", "packed"),
    (b"MSCF\0\0\0\0", "cab"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"L\0\0\0\x01\x14\x02\0", "shortcut"),
    (b"SQLite format 3\0", "database"),
    (b"\0\x01\0\0Standard ", "database"),
    (b"ID3", "video"),
)
_BOF = re.compile(rb"\x09([\0\x02\x04\x08])[\x04-\x10]\0(..)(?:[\x10\x20\x40]\0|\0[\x01\x02]|[\x05\x06]\0)", re.DOTALL)
_BIFF8 = b"\0\x06"
# What programs that encrypt all documents of an office write before them (亿赛通, 绿盾, IP-guard and their likes).
_GUARDS = re.compile(rb"E-SafeNet|%TSD-Header-|(?i:IP-?guard|Chinasec)")
_HEAD = 64


def sniff(data: bytes) -> Sniffed:
    """What ``data`` is. A zip file is told apart by its parts: use ``sniff_package`` for ``PK`` files.

    Raises Refused for a compound file whose sectors are damaged.
    """
    if not data:
        return Sniffed("empty")
    if data.startswith(OLE_MAGIC):
        return _sniff_ole(read_storage(data))
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return Sniffed(kind)
    if data[257:262] == b"ustar":
        return Sniffed("tar")
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        return Sniffed("picture" if data[8:12] in (b"WEBP", b"heic", b"mif1", b"avif") else "video")
    if data.startswith(b"BM") and len(data) > 14 and int.from_bytes(data[2:6], "little") == len(data):
        return Sniffed("picture")
    if data.startswith(b"%TSD-Header-") or (b"\0" in data[:_HEAD] and _GUARDS.search(data, 0, _HEAD)):
        return Sniffed("guarded")
    return Sniffed(_sniff_biff(data) or sniff_text(data))


def _sniff_ole(storage: Storage) -> Sniffed:
    """What a compound file is, by the names of its streams."""
    names = storage.names
    if any("drm" in name for name in names):
        return Sniffed("rights")
    if "encryptedpackage" in names:
        return Sniffed(ENCRYPTED)
    if "workbook" in names:
        return Sniffed("xls", macros="_vba_project_cur" in names)
    if "book" in storage.streams:
        return Sniffed(_sniff_biff(storage.read("book")) or "xls", macros="_vba_project_cur" in names)
    for name, kind in (("worddocument", "word"), ("powerpoint document", "powerpoint"), ("visiodocument", "visio")):
        if name in names:
            return Sniffed(kind)
    return Sniffed("msg" if "__properties_version1.0" in names else "ole")


def _sniff_biff(stream: bytes) -> str:
    """The kind of a workbook of records that begins with ``stream``; empty where it is none."""
    found = _BOF.match(stream)
    if found is None:
        return ""
    return "xls" if found[1] == b"\x08" and found[2] == _BIFF8 else "xls-old"
