"""What an edition's workbook should hold, by sheet and address, made once for each layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ...a1 import address
from ...book import ByCell
from ...form import NarrativeInput
from ...form.layout import CoverCell, Layout, TableSheet


@dataclass(frozen=True, slots=True, eq=False)
class ExpectedTable:
    """The labels of one table's sheet and the places of its figures; ``first`` is its first field's index.

    ``counts`` are the inputs in whole units and ``totals`` the computed fields, each as index by address, ``others``
    the indices of all other inputs; ``known`` are the addresses of labels and figures together, ``fields`` the index
    of every field by address.
    """

    sheet: TableSheet
    labels: Mapping[str, str]
    places: tuple[str, ...]
    first: int
    counts: Mapping[str, int]
    totals: Mapping[str, int]
    others: tuple[int, ...]
    known: frozenset[str]
    fields: ByCell[int]


@lru_cache(maxsize=16)
def expected_tables(layout: Layout) -> tuple[ExpectedTable, ...]:
    """The tables of ``layout`` with everything as addresses."""
    return tuple(_expected(layout, sheet) for sheet in layout.tables)


def _expected(layout: Layout, sheet: TableSheet) -> ExpectedTable:
    labels = {address(label.box.row, label.box.column): label.text for label in (sheet.title, *sheet.labels)}
    places = tuple(address(slot.box.row, slot.box.column) for slot in sheet.slots)
    fields = [layout.form.fields[slot.field] for slot in sheet.slots]
    return ExpectedTable(
        sheet=sheet,
        labels=labels,
        places=places,
        first=sheet.slots[0].field,
        counts={
            place: field.index
            for place, field in zip(places, fields, strict=True)
            if not field.computed and not field.unit.decimals
        },
        totals={place: field.index for place, field in zip(places, fields, strict=True) if field.computed},
        others=tuple(field.index for field in fields if not field.computed and field.unit.decimals),
        known=frozenset(labels) | frozenset(places),
        fields=ByCell({place: field.index for place, field in zip(places, fields, strict=True)}),
    )


@lru_cache(maxsize=16)
def official_places(layout: Layout) -> tuple[tuple[str, str], ...]:
    """(sheet, cell) of each field, by field index."""
    return tuple(layout.place(index) for index in range(len(layout.form.fields)))


@lru_cache(maxsize=16)
def cover_cells(layout: Layout) -> tuple[tuple[CoverCell, str, str], ...]:
    """Each line of the cover with the cells of its label and of its value."""
    return tuple((line, address(line.row, line.column - 1), address(line.row, line.column)) for line in layout.cover)


@dataclass(frozen=True, slots=True)
class ExpectedNarrative:
    """One narrative section: its title, the cells of that and of its text; each input with the cells of its label and
    of its value.
    """

    section: str
    title: str
    title_cell: str
    text_cell: str
    inputs: tuple[tuple[NarrativeInput, str, str], ...]


@lru_cache(maxsize=16)
def narrative_cells(layout: Layout) -> tuple[ExpectedNarrative, ...]:
    """The narrative sections with everything as addresses."""
    parts = {part.id: part for part in layout.form.narrative}
    items = {item.id: item for part in parts.values() for item in part.inputs}
    return tuple(
        ExpectedNarrative(
            place.section,
            parts[place.section].title,
            address(place.title.row, place.title.column),
            address(place.text.row, place.text.column),
            tuple(
                (items[name], address(label.row, label.column), address(box.row, box.column))
                for name, label, box in place.inputs
            ),
        )
        for place in layout.narrative
    )


@lru_cache(maxsize=16)
def explanation_cells(layout: Layout) -> Mapping[str, str]:
    """The names of the check sheet's lines, by the cell that an explanation is written in."""
    return {cell: name for name, cell in layout.explanation_cells.items()}


@lru_cache(maxsize=16)
def fixed_texts(layout: Layout) -> Mapping[str, ByCell[str]]:
    """The fixed texts beside the tables, by sheet."""
    form = layout.form
    sheets: dict[str, dict[str, str]] = {}
    cover = sheets.setdefault(layout.cover_sheet, {})
    for line in layout.cover:
        cover[address(line.row, line.column - 1)] = line.label
        if line.text and form.year:
            cover[address(line.row, line.column)] = line.text.format(year=form.year)
    if form.year:
        title = layout.template.section("cover").get("title", str)
        cover["A1"] = title.format(year=form.year, form=form.title)
    narrative = sheets.setdefault(layout.narrative_sheet, {})
    labels = {item.id: item.label for part in form.narrative for item in part.inputs}
    for part, place in zip(form.narrative, layout.narrative, strict=True):
        narrative[address(place.title.row, place.title.column)] = part.title
        if part.hint:
            narrative[address(place.hint.row, place.hint.column)] = part.hint
        for name, label, _ in place.inputs:
            narrative[address(label.row, label.column)] = labels[name]
    checks = sheets.setdefault(layout.checks_sheet, {})
    rules, told = form.by_rule, ""
    for row, rule in sorted(layout.lines.named.items()):
        checks[address(row, layout.check_columns["rule"])] = rule
        if rule != told:  # the words stand once for all lines of a rule
            checks[address(row, layout.check_columns["words"])] = rules[rule].words
        told = rule
    return {name: ByCell(texts) for name, texts in sheets.items()}
