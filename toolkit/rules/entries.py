"""The cover gives what the published report must: each entry is filled, with as many digits as such a one has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..a1 import address
from ..form import Relation
from ..form.layout import Layout
from ..form.rule_model import Shown
from ..form.source import Section
from .kind import Kind
from .paths import Outline, refuse_unknown
from .places import Place


@dataclass(frozen=True, slots=True)
class Entries:
    """``entries`` of the cover by id; ``digits`` is how many digits one has at least, of those that are numbers."""

    entries: tuple[str, ...]
    digits: Mapping[str, int]
    tables: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    keys: tuple[str, ...] = ("",)
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()


def entry_place(layout: Layout, entry: str) -> Place:
    """The cell in which the cover's ``entry`` is filled in, and its label."""
    cell = layout.cover_cell(entry)
    return Place(layout.cover_sheet, address(cell.row, cell.column), cell.label)


def _read(section: Section, outline: Outline) -> Entries:
    entries = section.strings("entries")
    refuse_unknown(section, "entries", entries, outline.cover, "封面填报项")
    if not section.has("digits"):
        return Entries(entries, {})
    digits = section.section("digits")
    refuse_unknown(digits, "digits", list(digits.values), entries, "所列的封面填报项")
    return Entries(entries, {name: digits.whole(name, 1, 30) for name in digits.values})


KIND = Kind(
    name="entries",
    takes=("entries", "digits"),
    needs=(("entries",),),
    read=_read,
    place=lambda case: entry_place(case.layout, case.says.entries[0]),
    shown=Shown.TO_EXPLAIN,
    of_text=True,
)
