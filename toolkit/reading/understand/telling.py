"""Findings that are told once a table, with the cells they are of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...findings import Finding, Number, tell
from ...form import Field
from ...form.layout import Layout

SHOWN = 20  # cells named in one finding


def tell_at(wording: str, item: Field, sheet: str, cell: str, found: Number | str, **facts: object) -> Finding:
    """One finding of ``wording`` at the place of the figure ``item``."""
    return tell(wording, field=item.code, sheet=sheet, cell=cell, label=item.label, found=found, **facts)  # type: ignore[arg-type]


def tell_each(layout: Layout, wording: str, by_table: Mapping[str, Sequence[tuple[str, str]]]) -> list[Finding]:
    """One finding of ``wording`` for each table, with its (sheet, cell) places and their count."""
    return [tell_cells(wording, places, layout.sheet(table).short) for table, places in by_table.items()]


def tell_cells(wording: str, places: Sequence[tuple[str, str]], table: str) -> Finding:
    """One finding of ``wording`` at the first of several (sheet, cell) places, with the others named."""
    sheet, cell = places[0]
    return tell(
        wording,
        sheet=sheet,
        cell=cell,
        related=tuple(related(place, sheet) for place in places[1:]),
        table=table,
        count=len(places),
        cells=named([cell for _, cell in places]),
    )


def named(items: Sequence[str], most: int = SHOWN) -> str:
    """``items`` as a list for a person, cut behind the first ones."""
    return "、".join(items[:most]) + ("等" if len(items) > most else "")


def related(place: tuple[str, str], sheet: str) -> str:
    """A cell as one that takes part: with its sheet where that is another."""
    return place[1] if place[0] == sheet else f"{place[0]}!{place[1]}"
