"""Filling in by hand: figures typed into the open cells only, with another program's library."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.conftest import sample_values
from toolkit.editions import load_form
from toolkit.form import Form
from toolkit.form.layout import load_layout
from toolkit.reading.run.opening import read_content
from toolkit.writing import write_template


def test_typing__figures_in_open_cells_are_all_that_a_return_needs(tmp_path: Path) -> None:
    form = load_form(2024)
    layout, values = load_layout(form), sample_values(2024)
    write_template(form, tmp_path / "blank.xlsx")
    book = openpyxl.load_workbook(tmp_path / "blank.xlsx")
    for field in form.inputs:
        sheet, cell = layout.place(field.index)
        assert not book[sheet][cell].protection.locked
        book[sheet][cell] = float(str(values["fields"][field.code]))
    book.save(tmp_path / "typed.xlsx")
    record = read_content("typed.xlsx", (tmp_path / "typed.xlsx").read_bytes(), "xlsx").record
    assert record is not None
    assert record.values[form.by_code["t3.received.total"].index] == 3525


def test_typing__protection_leaves_sizes_free_and_nothing_else(form: Form, tmp_path: Path) -> None:
    write_template(form, tmp_path / "blank.xlsx", password="secret")
    book = openpyxl.load_workbook(tmp_path / "blank.xlsx")
    for sheet in book:
        held = sheet.protection
        assert (held.sheet, held.formatColumns, held.formatRows) == (True, False, False)
        assert held.insertRows
        assert held.deleteRows
        assert held.password
    assert book.security.lockStructure
    assert book.security.workbookPassword
