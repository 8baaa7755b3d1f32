"""Every figure in one of the units is a number of the right sort, not negative and not beyond ``most``."""

from __future__ import annotations

from dataclasses import dataclass

from ..a1 import areas
from ..form import Relation
from ..form.source import Section
from .case import Case, Entered, Line, counted, counting
from .faulty_cells import first_formula, first_number
from .formulas import place
from .kind import Kind
from .paths import LARGEST, Outline, refuse_unknown, tables_of
from .places import table


@dataclass(frozen=True, slots=True)
class Domain:
    """``fields`` are all in the rule's units, totals among them; an instance is a table. ``most`` counts whole units, 0
    where the rule sets no bound.
    """

    fields: frozenset[int]
    tables: tuple[str, ...]
    most: int
    sections: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        return self.tables


def _read(section: Section, outline: Outline) -> Domain:
    units = section.strings("units")
    used = list(dict.fromkeys(field.unit.id for field in outline.fields))
    refuse_unknown(section, "units", units, used, "用到的单位")
    fields = [item.index for item in outline.fields if item.unit.id in units]
    return Domain(frozenset(fields), tables_of(outline, fields), section.whole("most", 1, LARGEST, 0))


def _formulas(case: Case[Domain]) -> Line:
    """Counts texts, negatives and surplus decimals; an array formula, since SUMPRODUCT stumbles over text."""
    layout, fields = case.layout, case.layout.form.fields
    sheet = layout.sheet(case.check.key).sheet
    groups: dict[tuple[int, bool], list[int]] = {}
    for index in _inputs(case):
        groups.setdefault((fields[index].unit.decimals, fields[index].signed), []).append(index)
    counts, faults = [], []
    for (decimals, signed), group in groups.items():
        for area in areas((place(layout, index) for index in group), sheet).split(","):
            sound = f"ROUND({area if signed else f'ABS({area})'},{decimals})"
            counts.append(f"SUM(IFERROR(1*({sound}<>{area}),1))")
            faults.append((area, f"IFERROR({sound}<>{area},TRUE)"))
    return counting(case, "+".join(counts) or "0", array=True, first=first_formula(faults))


def _values(case: Case[Domain], entered: Entered) -> Line:
    fields, typed = case.layout.form.fields, entered.typed
    wrong = [i for i in _inputs(case) if (typed[i] or 0) < 0 and not fields[i].signed]
    return counted(case, entered, len(wrong), first_number(case.layout, wrong))


def _inputs(case: Case[Domain]) -> list[int]:
    return [index for index in case.inputs if index in case.says.fields]


KIND = Kind(
    name="domain",
    takes=("units", "most"),
    needs=(("units",),),
    read=_read,
    place=lambda case: table(case.layout, case.check.key),
    formulas=_formulas,
    values=_values,
    counts=True,
)
