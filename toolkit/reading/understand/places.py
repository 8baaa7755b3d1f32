"""Finds where each figure stands: at its address where every label around confirms it, else by the labels."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...a1 import address, position
from ...book import Book, Sheet, text_of
from ...findings import Finding
from ...form.layout import Layout
from .expected import ExpectedTable, expected_tables
from .figures import Place
from .match import Cell, Extent, Match, Sighting, match_table, sight
from .moved import tell_moved


@dataclass(slots=True)
class Located:
    """The place of each field, None where it was not found for certain, and how many were found.

    ``homes`` has for each table the sheet on which it stands whole where it belongs, None where it was searched for.
    """

    places: list[Place | None] = field(default_factory=list)
    homes: list[Sheet | None] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    found: int = 0


def locate(book: Book, layout: Layout) -> Located:
    """The places of all fields of ``layout`` in ``book``, with findings about what is not where it should be."""
    located = Located()
    seen: dict[str, Sighting] = {}
    for table in expected_tables(layout):
        own = book.sheet(table.sheet.sheet)
        if own is not None and table.labels.items() <= own.cells.items():
            located.places += [(own, cell) for cell in table.places]
            located.homes.append(own)
            located.found += len(table.places)
        else:
            located.homes.append(None)
            _search(book, layout, table, own, seen, located)
    return located


def _search(
    book: Book, layout: Layout, table: ExpectedTable, own: Sheet | None, seen: dict[str, Sighting], located: Located
) -> None:
    """Matches the table's labels on its own sheet, then on all others for what is not there."""
    official = layout.form.table(table.sheet.table)
    matches: list[tuple[Sheet, Match]] = []
    places: dict[int, list[Place]] = {}
    asides = (layout.guidance_sheet, layout.checks_sheet, layout.stamp_sheet)
    for sheet in sorted(book.sheets, key=lambda sheet: sheet is not own):
        if sheet.name in asides or (matches and len(places) == len(table.places)):
            continue
        if sheet.name not in seen:
            seen[sheet.name] = sighting_of(sheet)
        match = match_table(seen[sheet.name], official, layout.form.tables)
        if match.labels:
            matches.append((sheet, match))
        for offset, cell in match.places.items():
            places.setdefault(offset, []).append((sheet, address(*cell)))
    found: list[Place | None] = []
    for offset in range(len(table.places)):
        options = places.get(offset, [])
        found.append(options[0] if len(options) == 1 else None)
    located.places += found
    located.found += sum(place is not None for place in found)
    located.findings += tell_moved(layout, table, own, matches, found)


def sighting_of(sheet: Sheet) -> Sighting:
    """The texts of a sheet ready for matching."""
    grid: dict[Cell, str] = {}
    for cell, content in sheet.cells.items():
        grid[position(cell)] = text_of(content)
    merges: dict[Cell, Extent] = {}
    for merged in sheet.merges:
        first, _, last = merged.partition(":")
        (top, left), (bottom, right) = position(first), position(last or first)
        merges[top, left] = (bottom - top + 1, right - left + 1)
    return sight(grid, merges)
