"""The formulas of a sheet's cells: what each says, and which ranges one of them fills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..a1 import area_of, position, range_of
from .formulas import shifted

_FILLING = ("array", "dataTable")


class Formula(NamedTuple):
    """A cell's formula element: its text, its ``t``, the range it is for, and the number of the formula it shares."""

    text: str
    kind: str
    cells: str
    shared: str

    @classmethod
    def of(cls, attributes: Mapping[str, str], text: str) -> Formula:
        return cls(text, attributes.get("t", ""), attributes.get("ref", ""), attributes.get("si", ""))


def formulas_of(found: Iterable[tuple[str, Formula]]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The text of each formula by its cell (empty where it can't be told), and the ranges that are filled by one."""
    texts: dict[str, str] = {}
    spills: list[str] = []
    masters: dict[str, tuple[str, str]] = {}
    for cell, formula in found:
        texts[cell] = formula.text
        if formula.kind in _FILLING:
            spills.append(formula.cells or cell)
        elif formula.kind == "shared" and formula.text:
            masters.setdefault(formula.shared, (cell, formula.text))
        elif formula.kind == "shared" and formula.shared in masters:
            texts[cell] = _moved(*masters[formula.shared], cell)
    return texts, tuple(map(_tidy, spills))


def _moved(home: str, text: str, cell: str) -> str:
    (row, column), (home_row, home_column) = position(cell), position(home)
    return shifted(text, row - home_row, column - home_column) or ""


def _tidy(cells: str) -> str:
    """The range in one spelling; what is no range may be anywhere, and is taken for the whole sheet."""
    try:
        return range_of(area_of(cells.replace("$", "")))
    except ValueError:
        return "A1:XFD1048576"
