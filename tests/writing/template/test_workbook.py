"""The template as drawn: what a clerk may type into, what is locked, what it says about itself."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from toolkit.editions import load_form
from toolkit.form import Form
from toolkit.form.layout import load_layout
from toolkit.output import OutputError
from toolkit.prior import Prior
from toolkit.records import Agency
from toolkit.writing import write_template


@pytest.fixture
def blank(form: Form, tmp_path: Path) -> Path:
    path = tmp_path / "blank.xlsx"
    write_template(form, path)
    return path


def test_template__opens_only_the_inputs_of_the_tables(form: Form, blank: Path) -> None:
    layout = load_layout(form)
    book = openpyxl.load_workbook(blank)
    for table in layout.tables:
        opened = {cell.coordinate for row in book[table.sheet] for cell in row if not cell.protection.locked}
        inputs = {layout.place(slot.field)[1] for slot in table.slots if not form.fields[slot.field].computed}
        assert {
            cell for cell in opened if not isinstance(book[table.sheet][cell], openpyxl.cell.cell.MergedCell)
        } == inputs
        assert book[table.sheet].protection.sheet


def test_template__totals_are_formulas_and_inputs_empty(form: Form, blank: Path) -> None:
    layout = load_layout(form)
    book = openpyxl.load_workbook(blank)
    for field in form.fields:
        sheet, cell = layout.place(field.index)
        content = book[sheet][cell].value
        assert str(content).startswith("=") if field.computed else content is None


def test_template__sheets_stand_in_order_and_structure_is_locked(form: Form, blank: Path) -> None:
    book = openpyxl.load_workbook(blank)
    assert tuple(book.sheetnames) == load_layout(form).sheets
    assert book[load_layout(form).stamp_sheet].sheet_state == "veryHidden"
    assert book.security.lockStructure


def test_template__is_the_same_to_the_byte_each_time(form: Form, blank: Path, tmp_path: Path) -> None:
    write_template(form, tmp_path / "again.xlsx")
    with zipfile.ZipFile(blank) as one, zipfile.ZipFile(tmp_path / "again.xlsx") as two:
        assert {name: one.read(name) for name in one.namelist()} == {name: two.read(name) for name in two.namelist()}


def test_template__never_overwrites(form: Form, blank: Path) -> None:
    before = blank.read_bytes()
    with pytest.raises(OutputError):
        write_template(form, blank)
    assert blank.read_bytes() == before


def guidance_of(path: Path) -> str:
    sheet = openpyxl.load_workbook(path)["填报说明"]
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_guidance__speaks_of_prefilled_cells_only_where_there_are_some(tmp_path: Path) -> None:
    form = load_form(2024)
    agency = Agency("1", "甲局")
    figures = tuple(0 for _ in form.fields)
    others, own = ({code: figures} for code in ("2", "1"))
    for name, known in (("无", None), ("别家", others), ("有", own)):
        prior = Prior(load_form(2023), 2023, known) if known else None
        write_template(form, tmp_path / f"{name}.xlsx", agency=agency, prior=prior)
        assert ("预填" in guidance_of(tmp_path / f"{name}.xlsx")) == (name == "有"), name


def test_guidance__names_whom_to_ask_and_how_long_an_explanation_is(tmp_path: Path) -> None:
    write_template(load_form(2024), tmp_path / "a.xlsx", contact="张三 123")
    told = guidance_of(tmp_path / "a.xlsx")
    assert "张三 123" in told
    assert "不少于 5 个字" in told


def test_template__colours_no_total_that_nobody_can_mend(form: Form, blank: Path) -> None:
    layout = load_layout(form)
    book = openpyxl.load_workbook(blank)
    for table in layout.tables:
        totals = {layout.place(slot.field)[1] for slot in table.slots if form.fields[slot.field].computed}
        coloured = list(book[table.sheet].conditional_formatting)
        assert coloured
        for area in coloured:
            assert not [cell for cell in totals if cell in area]
