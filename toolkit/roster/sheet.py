"""What the blank roster says and how it looks, beside the columns and words that a roster is read by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..form.folders import data_folders
from ..form.source import Section, read_definition
from .words import COLUMNS, KINDS_BY_ID


@dataclass(frozen=True, slots=True)
class RosterColumn:
    """One column: its width in characters, what is to be filled in, and an example."""

    label: str
    width: int
    says: str
    example: str


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """The texts of the blank roster; ``columns`` go by the names of RosterLine, ``kinds`` by the roster's words."""

    sheet: str
    guide: str
    font: str
    heading_font: str
    blank_rows: int
    columns: Mapping[str, RosterColumn]
    kinds_title: str
    kinds: Mapping[str, str]
    lines_title: str
    lines: tuple[str, ...]
    heads: tuple[str, ...]
    prompt: str
    alert: str
    choose: str


@lru_cache(maxsize=1)
def load_roster_sheet() -> RosterSheet:
    """The RosterSheet that ``templates/shared/roster.yaml`` describes."""
    root = read_definition(data_folders()[0] / "templates" / "shared" / "roster.yaml")
    root.only(*_WORDS, "blank_rows", "columns", "kinds", "lines", "heads")
    columns, kinds = root.section("columns"), root.section("kinds")
    columns.only(*COLUMNS)
    kinds.only(*KINDS_BY_ID)
    words = {name: root.get(name, str) for name in _WORDS}
    return RosterSheet(
        blank_rows=root.get("blank_rows", int),
        columns={name: _column(columns.section(name), label) for name, label in COLUMNS.items()},
        kinds={word: kinds.get(name, str) for name, word in KINDS_BY_ID.items()},
        lines=root.strings("lines"),
        heads=root.strings("heads"),
        **words,
    )


_WORDS = ("sheet", "guide", "font", "heading_font", "kinds_title", "lines_title", "prompt", "alert", "choose")


def _column(section: Section, label: str) -> RosterColumn:
    return RosterColumn(label, section.get("width", int), section.get("says", str), section.get("example", str))
