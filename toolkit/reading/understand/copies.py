"""The same official table a second time, on a sheet that no template has: where the two differ, which one counts?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from ...a1 import address
from ...book import Book, Sheet
from ...findings import Finding, tell
from ...form.layout import Layout
from ...values import read_value
from .expected import ExpectedTable, expected_tables
from .match import match_table
from .places import Located, sighting_of


def tell_copies(
    book: Book, layout: Layout, located: Located, values: Sequence[int | None], read: Set[str]
) -> Iterator[tuple[str, Finding]]:
    """Findings for each whole official table on a sheet of ``book`` that neither is the template's nor was ``read``,
    each with the name of that sheet.
    """
    if tuple(sheet.name for sheet in book.sheets) == layout.sheets:
        return
    own = {name.casefold() for name in layout.sheets} | {name.casefold() for name in read}
    used = {id(place[0]) for place in located.places if place is not None}
    for sheet in book.sheets:
        if sheet.name.casefold() in own or id(sheet) in used:
            continue
        seen = sighting_of(sheet)
        for table in expected_tables(layout):
            match = match_table(seen, layout.form.table(table.sheet.table), layout.form.tables)
            if len(match.places) == len(table.places):
                cells = {offset: address(*cell) for offset, cell in match.places.items()}
                yield sheet.name, _tell_copy(layout, table, sheet, cells, located, values)


def _tell_copy(
    layout: Layout,
    table: ExpectedTable,
    sheet: Sheet,
    cells: dict[int, str],
    located: Located,
    values: Sequence[int | None],
) -> Finding:
    different = []
    for offset, cell in cells.items():
        item = layout.form.fields[table.first + offset]
        if item.computed:
            continue
        copied, counted = read_value(sheet.cells.get(cell), item.unit, signed=item.signed).steps, values[item.index]
        if (copied or 0) != (counted or 0):
            different.append((item, cell, copied, counted))
    short = table.sheet.short
    if not different or not any(sheet.cells.get(cell) is not None for cell in cells.values()):
        return tell("TABLE-COPY", sheet=sheet.name, table=short, found=sheet.name)
    item, cell, copied, counted = different[0]
    place = located.places[item.index]
    told = [("空白" if steps is None else f"{item.unit.text(steps)}") for steps in (counted, copied)]
    return tell(
        "TABLE-TWICE",
        field=item.code,
        sheet=place[0].name if place else sheet.name,
        cell=place[1] if place else cell,
        related=tuple(f"{sheet.name}!{other}" for _, other, _, _ in different),
        label=item.label,
        table=short,
        found=sheet.name,
        count=len(different),
        example=f"{item.label}：原表 {told[0]}，另一份 {told[1]}",
    )
