"""Workbooks for the tests of reading: an edition's cells as plain grids, to be damaged and saved at will."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

from openpyxl import Workbook

from tests.conftest import SAMPLES, sample_values
from toolkit.form import Form
from toolkit.form.layout import Layout, address, load_layout
from toolkit.reading.workbook import read_content
from toolkit.records import Return, recompute
from toolkit.stamp import Stamp
from toolkit.values import read_value

Grid = dict[str, object]


@dataclass
class Draft:
    """A workbook in the making: sheets by name in their order, each a grid by address."""

    form: Form
    layout: Layout
    values: tuple[int | None, ...]
    sheets: dict[str, Grid]
    merges: dict[str, list[str]] = field(default_factory=dict)
    protected: bool = True

    def table(self, number: int) -> Grid:
        return self.sheets[self.name(number)]

    def name(self, number: int) -> str:
        """The sheet of table ``number``."""
        table = next(table for table in self.form.tables if table.number == number)
        return self.layout.sheet(table.id).sheet

    def place(self, code: str) -> tuple[str, str]:
        return self.layout.place(self.form.by_code[code].index)

    def put(self, code: str, content: object) -> str:
        """Writes ``content`` where field ``code`` stands and returns the cell."""
        sheet, cell = self.place(code)
        self.sheets[sheet][cell] = content
        return cell

    def save(self) -> bytes:
        book = Workbook()
        del book[book.sheetnames[0]]
        for name, grid in self.sheets.items():
            sheet = book.create_sheet(name)
            for cell, content in grid.items():
                target = sheet[cell]
                target.value = content
                if isinstance(content, str) and content.startswith("'="):
                    target.value, target.data_type = content[1:], "s"
            for merged in self.merges.get(name, ()):
                sheet.merge_cells(merged)
            sheet.protection.sheet = self.protected
            if name == self.layout.stamp_sheet:
                sheet.sheet_state = "veryHidden"
        if self.protected:
            book.security.lockStructure = True
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    def read(self) -> Return:
        return read_content("test.xlsx", self.save(), "xlsx")


def draft(form: Form, values: Mapping[str, object] | None = None) -> Draft:
    """A filled workbook of ``form``: with the published figures of its edition, or with ``values`` by field code."""
    if values is None:
        year = next(year for year in (2024, 2020) if form.first_year <= year <= (form.last_year or 9999))
        assert year in SAMPLES
        values = sample_values(year)["fields"]
    layout = load_layout(form)
    steps = recompute(
        form,
        [read_value(values.get(item.code), item.unit).steps if not item.computed else None for item in form.fields],
    )
    sheets: dict[str, Grid] = {name: {} for name in layout.sheets}
    _draw_tables(layout, steps, sheets)
    _draw_texts(layout, sheets)
    stamp = Stamp(form.edition, layout.version, str(form.year), "520000", "某单位", layout.fingerprint)
    for row, (name, value) in enumerate(stamp.facts().items(), start=1):
        sheets[layout.stamp_sheet].update({f"A{row}": name, f"B{row}": value})
    merges = {
        table.sheet: [
            f"{address(box.row, box.column)}:{address(box.row + box.height - 1, box.column + box.width - 1)}"
            for box in [*(label.box for label in table.labels), *(slot.box for slot in table.slots)]
            if box.height * box.width > 1
        ]
        for table in layout.tables
    }
    return Draft(form, layout, steps, sheets, merges)


def _draw_tables(layout: Layout, steps: tuple[int | None, ...], sheets: dict[str, Grid]) -> None:
    for table in layout.tables:
        grid = sheets[table.sheet]
        for label in (table.title, *table.labels):
            grid[address(label.box.row, label.box.column)] = label.text
        for slot in table.slots:
            item, value = layout.form.fields[slot.field], steps[slot.field]
            cell = address(slot.box.row, slot.box.column)
            if item.computed:
                grid[cell] = "=SUM(0)"
            elif value is not None:
                number = item.unit.number(value)
                grid[cell] = number if isinstance(number, int) else float(number)


def _draw_texts(layout: Layout, sheets: dict[str, Grid]) -> None:
    for line in layout.cover:
        sheets[layout.cover_sheet][address(line.row, 0)] = line.label
        sheets[layout.cover_sheet][address(line.row, line.column)] = {"code": "520000", "name": "某单位"}.get(
            line.kind, line.text.format(year=layout.form.year)
        )
    labels = {item.id: item.label for part in layout.form.narrative for item in part.inputs}
    for part, place in zip(layout.form.narrative, layout.narrative, strict=True):
        grid = sheets[layout.narrative_sheet]
        grid[address(place.title.row, 0)] = part.title
        grid[address(place.text.row, 0)] = f"{part.title}的内容"
        for name, label, _ in place.inputs:
            grid[address(label.row, label.column)] = labels[name]
