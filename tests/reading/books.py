"""Workbooks for the tests of reading: an edition's cells as plain grids, to be damaged and saved at will."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook

from tests.conftest import sample_values
from toolkit.a1 import absolute, address, position
from toolkit.book import Book
from toolkit.form import Form
from toolkit.form.layout import Layout, load_layout
from toolkit.reading.run.opening import open_book, read_content
from toolkit.records import Agency, Record, Return, recompute
from toolkit.values import read_value
from toolkit.writing import write_template

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

    def find(self, text: str, number: int) -> str:
        """The first cell of table ``number`` that says ``text``."""
        return next(cell for cell, content in self.table(number).items() if content == text)

    def rename(self, old: str, new: str) -> None:
        self.sheets = {new if name == old else name: grid for name, grid in self.sheets.items()}
        self.merges[new] = self.merges.pop(old, [])

    def insert_row(self, name: str, at: int, count: int = 1) -> None:
        """Moves rows from ``at`` (as Excel counts) down by ``count``."""
        self.shift(name, lambda row, column: (row + count if row >= at - 1 else row, column))

    def insert_column(self, name: str, at: int, count: int = 1) -> None:
        """Moves columns from ``at`` (from 0) right by ``count``."""
        self.shift(name, lambda row, column: (row, column + count if column >= at else column))

    def shift(self, name: str, move: Callable[[int, int], tuple[int, int]]) -> None:
        self.sheets[name] = {
            address(*move(*position(cell))): _moved(content, move) for cell, content in self.sheets[name].items()
        }
        self.merges[name] = [
            ":".join(address(*move(*position(corner))) for corner in merged.split(":"))
            for merged in self.merges.get(name, ())
        ]

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
        book.security.lockStructure = self.protected
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    def read(self) -> Return:
        return read_content("test.xlsx", self.save(), "xlsx")

    def record(self) -> Record:
        record = self.read().record
        assert record is not None
        return record

    def rules(self) -> set[str]:
        """The rules of the findings of this workbook, as it is read now."""
        return {finding.rule for finding in self.read().findings}


def _moved(content: object, move: Callable[[int, int], tuple[int, int]]) -> object:
    """A cell's content after others moved: a formula follows the cells of its own sheet, as in every program."""
    if not isinstance(content, str) or not content.startswith("="):
        return content
    return _OWN_CELL.sub(lambda found: absolute(*move(*position(found[1] + found[2]))), content)


_OWN_CELL = re.compile(r"(?<![!'])\$([A-Z]+)\$(\d+)")


def draft(form: Form, values: Mapping[str, object] | None = None) -> Draft:
    """A filled workbook of ``form``: with the published figures of its edition, or with ``values`` by field code."""
    if values is None:
        values = sample_values(next(year for year in (2024, 2020) if form.last_year in (None, year)))["fields"]
    layout = load_layout(form)
    steps = recompute(
        form, [None if item.computed else read_value(values.get(item.code), item.unit).steps for item in form.fields]
    )
    template = _template(form)
    sheets = {
        sheet.name: {**sheet.cells, **{cell: f"={formula}" for cell, formula in sheet.formulas.items()}}
        for sheet in template.sheets
    }
    book = Draft(form, layout, steps, sheets, {sheet.name: list(sheet.merges) for sheet in template.sheets})
    for item, value in zip(form.fields, steps, strict=True):
        if not item.computed:
            book.put(item.code, None if value is None else _number(item.unit.number(value)))
    for place in layout.narrative:
        sheets[layout.narrative_sheet][address(place.text.row, place.text.column)] = "已写明。"
    return book


@lru_cache(maxsize=8)
def _template(form: Form) -> Book:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(form, path, agency=Agency("520000", "某单位"))
        return open_book(path.read_bytes(), "xlsx")


def _number(number: int | Decimal) -> int | float:
    return number if isinstance(number, int) else float(number)
