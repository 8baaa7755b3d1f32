"""Every input of the tables is filled, or its table is declared zero where blank."""

from __future__ import annotations

from dataclasses import dataclass

from ..a1 import areas, ranges, sheet_prefix
from ..form import Relation
from ..form.source import Section
from .case import Case, Entered, Line
from .faulty_cells import first_formula, first_number
from .formulas import declared, place
from .kind import Kind
from .paths import Outline, read_tables
from .places import table


@dataclass(frozen=True, slots=True)
class Filled:
    """An instance is a table."""

    tables: tuple[str, ...]
    sections: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return self.tables


def _read(section: Section, outline: Outline) -> Filled:
    return Filled(read_tables(section, outline))


def _formulas(case: Case[Filled]) -> Line:
    layout, fields = case.layout, case.inputs
    spots, sheet = [place(layout, field) for field in fields], layout.sheet(case.check.key).sheet
    blanks = ((area, f"ISBLANK({sheet_prefix(sheet)}{area})") for area in ranges(spots))
    done = f"OR({case.here('difference')}=0,{declared(layout, case.check.key)})"
    return Line(
        f"=COUNTA({areas(spots, sheet)})",
        len(fields),
        f"={case.here('left')}-{case.here('right')}",
        f"=IF({done},{case.literal('pass')},{case.literal('blank')})",
        first=first_formula(blanks),
    )


def _values(case: Case[Filled], entered: Entered) -> Line:
    fields = case.inputs
    blanks = [field for field in fields if entered.typed[field] is None]
    missing = -len(blanks)
    done = all(entered.values[field] is not None for field in fields)
    return Line(
        len(fields) + missing,
        len(fields),
        missing,
        case.word("pass" if done else "blank"),
        first=first_number(case.layout, blanks),
    )


KIND = Kind(
    name="filled",
    takes=("tables",),
    needs=(("tables",),),
    read=_read,
    place=lambda case: table(case.layout, case.check.key),
    formulas=_formulas,
    values=_values,
    counts=True,
)
