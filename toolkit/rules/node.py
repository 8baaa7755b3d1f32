"""A government's own summary is the sum of what is below it."""

from __future__ import annotations

from dataclasses import dataclass

from ..form import Relation
from ..form.rule_model import Shown
from ..form.source import Section
from .kind import Kind
from .paths import Outline, read_tables
from .places import table


@dataclass(frozen=True, slots=True)
class NodeSum:
    tables: tuple[str, ...]
    sections: tuple[str, ...] = ()
    keys: tuple[str, ...] = ("",)
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()


def _read(section: Section, outline: Outline) -> NodeSum:
    return NodeSum(read_tables(section, outline))


KIND = Kind(
    name="node",
    takes=("tables",),
    needs=(("tables",),),
    read=_read,
    place=lambda case: table(case.layout, case.says.tables[0]),
    shown=Shown.NEVER,
)
