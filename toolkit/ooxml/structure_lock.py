"""Locks a workbook's structure: no sheet can be added, deleted, renamed, moved or shown."""

from __future__ import annotations

from .editing import EditablePackage
from .xml_tree import child, make, root_of

# What stands behind the lock in the workbook's main part, in the order the format asks for.
_BEHIND = ("bookViews", "sheets")


def lock_structure(package: EditablePackage, password: str | None = None) -> None:
    """Puts ``<workbookProtection lockStructure="1"/>`` into the main part."""
    root = root_of(package.tree(package.main))
    old = child(root, "workbookProtection")
    if old is not None:
        root.removeChild(old)
    key = {"workbookPassword": f"{password_hash(password):04X}"} if password else {}
    make(root, "workbookProtection", _BEHIND, **key, lockStructure="1")


def password_hash(password: str) -> int:
    """The 16-bit hash that spreadsheets have kept passwords by since Excel 97 (ECMA-376 part 4, 3.2.29)."""
    hashed = 0
    for character in reversed(password.encode("utf-8")):
        hashed = _rotated(hashed) ^ character
    return _rotated(hashed) ^ len(password) ^ 0xCE4B


def _rotated(number: int) -> int:
    return ((number << 1) & 0x7FFF) | ((number >> 14) & 1)
