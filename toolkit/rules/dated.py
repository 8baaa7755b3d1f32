"""The narrative sections speak of the report's year: none is last year's text (``schemas/catalogue/prose.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass

from ..form import Relation
from ..form.rule_model import Shown
from ..form.source import Section
from .kind import Kind
from .paths import Outline, read_sections
from .places import section as at_section


@dataclass(frozen=True, slots=True)
class Dated:
    """An instance is a section."""

    sections: tuple[str, ...]
    tables: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return self.sections


def _read(section: Section, outline: Outline) -> Dated:
    return Dated(read_sections(section, outline))


KIND = Kind(
    name="dated",
    takes=("sections",),
    needs=(("sections",),),
    read=_read,
    place=lambda case: at_section(case.layout, case.check.key),
    shown=Shown.TO_EXPLAIN,
    of_text=True,
)
