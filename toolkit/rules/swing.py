"""No figure goes up or down ``factor``-fold from one year to the next, the larger being ``floor`` or more."""

from __future__ import annotations

from dataclasses import dataclass

from ..form import Relation
from ..form.rule_model import Shown
from ..form.source import Section
from .kind import Kind
from .paths import LARGEST_ADDED, LARGEST_FACTOR, Outline, read_tables
from .places import table


@dataclass(frozen=True, slots=True)
class Swing:
    """``floor`` counts whole units."""

    tables: tuple[str, ...]
    factor: int
    floor: int
    sections: tuple[str, ...] = ()
    keys: tuple[str, ...] = ("",)
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()


def _read(section: Section, outline: Outline) -> Swing:
    factor = section.whole("factor", 2, LARGEST_FACTOR)
    return Swing(read_tables(section, outline), factor, section.whole("floor", 0, LARGEST_ADDED, 0))


KIND = Kind(
    name="swing",
    takes=("tables", "factor", "floor"),
    needs=(("tables",), ("factor",)),
    read=_read,
    place=lambda case: table(case.layout, case.says.tables[0]),
    shown=Shown.TO_EXPLAIN,
)
