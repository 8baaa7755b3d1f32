"""The figures that the narrative sections give agree with the tables (words: ``schemas/catalogue/lexicon.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass

from ..form import Relation
from ..form.source import Section
from .kind import Kind
from .paths import Outline, read_sections
from .places import section as at_section


@dataclass(frozen=True, slots=True)
class Narrated:
    """An instance is a section."""

    sections: tuple[str, ...]
    tables: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return self.sections


def _read(section: Section, outline: Outline) -> Narrated:
    return Narrated(read_sections(section, outline))


KIND = Kind(
    name="narrated",
    takes=("sections",),
    needs=(("sections",),),
    read=_read,
    place=lambda case: at_section(case.layout, case.check.key),
    of_text=True,
)
