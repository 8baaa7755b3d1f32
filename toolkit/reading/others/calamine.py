"""Workbooks that the fast reader does not cover (xls, xlsb, ods, unusual xlsx), read by calamine."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import partial
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ...a1 import address
from ...book import NO_FORMULAS, Book, ByCell, Content, Sheet
from ...values import Cell, CellError
from .xls_untold import Untold


def read_foreign(data: bytes, untold: Mapping[str, Untold] | None = None) -> Book:
    """The Book in ``data``. Raises what calamine raises on files that it can't open.

    ``untold`` tells, by sheet, of the formulas and error values that calamine keeps to itself.
    """
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = []
    for facts in workbook.sheets_metadata:
        if facts.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(facts.name)
        top, left = sheet.start or (0, 0)
        cells: dict[str, Cell] = {}
        rows: list[list[Any]] = sheet.to_python()
        for row, line in enumerate(rows, start=top):
            for column, content in enumerate(line, start=left):
                if content != "":
                    cells[address(row, column)] = _cell(content)
        merges = tuple(f"{address(*first)}:{address(*last)}" for first, last in sheet.merged_cell_ranges or ())
        known = (untold or {}).get(facts.name)
        for cell, code in (known.errors if known else {}).items():
            cells[cell] = CellError(code)
        formulas = ByCell(dict.fromkeys(known.formulas, "")) if known else NO_FORMULAS
        hidden = facts.visible != SheetVisibleEnum.Visible
        content = partial(_same, Content(cells, formulas, merges))
        sheets.append(Sheet(facts.name, content, protected=known.protected if known else None, hidden=hidden))
    return Book(tuple(sheets), exact=untold is not None)


def _same(content: Content) -> Content:
    return content


def _cell(content: Cell) -> Cell:
    """Whole floats as ints: the library gives every number of some formats as a float."""
    if isinstance(content, float) and content.is_integer() and abs(content) < 1e15:
        return int(content)
    return content
