"""Conditional formats: what turns red, orange or amber while the clerk types. All from the rule data.

Their formulas look at their own sheet only: older programs know no others in a conditional format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ...a1 import Spot, address, areas, column_number, range_of, rectangles
from ...form import Comparison, Form, Relation, Severity
from ...form.layout import TableSheet
from ...rules.formulas import place, side
from .canvas import Canvas

_ROW, _COLUMN = re.compile(r"\$([0-9]+)"), re.compile(r"\$([A-Z]+)")  # of an absolute address


def mark_table(canvas: Canvas, sheet: Worksheet, table: TableSheet) -> None:
    """Marks figures of the wrong sort, relations that do not hold, and blanks once the table has been begun."""
    form = canvas.draft.layout.form
    _mark_wrong_sort(canvas, sheet, table)
    for rule in form.rules:
        if rule.severity is Severity.NOTICE:
            continue
        stated = [one for one in rule.relations if not one.needs_prior and _is_within(form, one, table)]
        look = canvas.formats.wrong() if rule.severity is Severity.ERROR else canvas.formats.to_explain()
        for broken in _joined(filter(None, (_broken(canvas, relation) for relation in stated))):
            _mark(sheet, broken.inputs, broken.formula, look)
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


def _is_within(form: Form, relation: Relation, table: TableSheet) -> bool:
    return all(form.fields[index].table == table.table for index in relation.current_fields)


@dataclass(frozen=True, slots=True)
class _Broken:
    """The condition that a relation does not hold, and the cells it marks: ``line`` is the row (``by_row``) or column
    they stand in, if they stand in one.
    """

    inputs: tuple[Spot, ...]
    formula: str
    line: int
    by_row: bool

    @property
    def shape(self) -> tuple[object, ...]:
        """The same for two that differ in nothing but their line."""
        if self.by_row:
            return tuple(column for _, column in self.inputs), _ROW.sub(self._offset_row, self.formula)
        return tuple(row for row, _ in self.inputs), _COLUMN.sub(self._offset_column, self.formula)

    def _offset_row(self, found: re.Match[str]) -> str:
        return f"[{int(found[1]) - 1 - self.line}]"

    def _offset_column(self, found: re.Match[str]) -> str:
        return f"[{column_number(found[1]) - self.line}]"


def _broken(canvas: Canvas, relation: Relation) -> _Broken | None:
    """The inputs of a relation that does not hold, once all its figures are numbers: a total is locked, nobody can mend
    it. Where only totals take part, the relation of what they are made of is out as well.
    """
    layout = canvas.draft.layout
    inputs = [place(layout, index) for index in relation.current_fields if not layout.form.fields[index].computed]
    if not inputs:
        return None
    places = [place(layout, index) for index in relation.current_fields]
    left = side(layout, relation.left, 0, relation.at, "")
    right = side(layout, relation.right, relation.constant, relation.at, "")
    decimals = layout.form.fields[relation.at].unit.decimals
    sign = {Comparison.EQUAL: "<>", Comparison.AT_LEAST: "<", Comparison.AT_MOST: ">"}[relation.comparison]
    full = f"COUNT({areas(places)})={len(set(places))}"
    broken = f"=AND({full},ROUND(({left})-({right}),{decimals}){sign}0)"
    rows, columns = ({spot[axis] for spot in inputs} for axis in (0, 1))
    by_row = len(rows) == 1
    line = inputs[0][0 if by_row else 1] if by_row or len(columns) == 1 else -1
    return _Broken(tuple(sorted(inputs)), broken, line, by_row)


def _joined(found: Iterable[_Broken]) -> Iterator[_Broken]:
    """Those of neighbouring lines that say the same as one, its formula relative to the first line."""
    run: list[_Broken] = []
    for broken in found:
        if run and not (run[0].line >= 0 and broken.line == run[-1].line + 1 and broken.shape == run[0].shape):
            yield _as_one(run)
            run = []
        run.append(broken)
    if run:
        yield _as_one(run)


def _as_one(run: Sequence[_Broken]) -> _Broken:
    first = run[0]
    if len(run) == 1:
        return first
    formula = (_ROW if first.by_row else _COLUMN).sub(r"\1", first.formula)
    return replace(first, inputs=tuple(spot for broken in run for spot in broken.inputs), formula=formula)


def _mark_blanks(canvas: Canvas, sheet: Worksheet, table: TableSheet) -> None:
    fields = canvas.draft.layout.form.fields
    places = [(slot.box.row, slot.box.column) for slot in table.slots if not fields[slot.field].computed]
    for here, area in _areas(places):
        _mark(sheet, area, f"=AND(ISBLANK({here}),COUNT({areas(places)})>0)", canvas.formats.unfilled())


def _mark(sheet: Worksheet, places: Sequence[Spot], formula: str, look: Format, *, stop: bool = False) -> None:
    """One conditional format on all ``places``."""
    spans = [range_of(area) for area in rectangles(places)]
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
