"""The place that a line of the check sheet leads to, and its words: a figure, a table, a narrative section."""

from __future__ import annotations

from dataclasses import dataclass

from ..a1 import address
from ..form.layout import Layout


@dataclass(frozen=True, slots=True)
class Place:
    """A cell and what it is called on the line."""

    sheet: str
    cell: str
    words: str

    @property
    def reference(self) -> str:
        """As links name it: ``'表三 依申请公开'!D30``."""
        return f"'{self.sheet}'!{self.cell}"


def figure(layout: Layout, index: int, name: str = "") -> Place:
    """The cell of the field with ``index``, called ``name`` or as messages call it."""
    field = layout.form.fields[index]
    sheet, cell = layout.place(index)
    words = name or field.row_short or field.column_short
    return Place(sheet, cell, f"{layout.sheet(field.table).short}!{cell} {words}")


def table(layout: Layout, table_id: str) -> Place:
    """The first figure of a table."""
    sheet = layout.sheet(table_id)
    box = sheet.slots[0].box
    return Place(sheet.sheet, address(box.row, box.column), sheet.short)


def section(layout: Layout, section_id: str) -> Place:
    """The text box of a narrative section."""
    part = next(item for item in layout.narrative if item.section == section_id)
    title = next(item.title for item in layout.form.narrative if item.id == section_id)
    return Place(layout.narrative_sheet, address(part.text.row, part.text.column), title)
