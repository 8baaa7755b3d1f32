"""Small packages for tests: a workbook of one sheet, given by the XML of its rows."""

from __future__ import annotations

import io
import zipfile

from toolkit.book import Book
from toolkit.ooxml.package import Package, open_package
from toolkit.reading.xlsx.workbook import read_xlsx
from toolkit.refusal import Refused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
ROOT = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>'
)
SHEETS = '<sheets><sheet name="甲" sheetId="1" r:id="rId1"/></sheets>'
WORKBOOK = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{SHEETS}</workbook>'
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    f'<Relationship Id="rId3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
STRINGS = (
    f'<sst xmlns="{MAIN}"><si><t>表</t></si><si><r><t>红</t></r><r><t>字</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>'
    "<si><t>a&amp;b_x000D_</t></si></sst>"
)
STYLES = f'<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'


def sheet_xml(rows: str, behind: str = "", root: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}" {root}><sheetData>{rows}</sheetData>{behind}</worksheet>'


def package(rows: str = "", **more: str | bytes) -> Package:
    """A package of one sheet with these rows; ``more`` are parts by name, in place of the usual ones."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": ROOT,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/sharedStrings.xml": STRINGS,
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": sheet_xml(rows),
        **more,
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return open_package(made.getvalue())


def book(rows: str = "", **more: str | bytes) -> Book:
    return read_xlsx(package(rows, **more))


def cells(rows: str, **more: str | bytes) -> dict[str, object]:
    """What the cells of the one sheet hold."""
    (sheet,) = book(rows, **more).sheets
    return dict(sheet.cells)


def refusal(rows: str = "", **more: str | bytes) -> str:
    """The wording that the package is refused with; empty where it is read."""
    try:
        for sheet in book(rows, **more).sheets:
            sheet.content()
    except Refused as refused:
        return refused.wording_id
    return ""
