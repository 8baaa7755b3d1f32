"""A text that goes into a workbook comes back as it was, by whatever way it went in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.ooxml.editing import EditablePackage
from toolkit.ooxml.structure_lock import lock_structure
from toolkit.reading.run.opening import read_content
from toolkit.records import Agency, Return
from toolkit.roster import RosterLine
from toolkit.writing import fill_workbook, write_template
from toolkit.writing.filled.refill import write_refilled
from toolkit.writing.struck.striking import Order, Striker
from toolkit.writing.template.workbook import OPTIONS
from toolkit.writing.true_book import TrueBook

TRICKY = (
    "编号_x0041_完",
    "_x000D_",
    "_xD83D_",
    "_xd83d_xDE00_",
    "_x005F_",
    "_x0041_x0042_",
    "<r>甲</r>",
    "<r><t>乙</t></r>",
)
ENDS = (" 前后 ", "\n行\n", "\u3000空")
LONG = "〇" * 32_767


def back(path: Path) -> Return:
    return read_content(path.name, path.read_bytes(), "xlsx")


def plain(text: str) -> str:
    """As openpyxl tells a text with escaped escapes; it takes their head away, or leaves all in place."""
    return text.replace("x005F_", "")


def cells(path: Path, sheet: str) -> set[str]:
    book = openpyxl.load_workbook(path, data_only=True)
    return {plain(cell.value) for row in book[sheet].iter_rows() for cell in row if isinstance(cell.value, str)}


@pytest.mark.parametrize("text", [*TRICKY, *ENDS, LONG], ids=lambda text: ascii(text[:12]))
def test_fill__a_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    layout = load_layout(load_form(2024))
    write_template(load_form(2024), tmp_path / "blank.xlsx")
    values = {"narrative": {"overview": text}, "cover": {"address": text[:100].strip()}}
    fill_workbook(tmp_path / "blank.xlsx", values, tmp_path / "full.xlsx")
    record = back(tmp_path / "full.xlsx").record
    assert record is not None
    assert record.narrative["overview"] == text.strip()
    assert plain(text) in cells(tmp_path / "full.xlsx", layout.narrative_sheet)


@pytest.mark.parametrize("text", TRICKY)
def test_fill__what_was_filled_in_stays_when_filled_again(tmp_path: Path, text: str) -> None:
    write_template(load_form(2024), tmp_path / "blank.xlsx")
    fill_workbook(tmp_path / "blank.xlsx", {"narrative": {"overview": text}}, tmp_path / "full.xlsx")
    fill_workbook(tmp_path / "full.xlsx", {"narrative": {"problems": text}}, tmp_path / "more.xlsx")
    record = back(tmp_path / "more.xlsx").record
    assert record is not None
    assert (record.narrative["overview"], record.narrative["problems"]) == (text, text)


@pytest.mark.parametrize("name", TRICKY)
def test_distribute__an_organs_name_is_the_same_wherever_it_stands(tmp_path: Path, name: str) -> None:
    striker = Striker(load_layout(load_form(2024)), 2024)
    line = RosterLine(code="11520102D1", name=name, parent="", kind="部门", level="县", contact="", phone="", row=2)
    (tmp_path / "one.xlsx").write_bytes(striker.strike(Order(line))[0])
    item = back(tmp_path / "one.xlsx")
    assert item.record is not None
    assert item.record.agency == Agency("11520102D1", name)
    assert {finding.rule for finding in item.findings}.isdisjoint({"FORM-STAMPS", "AGENCY-NAME"})
    # The line above each table is a formula: its result has the name, too.
    assert any(
        plain(name) in text for text in cells(tmp_path / "one.xlsx", load_layout(load_form(2024)).tables[0].sheet)
    )


@pytest.mark.parametrize("text", TRICKY)
def test_refill__a_text_comes_back_as_it_was(tmp_path: Path, text: str) -> None:
    write_template(load_form(2024), tmp_path / "blank.xlsx", agency=Agency("1", "甲"))
    record = back(tmp_path / "blank.xlsx").record
    assert record is not None
    record = replace(record, narrative={"overview": text})
    write_refilled(load_form(2024), tmp_path / "again.xlsx", record, year=2024, agency=Agency("1", "甲"))
    again = back(tmp_path / "again.xlsx").record
    assert again is not None
    assert again.narrative["overview"] == text


@pytest.mark.parametrize("text", [*TRICKY, *ENDS, LONG], ids=lambda text: ascii(text[:12]))
def test_book__a_text_is_the_same_in_a_cell_and_as_a_result(tmp_path: Path, text: str) -> None:
    with (tmp_path / "a.xlsx").open("wb") as file:
        book = TrueBook(file, OPTIONS)
        sheet = book.add_worksheet("甲")
        sheet.write_string(0, 0, text)
        sheet.write_formula(1, 0, "=A1", None, text)
        sheet.merge_range(2, 0, 3, 1, text)
        book.close()
    package = EditablePackage((tmp_path / "a.xlsx").read_bytes())
    lock_structure(package)
    (tmp_path / "b.xlsx").write_bytes(package.save())
    for path in (tmp_path / "a.xlsx", tmp_path / "b.xlsx"):
        assert cells(path, "甲") == {plain(text)}
