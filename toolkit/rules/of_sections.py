"""What a kind of rule takes that speaks of narrative sections and of nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..form import Relation
from ..form.source import Section
from .case import Case
from .paths import Outline, read_sections
from .places import Place
from .places import section as at_section


@dataclass(frozen=True, slots=True)
class OfSections:
    """An instance is a section."""

    sections: tuple[str, ...]
    tables: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return self.sections


def read_of_sections(section: Section, outline: Outline) -> OfSections:
    return OfSections(read_sections(section, outline))


def place_of_section(case: Case[Any]) -> Place:
    return at_section(case.layout, case.check.key)
