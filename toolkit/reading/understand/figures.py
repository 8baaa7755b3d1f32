"""The figures of one return, read from the cells where they stand, and what is told of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from ...a1 import area_of, layers, position
from ...book import Content, Sheet
from ...findings import Finding, tell
from ...form import Field, Form
from ...form.layout import Layout
from ...quoting import quoted
from ...values import LARGEST, read_value
from .expected import ExpectedTable, expected_tables
from .problems import tell_problem
from .telling import named, related, tell_each

Place = tuple[Sheet, str]  # the sheet and the cell of one figure


@dataclass(slots=True)
class Figures:
    """What the tables say; ``values`` by field index, totals still as None."""

    values: list[int | None]
    unread: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Mended:
    place: tuple[str, str]
    told: str


def read_figures(
    layout: Layout,
    places: Sequence[Place | None],
    homes: Sequence[Sheet | None],
    zero_tables: frozenset[str],
) -> Figures:
    """Reads every input at its place; a blank is 0 in ``zero_tables``, else None.

    Fields without a place are left unread; who could not find them has told so. ``homes`` are the sheets of those
    tables that stand whole where they belong.
    """
    form = layout.form
    figures = Figures([None] * len(form.fields))
    noted = _Noted(places)
    for table, home in zip(expected_tables(layout), homes, strict=True):
        fields: Sequence[int] = range(table.first, table.first + len(table.places))
        if home is not None and _read_counts(table, home.content(), figures):
            fields = table.others
        for index in fields:
            _read_field(form.fields[index], places[index], figures, noted, form, zero_tables)
    figures.findings += _tell_mended(layout, noted.mended)
    figures.findings += tell_each(layout, "FORMULA-INPUT", noted.formulas)
    return figures


def _read_counts(table: ExpectedTable, content: Content, figures: Figures) -> bool:
    """Takes over the table's counts if each is a plain whole number, as in most returns; says whether it did."""
    given = list(map(content.cells.get, table.counts))
    if set(map(type, given)) != {int} or content.spills or content.formulas.by_cell.keys() & table.counts.keys():
        return False
    counts = cast(list[int], given)
    if max(counts) > LARGEST or min(counts) < -LARGEST:
        return False
    for index, count in zip(table.counts.values(), counts, strict=True):
        figures.values[index] = count
    return True


def _read_field(
    item: Field,
    place: Place | None,
    figures: Figures,
    noted: _Noted,
    form: Form,
    zero_tables: frozenset[str],
) -> None:
    if place is None:
        figures.unread.add(item.index)
        return
    if item.computed:
        return
    sheet, cell = place
    _read_input(form, figures, noted, item, sheet, cell)
    if item.table in zero_tables and figures.values[item.index] is None and item.index not in figures.unread:
        figures.values[item.index] = 0


@dataclass
class _Noted:
    """What is told once a table: mends by table and kind, inputs with formulas by table."""

    places: Sequence[Place | None]
    mended: dict[tuple[str, str], list[_Mended]] = field(default_factory=dict)
    formulas: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    @cached_property
    def filled(self) -> frozenset[tuple[int, str]]:
        """Sheet (by identity) and cell of those figures that another cell's formula fills."""
        return _filled(self.places)


def _read_input(form: Form, figures: Figures, noted: _Noted, item: Field, sheet: Sheet, cell: str) -> None:
    content = sheet.cells.get(cell)
    if cell in sheet.formulas or (sheet.content().spills and (id(sheet), cell) in noted.filled):
        noted.formulas.setdefault(item.table, []).append((sheet.name, cell))
        if content is None:
            figures.unread.add(item.index)
            finding = tell("FORMULA-EMPTY", field=item.code, sheet=sheet.name, cell=cell, label=item.label)
            figures.findings.append(finding)
            return
    reading = read_value(content, item.unit, signed=item.signed)
    if reading.problem:
        figures.unread.add(item.index)
        figures.findings.append(tell_problem(form, item, sheet.name, cell, content, reading))
        return
    figures.values[item.index] = reading.steps
    if reading.mend:
        told = f"{cell}（{quoted(reading.told)}＝{item.unit.text(reading.steps or 0)}{item.unit.label}）"
        mended = _Mended((sheet.name, cell), told if reading.told else cell)
        noted.mended.setdefault((item.table, reading.mend), []).append(mended)


def _filled(places: Sequence[Place | None]) -> frozenset[tuple[int, str]]:
    """Those of ``places`` that a formula of another cell fills, each as its sheet's identity and its cell."""
    cells: dict[int, tuple[Sheet, list[str]]] = {}
    for sheet, cell in filter(None, places):
        cells.setdefault(id(sheet), (sheet, []))[1].append(cell)
    found = set()
    for sheet, standing in cells.values():
        if spills := sheet.content().spills:
            held = layers(map(area_of, spills), [position(cell) for cell in standing])
            found |= {(id(sheet), cell) for cell in standing if position(cell) in held}
    return frozenset(found)


def _tell_mended(layout: Layout, mended: Mapping[tuple[str, str], Sequence[_Mended]]) -> list[Finding]:
    findings = []
    for (table, mend), items in mended.items():
        sheet, cell = items[0].place
        shown = named([item.told for item in items])
        findings.append(
            tell(
                f"MENDED-{mend.upper()}",
                sheet=sheet,
                cell=cell,
                related=tuple(related(item.place, sheet) for item in items[1:]),
                table=layout.sheet(table).short,
                count=len(items),
                cells=shown,
            )
        )
    return findings
