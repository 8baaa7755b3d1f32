"""What a returned workbook must still have so that it can be mended where it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from ...form.layout import Layout
from ...ooxml.sheet_edit import SheetEdit
from ...ooxml.style_edit import StyleEdit
from ...ooxml.xml_tree import UneditableError
from ...rules.formulas import total


@dataclass(frozen=True, slots=True)
class Fitness:
    """By sheet: its ``inputs``, to be open on a locked sheet and to show a figure as one, and those ``formulas`` by
    cell that must stand there. ``asides`` are the sheets that bear no marks: the guidance, whose legend has the colours
    of marks by itself.
    """

    inputs: Mapping[str, Sequence[str]]
    formulas: Mapping[str, Mapping[str, str]]
    asides: frozenset[str]

    def check(self, sheets: Mapping[str, SheetEdit], styles: StyleEdit, dates: Set[str]) -> None:
        """Raises UneditableError where something of it is gone; ``dates`` are styles that show a number as a date."""
        for name, cells in self.inputs.items():
            if name not in sheets or not sheets[name].locked:
                raise UneditableError(f"{name} is missing or no longer locked")
            if not all(styles.unlocked(sheets[name].style(cell)) for cell in cells):
                raise UneditableError(f"{name} has input cells that are locked")
            if any(str(sheets[name].style(cell)) in dates for cell in cells):
                raise UneditableError(f"{name} has input cells that show dates")
        for name, formulas in self.formulas.items():
            if any(_plain(sheets[name].formula(cell)) != _plain(formula) for cell, formula in formulas.items()):
                raise UneditableError(f"{name} has lost formulas")


def fitness_of(layout: Layout, doubtful: Iterable[int], owed: Sequence[str]) -> Fitness:
    """What workbooks of this layout must have. ``doubtful`` are the totals that show another figure than they come to:
    either the formula is gone, or it was not reckoned again when the workbook was saved. ``owed`` are the cells of the
    check sheet in which explanations are asked for.
    """
    form = layout.form
    inputs: dict[str, list[str]] = {layout.checks_sheet: list(owed)} if owed else {}
    for field in form.inputs:
        sheet, cell = layout.place(field.index)
        inputs.setdefault(sheet, []).append(cell)
    made = {relation.at: total(layout, relation).removeprefix("=") for relation in form.computations}
    formulas: dict[str, dict[str, str]] = {}
    for index in doubtful:
        sheet, cell = layout.place(index)
        formulas.setdefault(sheet, {})[cell] = made.get(index, "")
    return Fitness(inputs, formulas, frozenset((layout.guidance_sheet,)))


def _plain(formula: str) -> str:
    """``formula`` as every program writes it: some leave out the quotes around the name of a sheet."""
    return formula.replace("'", "")
