"""The figures of one return, read from the cells where they stand, and what is told of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from ..findings import Finding, tell
from ..form import Field, Form
from ..form.layout import Layout
from ..values import LARGEST, Cell, Reading, read_value
from .admit import quoted
from .cells import Content, Sheet
from .expected import ExpectedTable, expected_tables

Place = tuple[Sheet, str]  # the sheet and the cell of one figure

_SHOWN = 20  # cells named in one finding


@dataclass(slots=True)
class Figures:
    """What the tables say; ``values`` by field index, totals still as None."""

    values: list[int | None]
    unread: set[int] = field(default_factory=set)
    overtyped: dict[int, int] = field(default_factory=dict)
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
    exact: bool,
) -> Figures:
    """Reads every input at its place; a blank is 0 in ``zero_tables``, else None.

    Fields without a place are left unread; who could not find them has told so. Totals are looked at only for
    numbers typed over their formulas, where the file shows formulas (``exact``). ``homes`` are the sheets of those
    tables that stand whole where they belong.
    """
    form = layout.form
    figures = Figures([None] * len(form.fields))
    noted = _Noted()
    for table, home in zip(expected_tables(layout), homes, strict=True):
        fields: Sequence[int] = range(table.first, table.first + len(table.places))
        if home is not None and _read_counts(table, home.content(), figures):
            typed = [index for cell, index in table.totals.items() if cell not in home.formulas]
            fields = sorted((*table.others, *typed))
        for index in fields:
            _read_field(form.fields[index], places[index], figures, noted, form, zero_tables, exact)
    figures.findings += _tell_mended(layout, noted.mended)
    figures.findings += _tell_each(layout, "FORMULA-INPUT", noted.formulas)
    return figures


def _read_counts(table: ExpectedTable, content: Content, figures: Figures) -> bool:
    """Takes over the table's counts if each is a plain whole number, as in most returns; says whether it did."""
    given = list(map(content.cells.get, table.counts))
    if set(map(type, given)) != {int} or not content.formulas.isdisjoint(table.counts):
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
    exact: bool,
) -> None:
    if place is None:
        figures.unread.add(item.index)
        return
    sheet, cell = place
    if item.computed:
        content = sheet.cells.get(cell)
        if exact and content is not None and cell not in sheet.formulas:
            _note_overtyped(figures, item, sheet.name, cell, content)
        return
    _read_input(form, figures, noted, item, sheet, cell)
    if item.table in zero_tables and figures.values[item.index] is None and item.index not in figures.unread:
        figures.values[item.index] = 0


@dataclass(slots=True)
class _Noted:
    """What is told once a table: mends by table and kind, inputs with formulas by table."""

    mended: dict[tuple[str, str], list[_Mended]] = field(default_factory=dict)
    formulas: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def _read_input(form: Form, figures: Figures, noted: _Noted, item: Field, sheet: Sheet, cell: str) -> None:
    content = sheet.cells.get(cell)
    if cell in sheet.formulas:
        noted.formulas.setdefault(item.table, []).append((sheet.name, cell))
        if content is None:
            figures.unread.add(item.index)
            finding = tell("FORMULA-EMPTY", field=item.code, sheet=sheet.name, cell=cell, label=item.label)
            figures.findings.append(finding)
            return
    reading = read_value(content, item.unit)
    if reading.problem:
        figures.unread.add(item.index)
        figures.findings.append(_problem(form, item, sheet.name, cell, content, reading))
        return
    figures.values[item.index] = reading.steps
    if reading.mend:
        told = f"{cell}（{reading.told}＝{item.unit.text(reading.steps or 0)}{item.unit.label}）"
        mended = _Mended((sheet.name, cell), told if reading.told else cell)
        noted.mended.setdefault((item.table, reading.mend), []).append(mended)


def _note_overtyped(figures: Figures, item: Field, sheet: str, cell: str, content: Cell) -> None:
    reading = read_value(content, item.unit)
    if reading.steps is not None:
        figures.overtyped[item.index] = reading.steps
    elif reading.problem:
        figures.findings.append(
            tell("TOTAL-TEXT", field=item.code, sheet=sheet, cell=cell, label=item.label, found=quoted(content))
        )


def tell_overtyped(
    layout: Layout, places: Sequence[Place | None], figures: Figures, values: Sequence[int | None]
) -> list[Finding]:
    """Totals whose formula was replaced by a number: the right one once a table, one that nothing can be held against
    (a part is blank or unread) at its cell. Wrong ones breach the rule that computes them instead.
    """
    by_table: dict[str, list[tuple[str, str]]] = {}
    unchecked: list[Finding] = []
    for index, typed in figures.overtyped.items():
        place, item = places[index], layout.form.fields[index]
        if place is None:
            continue
        if typed == values[index]:
            by_table.setdefault(item.table, []).append((place[0].name, place[1]))
        elif values[index] is None:
            found = item.unit.number(typed)
            told = tell(
                "TOTAL-UNCHECKED", field=item.code, sheet=place[0].name, cell=place[1], label=item.label, found=found
            )
            unchecked.append(told)
    return _tell_each(layout, "TOTAL-OVERTYPED", by_table) + unchecked


def _problem(form: Form, item: Field, sheet: str, cell: str, content: Cell, reading: Reading) -> Finding:
    """What is wrong with a cell that holds no figure: by the form's rule for its unit, where it has one."""
    found = quoted(content)
    rule = next((rule for rule in form.rules if rule.kind == "domain" and item.index in rule.fields), None)
    if reading.problem == "text" or rule is None:
        return tell("VALUE-TEXT", field=item.code, sheet=sheet, cell=cell, label=item.label, found=found)
    wording = tell(f"VALUE-{reading.problem.upper()}", found=found, expected=rule.words)
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=wording.message,
        fix=rule.fix,
        field=item.code,
        sheet=sheet,
        cell=cell,
        label=item.label,
        found=found,
        expected=rule.words,
    )


def _tell_mended(layout: Layout, mended: Mapping[tuple[str, str], Sequence[_Mended]]) -> list[Finding]:
    findings = []
    for (table, mend), items in mended.items():
        sheet, cell = items[0].place
        shown = "、".join(item.told for item in items[:_SHOWN]) + ("等" if len(items) > _SHOWN else "")
        findings.append(
            tell(
                f"MENDED-{mend.upper()}",
                sheet=sheet,
                cell=cell,
                related=tuple(_related(item.place, sheet) for item in items[1:]),
                table=layout.sheet(table).short,
                count=len(items),
                cells=shown,
            )
        )
    return findings


def _tell_each(layout: Layout, wording: str, by_table: Mapping[str, Sequence[tuple[str, str]]]) -> list[Finding]:
    """One finding of ``wording`` for each table, with its cells and their count."""
    findings = []
    for table, places in by_table.items():
        sheet, cell = places[0]
        shown = "、".join(cell for _, cell in places[:_SHOWN]) + ("等" if len(places) > _SHOWN else "")
        findings.append(
            tell(
                wording,
                sheet=sheet,
                cell=cell,
                related=tuple(_related(place, sheet) for place in places[1:]),
                table=layout.sheet(table).short,
                count=len(places),
                cells=shown,
            )
        )
    return findings


def _related(place: tuple[str, str], sheet: str) -> str:
    return place[1] if place[0] == sheet else f"{place[0]}!{place[1]}"
