"""The roster's own words, from ``schemas/catalogue/roster.yaml``: its columns, the kinds of organs, their levels.

``COLUMNS`` gives the head of each column by the name RosterLine has for it; ``LEVELS`` go from the highest down.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ..form.folders import data_folders
from ..form.source import Section, read_definition

REQUIRED = ("code", "name", "parent", "kind", "level")
SUCCESSION = ("former", "former_codes", "merged_into", "split_from", "since")  # what an organ was, became or came of
_COLUMNS = (*REQUIRED, "contact", "phone", *SUCCESSION)
_KINDS = ("government", "office", "department", "township")
_LEVELS = ("province", "city", "county", "town")


@lru_cache(maxsize=1)
def roster_words() -> Section:
    """The whole file, held against what it must have."""
    root = read_definition(data_folders()[0] / "schemas" / "catalogue" / "roster.yaml")
    root.only("columns", "kinds", "levels", "near", "closing", "endings")
    for part, names in (("columns", _COLUMNS), ("kinds", _KINDS), ("levels", _LEVELS)):
        root.section(part).only(*names)
        for name in names:
            root.section(part).section(name).only("word", "also")
    return root


def _words(part: str) -> dict[str, str]:
    section = roster_words().section(part)
    return {name: section.section(name).get("word", str) for name in section.values}


def also(part: str) -> Mapping[str, tuple[str, ...]]:
    """What else people write for each of the words of ``part``, by that word."""
    section = roster_words().section(part)
    return {word: section.section(name).strings("also") for name, word in _words(part).items()}


COLUMNS = _words("columns")
KINDS_BY_ID, _LEVELS_BY_ID = _words("kinds"), _words("levels")
GOVERNMENT, OFFICE, DEPARTMENT, TOWNSHIP = KINDS = tuple(KINDS_BY_ID[name] for name in _KINDS)
LEVELS = tuple(_LEVELS_BY_ID[name] for name in _LEVELS)
ENDINGS = roster_words().get("endings", str)  # characters that the name of a government may end in
