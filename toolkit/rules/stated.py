"""A narrative section says something of a matter: it mentions one of the words, or gives the figures asked for."""

from __future__ import annotations

from dataclasses import dataclass

from ..a1 import areas
from ..form import Relation
from ..form.source import Section
from .case import Case, Entered, Line, counted, counting
from .formulas import literal
from .kind import Kind
from .paths import Outline, refuse_unknown
from .places import section as at_section
from .sections import length_cell, squeeze, squeezed


@dataclass(frozen=True, slots=True)
class Stated:
    """``inputs`` are the section's figures by id, ``mentions`` the words of which one is enough."""

    section: str
    inputs: tuple[str, ...]
    mentions: tuple[str, ...]
    tables: tuple[str, ...] = ()
    keys: tuple[str, ...] = ("",)
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()

    @property
    def sections(self) -> tuple[str, ...]:
        return (self.section,)


def _read(section: Section, outline: Outline) -> Stated:
    part = section.get("section", str)
    refuse_unknown(section, "section", (part,), [item.id for item in outline.narrative], "叙述部分")
    inputs = section.strings("inputs")
    known = [item.id for part in outline.narrative for item in part.inputs]
    refuse_unknown(section, "inputs", inputs, known, "叙述部分的填报项")
    return Stated(part, inputs, section.strings("mentions"))


def _formulas(case: Case[Stated]) -> Line:
    layout, says = case.layout, case.says
    section = next(item for item in layout.narrative if item.section == says.section)
    text = squeezed(layout, says.section)
    said = [f"ISNUMBER(FIND({literal(word)},{text}))" for word in says.mentions]
    places = [(box.row, box.column) for item, _, box in section.inputs if item in says.inputs]
    if places:
        said.append(f"COUNT({areas(places, layout.narrative_sheet)})={len(places)}")
    line = counting(case, f"IF(OR({','.join(said)}),0,1)" if said else "0")
    unwritten = f"AND({case.here('left')}>0,{length_cell(layout, says.section)}=0)"
    return Line(line.left, 0, line.difference, f"=IF({unwritten},{case.literal('blank')},{str(line.verdict)[1:]})")


def _values(case: Case[Stated], entered: Entered) -> Line:
    says = case.says
    text = squeeze(entered.text(says.section))
    filled = bool(says.inputs) and all(entered.text(item).strip() for item in says.inputs)
    silent = bool(says.mentions or says.inputs) and not filled and not any(word in text for word in says.mentions)
    line = counted(case, entered, int(silent))
    return line if text or not silent else Line(1, 0, 1, case.word("blank"))


KIND = Kind(
    name="stated",
    takes=("section", "inputs", "mentions"),
    needs=(("section",), ("inputs", "mentions")),
    read=_read,
    place=lambda case: at_section(case.layout, case.says.section),
    formulas=_formulas,
    values=_values,
    of_text=True,
)
