"""The narrative sections are not empty."""

from __future__ import annotations

from dataclasses import dataclass

from ..form import Relation
from ..form.source import Section
from .case import Case, Entered, Line
from .kind import Kind
from .paths import Outline, read_sections
from .places import section as at_section
from .sections import count_characters, length_cell


@dataclass(frozen=True, slots=True)
class Written:
    """An instance is a section."""

    sections: tuple[str, ...]
    tables: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return self.sections


def _read(section: Section, outline: Outline) -> Written:
    return Written(read_sections(section, outline))


def _formulas(case: Case[Written]) -> Line:
    verdict = f"=IF({case.here('left')}>0,{case.literal('pass')},{case.literal('blank')})"
    return Line(f"={length_cell(case.layout, case.check.key)}", "", "", verdict)


def _values(case: Case[Written], entered: Entered) -> Line:
    length = count_characters(entered.text(case.check.key))
    return Line(length, "", "", case.word("pass" if length else "blank"))


KIND = Kind(
    name="written",
    takes=("sections",),
    needs=(("sections",),),
    read=_read,
    place=lambda case: at_section(case.layout, case.check.key),
    formulas=_formulas,
    values=_values,
    of_text=True,
)
