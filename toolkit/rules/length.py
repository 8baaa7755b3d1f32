"""The narrative sections are no longer than is customary (``limit`` of each in the edition)."""

from __future__ import annotations

from dataclasses import dataclass

from ..form import Relation
from ..form.rule_model import Shown
from ..form.source import Section
from .kind import Kind
from .paths import Outline, read_sections
from .places import section as at_section


@dataclass(frozen=True, slots=True)
class Length:
    """An instance is a section."""

    sections: tuple[str, ...]
    tables: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return self.sections


def _read(section: Section, outline: Outline) -> Length:
    named = read_sections(section, outline)
    for part in outline.narrative:
        if part.id in named and not part.limit:
            section.fail(f"“{part.id}”没有字数上限，请给它写上 limit，或从 sections 里去掉", "sections")
    return Length(named)


KIND = Kind(
    name="length",
    takes=("sections",),
    needs=(("sections",),),
    read=_read,
    place=lambda case: at_section(case.layout, case.check.key),
    shown=Shown.TO_EXPLAIN,  # the count of characters beside the section says it as one writes
    of_text=True,
)
