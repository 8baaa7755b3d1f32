"""The narrative sections are the organ's own of this year: not another organ's of the round, nor last year's again."""

from __future__ import annotations

from dataclasses import dataclass

from ..form import Relation
from ..form.rule_model import Shown
from ..form.source import Section
from .kind import Kind
from .of_sections import place_of_section
from .paths import MOST_CHARACTERS, MOST_COMMON, Outline, read_sections


@dataclass(frozen=True, slots=True)
class Alike:
    """An instance is a section. Of its own text, from ``least`` characters on, less than ``share`` percent stand in
    another organ's, less than ``share_prior`` in its last year's. What more than ``common`` organs wrote is nobody's.
    """

    sections: tuple[str, ...]
    least: int
    share: int
    share_prior: int
    common: int
    tables: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return self.sections


def _read(section: Section, outline: Outline) -> Alike:
    return Alike(
        read_sections(section, outline),
        section.whole("least", 1, MOST_CHARACTERS),
        section.whole("share", 1, 100),
        section.whole("share_prior", 1, 100),
        section.whole("common", 2, MOST_COMMON),
    )


KIND = Kind(
    name="alike",
    takes=("sections", "least", "share", "share_prior", "common"),
    needs=(("sections",), ("least",), ("share",), ("share_prior",), ("common",)),
    read=_read,
    place=place_of_section,
    shown=Shown.TO_EXPLAIN,
    of_text=True,
)
