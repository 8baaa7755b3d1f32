"""Locks a workbook's structure: no sheet can be added, deleted, renamed, moved or shown.

XlsxWriter has no call for it, so the finished archive gets one element more, or a workbook too large to be written
twice gets it while it is written.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

_AFTER = re.compile(rb"<workbookPr\b[^>]*/>")
_MEMBER = "xl/workbook.xml"


def lock_structure(archive: bytes, password: str | None = None) -> bytes:
    """The same archive with ``<workbookProtection lockStructure="1"/>`` after ``<workbookPr/>``."""
    source, target = zipfile.ZipFile(BytesIO(archive)), BytesIO()
    with source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == _MEMBER:
                content = add_protection(content, password)
            made.writestr(_dated(item.filename), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def add_protection(workbook_xml: bytes, password: str | None = None) -> bytes:
    """``xl/workbook.xml`` with its structure locked."""
    key = f' workbookPassword="{password_hash(password):04X}"' if password else ""
    element = f'<workbookProtection{key} lockStructure="1"/>'.encode()
    locked, count = _AFTER.subn(lambda match: match.group() + element, workbook_xml, count=1)
    assert count, "xl/workbook.xml without workbookPr"
    return locked


def password_hash(password: str) -> int:
    """The 16-bit hash that spreadsheets have kept passwords by since Excel 97 (ECMA-376 part 4, 3.2.29)."""
    hashed = 0
    for character in reversed(password.encode("utf-8")):
        hashed = _rotated(hashed) ^ character
    return _rotated(hashed) ^ len(password) ^ 0xCE4B


def _rotated(number: int) -> int:
    return ((number << 1) & 0x7FFF) | ((number >> 14) & 1)


def _dated(name: str) -> zipfile.ZipInfo:
    """An archive member without the hour it was made at, so that the same content is the same file."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.external_attr = 0o600 << 16
    return info
