"""Compound files (OLE2), the old format that .xls files and encrypted workbooks lie in."""

from __future__ import annotations

import struct
from collections.abc import Mapping


def ole(streams: Mapping[str, bytes], *, loop: bool = False) -> bytes:
    """A compound file of one sector table: its streams, each padded to 4,096 bytes and more."""
    body, table, entries, at = b"", [0xFFFFFFFD, 0xFFFFFFFE], b"", 2
    root = "Root Entry".encode("utf-16-le").ljust(64, b"\0")
    entries += (
        root + struct.pack("<HBB3L", 22, 5, 1, *[0xFFFFFFFF] * 2, 1) + bytes(36) + struct.pack("<LLL", 0xFFFFFFFE, 0, 0)
    )
    for name, content in streams.items():
        content = content.ljust(4096, b"\0")
        content += bytes(-len(content) % 512)
        count = len(content) // 512
        entries += name.encode("utf-16-le").ljust(64, b"\0") + struct.pack(
            "<HBB3L", 2 * len(name) + 2, 2, 1, *[0xFFFFFFFF] * 3
        )
        entries += bytes(36) + struct.pack("<LLL", at, len(content), 0)
        table += [*range(at + 1, at + count), at if loop else 0xFFFFFFFE]
        body += content
        at += count
    head = struct.pack("<8s16s5H", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 62, 3, 0xFFFE, 9, 6)
    head = head.ljust(44, b"\0") + struct.pack("<9L", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    head = head.ljust(512, b"\xff")
    table += [0xFFFFFFFF] * (128 - len(table))
    return head + struct.pack("<128L", *table[:128]) + entries.ljust(512, b"\0")[:512] + body


def ole_loop() -> bytes:
    return ole({"Workbook": b""}, loop=True)


def locked_xls() -> bytes:
    bof = struct.pack("<HH16s", 0x809, 16, b"\0\6\5\0" + bytes(12))
    return ole({"Workbook": bof + struct.pack("<HH", 0x2F, 54) + bytes(54)})


def encrypted_xlsx() -> bytes:
    return ole({"EncryptionInfo": b"\4\0\4\0\x40\0\0\0<encryption/>", "EncryptedPackage": bytes(6000)})
