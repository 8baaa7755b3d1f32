"""The narrative sections say something: not 无, or that there is nothing to say (``schemas/catalogue/prose.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass

from ..form import Relation
from ..form.rule_model import Shown
from ..form.source import Section
from .kind import Kind
from .paths import Outline, read_sections
from .places import section as at_section


@dataclass(frozen=True, slots=True)
class Substance:
    """An instance is a section."""

    sections: tuple[str, ...]
    tables: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return self.sections


def _read(section: Section, outline: Outline) -> Substance:
    return Substance(read_sections(section, outline))


KIND = Kind(
    name="substance",
    takes=("sections",),
    needs=(("sections",),),
    read=_read,
    place=lambda case: at_section(case.layout, case.check.key),
    shown=Shown.TO_EXPLAIN,
    of_text=True,
)
