"""Sheets as each of the usual programs writes them are read by plan, and say the same; each sample is kept here.

The samples in ``dialects/`` follow what was counted over thousands of saved workbooks: which attributes, namespaces
and elements each program writes, and where.

- Excel 2013 to 365: markup compatibility, revision ids, dyDescent on rows, phonetic properties and extensions behind
  the cells; AlternateContent around absPath in the workbook part.
- LibreOffice: every attribute of a row written out, ``t="n"``, ``aca`` on formulas.
- WPS: its own namespace, a dimension that says one cell.
- openpyxl: no declaration, blanks before the ends of empty tags, texts in their cells, no results of formulas.
"""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT
from tests.ooxml.packages import MAIN, book, package
from toolkit.ooxml.sheet_cut import cut_sheet
from toolkit.ooxml.sheet_plan import plan_of

DIALECTS = ROOT / "tests" / "ooxml" / "dialects"
PROGRAMS = ("excel", "libreoffice", "wps", "openpyxl")


def sample(name: str) -> str:
    return (DIALECTS / f"{name}.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("program", PROGRAMS)
def test_sheet__as_a_usual_program_writes_it_is_read_by_plan(program: str) -> None:
    cut = cut_sheet(sample(f"sheet-{program}").encode())
    assert cut is not None
    assert plan_of(cut) is not None


@pytest.mark.parametrize("workbook", ["plain", "excel", "locked"])
@pytest.mark.parametrize("strings", ["phonetic", "runs"])
@pytest.mark.parametrize("program", PROGRAMS)
def test_sheet__says_the_same_whoever_wrote_it(program: str, strings: str, workbook: str) -> None:
    parts = {
        "xl/workbook.xml": sample(f"workbook-{workbook}"),
        "xl/sharedStrings.xml": sample(f"strings-{strings}"),
        "xl/worksheets/sheet1.xml": sample(f"sheet-{program}"),
    }
    (sheet,) = book("", **parts).sheets
    content = sheet.content()
    total = {} if program == "openpyxl" else {"C2": 52}
    assert dict(content.cells) == {"A1": "单位名称", "C1": "某 局", "A2": 43, "B2": 9, **total}
    assert content.formulas.by_cell == {"C2": "SUM($A$2:$B$2)"}
    assert (content.merges, content.spills) == (("A1:B1",), ())
    assert (sheet.protected, sheet.hidden) == (True, False)
    assert not content.hidden_rows | content.hidden_columns


def prefixed(prefix: str, behind: str = "") -> str:
    """A sheet of two cells in which each main element has ``prefix``."""
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>43</v></c></row>'
    part = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    part = re.sub(r"<(/?)(\w)", rf"<\1{prefix}:\2", part).replace("xmlns=", f"xmlns:{prefix}=")
    return part.replace(f"</{prefix}:sheetData>", f"</{prefix}:sheetData>{behind}")


@pytest.mark.parametrize("prefix", ["x", "s", "ns2"])
def test_prefixes__on_main_elements_are_read_by_plan(prefix: str) -> None:
    """As the Open XML SDK, Reporting Services and Java libraries write: honest, and rare."""
    part = prefixed(prefix)
    cut = package("").cut(part.encode())
    assert cut is not None
    assert plan_of(cut) is not None
    (sheet,) = book("", **{"xl/worksheets/sheet1.xml": part}).sheets
    assert dict(sheet.cells) == {"A1": "表", "B1": 43}


@pytest.mark.parametrize(
    "part",
    [
        prefixed("x", f'<cols xmlns="{MAIN}"/>'),
        prefixed("x", "<cols/>"),
        prefixed("x", '<x:cols xmlns:x="urn:other"/>'),
        prefixed("x", '<x:drawing x:id="rId1"/>'),
        prefixed("x", "<!-- <x:cols> -->"),
        prefixed("x").replace(MAIN, "urn:other"),
    ],
)
def test_prefixes__that_mean_something_else_somewhere_are_left_where_they_are(part: str) -> None:
    assert package("").cut(part.encode()) is None
