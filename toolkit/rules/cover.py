"""The cover's year or organ is the one asked for."""

from __future__ import annotations

from dataclasses import dataclass

from ..a1 import address
from ..form import Relation
from ..form.layout import Layout
from ..form.rule_model import Shown
from ..form.source import Section
from .kind import Kind
from .paths import Outline
from .places import Place

YEAR, AGENCY = "year", "agency"


@dataclass(frozen=True, slots=True)
class Cover:
    """``check`` is what must be the one asked for: YEAR or AGENCY."""

    check: str
    tables: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    keys: tuple[str, ...] = ("",)
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()


def cover_place(layout: Layout, role: str) -> Place:
    """Where the cover says the ``role`` (code, name) or the year; its first cell where it says none."""
    found = [cell for cell in layout.cover if cell.kind == role or (role == YEAR and "{year}" in cell.text)]
    cell = address(found[0].row, found[0].column) if found else "A1"
    return Place(layout.cover_sheet, cell, found[0].label if found else "")


def _read(section: Section, outline: Outline) -> Cover:
    return Cover(section.choice("check", (YEAR, AGENCY)))


KIND = Kind(
    name="cover",
    takes=("check",),
    needs=(("check",),),
    read=_read,
    place=lambda case: cover_place(case.layout, YEAR if case.says.check == YEAR else "name"),
    shown=Shown.TO_EXPLAIN,
)
