"""The narrative sections are not empty."""

from __future__ import annotations

from .case import Case, Entered, Line
from .kind import Kind
from .of_sections import OfSections, place_of_section, read_of_sections
from .sections import count_characters, length_cell


def _formulas(case: Case[OfSections]) -> Line:
    verdict = f"=IF({case.here('left')}>0,{case.literal('pass')},{case.literal('blank')})"
    return Line(f"={length_cell(case.layout, case.check.key)}", "", "", verdict)


def _values(case: Case[OfSections], entered: Entered) -> Line:
    length = count_characters(entered.text(case.check.key))
    return Line(length, "", "", case.word("pass" if length else "blank"))


KIND = Kind(
    name="written",
    takes=("sections",),
    needs=(("sections",),),
    read=read_of_sections,
    place=place_of_section,
    formulas=_formulas,
    values=_values,
    of_text=True,
)
