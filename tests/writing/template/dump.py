"""A workbook as text that a person can review in a diff: each sheet readable, each part as XML line by line."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

_FINGERPRINT = re.compile(r"\b[0-9a-f]{16}\b")  # of the definition, which changes with any comment in it


def parts(workbook: bytes) -> dict[str, str]:
    """Each part's XML, an element a line."""
    found = {}
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        for name in sorted(archive.namelist()):
            content = _FINGERPRINT.sub("fingerprint", archive.read(name).decode())
            found[name] = re.sub(r"(?<=>)(?=<[^/])", "\n", content) + "\n"
    return found


def dump(path: Path) -> dict[str, str]:
    """Each sheet by name: print set-up, sizes, merges, validations, conditional formats, cells with their locks."""
    formulas, results = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    return {
        name: "\n".join(_lines(formulas[name], results[name])) + "\n"
        for name in formulas.sheetnames
    }  # fmt: skip


def _lines(sheet: Worksheet, results: Worksheet) -> Iterator[str]:
    yield from _setup(sheet)
    yield from _rules(sheet)
    for line in sheet.iter_rows():
        for cell in line:
            if isinstance(cell, MergedCell) or (cell.value is None and cell.protection.locked):
                continue
            value = getattr(cell.value, "text", cell.value)
            shown = f" -> {results[cell.coordinate].value!r}" if cell.data_type == "f" else ""
            text = f"{cell.coordinate} {'locked' if cell.protection.locked else 'open'} {value!r}{shown}"
            yield _FINGERPRINT.sub("fingerprint", text)


def _setup(sheet: Worksheet) -> Iterator[str]:
    setup = sheet.page_setup
    yield f"state {sheet.sheet_state}, protected {sheet.protection.sheet}, freeze {sheet.freeze_panes}"
    fit = f"{setup.fitToWidth}x{setup.fitToHeight}"
    yield f"paper {setup.paperSize} {setup.orientation}, fit {fit}, area {sheet.print_area}"
    header, footer = sheet.oddHeader, sheet.oddFooter
    assert header is not None
    assert footer is not None
    yield f"header {header.right.text!r}, footer {footer.center.text!r}"
    for column, size in sorted(sheet.column_dimensions.items()):
        yield f"column {column} {size.min}-{size.max} width {size.width:.2f}{' hidden' if size.hidden else ''}"
    for row, height in sorted(sheet.row_dimensions.items()):
        if height.height is not None:
            yield f"row {row} height {height.height:.2f}"


def _rules(sheet: Worksheet) -> Iterator[str]:
    for merged in sorted(str(box) for box in sheet.merged_cells.ranges):
        yield f"merge {merged}"
    for rule in sheet.data_validations.dataValidation:
        yield f"validate {rule.sqref} {rule.type} {rule.operator} {rule.formula1} | {rule.prompt} | {rule.error}"
    for marked in sheet.conditional_formatting:
        for mark in marked.rules:
            fill = mark.dxf.fill.bgColor.rgb if mark.dxf and mark.dxf.fill else ""
            yield f"mark {marked.sqref} {mark.type} {mark.formula} fill {fill}"
