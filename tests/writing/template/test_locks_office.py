"""Typing into every cell of an issued workbook in LibreOffice: the open ones take it, all others refuse."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from toolkit.form import Form
from toolkit.form.layout import load_layout
from toolkit.records import Agency
from toolkit.writing import write_template

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TYPED = "7777"

MACRO = """
Sub Main(source As String, report As String)
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    book = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, hidden())
    slot = FreeFile
    Open report For Output As #slot
    For number = 0 To book.Sheets.Count - 1
        sheet = book.Sheets.getByIndex(number)
        used = sheet.createCursor()
        used.gotoEndOfUsedArea(False)
        For row = 0 To used.RangeAddress.EndRow
            For column = 0 To used.RangeAddress.EndColumn
                cell = sheet.getCellByPosition(column, row)
                On Error Resume Next
                sheet.getCellRangeByPosition(column, row, column, row).setDataArray(Array(Array(TYPED)))
                On Error Goto 0
                If cell.getFormula() = "TYPED" Then Print #slot, number & " " & row & " " & column
            Next column
        Next row
    Next number
    Print #slot, "done"
    Close #slot
    book.close(True)
    StarDesktop.terminate()
End Sub
""".replace("TYPED", TYPED)

LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Typing"/></library:library>"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing"
 script:language="StarBasic">{}</script:module>"""


def run_office(folder: Path, order: str) -> None:
    assert SOFFICE
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run([SOFFICE, profile, "--headless", "--norestore", order], capture_output=True, timeout=240, check=True)


def type_everywhere(path: Path, folder: Path) -> set[tuple[int, int, int]]:
    """(sheet, row, column) of the cells, counted from 0, in which what is typed remains."""
    report = folder / "report.txt"
    run_office(folder, "--terminate_after_init")  # makes the profile; what stands in it before is overwritten
    library = folder / "profile" / "user" / "basic" / "Standard"
    (library / "script.xlb").write_text(LIBRARY, encoding="utf-8")
    (library / "Typing.xba").write_text(MODULE.format(escape(MACRO)), encoding="utf-8")
    run_office(folder, f"macro:///Standard.Typing.Main({path},{report})")
    *lines, last = report.read_text(encoding="utf-8").splitlines()
    assert last == "done"
    found = [tuple(map(int, line.split())) for line in lines]
    return {(number, row, column) for number, row, column in found}


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_office__every_locked_cell_refuses_and_every_input_takes(form: Form, tmp_path: Path) -> None:
    path = tmp_path / "issued.xlsx"
    write_template(form, path, agency=Agency("520000", "某单位"))
    book = openpyxl.load_workbook(path)
    layout = load_layout(form)
    cells = {
        (number, cell.row - 1, cell.column - 1): bool(cell.protection.locked)
        for number, sheet in enumerate(book.worksheets)
        for row in sheet.iter_rows()
        for cell in row
        if not isinstance(cell, MergedCell)
    }
    taken = type_everywhere(path, tmp_path)
    assert {spot for spot in cells if spot in taken} == {spot for spot, locked in cells.items() if not locked}
    numbers = {name: number for number, name in enumerate(layout.sheets)}
    places = [(field, layout.places[field.index]) for field in form.fields]
    assert all(((numbers[sheet], row, column) in taken) is not field.computed for field, (sheet, row, column) in places)
