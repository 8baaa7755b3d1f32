"""Documents that lie unpacked in a zip file: in which folders, by the names that only their parts have."""

from __future__ import annotations

import re
from collections.abc import Iterable

LONGEST_NAME = 1_000  # characters: longer names are of no part

# The part that a document can't do without, and the kind of document that it tells.
MAIN_PARTS = (
    ("OFD.xml", "ofd"),
    ("AndroidManifest.xml", "jar"),
    ("META-INF/MANIFEST.MF", "jar"),
    ("Index/Document.iwa", "numbers"),
    ("Index.zip", "numbers"),
    ("word/document.xml", "word"),
    ("ppt/presentation.xml", "powerpoint"),
    ("xl/workbook.xml", "parts"),
    ("xl/workbook.bin", "parts"),
)
# Folders of a document that nobody hands anything in by.
PART_FOLDERS = frozenset(("xl", "word", "ppt", "visio", "docProps", "customXml", "_rels", "META-INF", "Index"))

# A part that tells, below the folder that the document lies in.
_PART = re.compile(
    r"(?P<folder>(?:.*/)?)(?:"
    r"\[Content_Types\]\.xml|_rels/\.rels|(?:xl|word|ppt|visio|docProps|customXml)/[^/]*\.(?:xml|bin|rels)"
    r"|mimetype|META-INF/(?:MANIFEST\.MF|manifest\.xml|container\.xml)|OFD\.xml"
    r"|Index/[^/]*\.iwa|Index\.zip|AndroidManifest\.xml"
    r")"
)


def is_part(name: str) -> bool:
    """Whether a name is one that only a part of a document has."""
    return len(name) <= LONGEST_NAME and _PART.fullmatch(name) is not None


def package_folders(names: Iterable[str]) -> frozenset[str]:
    """The folders in which documents lie unpacked, without a slash at the end; ``""`` for the whole zip file."""
    found = (_PART.fullmatch(name.replace("\\", "/").lstrip("/")) for name in names if len(name) <= LONGEST_NAME)
    return frozenset(match["folder"].rstrip("/") for match in found if match is not None)
