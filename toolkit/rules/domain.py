"""Every figure in one of the units is a number of the right sort, not negative and not beyond ``most``."""

from __future__ import annotations

from dataclasses import dataclass

from ..a1 import ranges, sheet_prefix
from ..form import Field, Relation
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
    """Counts texts, negatives, surplus decimals and what is beyond bounds; an array formula, since SUMPRODUCT stumbles
    over text.
    """
    layout, fields = case.layout, case.layout.form.fields
    sheet = sheet_prefix(layout.sheet(case.check.key).sheet)
    groups: dict[tuple[int, bool], list[int]] = {}
    for index in _inputs(case):
        groups.setdefault((fields[index].unit.decimals, fields[index].signed), []).append(index)
    counts, faults = [], []
    for (decimals, signed), group in groups.items():
        for area in ranges(place(layout, index) for index in group):
            cells = sheet + area
            sound = f"ROUND({cells if signed else f'ABS({cells})'},{decimals})"
            faulty = f"IFERROR(({sound}<>{cells})+(ABS({cells})>{_most(case, decimals)}),1)"
            counts.append(f"SUM(SIGN({faulty}))")
            faults.append((area, faulty))
    return counting(case, "+".join(counts) or "0", array=True, first=first_formula(faults))


def _values(case: Case[Domain], entered: Entered) -> Line:
    typed, fields = entered.typed, case.layout.form.fields
    given = [(fields[index], steps) for index in _inputs(case) if (steps := typed[index])]
    wrong = [field.index for field, steps in given if _is_wrong(case, field, steps)]
    return counted(case, entered, len(wrong), first_number(case.layout, wrong))


def _is_wrong(case: Case[Domain], field: Field, steps: int) -> bool:
    beyond = abs(steps) > _most(case, field.unit.decimals) * field.unit.scale
    return beyond or (steps < 0 and not field.signed)


def _most(case: Case[Domain], decimals: int) -> int:
    """What a figure may come to in whole units: as the rule says, or what can be reckoned with at all."""
    return case.says.most or LARGEST // int(10**decimals)


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
