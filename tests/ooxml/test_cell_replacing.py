"""Cells made anew: the same whether found in the bytes or by structure, and nothing else is taken for a cell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal

import openpyxl
import pytest

from toolkit.ooxml.cell_replacing import replace_cells
from toolkit.ooxml.editing import EditablePackage
from toolkit.ooxml.sheet_edit import Content
from toolkit.ooxml.xml_tree import UneditableError
from toolkit.refusal import Refused

PART = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CELLS = (
    '<row r="1"><c r="A1" s="0" t="inlineStr"><is><t>甲</t></is></c><c r="B1"><v>1</v></c></row>'
    '<row r="2"><c r="A2"/><c r="B2" t="str"><f>B1&amp;"件"</f><v>1件</v></c></row>'
)
CONTENTS: dict[str, Content] = {"A1": "编号_x0041_<完>", "B1": Decimal("12.50"), "A2": ""}
RESULTS: dict[str, Content] = {"B2": " 12件"}


def workbook(cells: str, prefix: str = "", around: str = "{}") -> bytes:
    """A workbook with one sheet of ``cells``."""
    book, plain = openpyxl.Workbook(), io.BytesIO()
    book.save(plain)
    tag, space = (f"{prefix}:", f"xmlns:{prefix}") if prefix else ("", "xmlns")
    cells = re.sub(r"<(/?)(?=[a-z])", rf"<\1{tag}", cells)
    data = around.format(f"<{tag}sheetData>{cells}</{tag}sheetData>")
    sheet = f'<{tag}worksheet {space}="{MAIN}">{data}</{tag}worksheet>'
    made = io.BytesIO()
    with zipfile.ZipFile(plain) as archive, zipfile.ZipFile(made, "w") as target:
        for name in archive.namelist():
            target.writestr(name, sheet if name == PART else archive.read(name))
    return made.getvalue()


def replaced(data: bytes) -> bytes:
    package = EditablePackage(data)
    assert replace_cells(package, PART, CONTENTS, RESULTS) == set()
    return package.save()


WAYS: dict[str, Callable[[], bytes]] = {
    "as usual": lambda: workbook(CELLS),
    "with a prefix": lambda: workbook(CELLS, "x"),
    "with a comment that looks like a cell": lambda: workbook(f'<!--<c r="A1"><v>7</v></c>-->{CELLS}'),
    "with a foreign cell": lambda: workbook('<row r="9"><y:c xmlns:y="urn:y" r="A1"/></row>'.join(("", CELLS))),
    "without addresses": lambda: workbook(re.sub(r' r="[A-B]?[0-9]"', "", CELLS)),
    "in character data": lambda: workbook(CELLS.replace("<v>1</v>", "<v><![CDATA[1]]></v>")),
}


@pytest.mark.parametrize("way", WAYS)
def test_replace__cells_are_found_however_they_are_written(way: str) -> None:
    made = replaced(WAYS[way]())
    shown = openpyxl.load_workbook(io.BytesIO(made), data_only=True).worksheets[0]
    kept = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    assert str(shown["A1"].value).replace("x005F_", "") == "编号_x0041_<完>"
    assert (shown["B1"].value, shown["A2"].value) == (12.5, None)
    assert (shown["B2"].value, kept["B2"].value) == (" 12件", '=B1&"件"')


def test_replace__what_is_filled_in_takes_the_place_of_a_formula() -> None:
    package = EditablePackage(workbook(CELLS))
    replace_cells(package, PART, {"B2": 5}, {})
    kept = openpyxl.load_workbook(io.BytesIO(package.save())).worksheets[0]
    assert kept["B2"].value == 5


@pytest.mark.parametrize("prefix", ["", "x"])
def test_replace__a_cell_that_is_not_there_is_told_and_nothing_is_changed(prefix: str) -> None:
    package = EditablePackage(workbook(CELLS, prefix))
    before = package[PART]
    assert replace_cells(package, PART, {"A1": 1, "C7": 2}, {}) == {"C7"}
    if not prefix:
        assert package[PART] == before


@pytest.mark.parametrize(
    "data",
    [
        workbook(CELLS + '<row r="3"><c r="A1"><v>9</v></c></row>'),
        workbook(CELLS.replace('r="B1"', 'r="A1"')),
        workbook(CELLS + '<row r="1"><c r="C1"/></row>', "x"),
        workbook(CELLS, around='<a:x xmlns:a="urn:a">{}</a:x>'),
    ],
    ids=["in another row", "twice", "a row twice", "in a wrapper"],
)
def test_replace__cells_that_cannot_be_told_apart_are_refused(data: bytes) -> None:
    with pytest.raises((UneditableError, Refused)):
        replaced(data)
