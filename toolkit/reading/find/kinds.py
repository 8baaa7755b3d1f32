"""The kinds of files: which can be read, which hold other files, and in what words all others are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ...form.folders import data_folders
from ...form.source import Section, read_definition

READABLE = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods"})
ENCRYPTED = "encrypted"  # a workbook perhaps, told once it was tried to open it
ARCHIVES = frozenset({"zip", "zip-of-books", "rar", "7z", "gzip", "tar", "packed", "cab"})


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of file is called, and what helps against it."""

    words: str
    fix: str


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is: one of ``READABLE``, ``ENCRYPTED``, or a key of ``kinds()``."""

    kind: str
    macros: bool = False


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """The kinds that are no workbook we read, by name, from ``schemas/catalogue/kinds.yaml``."""
    root = read_definition(data_folders()[0] / "schemas" / "catalogue" / "kinds.yaml")
    found = {}
    for name, entry in root.items():
        assert isinstance(entry, Section), name
        entry.only("words", "fix")
        found[name] = Kind(entry.get("words", str), entry.get("fix", str))
    return found
