"""What an edition's workbook should hold, by sheet and address, made once for each layout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..form.layout import CheckRow, CoverCell, Layout, TableSheet, address


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


@lru_cache(maxsize=16)
def cover_cells(layout: Layout) -> tuple[tuple[CoverCell, str, str], ...]:
    """Each line of the cover with the cells of its label and of its value."""
    return tuple((line, address(line.row, line.column - 1), address(line.row, line.column)) for line in layout.cover)


@lru_cache(maxsize=16)
def check_lines(layout: Layout) -> tuple[tuple[CheckRow, str, str], ...]:
    """Each line of the check sheet with the cells of its rule's id and of its explanation."""
    rule, explanation = layout.check_columns["rule"], layout.check_columns["explanation"]
    return tuple((line, address(line.row, rule), address(line.row, explanation)) for line in layout.checks)


@lru_cache(maxsize=16)
def check_letters(layout: Layout) -> frozenset[str]:
    """The columns of the check sheet that hold fixed texts and explanations."""
    columns = (layout.check_columns[name] for name in ("rule", "words", "explanation"))
    return frozenset(address(0, column).rstrip("1") for column in columns)
