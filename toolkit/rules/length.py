"""The narrative sections are no longer than is customary (``limit`` of each in the edition)."""

from __future__ import annotations

from ..form.rule_model import Shown
from ..form.source import Section
from .kind import Kind
from .of_sections import OfSections, place_of_section, read_of_sections
from .paths import Outline


def _read(section: Section, outline: Outline) -> OfSections:
    says = read_of_sections(section, outline)
    for part in outline.narrative:
        if part.id in says.sections and not part.limit:
            section.fail(f"“{part.id}”没有字数上限，请给它写上 limit，或从 sections 里去掉", "sections")
    return says


KIND = Kind(
    name="length",
    takes=("sections",),
    needs=(("sections",),),
    read=_read,
    place=place_of_section,
    shown=Shown.TO_EXPLAIN,  # the count of characters beside the section says it as one writes
    of_text=True,
)
