"""What the library does not tell of an ods file: where formulas and error values stand, and which sheets are locked."""

from __future__ import annotations

import io
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from ...a1 import address
from .xls_facts import Beneath

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_REPEATED = 100  # of one cell with a formula: more is not a table of ours


def read_opendocument(content: bytes) -> dict[str, Beneath] | None:
    """By sheet name, from the part ``content.xml``; None where it can't be parsed."""
    sheets: dict[str, Beneath] = {}
    sheet, row, column, height = Beneath(), 0, 0, 1
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end")):
            if event == "end":
                if element.tag == _TABLE + "table-row":
                    row += height
                    element.clear()
                continue
            if element.tag == _TABLE + "table":
                sheet = sheets[element.get(_TABLE + "name", "")] = Beneath()
                sheet.protected = element.get(_TABLE + "protected") == "true"
                row = 0
            elif element.tag == _TABLE + "table-row":
                column, height = 0, _count(element, "number-rows-repeated")
            elif element.tag in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                width = _count(element, "number-columns-repeated")
                _note(sheet, element, row, column, min(width, _REPEATED))
                column += width
    except (ParseError, DefusedXmlException, ValueError):
        return None
    return sheets or None


def _count(element: Element, name: str) -> int:
    return int(element.get(_TABLE + name, "1"))


def _note(sheet: Beneath, element: Element, row: int, column: int, width: int) -> None:
    formula = element.get(_TABLE + "formula") is not None
    error = element.get(_EXTENDED + "value-type") == "error"
    for at in range(column, column + width) if formula or error else ():
        if formula:
            sheet.formulas.add(address(row, at))
        if error:
            sheet.errors[address(row, at)] = element.get(_OFFICE + "string-value") or "#N/A"
