"""Conditional formats: what turns red, orange or amber while the clerk types. All from the rule data.

Their formulas look at their own sheet only: older programs know no others in a conditional format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ...a1 import Spot, address, areas, rectangles
from ...form import Comparison, Relation, Rule, Severity
from ...form.layout import TableSheet
from ...rules.formulas import place, side
from .canvas import Canvas


def mark_table(canvas: Canvas, sheet: Worksheet, table: TableSheet) -> None:
    """Marks figures of the wrong sort, relations that do not hold, and blanks once the table has been begun."""
    form = canvas.draft.layout.form
    _mark_wrong_sort(canvas, sheet, table)
    for rule in form.rules:
        if rule.severity is Severity.NOTICE:
            continue
        for relation in rule.relations:
            if not relation.needs_prior and all(form.fields[i].table == table.table for i in relation.current_fields):
                _mark_broken(canvas, sheet, rule, relation)
    _mark_blanks(canvas, sheet, table)


def _mark_wrong_sort(canvas: Canvas, sheet: Worksheet, table: TableSheet) -> None:
    """Text, a surplus decimal or a negative where none may be: what pasting brings past the validation."""
    fields = canvas.draft.layout.form.fields
    groups: dict[tuple[int, bool], list[Spot]] = {}
    for slot in table.slots:
        field = fields[slot.field]
        if not field.computed:
            groups.setdefault((field.unit.decimals, field.signed), []).append((slot.box.row, slot.box.column))
    for (decimals, signed), places in groups.items():
        for here, area in _areas(places):
            bounds = f"ROUND({here},{decimals})<>{here}" + ("" if signed else f",{here}<0")
            wrong = f"=IF(ISBLANK({here}),FALSE,IF(ISNUMBER({here}),OR({bounds}),TRUE))"
            _mark(sheet, area, wrong, canvas.formats.wrong(), stop=True)


def _mark_broken(canvas: Canvas, sheet: Worksheet, rule: Rule, relation: Relation) -> None:
    """The inputs of a relation that does not hold, once all its figures are numbers: a total is locked, nobody can mend
    it. Where only totals take part, the relation of what they are made of is out as well.
    """
    layout = canvas.draft.layout
    inputs = [place(layout, index) for index in relation.current_fields if not layout.form.fields[index].computed]
    if not inputs:
        return
    places = [place(layout, index) for index in relation.current_fields]
    left = side(layout, relation.left, 0, relation.at, "")
    right = side(layout, relation.right, relation.constant, relation.at, "")
    decimals = layout.form.fields[relation.at].unit.decimals
    sign = {Comparison.EQUAL: "<>", Comparison.AT_LEAST: "<", Comparison.AT_MOST: ">"}[relation.comparison]
    full = f"COUNT({areas(places)})={len(set(places))}"
    broken = f"=AND({full},ROUND(({left})-({right}),{decimals}){sign}0)"
    _mark(
        sheet,
        inputs,
        broken,
        canvas.formats.wrong() if rule.severity is Severity.ERROR else canvas.formats.to_explain(),
    )


def _mark_blanks(canvas: Canvas, sheet: Worksheet, table: TableSheet) -> None:
    fields = canvas.draft.layout.form.fields
    places = [(slot.box.row, slot.box.column) for slot in table.slots if not fields[slot.field].computed]
    for here, area in _areas(places):
        _mark(sheet, area, f"=AND(ISBLANK({here}),COUNT({areas(places)})>0)", canvas.formats.unfilled())


def _mark(sheet: Worksheet, places: Sequence[Spot], formula: str, look: Format, *, stop: bool = False) -> None:
    """One conditional format on all ``places``."""
    spans = [
        address(top, left) if (top, left) == (bottom, right) else f"{address(top, left)}:{address(bottom, right)}"
        for top, left, bottom, right in rectangles(places)
    ]
    options = {"type": "formula", "criteria": formula, "format": look, "stop_if_true": stop}
    if len(spans) > 1:
        options["multi_range"] = " ".join(spans)
    sheet.conditional_format(spans[0], options)


def _areas(places: Sequence[Spot]) -> Iterator[tuple[str, list[Spot]]]:
    """Each rectangle of ``places`` with its first cell, from which relative addresses in a formula count.

    One format for several rectangles would leave it to each program which of them that cell belongs to.
    """
    for top, left, bottom, right in rectangles(places):
        yield address(top, left), [(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)]
