"""What an edition's workbook should hold, by sheet and address, made once for each layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..form.layout import CoverCell, Layout, TableSheet, address


@dataclass(frozen=True, slots=True)
class ExpectedTable:
    """The labels of one table's sheet and the places of its figures; ``first`` is its first field's index.

    ``counts`` are the inputs in whole units and ``totals`` the computed fields, each as index by address, ``others``
    the indices of all other inputs; ``known`` are the addresses of labels and figures together.
    """

    sheet: TableSheet
    labels: Mapping[str, str]
    places: tuple[str, ...]
    first: int
    counts: Mapping[str, int]
    totals: Mapping[str, int]
    others: tuple[int, ...]
    known: frozenset[str]


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
    )


@lru_cache(maxsize=16)
def official_places(layout: Layout) -> tuple[tuple[str, str], ...]:
    """(sheet, cell) of each field, by field index."""
    return tuple(layout.place(index) for index in range(len(layout.form.fields)))


@lru_cache(maxsize=16)
def cover_cells(layout: Layout) -> tuple[tuple[CoverCell, str, str], ...]:
    """Each line of the cover with the cells of its label and of its value."""
    return tuple((line, address(line.row, line.column - 1), address(line.row, line.column)) for line in layout.cover)


@lru_cache(maxsize=16)
def check_lines(layout: Layout) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Of the check sheet, each line's rule by the cell it stands in, and its name by the cell of its explanation."""
    rule, explanation = layout.check_columns["rule"], layout.check_columns["explanation"]
    return (
        {address(line.row, rule): line.rule for line in layout.checks},
        {address(line.row, explanation): line.id for line in layout.checks},
    )


@lru_cache(maxsize=16)
def check_letters(layout: Layout) -> frozenset[str]:
    """The columns of the check sheet that hold fixed texts and explanations."""
    columns = (layout.check_columns[name] for name in ("rule", "words", "explanation"))
    return frozenset(address(0, column).rstrip("1") for column in columns)
