"""The cells of a sheet's part made anew in place, all else kept byte for byte: how a workbook is filled.

Where the part is written as the usual programs write it (it has a plan), cells are replaced as they stand in its bytes;
any other part goes through a tree, which takes longer and finds cells by structure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from .editing import EditablePackage
from .sheet_cut import cut_sheet
from .sheet_data import open_sheet
from .sheet_edit import Content, SheetEdit, plain_number
from .text_elements import result_element, text_element

_START, _END = b"<sheetData>", b"</sheetData>"
_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^<>]*?) ?(?:/>|>(.*?)</c>)', re.DOTALL)
_STYLE = re.compile(rb' s="[0-9]*"')
_CLOSED = re.compile(rb' cm="[0-9]+"')
_FORMULA = re.compile(rb"<f\b[^>]*?(?:/>|>.*?</f>)", re.DOTALL)


def replace_cells(
    package: EditablePackage, part: str, contents: Mapping[str, Content], results: Mapping[str, Content]
) -> set[str]:
    """Fills cells of the sheet in ``part``: with ``contents`` alone, or with ``results`` of the formulas they keep.

    Returns the addresses that the sheet has no cell for; then nothing is changed. Raises Refused or UneditableError
    where it can't be told for certain which cells there are.
    """
    data = package[part]
    plan = open_sheet(data, cut_sheet(data), part, package.source.limits).plan
    if plan is None:
        return _fill_tree(SheetEdit(package, part), contents, results)
    missing = (contents.keys() | results.keys()) - {slot.address for slot in plan.slots}
    if not missing:
        wanted = {cell.encode(): (content, True) for cell, content in results.items()}
        wanted |= {cell.encode(): (content, False) for cell, content in contents.items()}
        start, end = data.find(_START), data.rfind(_END)
        package.replace(part, data[:start] + _CELL.sub(_by(wanted), data[start:end]) + data[end:])
    return missing


def _by(wanted: Mapping[bytes, tuple[Content, bool]]) -> Callable[[re.Match[bytes]], bytes]:
    def replace(found: re.Match[bytes]) -> bytes:
        here = wanted.get(found[1])
        return found[0] if here is None else _cell(found, *here)

    return replace


def _cell(found: re.Match[bytes], content: Content, keep_formula: bool) -> bytes:
    """One cell made anew: its address and style, its formula if it has one that is kept, and ``content``."""
    formula = _FORMULA.search(found[3] or b"") if keep_formula else None
    style = _STYLE.search(found[2])
    head = b'<c r="%b"%b' % (found[1], style[0] if style else b"")
    if formula and (array := _CLOSED.search(found[2])):
        head += array[0]
    kept = formula[0] if formula else b""
    if not isinstance(content, str):
        return b"%b>%b<v>%b</v></c>" % (head, kept, plain_number(content).encode())
    if formula:
        return b'%b t="str">%b%b</c>' % (head, kept, result_element(content).encode())
    if not content:
        return head + b"/>"
    return b'%b t="inlineStr"><is>%b</is></c>' % (head, text_element(content).encode())


def _fill_tree(sheet: SheetEdit, contents: Mapping[str, Content], results: Mapping[str, Content]) -> set[str]:
    missing = {cell for cell in (*contents, *results) if not sheet.holds(cell)}
    if not missing:
        for cell, content in results.items():
            sheet.fill(cell, content, keep_formula=True)
        for cell, content in contents.items():
            sheet.fill(cell, content, keep_formula=False)
    return missing
