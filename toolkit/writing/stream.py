"""Sheets of any length in flat memory: rows are made while the file is written, never held.

XlsxWriter keeps every cell of an ordinary sheet as an object, a few hundred bytes each and some microseconds;
a sheet with a figure of every organ has millions. Here a row is one string, made when its turn comes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TextIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from ..memory import remembered
from ..ooxml.row_writing import Cell
from .heights import text_width
from .true_book import TrueSheet

MOST_INDENTED = 15  # steps that a cell can be indented by


class StreamedSheet(TrueSheet):
    """A worksheet whose rows come from an iterable of row elements when the workbook is closed."""

    def __init__(self) -> None:
        super().__init__()
        self._streamed: Iterable[str] = ()

    def stream(self, rows: Iterable[str], bottom: int, right: int) -> None:
        """Takes ``rows`` (from ``row_xml``) as all of the sheet's cells, which end before ``bottom`` and ``right``."""
        self._streamed = rows
        bounds = {"dim_rowmin": 0, "dim_colmin": 0, "dim_rowmax": max(bottom - 1, 0), "dim_colmax": max(right - 1, 0)}
        vars(self).update(bounds)  # what the sheet declares as its dimension

    def join(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Merges a range; its text is the first cell's."""
        self.merge.append([first_row, first_column, last_row, last_column])

    def _write_sheet_data(self) -> None:
        file: TextIO = vars(self)["fh"]
        file.write("<sheetData>")
        file.writelines(self._streamed)
        file.write("</sheetData>")


def add_streamed(book: Workbook, name: str) -> StreamedSheet:
    """A new StreamedSheet of ``book``."""
    sheet = book.add_worksheet(name, worksheet_class=StreamedSheet)
    assert isinstance(sheet, StreamedSheet)
    return sheet


def style_id(style: Format) -> int:
    """The number that a cell element refers to ``style`` by."""
    return int(style._get_xf_index())  # type: ignore[no-untyped-call]


def fitted_height(values: Sequence[Cell], widths: Sequence[int]) -> float:
    """A row's height in points that shows all of its texts, wrapped in columns of ``widths``; Excel ends at 409."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        if isinstance(value, str) and (len(value) * 2 >= width or "\n" in value):
            lines = max(lines, _lines(value, width))
    return min(2 + 13.5 * lines, 409)


def named_height(values: Sequence[Cell], widths: Sequence[int], level: int) -> float:
    """As ``fitted_height``, where the first of ``values`` is indented by ``level`` steps."""
    return fitted_height(values, [max(widths[0] - 2 * min(level, MOST_INDENTED), 4), *widths[1:]])


@remembered(8192, longest=500)
def _lines(text: str, width: int) -> int:
    """How many lines of 10 points ``text`` takes: what does not fit on one also loses room where its words break."""
    taken = map(text_width, text.split("\n"))
    return sum(1 if room < width else math.ceil(room / max(width - 2, 1)) for room in taken)
