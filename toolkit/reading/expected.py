"""What an edition's workbook should hold, by sheet and address, made once for each layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..form.layout import Layout, TableSheet, address


@dataclass(frozen=True, slots=True)
class ExpectedTable:
    """The labels of one table's sheet and the places of its figures; ``first`` is its first field's index."""

    sheet: TableSheet
    labels: Mapping[str, str]
    places: tuple[str, ...]
    first: int


@lru_cache(maxsize=16)
def expected_tables(layout: Layout) -> tuple[ExpectedTable, ...]:
    """The tables of ``layout`` with everything as addresses."""
    return tuple(
        ExpectedTable(
            sheet=sheet,
            labels={address(label.box.row, label.box.column): label.text for label in (sheet.title, *sheet.labels)},
            places=tuple(address(slot.box.row, slot.box.column) for slot in sheet.slots),
            first=sheet.slots[0].field,
        )
        for sheet in layout.tables
    )


@lru_cache(maxsize=16)
def official_places(layout: Layout) -> tuple[tuple[str, str], ...]:
    """(sheet, cell) of each field, by field index."""
    return tuple(layout.place(index) for index in range(len(layout.form.fields)))
