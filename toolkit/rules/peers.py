"""Figures are not ``factor`` times what organs of the same kind and level report in the round."""

from __future__ import annotations

from dataclasses import dataclass

from ..form import Relation
from ..form.rule_model import Shown
from ..form.source import Section
from .kind import Kind
from .paths import LARGEST_FACTOR, MOST_ORGANS, Outline, read_fields, tables_of
from .places import figure


@dataclass(frozen=True, slots=True)
class Peers:
    """A figure is held against the median of the others, where at least ``enough`` others have one."""

    fields: tuple[int, ...]
    tables: tuple[str, ...]
    factor: int
    enough: int
    sections: tuple[str, ...] = ()
    keys: tuple[str, ...] = ("",)
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()


def _read(section: Section, outline: Outline) -> Peers:
    fields = read_fields(section, outline)
    factor, enough = section.whole("factor", 2, LARGEST_FACTOR), section.whole("enough", 3, MOST_ORGANS)
    return Peers(fields, tables_of(outline, fields), factor, enough)


KIND = Kind(
    name="peers",
    takes=("fields", "factor", "enough"),
    needs=(("fields",), ("factor",), ("enough",)),
    read=_read,
    place=lambda case: figure(case.layout, case.says.fields[0]),
    shown=Shown.TO_EXPLAIN,
)
