"""Zip files as tests need them: with what stands in them, and with what no honest program writes."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Mapping


def zipped(members: Mapping[str, bytes] | Iterable[str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file with ``members``, empty ones where only names are given."""
    contents = members if isinstance(members, Mapping) else dict.fromkeys(members, b"")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return stream.getvalue()


def raw_zip(names: Iterable[bytes], content: bytes = b"") -> bytes:
    """A zip file whose members are called by the bytes ``names``, whatever they are, and as often as they come."""
    import zlib

    body, directory, count = b"", b"", 0
    for name in names:
        facts = struct.pack("<3L2H", zlib.crc32(content), len(content), len(content), len(name), 0)
        directory += struct.pack("<4s6H", b"PK\1\2", 20, 20, 0, 0, 0, 0) + facts
        directory += struct.pack("<3H2L", 0, 0, 0, 0, len(body)) + name
        body += struct.pack("<4s5H", b"PK\3\4", 20, 0, 0, 0, 0) + facts + name + content
        count += 1
    return body + directory + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), 0)


def with_flag(data: bytes, flag: int) -> bytes:
    """``data`` with ``flag`` set for all members, before them and in the directory."""
    changed = bytearray(data)
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + at] |= flag
            place = changed.find(mark, place + 1)
    return bytes(changed)
