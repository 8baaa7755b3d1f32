"""A return's official tables as they were filled, with the wrong cells marked: what a page draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..form import Form
from ..form.drawing import Box
from ..form.layout import Layout, TableSheet
from ..records import Record
from .numbered import Numbered


@dataclass(frozen=True, slots=True)
class Drawn:
    """One cell of a drawn table. ``role`` is a label's role or ``figure``; ``numbers`` are of the findings told at
    it, ``state`` the gravest of their severities (``settled`` where all are), ``related`` says it takes part in one.
    ``was`` is what an earlier version had there, None where that was the same or is not asked; ``field`` is the code
    of the figure.
    """

    text: str
    role: str
    height: int
    width: int
    vertical: bool = False
    computed: bool = False
    address: str = ""
    numbers: tuple[int, ...] = ()
    state: str = ""
    related: bool = False
    was: str | None = None
    field: str = ""


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A drawn table, its rows from the top, and the findings told on its sheet."""

    title: str
    short: str
    sheet: str
    rows: tuple[tuple[Drawn, ...], ...]
    columns: int
    findings: tuple[Numbered, ...]

    @property
    def addresses(self) -> frozenset[str]:
        """The cells that hold figures."""
        return frozenset(cell.address for row in self.rows for cell in row if cell.address)


def draw_tables(
    form: Form, layout: Layout, record: Record, findings: Sequence[Numbered], before: Record | None = None
) -> tuple[DrawnTable, ...]:
    """All tables of ``record`` with ``findings`` marked; a finding belongs to the table whose sheet it names. Figures
    that the version ``before``, of the same edition, had otherwise say so.
    """
    then = before.values if before is not None and before.edition == record.edition else None
    spots: dict[tuple[str, str], list[Numbered]] = {}
    related: set[tuple[str, str]] = set()
    for item in findings:
        for place in item.cells:
            spots.setdefault(place, []).append(item)
        related.update(item.related)
    start = 0
    tables = []
    for sheet in layout.tables:
        figures = {
            (slot.box.row, slot.box.column): _figure(
                form, layout, record, then, start + index, slot.box, spots, related
            )
            for index, slot in enumerate(sheet.slots)
        }
        found_on = {sheet.sheet} | {
            record.moved[index][0] for index in range(start, start + len(sheet.slots)) if index in record.moved
        }
        start += len(sheet.slots)
        mine = tuple(item for item in findings if item.finding.sheet in found_on)
        tables.append(DrawnTable(sheet.title.text, sheet.short, sheet.sheet, _rows(sheet, figures), sheet.right, mine))
    return tuple(tables)


def _figure(
    form: Form,
    layout: Layout,
    record: Record,
    then: Sequence[int | None] | None,
    index: int,
    box: Box,
    spots: Mapping[tuple[str, str], Sequence[Numbered]],
    related: set[tuple[str, str]],
) -> Drawn:
    field = form.fields[index]
    place = record.place(index, layout)
    told = spots.get(place, ())
    value = record.overtyped.get(index, record.values[index])
    text = "" if value is None else field.unit.text(value)
    if index in record.unread:
        text = next((str(item.finding.found) for item in told if isinstance(item.finding.found, str)), "")
    was = None
    if then is not None and then[index] != record.values[index]:
        steps = then[index]
        was = "空白" if steps is None else field.unit.text(steps)
    return Drawn(
        text=text,
        role="figure",
        height=box.height,
        width=box.width,
        computed=field.computed,
        address=place[1],
        numbers=tuple(dict.fromkeys(item.number for item in told)),
        state=told[0].state if told else "",
        related=place in related and not told,
        was=was,
        field=field.code,
    )


def _rows(sheet: TableSheet, figures: Mapping[tuple[int, int], Drawn]) -> tuple[tuple[Drawn, ...], ...]:
    cells: dict[int, dict[int, Drawn]] = {}
    for label in sheet.labels:
        box = label.box
        drawn = Drawn(label.text, label.role, box.height, box.width, vertical=label.vertical)
        cells.setdefault(box.row, {})[box.column] = drawn
    for (row, column), figure in figures.items():
        cells.setdefault(row, {})[column] = figure
    return tuple(tuple(drawn for _, drawn in sorted(cells[row].items())) for row in sorted(cells))
