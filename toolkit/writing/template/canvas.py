"""The workbook on the canvas: what is drawn, with which formats, and the results its formulas come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ...form.drawing import Box
from ...rules.case import Value
from .content import Draft
from .formats import Formats
from .live_formulas import Spot


@dataclass(frozen=True, slots=True)
class Canvas:
    """All that the drawing of one sheet needs. ``formulas`` and ``results`` go by sheet, row and column."""

    book: xlsxwriter.Workbook
    draft: Draft
    formats: Formats
    formulas: Mapping[Spot, str]
    results: Mapping[Spot, Value]
    password: str

    def sheet(self, name: str) -> Worksheet:
        """A new worksheet, protected but for what a person needs to read it: sizes of rows and columns."""
        sheet = self.book.add_worksheet(name)
        sheet.protect(self.password, {"format_columns": True, "format_rows": True})
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        return sheet

    def text(self, sheet: Worksheet, box: Box, text: str, look: Format) -> None:
        """A text in a cell or a merged range; never a formula, whatever it begins with."""
        if box.height == box.width == 1:
            sheet.write_string(box.row, box.column, text, look) if text else sheet.write_blank(
                box.row, box.column, None, look
            )
            return
        sheet.merge_range(box.row, box.column, box.row + box.height - 1, box.column + box.width - 1, text or None, look)

    def live(self, sheet: Worksheet, row: int, column: int, look: Format | None = None) -> None:
        """The formula that belongs here with what it comes to, or the fixed content where there is none."""
        spot = (str(sheet.name), row, column)
        result = self.results.get(spot, "")
        formula = self.formulas.get(spot)
        shown = exact(result)
        if formula is None:
            sheet.write(row, column, shown, look) if shown != "" else sheet.write_blank(row, column, None, look)
        elif formula.startswith("{"):
            sheet.write_array_formula(row, column, row, column, formula, look, shown)
        else:
            sheet.write_formula(row, column, formula, look, shown)


def exact(shown: Value) -> str | int | float:
    """What is handed to xlsxwriter, whose numbers are written with 16 digits: the nearest double of a Decimal."""
    return float(shown) if isinstance(shown, Decimal) else shown
