"""Figures are not ``factor`` times last year's and do not end in ``zeros`` zeros, as if given in a smaller unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from ..a1 import reference
from ..form import Relation
from ..form.source import Section
from .case import Case, Entered, Line, counted, counting
from .formulas import incomplete, place
from .kind import Kind
from .paths import LARGEST_FACTOR, MOST_ZEROS, Outline, read_fields, tables_of
from .places import figure

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Whole = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Magnitude:
    """``factor`` and ``zeros`` are 0 where the rule does not ask for them."""

    fields: tuple[int, ...]
    tables: tuple[str, ...]
    factor: int
    zeros: int
    sections: tuple[str, ...] = ()
    keys: tuple[str, ...] = ("",)
    relations: tuple[Relation, ...] = ()

    @property
    def earlier(self) -> tuple[int, ...]:
        return self.fields if self.factor else ()

    @overload
    def leaps(self, now: int, before: int) -> bool: ...
    @overload
    def leaps(self, now: Whole, before: Whole) -> Flags: ...
    def leaps(self, now: int | Whole, before: int | Whole) -> bool | Flags:
        """Whether figures (steps, 0 where unknown) are so many times last year's: one, or arrays of them."""
        # Divided, not multiplied: a thousandfold of the largest figure would not fit an array.
        leaps: bool | Flags = (before > 0) & (self.factor > 0) & (now // max(self.factor, 1) >= before)
        return leaps

    @overload
    def is_round(self, now: int, scale: int) -> bool: ...
    @overload
    def is_round(self, now: Whole, scale: Whole) -> Flags: ...
    def is_round(self, now: int | Whole, scale: int | Whole) -> bool | Flags:
        """Whether figures end in so many zeros; ``scale`` is how many steps make one of their unit."""
        ends: bool | Flags = (now != 0) & (self.zeros > 0) & (now % (scale * 10**self.zeros) == 0)
        return ends


def _read(section: Section, outline: Outline) -> Magnitude:
    fields = read_fields(section, outline)
    factor, zeros = section.whole("factor", 2, LARGEST_FACTOR, 0), section.whole("zeros", 1, MOST_ZEROS, 0)
    return Magnitude(fields, tables_of(outline, fields), factor, zeros)


def _formulas(case: Case[Magnitude]) -> Line:
    layout, says = case.layout, case.says
    sheet = layout.places[says.fields[0]][0]
    counts = []
    for index in says.fields:
        here = reference(*place(layout, index), sheet)
        signs = []
        if says.zeros:
            signs.append(f"AND({here}<>0,{here}/1{'0' * says.zeros}=INT({here}/1{'0' * says.zeros}))")
        if says.factor:
            before = reference(*layout.prior_cell(index))
            signs.append(f"AND(N({before})>0,{here}>={says.factor}*N({before}))")
        counts.append(f"IF(ISNUMBER({here}),IF(OR({','.join(signs)}),1,0),0)")
    line = counting(case, "+".join(counts))
    blank = incomplete(layout, says.fields, sheet)
    return Line(line.left, 0, line.difference, f"=IF({blank},{case.literal('blank')},{str(line.verdict)[1:]})")


def _values(case: Case[Magnitude], entered: Entered) -> Line:
    fields, says = case.layout.form.fields, case.says
    faults = sum(
        says.is_round(typed := entered.typed[index] or 0, fields[index].unit.scale)
        or says.leaps(typed, entered.prior(index) or 0)
        for index in says.fields
    )
    if None in [entered.values[index] for index in says.fields]:
        return Line(faults, 0, faults, case.word("blank"))
    return counted(case, entered, faults)


KIND = Kind(
    name="magnitude",
    takes=("fields", "factor", "zeros"),
    needs=(("fields",), ("factor", "zeros")),
    read=_read,
    place=lambda case: figure(case.layout, case.says.fields[0]),
    formulas=_formulas,
    values=_values,
)
